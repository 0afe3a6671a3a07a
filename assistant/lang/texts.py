"""What the criteria say in a language: reasons, rules, sources."""

from __future__ import annotations

from pydantic import Field

from assistant.resources import Resource


class RuleText(Resource):
    """What one rule says in a language, with an explanation, how to mend it, and its two examples."""

    message: str
    explanation: str
    passing: str
    failing: str
    fix: str = ""


class Messages(Resource):
    """Reasons of the verdicts (by criterion and status), texts of the rules (by id), names of their sources (by key) and of
    tools that have one of their own in the language."""

    reasons: dict[str, str]
    rules: dict[str, RuleText]
    sources: dict[str, str] = Field(default_factory=dict)
    tools: dict[str, str] = Field(default_factory=dict)
