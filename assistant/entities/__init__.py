"""The recognisers in order, and the one rule that settles overlaps.

Dates are found first, for their numbers are not figures; then audiences (ages are not figures), figures with their
roles, channels, metrics. Where a channel lies inside a longer fixed compound of the KPI catalogue ("email list"), the
compound is the metric; a cadence adjective inside a metric ("taux de churn mensuel") belongs to the metric.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.entities import audiences, channels, dates, figures, metrics, phrases, role_model, roles, spans, zones
from assistant.entities.calendar import PLAIN, Reckoning
from assistant.entities.tokens import Token
from assistant.lang.models import Language
from assistant.records import Entity, Span

STRETCH = 1200  # characters that are read at once; the longest goals have about 400
BUYS = 18  # characters between the money and the channel that it buys
BOUGHT = re.compile(r"[ \u00a0]?(?:/\w+|(?:par|a|per) \w+)? ?(?:d['’e] ?|of |in |en |on (?:the )?)(?:\w{1,9} )?")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the recognisers found: entities in order, and the stretches of means and reason."""

    entities: tuple[Entity, ...]
    zones: zones.Zones


def recognise(text: str, tokens: list[Token], language: Language, today: date, reckoning: Reckoning = PLAIN) -> Recognised:
    """Find all entities of a text: by grammar and catalogue, then as the trained model settles them.

    A text longer than any goal is read in stretches, so that the time grows with its length alone.
    """
    if len(text) > STRETCH:
        return _in_stretches(text, tokens, language, today, reckoning)
    found = by_grammar(text, tokens, language, today, reckoning)
    entities = role_model.assign(language.code, text, tokens, found.entities, found.zones)
    tagger = spans.tagger(language.code)
    if tagger is not None:
        entities = _settled(text, language, entities, tagger.find(text, tokens, entities))
    return Recognised(entities, found.zones)


def as_facts(text: str, tokens: list[Token], language: Language, found: Recognised, evidence: Sequence[str]) -> tuple[Entity, ...]:
    """The entities of a text that turned out to be no goal, with the roles that its figures have there.

    Args:
        evidence: what speaks against a goal ("past", "nongoal", "question" …), as `assistant.goals` names it.
    """
    return role_model.assign(language.code, text, tokens, found.entities, found.zones, tuple(evidence))


