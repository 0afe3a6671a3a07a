"""Milestones, deadlines and reviews as an iCalendar file (RFC 5545). The only place that imports `icalendar`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from assistant import lang
from assistant.entities.calendar import current
from assistant.followup.days import DAY, UNIT_OF, working_day_before
from assistant.followup.entries import Entry
from assistant.lang.followup import follow_up
from assistant.schedule import FollowUp, Milestone

if TYPE_CHECKING:
    from icalendar import Calendar, Event

NINE_HOURS = timedelta(hours=9)  # alarms ring at nine in the morning
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR"]


def to_ics(entries: Sequence[Entry], *, today: date, code: str) -> bytes:
    """A calendar with all-day events: milestones, the deadline, and the reviews as one that recurs.

    Identifiers are hashes of the author's words, the kind of event and its day, and stamps are of `today`, so that the same call gives the
    same bytes and a second import replaces the first. Milestones and deadlines ring on the working day before, at nine; a review does not,
    for the working day before it is not always as far.

    Args:
        entries: the goals.
        today: the day of the call.
        code: language of the texts around the goals.
    """
    from icalendar import Calendar

    words = follow_up(code).text
    calendar = Calendar()
    calendar.add("prodid", f"-//smartgoals//follow-up//{code.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", words["calendar_name"])
    calendar.add("x-wr-calname", words["calendar_name"])
    for entry in entries:
        _add_goal(calendar, entry, today, code)
    return bytes(calendar.to_ical())


def has_events(entries: Sequence[Entry]) -> bool:
    """Whether there is anything to put into a calendar: a goal with an end to come."""
    return any(entry.follow_up.deadline for entry in entries)


def _add_goal(calendar: Calendar, entry: Entry, today: date, code: str) -> None:
    plan, words = entry.follow_up, follow_up(code).text
    if plan.deadline is None:
        return
    for milestone in plan.milestones:
        if milestone.date != plan.deadline:
            summary = words["event"].format(what=milestone.label, goal=entry.text)
            calendar.add_component(_event(entry, "milestone", milestone.date, summary, _details(entry, milestone, code), today, plan, code))
    final = next((m for m in plan.milestones if m.date == plan.deadline), None)
    what = words["deadline_event"] if final is None or final.value is None else f"{words['deadline_event']} · {final.label}"
    summary = words["event"].format(what=what, goal=entry.text)
    details = _details(entry, final, code) if final else "\n".join((entry.text, *plan.notes, *filter(None, (plan.none_because,))))
    calendar.add_component(_event(entry, "deadline", plan.deadline, summary, details, today, plan, code))
    if plan.reviews:
        calendar.add_component(_reviews(entry, plan, today, code))


def _details(entry: Entry, milestone: Milestone, code: str) -> str:
    plan, words = entry.follow_up, follow_up(code).text
    read_on = lang.rules(code).date(milestone.review.isoformat()) if milestone.review else ""
    notes = plan.notes if milestone is plan.milestones[-1] else ()
    lines = (entry.text, milestone.label, milestone.sum, words["read_on"].format(day=read_on) if read_on else "", *notes)
    return "\n".join(filter(None, lines))


def _event(entry: Entry, kind: str, day: date, summary: str, details: str, today: date, plan: FollowUp, code: str) -> Event:
    from icalendar import Alarm

    event = _bare_event(entry, kind, day, summary, details, today, code)
    before = (day - working_day_before(day - DAY, plan.country)).days
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", follow_up(code).text["alarm"].format(what=summary))
    alarm.add("trigger", NINE_HOURS - before * DAY)
    event.add_component(alarm)
    return event


def _bare_event(entry: Entry, kind: str, day: date, summary: str, details: str, today: date, code: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", _identifier(entry, kind, day))
    event.add("dtstamp", datetime(today.year, today.month, today.day, tzinfo=UTC))
    event.add("dtstart", day)
    event.add("dtend", day + DAY)
    event.add("summary", summary)
    event.add("description", details)
    event.add("categories", [follow_up(code).text[f"{kind}_event"]])
    event.add("transp", "TRANSPARENT")
    return event


def _identifier(entry: Entry, kind: str, day: date) -> str:
    parts = [entry.source, kind, day.isoformat(), *([str(entry.again)] if entry.again else [])]
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32] + "@smartgoals"


def _reviews(entry: Entry, plan: FollowUp, today: date, code: str) -> Event:
    """The reviews as one event with a rule, with dates of its own and exceptions where a holiday moves one."""
    words, wanted = follow_up(code).text, set(plan.reviews)
    ruled = _by_rule(plan)
    common = sorted(ruled & wanted)
    first = common[0] if common else plan.reviews[0]  # RFC 5545: the first day has to be one that the rule gives
    summary = words["event"].format(what=words[f"review_{plan.rhythm}"], goal=entry.text)
    event = _bare_event(entry, "review", first, summary, "\n".join((entry.text, *plan.notes)), today, code)
    event["uid"] = _identifier(entry, "review", plan.deadline or first)  # the first review moves on from day to day, the end stays
    if len(common) > 1:
        event.add("rrule", _rule(plan, common[-1]))
        ruled = {day for day in ruled if first <= day <= common[-1]}
    else:
        ruled = {first}
    if moved := sorted(wanted - ruled):
        event.add("rdate", moved)
    if free := sorted(ruled - wanted):
        event.add("exdate", free)
    return event


def _rule(plan: FollowUp, until: date) -> dict[str, object]:
    if plan.rhythm == "weekly":
        return {"freq": "WEEKLY", "byday": ["MO"], "until": until}
    interval = {} if plan.rhythm == "monthly" else {"interval": 3}
    return {"freq": "MONTHLY", **interval, "byday": WEEKDAYS, "bysetpos": 1, "until": until}


def _by_rule(plan: FollowUp) -> set[date]:
    """The first weekday of each week, month or quarter, holidays or not, while there are reviews."""
    unit, first, last = UNIT_OF[str(plan.rhythm)], plan.reviews[0], plan.reviews[-1]
    days: set[date] = set()
    shift = 0
    while (opens := current(unit, first, shift).first) is not None and opens <= last:
        days.add(opens + (7 - opens.weekday() if opens.weekday() > 4 else 0) * DAY)
        shift += 1
    return days
