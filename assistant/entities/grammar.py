"""What grammar and catalogue find by themselves: dates and figures always, the open labels where no model has been trained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.entities import audiences, channels, dates, figures, metrics, phrases, roles, zones
from assistant.entities.calendar import PLAIN, Reckoning
from assistant.entities.tokens import Token
from assistant.lang.models import Language
from assistant.records import Entity, Span

BUYS = 18  # characters between the money and the channel that it buys
BOUGHT = re.compile(r"[ \u00a0]?(?:/\w+|(?:par|a|per) \w+)? ?(?:d['’e] ?|of |in |en |on (?:the )?)(?:\w{1,9} )?")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the recognisers found: entities in order, and the stretches of means and reason."""

    entities: tuple[Entity, ...]
    zones: zones.Zones


def is_loose(entity: Entity) -> bool:
    """A cadence of one word: "mensuel", "weekly"."""
    return entity.label == "DATE" and entity.kind == "cadence" and not re.search(r"\d|\W", entity.text)


def apart(entity: Entity, others: Sequence[Entity]) -> bool:
    """Whether an entity overlaps none of the others."""
    return all(entity.end <= o.start or entity.start >= o.end for o in others)


def numbers_of(text: str, tokens: list[Token], language: Language, today: date, reckoning: Reckoning = PLAIN) -> Recognised:
    """Dates and figures with the grammar's roles, and the stretches of means and reason."""
    return _numbers(text, language, today, reckoning, audiences.grammar(language.code).ages_in(text))


def _numbers(text: str, language: Language, today: date, reckoning: Reckoning, occupied: Sequence[Entity]) -> Recognised:
    code = language.code
    found_dates = dates.grammar(code, reckoning).find(text, today)
    firm_dates = [d for d in found_dates if not is_loose(d)]
    found_zones = zones.grammar(code).find(text, found_dates)
    found_figures = figures.grammar(code).find(text, [e.span for e in (*firm_dates, *(o for o in occupied if apart(o, firm_dates)))])
    found_figures = roles.grammar(code).assign(text, found_figures, found_zones, found_dates)
    found_figures = [*found_figures, *_habit_of_one(text, language, found_dates, found_figures, found_zones.means)]
    return Recognised(tuple(sorted([*found_dates, *found_figures], key=lambda e: e.start)), found_zones)


def by_grammar(text: str, tokens: list[Token], language: Language, today: date, reckoning: Reckoning = PLAIN) -> Recognised:
    """Find all entities of a text by grammar and catalogue alone."""
    code = language.code
    addressed = audiences.grammar(code).find(text, tokens)
    numbers = _numbers(text, language, today, reckoning, addressed)
    loose_dates = [e for e in numbers.entities if is_loose(e)]
    firm_dates = [e for e in numbers.entities if e.label == "DATE" and not is_loose(e)]
    found_figures = [e for e in numbers.entities if e.label == "FIGURE"]
    addressed = [a for a in addressed if apart(a, firm_dates)]
    words = phrases.words_of(text)
    fixed = [*firm_dates, *found_figures]
    metric_finder = metrics.finder(code)
    compounds = [
        Entity("METRIC", words[a].start, words[b - 1].end, text[words[a].start : words[b - 1].end])
        for a, b, _ in metric_finder.compounds.find(words)
    ]
    found_channels = [
        c
        for c in channels.finder(code).find(text, words, tokens, any(f.role in ("target", "change") for f in found_figures))
        if apart(c, fixed) and not any(_within(c, k) and c.span != k.span for k in compounds)
    ]
    found_figures = [_bought(f, text, found_channels, language) for f in found_figures]
    addressed = [a for a in addressed if apart(a, found_channels)]
    walls = [*firm_dates, *found_figures, *found_channels, *addressed]
    found_metrics = metric_finder.find(text, words, tokens, found_figures, walls, numbers.zones)
    found_dates = [*firm_dates, *(d for d in loose_dates if apart(d, [*found_metrics, *addressed, *found_channels]))]
    entities = sorted([*found_dates, *found_figures, *found_channels, *addressed, *found_metrics], key=lambda e: e.start)
    return Recognised(tuple(entities), numbers.zones)


def _bought(figure: Entity, text: str, found_channels: list[Entity], language: Language) -> Entity:
    """Money right before a channel buys it ("300 €/mois de LinkedIn Ads", "$500 of flyers"): means, not an aim."""
    if figure.kind != "money" or figure.role != "target" or roles.grammar(language.code).is_aimed_at(text, figure):
        return figure
    buys = any(0 < c.start - figure.end <= BUYS and BOUGHT.fullmatch(text[figure.end : c.start]) for c in found_channels)
    return replace(figure, role="means") if buys else figure


def _within(inner: Entity, outer: Entity) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _habit_of_one(
    text: str, language: Language, found_dates: list[Entity], found_figures: list[Entity], means: Span | None
) -> list[Entity]:
    """ "Un article par semaine": the word for one is a figure where a cadence follows what is counted."""
    words = rf"(?:(?!(?:{'|'.join(language.figures.one_breaks)})(?!\w))[^\W\d_]+[ '’-]){{1,4}}"
    pattern = rf"(?<!\w)(?P<one>{'|'.join(language.figures.one)})[ ]{words}$"
    out = []
    for cadence in (d for d in found_dates if d.kind == "cadence"):
        offset = max(0, cadence.start - 48)
        match = re.search(pattern, text[offset : cadence.start], re.IGNORECASE)
        if not match:
            continue
        start, end = offset + match.start("one"), offset + match.end("one")
        role = "means" if means and means[0] <= start < means[1] else "target"
        one = Entity("FIGURE", start, end, match["one"], kind="count", role=role, amount=1.0)
        if apart(one, [*found_figures, *found_dates]):
            out.append(one)
    return out
