"""P008: too many goals that fall due in the same week. The limit is an editorial estimate: one a working day, less one for the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.plan.base import Hit, Plan, PlanGoal, PlanRule
from assistant.plan.reading import week_of

MOST = 4


def _check(plan: Plan) -> Iterator[Hit]:
    weeks: dict[date, list[PlanGoal]] = {}
    for goal in plan.goals:
        # a step that ends with its goal is counted with it
        if goal.end and week_of(goal.end) != _week_above(plan, goal):
            weeks.setdefault(week_of(goal.end), []).append(goal)
    for monday in sorted(weeks):
        due = weeks[monday]
        if len(due) > MOST:
            yield Hit(tuple(goal.index for goal in due), "week", {"count": str(len(due)), "day": plan.day(monday)})


def _week_above(plan: Plan, goal: PlanGoal) -> date | None:
    above = plan.above(goal)
    return week_of(above.end) if above and above.end else None


RULE = PlanRule("P008", "same-week", "suggestion", _check)