def _in_stretches(text: str, tokens: list[Token], language: Language, today: date, reckoning: Reckoning) -> Recognised:
    entities: list[Entity] = []
    means = reason = None
    start = 0
    at = 0
    while start < len(text):
        end = min(len(text), start + STRETCH)
        if end < len(text):
            space = text.rfind(" ", start + STRETCH // 2, end)
            end = space + 1 if space > 0 else end
        part = []
        while at < len(tokens) and tokens[at].start < end:
            token = tokens[at]
            at += 1
            if start <= token.start and token.end <= end:
                part.append(replace(token, start=token.start - start, end=token.end - start))
        found = recognise(text[start:end], part, language, today, reckoning)
        entities += [replace(e, start=e.start + start, end=e.end + start) for e in found.entities]
        means = means or _moved(found.zones.means, start)
        reason = reason or _moved(found.zones.reason, start)
        start = end
    return Recognised(tuple(entities), zones.Zones(means, reason))


def _moved(span: Span | None, by: int) -> Span | None:
    return (span[0] + by, span[1] + by) if span else None


def _settled(text: str, language: Language, given: Sequence[Entity], decided: Sequence[tuple[int, int, str]]) -> tuple[Entity, ...]:
    """Where grammar and model disagree, the model decides on metrics, channels and audiences, the grammar on figures and dates.

    A one-word cadence gives way to a metric that holds it; a plain object ("sell more shoes") is no metric on the model's word alone.
    """
    known = {(e.start, e.end, e.label): e for e in given}
    firm = [e for e in given if e.label == "FIGURE" or (e.label == "DATE" and not _loose(e))]
    learned = []
    for start, end, label in decided:
        span = text[start:end]
        entity = known.get((start, end, label)) or Entity(label, start, end, span, id=_identity(label, span, language))
        plain = label == "METRIC" and entity not in given and metrics.finder(language.code).is_plain_object(span)
        if _apart(entity, firm) and not plain:
            learned.append(entity)
    loose = [e for e in given if e.label == "DATE" and _loose(e) and _apart(e, learned)]
    return tuple(sorted([*firm, *loose, *learned], key=lambda e: e.start))


def _identity(label: str, text: str, language: Language) -> str | None:
    """The catalogue id of a span that only the model has found."""
    if label == "METRIC":
        return metrics.finder(language.code).identify(text)
    if label == "CHANNEL":
        return channels.finder(language.code).identify(text)
    return None


def _loose(entity: Entity) -> bool:
    """A cadence of one word: "mensuel", "weekly"."""
    return entity.kind == "cadence" and not re.search(r"\d|\W", entity.text)


def by_grammar(text: str, tokens: list[Token], language: Language, today: date, reckoning: Reckoning = PLAIN) -> Recognised:
    """Find all entities of a text by grammar and catalogue alone."""
    code = language.code
    found_dates = dates.grammar(code, reckoning).find(text, today)
    firm_dates = [d for d in found_dates if not _loose(d)]
    loose_dates = [d for d in found_dates if _loose(d)]
    found_zones = zones.grammar(code).find(text, found_dates)
    words = phrases.words_of(text)

    addressed = [a for a in audiences.grammar(code).find(text, tokens) if _apart(a, firm_dates)]
    found_figures = figures.grammar(code).find(text, [e.span for e in (*firm_dates, *addressed)])
    found_figures = roles.grammar(code).assign(text, found_figures, found_zones, found_dates)
    found_figures = [*found_figures, *_habit_of_one(text, language, found_dates, found_figures, found_zones.means)]

    fixed = [*firm_dates, *found_figures]
    metric_finder = metrics.finder(code)
    compounds = [
        Entity("METRIC", words[a].start, words[b - 1].end, text[words[a].start : words[b - 1].end])
        for a, b, _ in metric_finder.compounds.find(words)
    ]
    found_channels = [
        c
        for c in channels.finder(code).find(text, words, tokens, any(f.role in ("target", "change") for f in found_figures))
        if _apart(c, fixed) and not any(_within(c, k) and c.span != k.span for k in compounds)
    ]
    found_figures = [_bought(f, text, found_channels, language) for f in found_figures]
    fixed = [*firm_dates, *found_figures]
    addressed = [a for a in addressed if _apart(a, found_channels)]
    walls = [*fixed, *found_channels, *addressed]
    found_metrics = metric_finder.find(text, words, tokens, found_figures, walls, found_zones)
    found_dates = [*firm_dates, *(d for d in loose_dates if _apart(d, [*found_metrics, *addressed, *found_channels]))]
    entities = sorted([*found_dates, *found_figures, *found_channels, *addressed, *found_metrics], key=lambda e: e.start)
    return Recognised(tuple(entities), found_zones)


def _bought(figure: Entity, text: str, found_channels: list[Entity], language: Language) -> Entity:
    """Money right before a channel buys it ("300 €/mois de LinkedIn Ads", "$500 of flyers"): means, not an aim."""
    if figure.kind != "money" or figure.role != "target" or roles.grammar(language.code).is_aimed_at(text, figure):
        return figure
    buys = any(0 < c.start - figure.end <= BUYS and BOUGHT.fullmatch(text[figure.end : c.start]) for c in found_channels)
    return replace(figure, role="means") if buys else figure


def _apart(entity: Entity, others: list[Entity]) -> bool:
    return all(entity.end <= o.start or entity.start >= o.end for o in others)


def _within(inner: Entity, outer: Entity) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _habit_of_one(
    text: str, language: Language, found_dates: list[Entity], found_figures: list[Entity], means: Span | None
) -> list[Entity]:
    """ "Un article par semaine": the word for one is a figure where a cadence follows what is counted."""
    pattern = rf"(?<!\w)(?P<one>{'|'.join(language.figures.one)})[ ](?:[^\W\d_]+[ '’-]){{1,4}}$"
    out = []
    for cadence in (d for d in found_dates if d.kind == "cadence"):
        offset = max(0, cadence.start - 48)
        match = re.search(pattern, text[offset : cadence.start], re.IGNORECASE)
        if not match:
            continue
        start, end = offset + match.start("one"), offset + match.end("one")
        role = "means" if means and means[0] <= start < means[1] else "target"
        one = Entity("FIGURE", start, end, match["one"], kind="count", role=role, amount=1.0)
        if _apart(one, [*found_figures, *found_dates]):
            out.append(one)
    return out
