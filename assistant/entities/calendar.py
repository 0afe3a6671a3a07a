"""Calendar arithmetic: stretches of days and shifts. Knows no language; "today" is always given. Feasts are in `feasts`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)
MONTHS_OF = {"M": 1, "Q": 3, "H": 6, "Y": 12}
SEASON_STARTS = {"spring": (3, 20), "summer": (6, 21), "autumn": (9, 23), "winter": (12, 21)}  # the usual northern dates


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `first` to `last`, both included; None where they cannot be told.

    `unit` is the grain (D, W, M, Q, H, Y, S for season, E for event), `implied` tells that the year was inferred.
    """

    first: date | None
    last: date | None
    unit: str
    implied: bool = False

    def shifted_years(self, years: int) -> Stretch:
        """The same stretch in another year."""
        delta = relativedelta(years=years)
        return Stretch(self.first and self.first + delta, self.last and self.last + delta, self.unit, self.implied)


def make_date(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month(year: int, number: int) -> Stretch:
    """A month of a year."""
    return Stretch(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "M")


def block(year: int, size: int, index: int, unit: str) -> Stretch:
    """The `index`-th (from 1) block of `size` months of a year: quarters, halves."""
    first = (index - 1) * size + 1
    return Stretch(date(year, first, 1), month(year, first + size - 1).last, unit)


def year_of(year: int) -> Stretch:
    """A calendar year."""
    return Stretch(date(year, 1, 1), date(year, 12, 31), "Y")


def current(unit: str, today: date, shift: int = 0) -> Stretch:
    """The day, week, month, quarter, half or year that holds today, moved by `shift` units."""
    if unit == "D":
        day = today + shift * DAY
        return Stretch(day, day, "D")
    if unit == "W":
        monday = today - today.weekday() * DAY + timedelta(weeks=shift)
        return Stretch(monday, monday + 6 * DAY, "W")
    size = MONTHS_OF[unit]
    months = today.year * 12 + (today.month - 1) // size * size + shift * size
    first = date(months // 12, months % 12 + 1, 1)
    return Stretch(first, first + relativedelta(months=size) - DAY, unit)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How dates are to be read where a text leaves it open.

    Attributes:
        day_first: whether 3/4/2027 is 3 April; None leaves it to the language.
        fiscal_start: the month in which the fiscal year begins; the year is named after the one in which it ends.
    """

    day_first: bool | None = None
    fiscal_start: int = 1


PLAIN = Reckoning()


def fiscal_year(year: int, start: int) -> Stretch:
    """The fiscal year that ends in `year` and begins in month `start`."""
    if start == 1:
        return year_of(year)
    first = date(year - 1, start, 1)
    return Stretch(first, first + relativedelta(years=1) - DAY, "Y")


def fiscal_block(year: int, start: int, size: int, index: int, unit: str) -> Stretch:
    """The `index`th stretch of `size` months of a fiscal year: its second quarter begins three months after the year does."""
    first = (fiscal_year(year, start).first or date(year, 1, 1)) + relativedelta(months=size * (index - 1))
    return Stretch(first, first + relativedelta(months=size) - DAY, unit)


def fiscal_year_of(day: date, start: int) -> int:
    """The name of the fiscal year that holds a day."""
    return day.year + (start > 1 and day.month >= start)


def next_to_end(stretch: Stretch, today: date) -> Stretch:
    """Move a stretch of this year to the first year in which it ends on or after today."""
    moved = stretch
    while moved.last and moved.last < today:
        moved = moved.shifted_years(1)
    return Stretch(moved.first, moved.last, moved.unit, implied=True)


def edge(stretch: Stretch, which: str) -> Stretch:
    """The start, middle or end of a stretch as days.

    The start of a month is its 10th and its middle the 15th; for longer stretches a third and the half. The end is the
    last day.
    """
    if not stretch.first or not stretch.last or which == "within":
        return stretch
    if which == "end":
        return Stretch(stretch.first, stretch.last, stretch.unit, stretch.implied)
    if stretch.unit == "M":
        last = stretch.first.replace(day=10 if which == "start" else 15)
    elif stretch.unit == "W":
        last = stretch.first + (1 if which == "start" else 2) * DAY
    else:
        months = {"Q": (1, 2), "H": (2, 3), "Y": (3, 6)}.get(stretch.unit, (1, 2))[which == "mid"]
        last = stretch.first + relativedelta(months=months) - DAY
    return Stretch(stretch.first, last, stretch.unit, stretch.implied)


def add(today: date, count: float, unit: str) -> date | None:
    """Today plus `count` days, weeks, months, quarters, halves or years; None past the calendar's end."""
    try:
        if unit in ("D", "W"):
            return today + timedelta(days=round(count * (7 if unit == "W" else 1)))
        months = count * MONTHS_OF[unit]
        return today + relativedelta(months=int(months), days=round(months % 1 * 30))
    except (OverflowError, ValueError):
        return None


def composed(parts: Sequence[tuple[float, str]]) -> str:
    """ISO 8601 duration of several counted units, larger ones first: 2 years and 3 months → P2Y3M."""
    if len(parts) > 1:  # the norm has no weeks beside other units
        parts = [(count * 7, "D") if unit == "W" else (count, unit) for count, unit in parts]
    shown = [iso_duration(*part).removeprefix("P") for part in sorted(parts, key=lambda p: "YHQMWD".index(p[1]))]
    return "P" + "".join(shown)


def iso_duration(count: float, unit: str) -> str:
    """ISO 8601 duration: 6 months → P6M, 2 quarters → P6M, 1.5 years → P18M."""
    if unit in ("D", "W"):
        return f"P{count:g}{unit}"
    months = count * MONTHS_OF[unit]
    if unit == "Y" and months % 12 == 0:
        return f"P{months / 12:g}Y"
    return f"P{months:g}M" if months % 1 == 0 else f"P{round(months * 30)}D"


def season(name: str, year: int) -> Stretch:
    """An astronomical season, by the year in which it begins."""
    names = list(SEASON_STARTS)
    first = date(year, *SEASON_STARTS[name])
    following = names[(names.index(name) + 1) % 4]
    last = date(year + (following == "spring"), *SEASON_STARTS[following]) - DAY
    return Stretch(first, last, "S")
