"""P004: goals that say the same in almost the same words, or with the same indicator, figure, scope and day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from assistant.plan.base import Hit, Plan, PlanGoal, PlanRule
from assistant.plan.reading import clusters, same_kind, same_scope

ALIKE = 0.8  # share of the words that two goals have in common (Jaccard); below it, one word of five differs and may carry the sense


def _check(plan: Plan) -> Iterator[Hit]:
    goals = plan.goals
    pairs = [(i, j) for (i, a), (j, b) in combinations(enumerate(goals), 2) if _same(a, b)]
    for group in clusters(goals, pairs):
        members = [goals[i] for i in group]
        yield Hit(tuple(g.index for g in members), "pair", {"goals": plan.quotes(members)})


def _same(first: PlanGoal, second: PlanGoal) -> bool:
    if (first.metric, first.start, first.end, first.cadence) != (second.metric, second.start, second.end, second.cadence):
        return False
    if not _same_figures(first, second) or not same_scope(first, second):
        return False
    if first.metric and first.figure:
        return True
    numbers = [{word for word in goal.words if any(c.isdigit() for c in word)} for goal in (first, second)]
    shared, all_words = first.words & second.words, first.words | second.words
    return numbers[0] == numbers[1] and len(shared) >= min(2, len(all_words)) and len(shared) >= ALIKE * len(all_words) and bool(shared)


def _same_figures(first: PlanGoal, second: PlanGoal) -> bool:
    for a, b in ((first.figure, second.figure), (first.baseline, second.baseline)):
        if (a is None) != (b is None):
            return False
        if a and b and (not same_kind(a, b) or (a.amount, a.amount_max, a.direction) != (b.amount, b.amount_max, b.direction)):
            return False
    return True


RULE = PlanRule("P004", "near-duplicate", "warning", _check)
