"""Named days and seasons of trade, computed by rule for any year. Knows no language.

Sources: French sales periods: Code de commerce, art. D310-15-2 (second Wednesday of January, the first when that falls
after the 12th; last Wednesday of June, the one before when that falls after the 28th; four weeks each). French public
holidays: Code du travail, art. L3133-1; Mother's Day in France: Code de l'action sociale, art. D215-1. Bank holidays of
England: Banking and Financial Dealings Act 1971, sched. 1, and the proclamations of 1973 and 1977 (first and last Monday
of May, last of August). Federal holidays of the United States: 5 U.S.C. § 6103. Canada: Holidays Act, R.S.C. 1985, c. H-5
(Canada Day, Victoria Day: the Monday before 25 May). Movable feasts follow Easter (Gregorian computus, dateutil).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter

from assistant.entities.calendar import DAY, Stretch, month

Days = tuple[date, date]
UNKNOWN = Stretch(None, None, "E")


def weekday_of(year: int, number: int, weekday: int, nth: int) -> date:
    """The nth weekday (Monday 0) of a month; nth -1 is the last."""
    stretch = month(year, number)
    first, last = stretch.first, stretch.last
    if nth > 0:
        return first + ((weekday - first.weekday()) % 7 + 7 * (nth - 1)) * DAY  # type: ignore[union-attr, operator, return-value]
    return last - ((last.weekday() - weekday) % 7) * DAY  # type: ignore[union-attr, operator, return-value]


def _sales_winter(year: int) -> Days:
    first = weekday_of(year, 1, 2, 2)
    first = first - 7 * DAY if first.day > 12 else first
    return first, first + 27 * DAY


def _sales_summer(year: int) -> Days:
    first = weekday_of(year, 6, 2, -1)
    first = first - 7 * DAY if first.day > 28 else first
    return first, first + 27 * DAY


def _mothers_day_fr(year: int) -> Days:
    day = weekday_of(year, 5, 6, -1)
    if day == easter(year) + 49 * DAY:
        day = weekday_of(year, 6, 6, 1)
    return day, day


def _advent(year: int) -> Days:
    """From the fourth Sunday before Christmas to Christmas Eve."""
    eve = date(year, 12, 24)
    return eve - timedelta(days=(eve.weekday() + 1) % 7 + 21), eve


def _fixed(number: int, day: int) -> Callable[[int], Days]:
    return lambda year: (date(year, number, day),) * 2


def _from_easter(days: int) -> Callable[[int], Days]:
    return lambda year: (easter(year) + days * DAY,) * 2


def _nth(number: int, weekday: int, nth: int, plus: int = 0) -> Callable[[int], Days]:
    return lambda year: (weekday_of(year, number, weekday, nth) + plus * DAY,) * 2


MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
EVENTS: dict[str, Callable[[int], Days]] = {
    # the turn of the year
    "christmas": _fixed(12, 25), "christmas_eve": _fixed(12, 24), "boxing_day": _fixed(12, 26), "new_year": _fixed(12, 31),
    "new_years_day": _fixed(1, 1), "epiphany": _fixed(1, 6), "year_end_holidays": lambda y: (date(y, 12, 24), date(y, 12, 31)),
    "advent": _advent,
    # fixed days
    "burns_night": _fixed(1, 25), "candlemas": _fixed(2, 2), "valentine": _fixed(2, 14), "st_david": _fixed(3, 1),
    "womens_day": _fixed(3, 8), "st_patrick": _fixed(3, 17), "april_fools": _fixed(4, 1), "earth_day": _fixed(4, 22),
    "st_george": _fixed(4, 23), "anzac_day": _fixed(4, 25), "kings_day": _fixed(4, 27), "labour_day_fr": _fixed(5, 1),
    "victory_day_fr": _fixed(5, 8), "europe_day": _fixed(5, 9), "juneteenth": _fixed(6, 19), "music_day": _fixed(6, 21),
    "st_john": _fixed(6, 24), "canada_day": _fixed(7, 1), "independence_day": _fixed(7, 4), "bastille_day": _fixed(7, 14),
    "belgian_day": _fixed(7, 21), "swiss_day": _fixed(8, 1), "assumption": _fixed(8, 15), "michaelmas": _fixed(9, 29),
    "halloween": _fixed(10, 31), "all_saints": _fixed(11, 1), "all_souls": _fixed(11, 2), "bonfire_night": _fixed(11, 5),
    "armistice": _fixed(11, 11), "singles_day": _fixed(11, 11), "st_catherine": _fixed(11, 25), "st_andrew": _fixed(11, 30),
    "st_nicholas": _fixed(12, 6), "health_day": _fixed(4, 7), "nurses_day": _fixed(5, 12), "environment_day": _fixed(6, 5),
    "mental_health_day": _fixed(10, 10), "diabetes_day": _fixed(11, 14), "aids_day": _fixed(12, 1),
    "book_day": lambda y: (weekday_of(y, 3, 3, 1),) * 2, "half_year": _fixed(6, 30),
    # around Easter
    "shrove_tuesday": _from_easter(-47), "ash_wednesday": _from_easter(-46), "palm_sunday": _from_easter(-7),
    "mothering_sunday": _from_easter(-21), "maundy_thursday": _from_easter(-3), "good_friday": _from_easter(-2),
    "easter": _from_easter(0), "easter_monday": _from_easter(1), "ascension": _from_easter(39), "pentecost": _from_easter(49),
    "whit_monday": _from_easter(50), "trinity_sunday": _from_easter(56), "corpus_christi": _from_easter(60),
    # the nth weekday of a month
    "mlk_day": _nth(1, MON, 3), "presidents_day": _nth(2, MON, 3), "grandmothers_day": _nth(3, SUN, 1),
    "early_may_holiday": _nth(5, MON, 1), "spring_holiday": _nth(5, MON, -1), "summer_holiday": _nth(8, MON, -1),
    "mothers_day_us": _nth(5, SUN, 2), "memorial_day": _nth(5, MON, -1),
    "victoria_day": lambda y: (date(y, 5, 24) - date(y, 5, 24).weekday() * DAY,) * 2, "fathers_day": _nth(6, SUN, 3),
    "civic_holiday": _nth(8, MON, 1), "labor_day_us": _nth(9, MON, 1),
    "heritage_days": lambda y: (weekday_of(y, 9, SUN, 3) - DAY, weekday_of(y, 9, SUN, 3)), "columbus_day": _nth(10, MON, 2),
    "remembrance_sunday": _nth(11, SUN, 2), "beaujolais": _nth(11, THU, 3), "thanksgiving": _nth(11, THU, 4),
    "black_friday": _nth(11, THU, 4, 1), "small_business_saturday": _nth(11, THU, 4, 2), "cyber_monday": _nth(11, THU, 4, 4),
    "giving_tuesday": _nth(11, THU, 4, 5), "mothers_day_fr": _mothers_day_fr,
    # stretches; the days of school holidays move from year to year
    "back_to_school": _fixed(8, 31), "summer_holidays": lambda y: (date(y, 7, 4), date(y, 8, 31)),
    "christmas_holidays": lambda y: (weekday_of(y, 12, SAT, 3), weekday_of(y, 12, SAT, 3) + 15 * DAY),
    "sales_winter": _sales_winter, "sales_summer": _sales_summer,
}  # fmt: skip


def event(name: str, today: date, year: int | None = None, last: bool = False) -> Stretch:
    """A named event: of the given year, else the next one to end, or the last one that has ended. An unknown name gives `UNKNOWN`.

    Of several names, parted by "|" ("soldes": winter or summer sales), the nearest is meant.
    """
    if "|" in name:
        found = [s for part in name.split("|") if (s := event(part, today, year, last)).last]
        return (max if last else min)(found, key=lambda s: s.last or today, default=UNKNOWN)
    if name not in EVENTS:
        return UNKNOWN
    years = (year,) if year else (today.year, today.year - 1) if last else (today.year, today.year + 1)
    for candidate in years:
        try:
            start, end = EVENTS[name](candidate)
        except ValueError:  # a year beyond the computus or the calendar
            return UNKNOWN
        if year or (end < today if last else end >= today):
            return Stretch(start, end, "E", implied=year is None)
    return UNKNOWN
