"""P010 and P011: the funnel over the goals of a plan. What one goal states has to feed what another one wants.

Visits × rate = leads × closing rate = customers × basket = revenue (`criteria.funnel`), each stage from the one goal that names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.criteria.funnel import CUSTOMERS, LEADS, TOLERANCE, VISITS, Funnel, Shortfall, needs
from assistant.plan.base import Hit, Plan, PlanGoal, PlanRule
from assistant.plan.reading import headings_differ

STAGES = ("visits", "rate", "leads", "close", "customers", "basket", "revenue")
# What a stage's need is computed from: the result, or the one behind it where it is not named, and the factor between.
SOURCES = {"customers": (("revenue",), "basket"), "leads": (("customers",), "close"), "visits": (("leads", "customers"), "rate")}
INDICATORS = {"visits": VISITS, "leads": LEADS, "customers": CUSTOMERS}
FAR = 92  # days between two ends beyond which two goals speak of different times: a quarter
LIMITS = ("channel", "audience", "scope")


@dataclass(frozen=True, slots=True)
class Chain:
    """A funnel and the goals that name its stages."""

    funnel: Funnel
    goals: dict[str, PlanGoal]


def _missing_something(plan: Plan) -> Iterator[Hit]:
    """A stage that is stated, and too small for what the others ask of it."""
    for chain in _chains(plan):
        for short in needs(chain.funnel):
            if short.short and (hit := _hit(plan, chain, short)):
                yield hit


def _missing_stage(plan: Plan) -> Iterator[Hit]:
    """A stage that no goal states, though the others tell how much of it there must be."""
    metrics = {goal.metric for goal in plan.goals}
    for chain in _chains(plan):
        for short in needs(chain.funnel):
            # "organic traffic by 30%" is about visits, too
            if short.stated is None and not metrics & INDICATORS[short.stage] and (hit := _hit(plan, chain, short)):
                yield hit


def _hit(plan: Plan, chain: Chain, short: Shortfall) -> Hit | None:
    results, factor = SOURCES[short.stage]
    result = next((name for name in results if getattr(chain.funnel, name)), results[-1])
    if factor not in chain.goals or result not in chain.goals:
        return None  # a stage that was itself computed: what it needs is told of its own source
    named = [chain.goals[name] for name in (short.stage, factor, result) if name in chain.goals]
    goals = sorted({goal.index for goal in named})
    if len(goals) < 2:
        return None  # one goal that does not add up by itself is A007's
    amount, each = getattr(chain.funnel, result), getattr(chain.funnel, factor)
    values = {
        "amount": plan.number(_round(amount)), "each": plan.number(_round(each if factor == "basket" else each * 100)),
        "needed": plan.number(_round(short.needed)), "stated": plan.number(_round(short.stated or 0.0)),
    }  # fmt: skip
    return Hit(tuple(goals), f"{short.stage}_from_{result}", values)


def _round(amount: float) -> float:
    return float(round(amount)) if amount >= 10 else round(amount, 1)


def _chains(plan: Plan) -> Iterator[Chain]:
    """The funnels of a plan: one for each group of goals that speak of the same thing and time."""
    groups: list[list[PlanGoal]] = []
    for goal in plan.goals:
        if goal.funnel == Funnel():
            continue
        fitting = next((group for group in groups if all(_together(goal, other) for other in group)), None)
        if fitting is None:
            groups.append([goal])
        else:
            fitting.append(goal)
    for group in groups:
        if len(group) > 1:
            yield _chain(group)


def _chain(group: Sequence[PlanGoal]) -> Chain:
    values: dict[str, float] = {}
    goals: dict[str, PlanGoal] = {}
    for stage in STAGES:
        naming = [goal for goal in group if getattr(goal.funnel, stage) is not None]
        amounts = [getattr(goal.funnel, stage) for goal in naming]
        # two amounts of one stage may be parts, steps or a contradiction: other rules tell
        if naming and all(max(a, b) <= min(a, b) * TOLERANCE for a, b in combinations(amounts, 2)):
            values[stage], goals[stage] = amounts[0], naming[0]
    if "leads" in values and "customers" in values and "close" not in values:
        values.pop("rate", None)  # of visitors, or of leads: the plan does not say
    return Chain(Funnel(**values), goals)


def _together(first: PlanGoal, second: PlanGoal) -> bool:
    """Whether two goals may be of one funnel: one language, one heading, nothing that delimits them differently, ends close by."""
    if first.lang != second.lang or headings_differ(first, second):
        return False
    limits = [(first.scope.get(kind), second.scope.get(kind)) for kind in LIMITS]
    if any(one and other and one != other for one, other in limits):
        return False
    return first.end is None or second.end is None or abs((first.end - second.end).days) <= FAR


RULES = (
    PlanRule("P010", "funnel-does-not-add-up", "warning", _missing_something),
    PlanRule("P011", "funnel-stage-missing", "suggestion", _missing_stage),
)
