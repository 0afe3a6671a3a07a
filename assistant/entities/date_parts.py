"""Resolvers of parts of months and of stretches of years: "première quinzaine d'avril", "week of 7 December", "2027-2029"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.entities import calendar
from assistant.entities.calendar import Stretch
from assistant.entities.date_resolvers import Found, Match, Resolver, year_in
from assistant.entities.date_words import Words
from assistant.entities.feasts import weekday_of

MIDDLE = 15  # the last day of a month's first half
SCHOOL_YEAR_END = (8, 31)


def _month(match: Match, words: Words, today: date) -> Stretch | None:
    number, year = words.look("month", match["month"]), year_in(match)
    if not isinstance(number, int):
        return None
    return calendar.month(year, number) if year else calendar.next_to_end(calendar.month(today.year, number), today)


def half_month(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Première quinzaine d'avril, second half of May."""
    stretch = _month(match, words, today)
    if stretch is None or stretch.first is None:
        return None
    if words.look("ordinal", match["ord"]) == 1:
        return Found(stretch.first, stretch.first.replace(day=MIDDLE), explicit=True)
    return Found(stretch.first.replace(day=MIDDLE + 1), stretch.last, explicit=True)


def week_of_month(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Première semaine d'octobre: days 1 to 7; the last week: the last seven days."""
    stretch, number = _month(match, words, today), words.look("ordinal", match["ord"])
    if stretch is None or stretch.first is None or stretch.last is None or not isinstance(number, int):
        return None
    if number == 4:  # "last" in the tables of quarters
        return Found(stretch.last - timedelta(days=6), stretch.last, explicit=True)
    first = stretch.first + timedelta(weeks=number - 1)
    return Found(first, first + timedelta(days=6), explicit=True)


def edge_day(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Dernier jour de mars, first day of May."""
    stretch = _month(match, words, today)
    if stretch is None:
        return None
    day = stretch.first if words.look("ordinal", match["ord"]) == 1 else stretch.last
    return Found(day, day, explicit=True)


def edge_stretch(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """First two weeks of February, les dix derniers jours de mai."""
    stretch, count = _month(match, words, today), words.number(match["n"])
    if stretch is None or stretch.first is None or stretch.last is None or count is None:
        return None
    days = timedelta(days=int(count) * (7 if words.look("unit", match["unit"]) == "W" else 1) - 1)
    if not 0 <= days.days < stretch.last.day:
        return Found(explicit=True)
    if words.is_last(match["edge"]):
        return Found(stretch.last - days, stretch.last, explicit=True)
    return Found(stretch.first, stretch.first + days, explicit=True)


def nth_weekday(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Dernier vendredi de mai, first Monday of June."""
    stretch, number, weekday = _month(match, words, today), words.look("ordinal", match["ord"]), words.look("weekday", match["weekday"])
    if stretch is None or stretch.first is None or not isinstance(number, int) or not isinstance(weekday, int):
        return None
    last = number == 4 and words.is_last(match["ord"])
    day = weekday_of(stretch.first.year, stretch.first.month, weekday, -1 if last else number)
    return Found(day, day, explicit=True)


def week_of(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Semaine du 7 décembre, week of 7 December: Monday to Sunday around that day."""
    stretch = _month(match, words, today)
    if stretch is None or stretch.first is None:
        return None
    day = calendar.make_date(stretch.first.year, stretch.first.month, int(re.sub(r"\D", "", match["day"])))
    if day is None:
        return None
    monday = day - timedelta(days=day.weekday())
    return Found(monday, monday + timedelta(days=6), explicit=True)


def years(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """2027-2029, année scolaire 2026-2027 (to 31 August); the end of a "season" nobody can tell from the text."""
    first, text = int(match["year"]), match["year2"]
    second = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    if not first < second <= first + 30:
        return None
    named = f"{match.groupdict().get('school') or ''}{match.groupdict().get('after') or ''}".lower()
    if re.search(r"sco?laire|school|acad|univ", named):
        return Found(date(first, 9, 1), date(second, *SCHOOL_YEAR_END), explicit=True)
    if re.search(r"sa?ison|season", named):
        return Found(explicit=True)
    return Found(date(first, 1, 1), date(second, 12, 31), explicit=True)


def weekend(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Ce week-end is the coming one; which one is "next weekend" nobody can tell, so it has no day."""
    if match.groupdict().get("this"):
        sunday = today + timedelta(days=6 - today.weekday())
        return Found(sunday - timedelta(days=1), sunday, explicit=True)
    return Found(explicit=True) if words.look("shift", match.groupdict().get("shift")) == 1 else None


def month_days(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """July 1-10, July 13 to 15."""
    stretch = _month(match, words, today)
    if stretch is None or stretch.first is None:
        return None
    days = [calendar.make_date(stretch.first.year, stretch.first.month, int(re.sub(r"\D", "", match[name]) or 1)) for name in ("d1", "d2")]
    if None in days or days[0] >= days[1]:  # type: ignore[operator]
        return None
    return Found(days[0], days[1], explicit=True, implied=stretch.implied)


def day_of_month(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """D'ici le 15, by the 15th: the next such day."""
    for months in (0, 1):
        index = today.month - 1 + months
        day = calendar.make_date(today.year + index // 12, index % 12 + 1, int(re.sub(r"\D", "", match["day"])))
        if day and day >= today:
            return Found(day, day)
    return None


PARTS: dict[str, Resolver] = {
    f.__name__: f
    for f in (half_month, edge_stretch, nth_weekday, week_of_month, edge_day, week_of, years, weekend, month_days, day_of_month)
}  # fmt: skip
