"""The five criteria: verdicts, findings of the rules, score."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.criteria import achievable, measurable, relevant, specific, time_bound
from assistant.criteria.base import Context, Rule
from assistant.records import CRITERIA, Finding, Verdict

FAMILIES = (specific, measurable, achievable, relevant, time_bound)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.RULES)

# What each criterion weighs in the score. S, M and T can be read from a text and carry most of it.
WEIGHTS: Mapping[str, int] = {"specific": 25, "measurable": 25, "achievable": 15, "relevant": 10, "time_bound": 25}


def is_rule(name: str) -> bool:
    """Whether a name is a rule's id or a family's letter, in capitals."""
    return any(name in (rule.id, rule.id[:1]) for rule in RULES)


def judge(context: Context) -> dict[str, Verdict]:
    """The verdict of each criterion, in the order S, M, A, R, T."""
    return {name: family.judge(context) for name, family in zip(CRITERIA, FAMILIES, strict=True)}


def score(verdicts: Mapping[str, Verdict]) -> int:
    """0 to 100: the weighted mean of the criteria that are known; unknown neither adds nor blames."""
    known = [(WEIGHTS[name], v.score) for name, v in verdicts.items() if v.score is not None]
    total = sum(weight for weight, _ in known)
    return round(100 * sum(weight * value for weight, value in known) / total) if total else 0


def findings(context: Context) -> tuple[Finding, ...]:
    """What the rules found, in the order of the rules; what a found rule says better is not said twice."""
    texts = context.screen.messages.rules
    found = {rule.id: span for rule in RULES if (span := rule.check(context))}
    return tuple(
        Finding(rule.id, rule.name, rule.severity, _told(rule, context, texts[rule.id].message), *found[rule.id])
        for rule in RULES
        if rule.id in found and not any(other in found for other in rule.unless)
    )


def _told(rule: Rule, context: Context, message: str) -> str:
    detail = rule.detail(context) if rule.detail else ""
    return f"{message} {detail}" if detail else message
