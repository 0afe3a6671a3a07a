"""The values in an answer: figures with the goal's unit, dates, channels, audiences; each in the words of the user."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import nlp
from assistant.answers.reading import Ask
from assistant.answers.words import Talk, flat, trimmed
from assistant.entities import audiences, channels, dates, figures, metrics, roles
from assistant.entities.phrases import words_of
from assistant.entities.zones import Zones
from assistant.records import Entity, Span

ENDS = ("deadline", "duration", "period")
UP, DOWN = "+", "\N{MINUS SIGN}"
LARGE = 1000.0  # ranges of larger numbers keep the wording of the user ("10 à 15 k€")


@dataclass(frozen=True, slots=True)
class Parts:
    """What was found in an answer, and the text that is left when it is taken out."""

    figures: tuple[Entity, ...] = ()
    days: tuple[Entity, ...] = ()
    channel: tuple[str, Span] | None = None
    audience: tuple[str, Span] | None = None


def parts(ask: Ask, talk: Talk, text: str) -> Parts:
    """Find dates first, for their numbers are no figures; then figures, channel and audience."""
    language, today = ask.context.language, ask.context.today
    found = dates.grammar(language.code, ask.reckoning).find(text, today)
    days = tuple(d for d in found if d.kind in ENDS)
    ages = audiences.grammar(language.code).ages_in(text)
    taken = [d.span for d in found] + [a.span for a in ages]
    numbers = figures.grammar(language.code).find(text, taken)
    numbers = roles.grammar(language.code).assign(text, numbers, Zones(), found)
    return Parts(tuple(numbers), days, _channel(ask, talk, text), _audience(ask, text))


def _channel(ask: Ask, talk: Talk, text: str) -> tuple[str, Span] | None:
    words = words_of(text)
    hits = channels.finder(ask.context.language.code).table.find(words)
    for first, last, _ in hits:
        start, end = words[first].start, words[last - 1].end
        lead = talk.channel_lead.search(flat(text[:start]))
        if lead or (ask.slot == "channel" and len(hits) == 1):
            start = lead.start() if lead else start
            return text[start:end], (start, end)
    return None


def _audience(ask: Ask, text: str) -> tuple[str, Span] | None:
    code = ask.context.language.code
    for found in audiences.grammar(code).find(text, next(nlp.tokens([text], code))):
        cue = audiences.grammar(code).cue.search(text[: found.start])
        if cue:
            return found.text, (cue.start(), found.end)
    return None


def figure_value(ask: Ask, talk: Talk, text: str, figure: Entity, slot: str) -> str:
    """A figure as the goal takes it: the user's digits, with the goal's unit where the user gave none, a sign where it is a difference."""
    rules, amount = ask.context.language.rules, figure.amount
    direction = figure.direction or _direction(ask, talk, text, figure, slot)
    if figure.kind == "multiplier" and amount:
        return _multiplied(ask, amount) or figure.text
    bare = re.sub(r"^[+\-−–±]\s?", "", figure.text)
    unit, kind = _unit(ask, figure)
    if figure.amount_max is not None and amount is not None and figure.amount_max < LARGE:
        bare = f"{rules.number(amount)}\N{EN DASH}{rules.figure(figure.amount_max, unit, kind)}"
    complete = bare[:1].isdigit() and not bare[-1:].isdigit()  # a number with its unit stays as it was typed
    if amount is not None and figure.amount_max is None and not complete and _whole_number(bare, figure):
        bare = rules.figure(amount, unit, kind) if unit or not bare[:1].isdigit() else bare
    if slot == "target" and figure.kind == "points" and not _counts_points(ask):
        direction = direction or ask.context.frame.direction or "up"
    if slot != "target" or direction is None:
        lead = figure.text[0] if figure.text[:1] in "-−" and slot == "baseline" else ""
        return _bound(ask, talk, text, figure) + lead + bare
    return (UP if direction == "up" else DOWN) + bare


def _bound(ask: Ask, talk: Talk, text: str, figure: Entity) -> str:
    """ "Moins de " before a value: the bound is part of it, unless the figure is a difference."""
    kpi = ask.context.kpi
    if figure.kind in ("percent", "points") and not (kpi and kpi.unit == "percent"):
        return ""
    match = talk.bound.search(flat(text[: figure.start]))
    return text[match.start() : figure.start] if match else ""


def _whole_number(bare: str, figure: Entity) -> bool:
    """Whether rounding in print would not change the number; "2,5 k" stays as it was typed."""
    return figure.kind in ("count", "percent", "money", "time", "points") and not re.search(r"\d\s?[^\W\d]", bare)


def _direction(ask: Ask, talk: Talk, text: str, figure: Entity, slot: str) -> str | None:
    """Up or down by the words around it: "20 % de plus", "augmenter de 20 %"; "moins de 20 %" is a bound, no difference."""
    behind = flat(text[figure.end :])
    if talk.more.match(behind):
        return "up"
    if talk.less.match(behind):
        return "down"
    if figure.role == "change" and figure.kind in ("percent", "points", "count", "money"):
        return roles.grammar(ask.context.language.code).trend(text[: figure.start])
    return None


def _unit(ask: Ask, figure: Entity) -> tuple[str | None, str]:
    """The figure's own unit, else the goal's."""
    if figure.unit is not None or figure.kind not in ("count",):
        return figure.unit, figure.kind or "count"
    return unit_of_goal(ask)


def unit_of_goal(ask: Ask) -> tuple[str | None, str]:
    """(unit, kind) of the goal's figures, else of its indicator where it can be but one."""
    frame, kpi = ask.context.frame, ask.context.kpi
    for other in (frame.baseline, frame.target, frame.change):
        if other is not None and other.unit and other.kind not in ("multiplier", "points"):
            if other is frame.change and other.kind == "percent" and not (kpi and kpi.unit == "percent"):
                continue
            return other.unit, other.kind or "count"
    if kpi and kpi.unit == "percent":
        return "%", "percent"
    return None, "count"


