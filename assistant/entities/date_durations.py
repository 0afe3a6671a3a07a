"""Resolvers of durations: "6 mois", "two years and three months", "une quinzaine", "half a year", "another month"."""

from __future__ import annotations

from datetime import date

from assistant.entities import numbers
from assistant.entities.date_resolvers import Found, Match, Resolver
from assistant.entities.date_words import Words


def duration(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """6 mois, next two quarters, a year and a half; of a range the longer."""
    unit = words.look("unit", match["unit"])
    count = words.number(match.groupdict().get("n2") or match["n"])
    if unit is None or count is None or edge is not None:
        return None
    if match.groupdict().get("half"):
        count += 0.5
    return Found(
        count=count, unit=str(unit), explicit=bool(match.groupdict().get("shift")), more=parts_in(match.groupdict().get("more"), words)
    )


def parts_in(text: str | None, words: Words) -> tuple[tuple[float, str], ...]:
    """The further parts of a composed duration: " et 3 mois", " 1 month 21 days"."""
    found = []
    for part in words.part.finditer(text or ""):
        count, unit = words.number(part["n"]), words.look("unit", part["unit"])
        if count is not None and unit:
            found.append((count, str(unit)))
    return tuple(found)


def half_unit(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Une demi-année, half an year."""
    unit = words.look("unit", match["unit"])
    return Found(count=0.5, unit=str(unit)) if unit and edge is None else None


def one_more(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Another month."""
    unit = words.look("unit", match["unit"])
    return Found(count=1.0, unit=str(unit)) if unit and edge is None else None


def and_a_half(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """The next year and a half."""
    return Found(count=1.5, unit=str(words.look("unit", match["n"])), explicit=True)


def fortnight(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Une quinzaine, a fortnight: fifteen days in French counting, fourteen in English."""
    text = match.groupdict().get("n")
    count = numbers.value(text, words.figures, words.code) if text and " " in text.strip() else None
    if count is None:
        count = 14.0 if words.look("unit", "weeks") else 15.0
    return Found(count=count, unit="D", explicit=True)


DURATIONS: dict[str, Resolver] = {f.__name__: f for f in (duration, half_unit, one_more, and_a_half, fortnight)}
