"""P001: one indicator, one scope, one deadline, and two different targets."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from assistant.plan.base import Hit, Plan, PlanGoal, PlanRule
from assistant.plan.reading import clusters, same_kind, same_scope


def _check(plan: Plan) -> Iterator[Hit]:
    goals = [g for g in plan.goals if g.metric and g.figure and g.figure.amount is not None and not g.share]
    pairs = [(i, j) for (i, a), (j, b) in combinations(enumerate(goals), 2) if _contradict(a, b)]
    for group in clusters(goals, pairs):
        members = [goals[i] for i in group]
        figures = ", ".join(dict.fromkeys(g.figure.text for g in members if g.figure))
        yield Hit(tuple(g.index for g in members), "targets", {"metric": members[0].metric_name, "figures": figures})


def _contradict(first: PlanGoal, second: PlanGoal) -> bool:
    if first.metric != second.metric or first.figure is None or second.figure is None:
        return False
    if first.parent == second.index or second.parent == first.index:
        return False  # a part, or a step on the way
    values = (first.figure.amount, first.figure.amount_max), (second.figure.amount, second.figure.amount_max)
    when = (first.start, first.end, first.cadence) == (second.start, second.end, second.cadence)
    return (
        values[0] != values[1]
        and when
        and same_kind(first.figure, second.figure)
        and _same_start(first, second)
        and same_scope(first, second)
    )


def _same_start(first: PlanGoal, second: PlanGoal) -> bool:
    """Two starting values show two things that are measured, whatever they are called."""
    return first.baseline is None or second.baseline is None or first.baseline.amount == second.baseline.amount


RULE = PlanRule("P001", "conflicting-targets", "error", _check)
