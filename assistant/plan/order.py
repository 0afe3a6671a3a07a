"""P003: a step or sub-goal that ends after the goal that it serves, or after the heading's own date."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.entities import dates
from assistant.plan.base import Hit, Plan, PlanGoal, PlanRule
from assistant.records import Entity

LONGEST_PERIOD = 190  # days; a heading "2027" names the plan, "Q1" or "first half" when its goals end


def _check(plan: Plan) -> Iterator[Hit]:
    known: dict[tuple[str, str], Entity | None] = {}
    for goal in plan.goals:
        if goal.end is None:
            continue
        above = plan.above(goal)
        if above and above.end:
            if goal.end > above.end:
                values = {"goal": plan.quote(goal), "day": plan.day(goal.end), "above": plan.quote(above), "end": plan.day(above.end)}
                yield Hit((above.index, goal.index), "goal", values)
            continue
        for heading in reversed(goal.heading):
            key = (heading, goal.lang)
            if key not in known:
                known[key] = _end_of(plan, goal, heading)
            found = known[key]
            if found and found.end_date and goal.end_named and goal.end > found.end_date:
                values = {"goal": plan.quote(goal), "day": plan.day(goal.end), "heading": heading, "end": plan.day(found.end_date)}
                yield Hit((goal.index,), "heading", values)
            if found:
                break


def _end_of(plan: Plan, goal: PlanGoal, heading: str) -> Entity | None:
    """The date of a heading, when it names one and no more."""
    found = [d for d in dates.grammar(goal.lang).find(heading, plan.today) if d.end_date and d.kind in ("deadline", "period")]
    if len(found) != 1 or found[0].end_date is None:
        return None
    start = found[0].start_date
    long = found[0].kind == "period" and start is not None and (found[0].end_date - start).days > LONGEST_PERIOD
    return None if long else found[0]


RULE = PlanRule("P003", "deadlines-out-of-order", "error", _check)
