"""The five criteria: verdicts, findings of the rules, score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from assistant import profiles
from assistant.criteria import achievable, house, measurable, relevant, specific, time_bound
from assistant.criteria.base import Context, Rule
from assistant.profiles import Profile
from assistant.records import CRITERIA, Finding, Severity, Verdict

FAMILIES = (specific, measurable, achievable, relevant, time_bound)
RULES: tuple[Rule, ...] = (*(rule for family in FAMILIES for rule in family.RULES), *house.RULES)


def is_rule(name: str) -> bool:
    """Whether a name is a rule's id or a family's letter, in capitals."""
    return any(name in (rule.id, rule.id[:1]) for rule in RULES)


def judge(context: Context) -> dict[str, Verdict]:
    """The verdict of each criterion, in the order S, M, A, R, T."""
    return {name: family.judge(context) for name, family in zip(CRITERIA, FAMILIES, strict=True)}


def score(verdicts: Mapping[str, Verdict], profile: Profile | None = None) -> int:
    """0 to 100: the weighted mean of the criteria that are known, by the profile's weights; unknown neither adds nor blames."""
    return (profile or profiles.default()).score({name: verdict.score for name, verdict in verdicts.items()})


def findings(context: Context) -> tuple[Finding, ...]:
    """What the rules found, in their order, with the severities of the profile; what a found rule says better is not said twice, but
    for what the profile requires."""
    texts = context.screen.messages.rules
    severities = {rule.id: context.profile.severity(rule.id, rule.severity) for rule in RULES}
    found = {rule.id: span for rule in RULES if severities[rule.id] != "off" and (span := rule.found(context))}
    return tuple(
        Finding(rule.id, rule.name, cast("Severity", severities[rule.id]), _told(rule, context, texts[rule.id].message), *found[rule.id])
        for rule in RULES
        if rule.id in found and (rule.id in context.profile.required or not any(other in found for other in rule.unless))
    )


def _told(rule: Rule, context: Context, message: str) -> str:
    detail = rule.detail(context) if rule.detail else ""
    return f"{message} {detail}" if detail else message
