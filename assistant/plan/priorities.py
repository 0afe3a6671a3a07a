"""P005: more priorities than anybody keeps in mind.

Two or three priorities at most is the usual advice of guides to SMART goals. Goals under several headings count by heading, and
where owners are named, each person's goals count alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.plan.base import Hit, Plan, PlanGoal, PlanRule


def _check(plan: Plan) -> Iterator[Hit]:
    top = [goal for goal in plan.goals if goal.parent is None]
    groups: dict[tuple[str, ...], list[PlanGoal]] = {}
    for goal in top:
        groups.setdefault(goal.heading, []).append(goal)
    if len(groups) > 1:
        if len(groups) > plan.most_priorities:
            firsts = tuple(members[0].index for members in groups.values())
            yield Hit(firsts, "headings", {"count": str(len(groups)), "most": str(plan.most_priorities)})
        return
    for owner in dict.fromkeys(goal.owner for goal in top):
        mine = [goal for goal in top if goal.owner == owner]
        if len(mine) > plan.most_priorities:
            values = {"count": str(len(mine)), "most": str(plan.most_priorities), "owner": owner}
            yield Hit(tuple(goal.index for goal in mine), "owner" if owner else "goals", values)


RULE = PlanRule("P005", "too-many-priorities", "suggestion", _check)
