"""P007: goals without an owner in a plan that names owners for others."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.plan.base import Hit, Plan, PlanGoal, PlanRule

LEAST_SHARE = 1 / 3  # of the goals that name an owner, from which on naming one is the plan's custom


def _check(plan: Plan) -> Iterator[Hit]:
    goals = [goal for goal in plan.goals if goal.owner_known]
    orphans = [goal for goal in goals if not _owned(plan, goal)]
    named = sum(bool(goal.owner) for goal in goals)
    if named and orphans and named >= LEAST_SHARE * len(goals):
        yield Hit(tuple(g.index for g in orphans), "one" if len(orphans) == 1 else "several", {"goals": plan.quotes(orphans[:3])})


def _owned(plan: Plan, goal: PlanGoal) -> bool:
    """Whether somebody answers for a goal, or for the one that it serves."""
    above = plan.above(goal)
    return bool(goal.owner) or (above is not None and _owned(plan, above))


RULE = PlanRule("P007", "owner-missing", "warning", _check)
