"""Resolvers of parts of months and of stretches of years: "première quinzaine d'avril", "week of 7 December", "2027-2029"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from assistant.entities import calendar
from assistant.entities.calendar import DAY, Stretch
from assistant.entities.date_resolvers import Found, Match, Resolver, year_in
from assistant.entities.date_words import Words
from assistant.entities.feasts import weekday_of

MIDDLE = 15  # the last day of a month's first half
SCHOOL_YEAR_END = (8, 31)


def _month(match: Match, words: Words, today: date) -> Stretch | None:
    groups = match.groupdict()
    if groups.get("inmonth"):
        return calendar.current("M", today, words.shift_in(groups["inmonth"]))
    number, year = words.look("month", groups.get("month")), year_in(match, words, today)
    if not isinstance(number, int):
        return None
    return calendar.month(year, number) if year else calendar.next_to_end(calendar.month(today.year, number), today)


def _nth_of_month(stretch: Stretch, weekday: int, ordinal: str, words: Words) -> date | None:
    """The nth such weekday of a month; None where the month has no fifth."""
    number = words.look("ordinal", ordinal)
    if not stretch.first or not isinstance(number, int):
        return None
    day = weekday_of(stretch.first.year, stretch.first.month, weekday, -1 if words.is_last(ordinal) else number)
    return day if day.month == stretch.first.month else None


def half_month(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Première quinzaine d'avril, second half of May."""
    stretch = _month(match, words, today)
    if stretch is None or stretch.first is None:
        return None
    if words.look("ordinal", match["ord"]) == 1:
        return Found(stretch.first, stretch.first.replace(day=MIDDLE), explicit=True)
    return Found(stretch.first.replace(day=MIDDLE + 1), stretch.last, explicit=True)


def _this_month(resolve: Callable[[Stretch], Found], today: date) -> Found:
    """What a part "of the month" means: in this month, or in the next one where it is over here."""
    found = resolve(calendar.current("M", today))
    return found if found.last and found.last >= today else resolve(calendar.current("M", today, 1))


