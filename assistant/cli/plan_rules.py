"""The rules on whole plans, told by `smartgoals rules`."""

from __future__ import annotations

from assistant import lang, plan


def plan_rule_lines(code: str) -> list[str]:
    """One line a rule: id, name, severity, message."""
    texts, say = lang.plan_texts(code).rules, lang.interface(code).text
    return [f"  {rule.id}  {rule.name:26s}{say[rule.severity]:12s}{texts[rule.id].message}" for rule in plan.RULES]


def explain_plan_rule(code: str, rule_id: str) -> str | None:
    """A rule with its explanation, source and examples; None when it is no rule on plans."""
    rule = next((r for r in plan.RULES if r.id == rule_id), None)
    if rule is None:
        return None
    text, say = lang.plan_texts(code).rules[rule.id], lang.interface(code).text
    label = say["label"]
    return "\n".join((
        f"{rule.id} {rule.name} ({say['plan']}, {say[rule.severity]})",
        text.message,
        label.format(name=say["explanation"], value=text.explanation),
        label.format(name=say["source"].capitalize(), value=text.source),
        label.format(name=say["passing"], value="").rstrip(" ") + "\n" + text.passing.strip(),
        label.format(name=say["failing"], value="").rstrip(" ") + "\n" + text.failing.strip(),
    ))  # fmt: skip
