"""Resolvers of days and of named stretches: weekdays, yesterday and tomorrow, feasts, seasons, events, what lies some weeks back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from assistant.entities import calendar, feasts
from assistant.entities.calendar import DAY, Stretch
from assistant.entities.date_durations import parts_in
from assistant.entities.date_resolvers import Found, Match, Resolver, coming_day, year_in
from assistant.entities.date_words import Words

COUNT = re.compile(r"(?<!\d)\d(?:[.,]?\d){0,15}[^\s\d,;:]{0,4}(?:[ \u00a0][\w'’-]{1,30}){0,2}[ ]$")
NAMING = 24  # characters before a cadence in which the count that it repeats is looked for


def _shift(match: Match, words: Words) -> int:
    value = words.look("shift", match.groupdict().get("shift"))
    return value if isinstance(value, int) else 0


def _moved(stretch: Stretch, edge: str | None) -> Stretch:
    return calendar.edge(stretch, edge) if edge else stretch


def season(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Cet été is the whole season; "d'ici l'été" is due on its first day; "l'été dernier" is the last one that has ended."""
    if edge is None and lead not in ("deadline", "before") and words.is_attribute(match, match.start()):
        return None
    name, given, shift = str(words.look("season", match["season"])), year_in(match, words, today), _shift(match, words)
    explicit = bool(given or match.groupdict().get("this") or match.groupdict().get("shift"))
    if shift < 0:
        ended = [s for y in (today.year, today.year - 1, today.year - 2) if (s := calendar.season(name, y)).last and s.last < today]
        return Found(ended[0].first, ended[0].last, explicit=True)
    for candidate in (given,) if given else (today.year - 1, today.year, today.year + 1):
        stretch = calendar.season(name, candidate)
        due = stretch.first if lead in ("deadline", "before") and edge is None else stretch.last
        if given or (due and due >= today):
            if lead == "deadline" and edge is None:
                stretch = Stretch(stretch.first, stretch.first, "S")
            moved = _moved(stretch, edge)
            return Found(moved.first, moved.last, explicit=explicit, implied=not given)
    return None


def event(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """A named event, due on its last day; one whose day nobody can know keeps its span and has no date."""
    groups = match.groupdict()
    firm = lead in ("deadline", "before")
    if not firm and edge is None and words.is_attribute(match, match.start()):
        return None
    shift = _shift(match, words)
    given = year_in(match, words, today)
    stretch = feasts.event(str(words.look("event", match["event"])), today, given, last=shift < 0)
    if stretch.first is None and (not firm or not words.after_determiner(match)):
        return None
    if groups.get("weekend") and stretch.first and stretch.last:
        weekday = stretch.last.weekday()
        long = weekday in (0, 1)  # the weekend of a Monday's feast lies before it
        first, last = (stretch.first - (weekday + 2) * DAY, stretch.last) if long else (stretch.first, stretch.last + (6 - weekday) * DAY)
        stretch = Stretch(first, last, "E", stretch.implied)
    moved, gone = _moved(stretch, edge), feasts.event(str(words.look("event", match["event"])), today, last=True)
    earlier = (gone.first, gone.last) if gone.first and gone.last else None
    explicit = bool(shift < 0 or given or groups.get("shift"))
    return Found(moved.first, moved.last, explicit=explicit, implied=stretch.implied and not shift, earlier=earlier)


def open_event(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """An event of the writer's own world behind a firm lead ("d'ici la moisson", "before the budget vote"): no day can be told."""
    return Found(explicit=True)


def adverb(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Demain, yesterday, this morning."""
    value = words.look("adverb", match["adverb"])
    if not value or match.string[match.end() : match.end() + 2] in ("'s", "’s"):
        return None
    day = today + timedelta(days=int(value))
    return Found(day, day, explicit=True)


def _gone(coming: date, today: date) -> Found:
    day = coming - (14 if coming - 7 * DAY >= today else 7) * DAY
    return Found(day, day, explicit=True)


def weekday(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Vendredi prochain, last Thursday, "pushed to Tuesday"; not where the day names a thing ("the Tuesday class") or is a habit."""
    day, shift = coming_day(match["weekday"], words, today), match.groupdict().get("shift")
    if day is None or edge is not None:
        return None
    if shift:
        back = _shift(match, words) < 0
        return _gone(day, today) if back else Found(day, day, explicit=True)
    if lead not in ("deadline", "before"):
        if words.after_determiner(match) or words.is_attribute(match, match.start()):
            return None
        if lead == "start":
            return Found(day - 7 * DAY, day - 7 * DAY, explicit=True)
    return Found(day, day, explicit=True, weekly=True)


def weekday_after(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Lundi en huit, lundi en quinze, Friday week: a week or two after the coming day of that name."""
    coming = coming_day(match["weekday"], words, today)
    if coming is None:
        return None
    day = coming + timedelta(weeks=2 if match["plus"].lower() in ("quinze", "15") else 1)
    return Found(day, day, explicit=True)


def ago(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Il y a deux semaines, three months ago: the day that long back."""
    unit, count = words.look("unit", match["unit"]), words.number(match["n"])
    day = calendar.add(today, -count, str(unit)) if unit and count is not None else None
    for more, named in parts_in(match.groupdict().get("more"), words):
        day = day and calendar.add(day, -more, named)
    return Found(day, day, explicit=True)


def fortnight_ago(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """A fortnight ago."""
    day = today - timedelta(weeks=2)
    return Found(day, day, explicit=True)


def past_stretch(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Les 12 derniers mois, the past two years: up to today."""
    found = ago(match, words, today, lead, edge)
    return found and replace(found, last=today if found.first else None)


def counted_cadence(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """ "A week of …" and "a night" are cadences behind a count ("200 scans a week of the code"), else a quantity."""
    before = match.string[max(0, match.start() - NAMING) : match.start()]
    return Found(explicit=True) if COUNT.search(before) else None


DAYS: dict[str, Resolver] = {
    f.__name__: f for f in (season, event, open_event, adverb, weekday, weekday_after, ago, fortnight_ago, past_stretch, counted_cadence)
}  # fmt: skip
