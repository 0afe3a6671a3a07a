"""Resolvers of weeks, their days and their ends, of the rest of a stretch, and of decades: "Friday of next week", "le reste du mois"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from assistant.entities import calendar
from assistant.entities.calendar import DAY
from assistant.entities.date_resolvers import Found, Match, Resolver, coming_day, year_in
from assistant.entities.date_words import Words
from assistant.entities.feasts import weekday_of

AHEAD = 14  # months in which "Thursday the 15th" comes at least once, as a rule


def _day_of_week(shift: int, name: str, words: Words, today: date) -> date | None:
    monday, index = calendar.current("W", today, shift).first, words.look("dayname", name)
    return monday + index * DAY if monday and isinstance(index, int) else None


def weekday_in_week(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Vendredi de la semaine prochaine, Friday next week, last week's Sunday."""
    shift = words.shift_in(match["inweek"])
    day = _day_of_week(shift, match["weekday"], words, today)
    return Found(day, day, explicit=True, gone=shift < 0)


def week_days(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Cette semaine du lundi au mercredi, next week between Monday and Thursday."""
    shift = words.shift_in(match["inweek"])
    first, last = (_day_of_week(shift, match[name], words, today) for name in ("w1", "w2"))
    return Found(first, last, explicit=True) if first and last and first < last else None


def weekday_day(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Mercredi 13, Thursday the 15th: the next month in which that day has that number."""
    number, index = words.day_number(match["day"]), words.look("dayname", match["weekday"])
    if number is None or not 1 <= number <= 31:
        return None
    near: list[date] = []
    for months in range(-AHEAD, AHEAD):
        first = calendar.current("M", today, months).first
        day = calendar.make_date(first.year, first.month, number) if first else None
        if day and day.weekday() == index:
            near.append(day)
    coming = next((d for d in near if d >= today), None)
    gone = max((d for d in near if d < today), default=None)
    if coming is None:
        return Found(explicit=True)
    return Found(coming, coming, explicit=True, implied=True, earlier=(gone, gone) if gone else None)


def after_next(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """The week after next, le mois après le prochain, Friday after next, March after next."""
    groups = match.groupdict()
    if groups.get("weekday"):
        day = coming_day(groups["weekday"], words, today)
        return Found(day and day + 7 * DAY, day and day + 7 * DAY, explicit=True)
    if groups.get("month"):
        number = words.look("month", groups["month"])
        stretch = calendar.next_to_end(calendar.month(today.year, int(number or 1)), today).shifted_years(1)
    else:
        stretch = calendar.current(str(words.look("unit", match["unit"]) or "Y"), today, 2)
    return Found(stretch.first, stretch.last, explicit=True)


def weekdays_away(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Three Fridays from now, dans deux lundis, two Thursdays ago."""
    count, coming = words.number(match["n"]), coming_day(match["weekday"], words, today)
    if count is None or coming is None:
        return None
    back = match.groupdict().get("gone") is not None
    first = coming - (14 if coming - 7 * DAY >= today else 7) * DAY if back else coming
    day = first + timedelta(weeks=int(count) - 1) * (-1 if back else 1)
    return Found(day, day, explicit=True, gone=back)


def week_of_year(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Troisième semaine de 2027, last week of the year that is named: by ISO weeks."""
    year, number = year_in(match, words, today), words.look("ordinal", match["ord"])
    if year is None or not isinstance(number, int):
        return None
    last = date(year, 12, 28).isocalendar().week  # that day is always in the last one
    monday = date.fromisocalendar(year, last if words.is_last(match["ord"]) else number, 1)
    return Found(monday, monday + 6 * DAY, explicit=True)


def weekend(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Ce week-end is the coming one, the last one is over; which one is "next weekend" nobody can tell, so it has no day."""
    groups, shift = match.groupdict(), words.look("shift", match.groupdict().get("shift"))
    sunday = today + timedelta(days=6 - today.weekday())
    if shift == -1:
        sunday -= 7 * DAY
    elif not groups.get("this"):
        return Found(explicit=True) if shift == 1 else None
    return Found(sunday - DAY, sunday, explicit=True)


def weekend_of_month(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Premier week-end de septembre: its first Saturday, with the Sunday that follows."""
    month, year, ordinal = words.look("month", match["month"]), year_in(match, words, today), words.look("ordinal", match["ord"])
    if not isinstance(month, int) or not isinstance(ordinal, int):
        return None
    named = calendar.month(year, month) if year else calendar.next_to_end(calendar.month(today.year, month), today)
    saturday = weekday_of(named.first.year if named.first else today.year, month, 5, -1 if words.is_last(match["ord"]) else ordinal)
    return Found(saturday, saturday + DAY, explicit=True)


def rest(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Le reste du mois, the rest of the year: from today to its end."""
    stretch = calendar.current(str(words.look("unit", match["unit"]) or "Y"), today)
    return Found(today, stretch.last, explicit=True)


def decade_of(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Les années 2030, the 1990s, the nineteen seventies; of two digits the last such decade that has begun."""
    text, century = match["decade"] or match.groupdict().get("decade2") or "", match.groupdict().get("century")
    named = words.look("decade", text)
    first = named if isinstance(named, int) else words.year(text) if len(text) == 4 else int(text) if text.isdigit() else None
    if first is None:
        return None
    hundreds = words.number(century) if century else None
    if hundreds:
        first += int(hundreds) * 100
    elif first < 100:
        first += today.year // 100 * 100 - (100 if today.year // 100 * 100 + first > today.year else 0)
    return Found(date(first, 1, 1), date(first + 9, 12, 31), explicit=True)


def next_decade(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """La décennie suivante, the last decade."""
    first = today.year // 10 * 10 + 10 * words.shift_in(match["shift"])
    return Found(date(first, 1, 1), date(first + 9, 12, 31), explicit=True)


def day_week(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Semaine du 04/02, week of 3/15: Monday to Sunday around that day."""
    day, month = int(match["a"]), int(match["b"])
    day, month = (month, day) if not words.day_first else (day, month)
    made = calendar.make_date(today.year, month, day)
    if made and made + timedelta(days=6 - made.weekday()) < today:
        made = calendar.make_date(today.year + 1, month, day)
    if made is None:
        return Found(explicit=True)
    monday = made - made.weekday() * DAY
    return Found(monday, monday + 6 * DAY, explicit=True)


def end_day(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """EOD; "today" where a range or a deadline takes it as a day."""
    return Found(today, today, explicit=True)


def year_or_none(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """A year of another century, or one in words, which only a preposition makes a year ("en 1998", "in twenty thirty")."""
    year = year_in(match, words, today)
    if year is None:
        return None
    stretch = calendar.year_of(year)
    moved = calendar.edge(stretch, edge) if edge else stretch
    return replace(Found(moved.first, moved.last), explicit=True)


WEEKS: dict[str, Resolver] = {
    f.__name__: f
    for f in (
        weekday_in_week, week_days, weekday_day, weekdays_away, after_next, week_of_year, weekend, weekend_of_month, rest,
        decade_of, next_decade, day_week, end_day, year_or_none,
    )
}  # fmt: skip
