"""The whole plan: what no single goal shows. One rule a file; `RULES` lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import cast
from unicodedata import category

from assistant import profiles
from assistant.plan import chain, duplicates, funnel, order, owners, parts, priorities, targets, units, weeks
from assistant.plan.base import Hit, Plan, PlanFinding, PlanGoal, PlanRule
from assistant.plan.reading import Gathering, Item
from assistant.profiles import Profile
from assistant.records import Severity

SINGLE = (targets, parts, order, duplicates, priorities, funnel, owners, weeks, units)
RULES: tuple[PlanRule, ...] = (*(module.RULE for module in SINGLE), *chain.RULES)
__all__ = ["RULES", "Gathering", "Hit", "Item", "Plan", "PlanFinding", "PlanGoal", "PlanRule", "check"]


def check(plan: Plan, profile: Profile | None = None) -> tuple[PlanFinding, ...]:
    """What the rules find in a plan, in their order, with the severities of the profile. A goal that switches a rule off is not
    seen by it."""
    judged_by = profile or profiles.default()
    severities = ((rule, judged_by.severity(rule.id, rule.severity)) for rule in RULES)
    return tuple(found for rule, severity in severities if severity != "off" for found in _found(rule, plan, cast("Severity", severity)))


def _found(rule: PlanRule, plan: Plan, severity: Severity) -> Iterable[PlanFinding]:
    text = plan.texts.rules[rule.id]
    seen = tuple(goal for goal in plan.goals if not {rule.id, rule.id[0]} & goal.ignored)
    for hit in rule.check(replace(plan, goals=seen)):
        message = f"{text.message} {text.details[hit.detail].format(**{key: _shown(value) for key, value in hit.values.items()})}"
        yield PlanFinding(
            rule.id, rule.name, severity, message, 0, _length(plan, hit), hit.goals, tuple(plan.goals[i].where for i in hit.goals)
        )


def _shown(text: str) -> str:
    """Words of the author as a message may carry them: without controls and turns of the direction of writing."""
    return "".join("\N{REPLACEMENT CHARACTER}" if category(c) in ("Cc", "Cf", "Cs") else c for c in text)


def _length(plan: Plan, hit: Hit) -> int:
    """The length of the goal that carries a finding: the first one concerned, else the first of the plan."""
    return len(plan.goals[hit.goals[0] if hit.goals else 0].text.rstrip())
