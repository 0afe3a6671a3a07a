"""P002: parts that do not add up to the whole that the plan states, or shares over 100 %."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.plan.base import Hit, Plan, PlanGoal, PlanRule
from assistant.plan.reading import headings_differ, same_kind

COUNTED = ("count", "money", "time")
# an indicator's own words name channels as well ("online revenue")
LINES = (("channel", "metric"), ("audience",), ("scope",))
ROUNDING = 0.01  # of the whole; a sum that is off by less is rounding


def _check(plan: Plan) -> Iterator[Hit]:
    for whole in plan.goals:
        if _counts(whole):
            yield from _sums(plan, whole)
    yield from _shares(plan)


def _counts(goal: PlanGoal) -> bool:
    return (
        goal.metric is not None and goal.figure is not None and goal.figure.kind in COUNTED and bool(goal.figure.amount) and not goal.share
    )


def _sums(plan: Plan, whole: PlanGoal) -> Iterator[Hit]:
    below = plan.children(whole)
    parts = [g for g in below or _beside(plan, whole) if _is_part(whole, g)]
    if len(parts) < 2 or not _told_apart(parts):
        return
    total, amount = sum(_amount(g) for g in parts), _amount(whole)
    complete = bool(below) and len(parts) == len(below)
    if total > amount * (1 + ROUNDING) or (complete and total < amount * (1 - ROUNDING)):
        values = {"sum": plan.number(total), "total": plan.number(amount), "metric": whole.metric_name}
        yield Hit((whole.index, *(g.index for g in parts)), "sum", values)


def _beside(plan: Plan, whole: PlanGoal) -> tuple[PlanGoal, ...]:
    """Goals that stand beside one that nothing delimits and that delimit the same indicator for the same day: its parts."""
    if any(whole.scope.values()) or plan.children(whole):
        return ()
    beside = [g for g in plan.goals if g.index != whole.index and g.parent == whole.parent and any(g.scope.values())]
    return tuple(g for g in beside if (g.start, g.end) == (whole.start, whole.end) and not headings_differ(whole, g))


def _is_part(whole: PlanGoal, goal: PlanGoal) -> bool:
    if goal.metric != whole.metric or not _counts(goal) or goal.cadence != whole.cadence or goal.figure is None or whole.figure is None:
        return False
    return same_kind(whole.figure, goal.figure)


def _told_apart(parts: Sequence[PlanGoal]) -> bool:
    """Whether the parts differ along one line (channel, audience, place), so that they do not overlap; steps in time do not."""
    return any(all(along) and len(set(along)) == len(parts) for along in ([_line(g, kinds) for g in parts] for kinds in LINES))


def _line(goal: PlanGoal, kinds: Sequence[str]) -> frozenset[str]:
    return frozenset[str]().union(*(goal.scope.get(kind, frozenset()) for kind in kinds))


def _amount(goal: PlanGoal) -> float:
    return (goal.figure.amount or 0.0) if goal.figure else 0.0


def _shares(plan: Plan) -> Iterator[Hit]:
    wholes: dict[object, list[PlanGoal]] = {}
    for goal in plan.goals:
        if goal.share and goal.metric:
            wholes.setdefault((goal.lang, goal.metric, goal.parent, goal.start, goal.end), []).append(goal)
    for parts in wholes.values():
        total = sum(_amount(g) for g in parts)
        if len(parts) > 1 and total > 100 and _told_apart(parts):
            yield Hit(tuple(g.index for g in parts), "shares", {"sum": plan.number(total), "metric": parts[0].metric_name})


RULE = PlanRule("P002", "parts-and-whole", "error", _check)
