"""What each date pattern means: one function a resolver name of `lang/<code>/dates.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from assistant.entities import calendar
from assistant.entities.calendar import Stretch
from assistant.entities.date_words import Words

Match = re.Match[str]
COUNTED = 24  # characters behind a year in which a counted noun would stand
SCALES = (5, 10)  # of ratings that look like a day and a month


@dataclass(frozen=True, slots=True)
class Found:
    """What an expression means.

    Attributes:
        first, last: the stretch of days, where it can be told.
        count, unit: of a duration, else None.
        explicit: the expression says itself that it is a date, whatever stands before it.
        bare: only a month's name.
        implied: the year was inferred.
        weekly: a weekday, which comes every week.
        earlier: of a movable feast, its last days that are over.
        more: further parts of a composed duration ("2 years and 3 months").
        gone: a single day of the past, named as such ("Friday of last week").
    """

    first: date | None = None
    last: date | None = None
    count: float | None = None
    unit: str | None = None
    explicit: bool = False
    bare: bool = False
    implied: bool = False
    weekly: bool = False
    earlier: tuple[date, date] | None = None
    more: tuple[tuple[float, str], ...] = ()
    gone: bool = False


Resolver = Callable[[Match, Words, date, str | None, str | None], Found | None]


def _group(match: Match, name: str) -> str | None:
    return match.groupdict().get(name)


def year_in(match: Match, words: Words, today: date) -> int | None:
    """The year that the match names: in digits, in words, or from this one ("of next year")."""
    text, relative = _group(match, "year") or _group(match, "short"), _group(match, "rel")
    if relative:
        return today.year + words.shift_in(relative)
    return words.year(text) if text and text.strip() else None


def _shift(match: Match, words: Words) -> int | None:
    value = words.look("shift", _group(match, "shift"))
    return value if isinstance(value, int) else None


def _found(stretch: Stretch, edge: str | None, explicit: bool = False, bare: bool = False) -> Found:
    moved = calendar.edge(stretch, edge) if edge else stretch
    return Found(moved.first, moved.last, explicit=explicit, bare=bare, implied=stretch.implied)


def _day(day: date | None) -> Found:
    return Found(day, day, explicit=True)


def iso(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """2027-03-15."""
    year, month, day = (int(part) for part in re.split(r"\D", match["iso"]))
    return _day(calendar.make_date(year, month, day))


def _has_article(match: Match, words: Words) -> bool:
    before = match.string[: match.start()].rstrip().rpartition(" ")[2].lower()
    return before in words.dates.determiners


def numeric(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """15/03/2027, 3/15/2027, 15/03: day or month first by the language, the other way when only that is a date."""
    day, month = (int(_group(match, name) or match[f"{name}2"]) for name in ("a", "b"))
    if (not words.day_first and day <= 12) or (month > 12 >= day):
        day, month = month, day
    year = year_in(match, words, today)
    if year is None:
        made = calendar.make_date(today.year, month, day)
        noted = words.is_noted(match) or bool(_group(match, "padded"))
        if made is None or not (noted or lead in ("before", "deadline", "weak", "start")):
            return None  # a rating or a ratio
        if month in SCALES and day <= month and lead == "weak" and not _has_article(match, words):
            return None  # "de 3,2 à 4/5"
        coming = made if made >= today else calendar.make_date(today.year + 1, month, day)
        return replace(_day(coming), implied=True)
    return _day(calendar.make_date(year, month, day))


def day(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """30 juin [2027], June 30[, 2027]; without a year the next such day."""
    named = next(n for name in ("day", "day2", "day3") if (n := _group(match, name)))
    number, month = words.day_number(named), words.look("month", match["month"])
    year = year_in(match, words, today)
    if not isinstance(month, int) or number is None:
        return None
    if year is not None:
        return _day(calendar.make_date(year, month, number))
    made = calendar.make_date(today.year, month, number)
    if made is not None and made < today:
        made = calendar.make_date(today.year + 1, month, number)
    return replace(_day(made), implied=True)


def month(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """juin [2027], 06/2027; without a year the next one to end."""
    name = _group(match, "month")
    number = words.look("month", name) if name else int(match["m"])
    if not isinstance(number, int):
        return None
    year = year_in(match, words, today)
    if year is not None:
        return _found(calendar.month(year, number), edge, explicit=True)
    shift = _shift(match, words)
    stretch = calendar.next_to_end(calendar.month(today.year, number), today)
    if shift == -1 and stretch.first:
        stretch = calendar.month(stretch.first.year - 1, number)
    return _found(stretch, edge, bare=shift is None)


def block(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """T3, Q2 2027, FY27 Q2, premier semestre: the next one to end unless a year is given; of a fiscal year where one is named."""
    letter = _group(match, "u")
    if letter:
        size, index = (3 if letter.upper() in "TQ" else 6), int(match["n"])
        if index > 12 // size:
            return None
    else:
        ordinal = words.look("ordinal", match["ord"])
        size = 3 if words.look("unit", match["unit"]) == "Q" else 6
        index = min(int(ordinal or 1), 12 // size) if words.is_last(match["ord"]) else int(ordinal or 1)
        if index > 12 // size:
            return None
    unit, year, shift = ("Q" if size == 3 else "H"), year_in(match, words, today), _shift(match, words)
    if year is None and shift is not None:
        year = today.year + shift
    if year is not None and words.is_fiscal(match.group()):
        return _found(calendar.fiscal_block(year, words.fiscal_start, size, index, unit), edge, explicit=True)
    if year is not None:
        return _found(calendar.block(year, size, index, unit), edge, explicit=True)
    return _found(calendar.next_to_end(calendar.block(today.year, size, index, unit), today), edge, explicit=True)


def _current(unit: str, match: Match, words: Words, today: date, shift: int = 0) -> Stretch:
    if unit == "Y" and words.is_fiscal(match.group()):
        return calendar.fiscal_year(calendar.fiscal_year_of(today, words.fiscal_start) + shift, words.fiscal_start)
    return calendar.current(unit, today, shift)


def current(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """Ce trimestre, next quarter, last year."""
    unit, shift = words.look("unit", match["unit"]) or "Y", _shift(match, words) or 0
    return _found(_current(str(unit), match, words, today, shift), edge, explicit=True)


def bare_unit(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """The unit alone means something only after an edge: (fin de l')année, (end of the) quarter."""
    unit = words.look("unit", match["unit"]) or "Y"
    if edge is None:
        # "dans l'année", "within the quarter": the present one
        if lead != "duration" or unit == "D" or not words.after_determiner(match):
            return None
        edge = None
    found = _found(_current(str(unit), match, words, today), edge, explicit=True)
    if edge in ("start", "mid") and unit == "M" and found.last and found.last < today:
        return _found(_current(str(unit), match, words, today, 1), edge, explicit=True)  # "en début de mois", said on the 20th
    return found


def year(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """L'exercice 2027, FY27, N+1."""
    plus = _group(match, "plus")
    number = today.year + int(plus) if plus else year_in(match, words, today)
    if not number:
        return None
    stretch = calendar.fiscal_year(number, words.fiscal_start) if words.is_fiscal(match.group()) else calendar.year_of(number)
    return _found(stretch, edge, explicit=True)


def bare_year(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """A year alone: after a lead or an edge, or where nothing can be counted after it."""
    number = year_in(match, words, today)
    counted = re.match(r"[ \u00a0]?(?:[€$£%]|([^\W\d_]{2,}))", match.string[match.end() : match.end() + COUNTED])
    if counted and counted[1] and counted[1].lower() in (*words.dates.determiners, *words.dates.stops):
        counted = None  # "le plan 2027 de la cidrerie"
    if not number or (counted and not lead and not edge):
        return None
    if not lead and not edge and re.search(r"[+\-→:][ ]?$", match.string[: match.start()]):
        return None
    return _found(calendar.year_of(number), edge, explicit=True)


def week(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """ISO week of the year, the next one to end unless a year is given."""
    number, given = int(match["week"]), year_in(match, words, today)
    for candidate in (given,) if given else (today.year, today.year + 1):
        try:
            monday = date.fromisocalendar(candidate, number, 1)
        except ValueError:
            return None
        if given or monday + timedelta(days=6) >= today:
            gone = date.fromisocalendar(today.year, number, 1)
            earlier = (gone, gone + timedelta(days=6)) if not given and gone + timedelta(days=6) < today else None
            return Found(monday, monday + timedelta(days=6), explicit=True, implied=bool(earlier), earlier=earlier)
    return None


def coming_day(text: str, words: Words, today: date) -> date | None:
    """The next day that a weekday's name or another relative expression names; None where neither table nor dateparser can tell."""
    index = words.look("weekday", text)
    if isinstance(index, int):
        return today + timedelta(days=(index - today.weekday() - 1) % 7 + 1)
    import dateparser  # slow to import and rarely needed

    base = datetime(today.year, today.month, today.day)
    made = dateparser.parse(text, languages=[words.code], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future"})
    return made.date() if made else None


def end_year(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """EOY."""
    return _day(date(year_in(match, words, today) or today.year, 12, 31))


def end_quarter(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """EOQ."""
    return _day(calendar.current("Q", today).last)


def end_month(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """EOM."""
    return _day(calendar.current("M", today).last)


def decade(match: Match, words: Words, today: date, lead: str | None, edge: str | None) -> Found | None:
    """(The end of) the decade: from the year that ends in 0 to that in 9."""
    first = today.year - today.year % 10
    return _found(Stretch(date(first, 1, 1), date(first + 9, 12, 31), "Y"), edge, explicit=True)


RESOLVERS: dict[str, Resolver] = {
    f.__name__: f
    for f in (
        iso, numeric, day, month, block, current, bare_unit, year, bare_year, decade, week,
        end_year, end_quarter, end_month,
    )
}  # fmt: skip