def _counts_points(ask: Ask) -> bool:
    """Whether the indicator itself is in points (NPS)."""
    return bool(ask.context.kpi and ask.context.kpi.unit == "points")


def _multiplied(ask: Ask, factor: float) -> str | None:
    """ "Doubler" with a known start is a value by arithmetic (2 × 40 = 80), else a relative change (+100 %)."""
    rules, baseline = ask.context.language.rules, ask.context.frame.baseline
    if baseline and baseline.amount:
        return rules.figure(round(baseline.amount * factor, 4), baseline.unit, baseline.kind or "count")
    percent = round((factor - 1) * 100, 2)
    return (UP if percent > 0 else DOWN) + rules.figure(abs(percent), "%", "percent") if percent else None


def day_of(ask: Ask, text: str) -> tuple[str, Entity] | None:
    """The end that an answer about the deadline gives, in the user's words with the words that lead to it."""
    language, today = ask.context.language, ask.context.today
    grammar = dates.grammar(language.code, ask.reckoning)
    if re.fullmatch(r"\d{1,3}", text):
        return None  # a bare number is no day
    for candidate in (language.rules.deadline(text), text):
        ends = [d for d in grammar.find(candidate, today) if d.kind in ENDS]
        if not ends:
            continue
        day = ends[0]
        if day.end_date is None and metrics.finder(language.code).identify(text):
            continue  # "le taux de clic" is no event
        if day.text.casefold() in text.casefold():
            at = text.casefold().index(day.text.casefold())
            return with_lead(ask, text, at, at + len(day.text)), day
        return text, day
    return None


def with_lead(ask: Ask, text: str, start: int, end: int) -> str:
    """The date with its own lead ("d'ici l'", "avant"); a weak one ("pour septembre") gives way to the lead of a deadline."""
    words = ask.context.language.dates
    lead = text[lead_start(ask, text, start) : start].strip().lower()
    plain = text[start:end][:1].isdigit() or re.match(rf"(?:{'|'.join(words.months)})", text[start:end], re.IGNORECASE)
    if plain and any(re.fullmatch(weak, lead) for weak in words.leads["weak"]):
        return text[start:end].strip()
    return text[lead_start(ask, text, start) : end].strip()


def lead_start(ask: Ask, text: str, start: int) -> int:
    """Where the words that lead to a date begin."""
    grammar = dates.grammar(ask.context.language.code, ask.reckoning)
    found = [m.start() for lead in grammar.leads.values() if (m := lead.search(text[:start]))]
    return min(found, default=start)


def without(text: str, spans: Sequence[Span]) -> str:
    """The text with some spans taken out."""
    out, last = "", 0
    for start, end in sorted(spans):
        out, last = out + text[last:start] + " ", max(last, end)
    return trimmed(re.sub(r"\s+", " ", out + text[last:]))