def week_of_month(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Première semaine d'octobre: days 1 to 7; the last week: the last seven days."""
    stretch, number = _month(match, words, today), words.look("ordinal", match["ord"])
    if not isinstance(number, int):
        return None
    if match.groupdict().get("inmonth2"):
        return _this_month(lambda month: _week(month, number, match, words), today)
    return _week(stretch, number, match, words) if stretch else None


def _week(stretch: Stretch, number: int, match: Match, words: Words) -> Found:
    if stretch.first is None or stretch.last is None:
        return Found(explicit=True)
    if words.is_last(match["ord"]):
        return Found(stretch.last - timedelta(days=6), stretch.last, explicit=True)
    first = stretch.first + timedelta(weeks=number - 1)
    return Found(first, first + timedelta(days=6), explicit=True)


def edge_day(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Dernier jour de mars, third day of May, the last day of next month."""
    stretch, number = _month(match, words, today), words.look("ordinal", match["ord"])
    if not isinstance(number, int):
        return None
    if match.groupdict().get("inmonth2"):
        return _this_month(lambda month: _nth_day(month, number, match, words), today)
    return _nth_day(stretch, number, match, words) if stretch else None


def _nth_day(stretch: Stretch, number: int, match: Match, words: Words) -> Found:
    day = stretch.last if words.is_last(match["ord"]) else stretch.first and stretch.first.replace(day=number)
    return Found(day, day, explicit=True)


def nth_last(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Avant-dernier vendredi de mai, third last week of 2028, fifth last day of May: counted from the end."""
    groups = match.groupdict()
    count = words.look("ordinal", groups["ord"]) if groups.get("ord") else 2
    if not isinstance(count, int):
        return None
    if groups.get("inmonth2"):
        return _this_month(lambda month: _from_end(month, count, match, words), today)
    year = None if groups.get("month") or groups.get("inmonth") else year_in(match, words, today)
    stretch = calendar.year_of(year) if year else _month(match, words, today)
    return _from_end(stretch, count, match, words) if stretch else None


def _from_end(stretch: Stretch, count: int, match: Match, words: Words) -> Found:
    if stretch.last is None:
        return Found(explicit=True)
    weekday, unit = words.look("weekday", match["weekday"] if "weekday" in match.groupdict() else None), match["unit"]
    if isinstance(weekday, int):
        day = stretch.last - DAY * ((stretch.last.weekday() - weekday) % 7 + 7 * (count - 1))
        return Found(day, day, explicit=True)
    if words.look("unit", unit) == "D":
        day = stretch.last - DAY * (count - 1)
        return Found(day, day, explicit=True)
    if stretch.unit == "Y":  # weeks of a year are those of the calendar
        monday = date.fromisocalendar(stretch.last.year, date(stretch.last.year, 12, 28).isocalendar().week, 1) - DAY * 7 * (count - 1)
        return Found(monday, monday + DAY * 6, explicit=True)
    last = stretch.last - DAY * 7 * (count - 1)
    return Found(last - DAY * 6, last, explicit=True)


def day_in_month(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Le 20 du mois prochain, the 20th of next month; a day that the month lacks keeps its span."""
    stretch, number = _month(match, words, today), words.day_number(match["day"])
    if stretch is None or stretch.first is None or number is None:
        return None
    day = calendar.make_date(stretch.first.year, stretch.first.month, number)
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


def day_beside(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Le lendemain du 14 mars, the day before 1 May."""
    groups, year = match.groupdict(), year_in(match, words, today)
    month, number = (
        words.look("month", groups["month"] or groups.get("month2")),
        words.day_number(groups["day"] or groups.get("day2") or ""),
    )
    if not isinstance(month, int) or number is None:
        return None
    years = (year,) if year else (today.year, today.year + 1)
    days = [d + DAY * (-1 if groups["eve"] else 1) for y in years if (d := calendar.make_date(y, month, number))]
    day = next((d for d in days if year or d >= today), None)
    return Found(day, day, explicit=True)


def nth_weekday(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Dernier vendredi de mai, first Monday of June, deuxième lundi du mois prochain; without a month the next one to come."""
    stretch, weekday, groups = _month(match, words, today), words.look("weekday", match["weekday"]), match.groupdict()
    if not isinstance(weekday, int):
        return None
    if stretch is None and not groups.get("month"):
        for months in (0, 1):
            day = _nth_of_month(calendar.current("M", today, months), weekday, match["ord"], words)
            if day and day >= today:
                return Found(day, day, explicit=True)
        return Found(explicit=True)
    day = _nth_of_month(stretch, weekday, match["ord"], words) if stretch else None
    return Found(day, day, explicit=True)


def week_of(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Semaine du 7 décembre, week of 7 December: Monday to Sunday around that day; of a day alone the next such week."""
    stretch, number = _month(match, words, today), words.day_number(match["day"])
    if number is None:
        return None
    months = [stretch] if stretch else [calendar.current("M", today, shift) for shift in range(3)]
    days = [calendar.make_date(m.first.year, m.first.month, number) for m in months if m.first]
    day = next((d for d in days if d and (stretch or d + timedelta(days=6 - d.weekday()) >= today)), None)
    if day is None:
        return Found(explicit=True)
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


def month_days(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """July 1-10, July 13 to 15."""
    stretch = _month(match, words, today)
    if stretch is None or stretch.first is None:
        return None
    numbers = [words.day_number(match["d1"]), words.day_number(match["d2"] or match.groupdict().get("d3") or "")]
    days = [calendar.make_date(stretch.first.year, stretch.first.month, n) if n else None for n in numbers]
    if None in days or days[0] >= days[1]:  # type: ignore[operator]
        return None
    return Found(days[0], days[1], explicit=True, implied=stretch.implied)


def day_of_month(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """D'ici le 15, by the 15th: the next such day."""
    number = words.day_number(match["day"])
    day = next_day_of_month(number, today) if number else None
    return Found(day, day) if day else None


def next_day_of_month(number: int, today: date) -> date | None:
    """The next day of that number, in this month or the one after; None where both lack it."""
    months = [calendar.current("M", today, shift).first for shift in (0, 1)]
    days = [calendar.make_date(first.year, first.month, number) for first in months if first]
    return next((d for d in days if d and d >= today), None)


def days_of_month(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Du 13 au 18, entre le 3 et le 12: in the month in which the first is to come."""
    numbers = [words.day_number(match[name]) for name in ("d1", "d2")]
    first = next_day_of_month(numbers[0], today) if numbers[0] else None
    last = next_day_of_month(numbers[1], first) if first and numbers[1] else None
    if first is None or last is None or numbers[0] == numbers[1]:
        return None
    return Found(first, last, explicit=True)


PARTS: dict[str, Resolver] = {
    f.__name__: f
    for f in (
        half_month, edge_stretch, nth_weekday, week_of_month, edge_day, nth_last, day_in_month, day_beside, week_of, years, month_days,
        day_of_month, days_of_month,
    )
}  # fmt: skip
