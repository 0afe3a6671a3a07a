"""Milestones on the way to a target, planned backwards from the deadline."""

from __future__ import annotations

from datetime import date

from assistant.criteria.base import Context
from assistant.entities import calendar
from assistant.records import Milestone

# Share of the way done at a third, two thirds and the end of the time: a start-up phase and a margin for delays are kept by
# asking a little less early on (30 / 60 / 100).
SHARES = ((1 / 3, 0.3), (2 / 3, 0.6), (1.0, 1.0))
SHORTEST_DAYS = 21


def milestones(context: Context) -> tuple[Milestone, ...]:
    """Three dated values between baseline (or nothing, for a counted flow) and target; none where the text does not allow it."""
    frame = context.frame
    end = frame.deadline.end_date if frame.deadline else None
    target = frame.target
    if end is None or target is None or target.amount is None or (end - context.today).days < SHORTEST_DAYS:
        return ()
    if frame.baseline and frame.baseline.amount is not None:
        first = frame.baseline.amount
    elif target.kind in ("count", "money") and target.direction != "down":
        first = 0.0
    else:
        return ()
    fmt = context.language.rules.figure
    out = []
    for time_share, value_share in SHARES:
        day = end if time_share == 1.0 else _near_month_end(context.today + (end - context.today) * time_share, end)
        value = round(first + value_share * (target.amount - first), 2)
        if target.kind == "count" and target.amount.is_integer() and first.is_integer():
            value = float(round(value))
        label = context.language.templates.milestone.format(value=fmt(value, target.unit, target.kind or "count"))
        out.append(Milestone(day, value, label))
    return tuple(out)


def _near_month_end(day: date, end: date) -> date:
    last = calendar.month(day.year, day.month).last
    return last if last and last < end else day
