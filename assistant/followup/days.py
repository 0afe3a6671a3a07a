"""Working days, the days of milestones and of reviews. The only place that imports `holidays`."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from assistant.entities.calendar import current
from assistant.errors import ConfigError
from assistant.schedule import Rhythm

DAY = timedelta(days=1)
NO_HOLIDAYS = "none"
SIX_WEEKS, A_YEAR = 42, 366  # days: weekly below the first, monthly up to the second, else quarterly
FEWEST_DAYS = {"weekly": 4, "monthly": 15, "quarterly": 45}  # half a period: no milestone nearer than this to the start or the end
UNIT_OF: dict[str, str] = {"weekly": "W", "monthly": "M", "quarterly": "Q"}
MOST = 24  # milestones; beyond, every second, third … is kept


@cache
def _calendar(country: str) -> Any:
    import holidays

    name, _, part = country.partition("-")
    return holidays.country_holidays(name, subdiv=part or None)


def check_country(country: str) -> None:
    """Raise ConfigError unless the holidays of the country are known."""
    if country == NO_HOLIDAYS:
        return
    try:
        _calendar(country)
    except (NotImplementedError, KeyError, ValueError) as error:
        raise ConfigError(
            f"country: '{country}' is not known; give an ISO 3166 code such as FR, GB-ENG or US, or {NO_HOLIDAYS} for weekends alone"
        ) from error


def is_working_day(day: date, country: str) -> bool:
    """Whether people work on a day: neither weekend nor public holiday there."""
    return day.weekday() < 5 if country == NO_HOLIDAYS else bool(_calendar(country).is_working_day(day))


def working_day_before(day: date, country: str) -> date:
    """The day itself, else the nearest working day before it."""
    while not is_working_day(day, country):
        day -= DAY
    return day


def working_day_after(day: date, country: str) -> date:
    """The day itself, else the nearest working day after it."""
    while not is_working_day(day, country):
        day += DAY
    return day


def rhythm_of(begin: date, end: date) -> Rhythm:
    """Weekly under six weeks, monthly up to a year, else quarterly."""
    days = (end - begin).days
    return "weekly" if days < SIX_WEEKS else "monthly" if days <= A_YEAR else "quarterly"


def last_day(begin: date, end: date, country: str) -> date:
    """The working day on or before the end; the end itself where that would lie before the beginning."""
    day = working_day_before(end, country)
    return day if day >= begin else end


def milestone_days(begin: date, end: date, rhythm: Rhythm, country: str) -> tuple[date, ...]:
    """Ends of weeks (Fridays), months or quarters on the way, and the end, each on a working day, rising.

    Nothing lies within half a period of the beginning or the end. Long ways keep every second, third … period.
    """
    last, least = last_day(begin, end, country), timedelta(days=FEWEST_DAYS[rhythm])
    days: list[date] = []
    shift = 0
    while True:
        closes = current(UNIT_OF[rhythm], begin, shift).last
        shift += 1
        if closes is None or closes > end - least:
            break
        day = working_day_before(closes - 2 * DAY if rhythm == "weekly" else closes, country)
        if closes >= begin + least and begin < day < last and (not days or day > days[-1]):
            days.append(day)
    step = -(-(len(days) + 1) // MOST)
    kept = days[::-1][step - 1 :: step][::-1]  # counted from the end, so that it is the end that the days lead up to
    return (*kept, last)


def review_days(begin: date, end: date, rhythm: Rhythm, country: str) -> tuple[date, ...]:
    """The first working day of each week, month or quarter on the way, and the first working day after the end."""
    days: list[date] = []
    shift = 1
    while (opens := current(UNIT_OF[rhythm], begin, shift).first) is not None and opens <= end:
        day = working_day_after(opens, country)
        if begin < day <= end and (not days or day > days[-1]):
            days.append(day)
        shift += 1
    closing = working_day_after(end + DAY, country)
    return (*days, closing)
