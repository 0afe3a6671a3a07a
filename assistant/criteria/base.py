"""What a rule and a criterion are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from typing import Any, TypeVar

from assistant import profiles
from assistant.knowledge import Kpi, knowledge
from assistant.lang.models import Language
from assistant.profiles import Profile
from assistant.records import Entity, Frame, Severity, Span, Status, Verdict
from assistant.trend import History

T = TypeVar("T")
STATUS_SCORES: Mapping[str, float | None] = {"met": 1.0, "partial": 0.5, "missing": 0.0, "unknown": None}


@dataclass(frozen=True)
class Context:
    """All that a rule may look at. `screen` is the language in which reasons, messages and questions are told, `history` the user's
    own figures, if given; `known` what has been found out of it before (`once`, `Rule.found`)."""

    text: str
    frame: Frame
    entities: tuple[Entity, ...]
    language: Language
    today: date
    screen: Language
    history: History | None = None
    profile: Profile = field(default_factory=profiles.default)
    known: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def is_fault(self, rule: Rule) -> bool:
        """Whether what a rule finds speaks against the goal: an error by itself that the profile has not made less."""
        return rule.severity == "error" and self.profile.severity(rule.id, rule.severity) == "error"

    @cached_property
    def kpi(self) -> Kpi | None:
        """The catalogue entry of the metric, if it has one."""
        metric = self.frame.metric
        return knowledge().kpis.get(metric.id) if metric and metric.id else None

    @property
    def whole(self) -> Span:
        """The span of the whole text without white space at its edges."""
        start = len(self.text) - len(self.text.lstrip())
        return start, len(self.text.rstrip())


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to find in a goal: `check` returns the span at fault, or None when the goal passes; `detail` a sentence of its own
    (a sum) to put behind the rule's message; `source` a key of the language's sources. A finding is left out where one of the rules
    `unless` says the same with more force."""

    id: str
    name: str
    criterion: str
    severity: Severity
    check: Callable[[Context], Span | None]
    detail: Callable[[Context], str] | None = None
    source: str = ""
    unless: tuple[str, ...] = ()

    def found(self, context: Context) -> Span | None:
        """What `check` finds, looked for once a context: verdict, findings and realism all ask."""
        if self.id not in context.known:
            context.known[self.id] = self.check(context)
        span: Span | None = context.known[self.id]
        return span


def once(function: Callable[[Context], T]) -> Callable[[Context], T]:
    """A function whose value is computed once a context."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def told(context: Context) -> T:
        if name not in context.known:
            context.known[name] = function(context)
        value: T = context.known[name]
        return value

    return told


def verdict(context: Context, criterion: str, status: Status, evidence: tuple[Span, ...], key: str, /, **values: str) -> Verdict:
    """A verdict whose reason is the language's text for `key`, with its values filled in."""
    text = context.screen.messages.reasons[f"{criterion}.{key}"].format(**values)
    return Verdict(status, STATUS_SCORES[status], evidence, text)


def quote(context: Context, span: Span | None) -> str:
    """The text of a span, for a reason."""
    return context.text[span[0] : span[1]] if span else ""
