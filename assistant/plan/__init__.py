"""The whole plan: what no single goal shows. One rule a file; `RULES` lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.plan import duplicates, funnel, order, owners, parts, priorities, targets, units, weeks
from assistant.plan.base import Hit, Plan, PlanFinding, PlanGoal, PlanRule
from assistant.plan.reading import Gathering, Item

RULES: tuple[PlanRule, ...] = tuple(module.RULE for module in (targets, parts, order, duplicates, priorities, funnel, owners, weeks, units))
__all__ = ["RULES", "Gathering", "Hit", "Item", "Plan", "PlanFinding", "PlanGoal", "PlanRule", "check"]


def check(plan: Plan) -> tuple[PlanFinding, ...]:
    """What the rules find in a plan, in the order of the rules. A goal that switches a rule off is not seen by it."""
    return tuple(finding for rule in RULES for finding in _found(rule, plan))


def _found(rule: PlanRule, plan: Plan) -> Iterable[PlanFinding]:
    text = plan.texts.rules[rule.id]
    seen = tuple(goal for goal in plan.goals if not {rule.id, rule.id[0]} & goal.ignored)
    for hit in rule.check(replace(plan, goals=seen)):
        message = f"{text.message} {text.details[hit.detail].format(**hit.values)}"
        yield PlanFinding(rule.id, rule.name, rule.severity, message, hit.goals, tuple(plan.goals[i].where for i in hit.goals))
