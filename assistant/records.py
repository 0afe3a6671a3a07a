"""The frozen records that the stages hand on.

Spans are code-point offsets into the text of the record, end exclusive. `to_dict` gives the JSON form that programs
outside the project rely on; keys are never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from assistant.provenance import Rejection, Trace
from assistant.realism import Realism
from assistant.schedule import FollowUp, Milestone

Label = Literal["METRIC", "FIGURE", "DATE", "CHANNEL", "AUDIENCE"]
Status = Literal["met", "partial", "missing", "unknown"]
Severity = Literal["error", "warning", "suggestion"]
Span = tuple[int, int]

LABELS: tuple[str, ...] = ("METRIC", "FIGURE", "DATE", "CHANNEL", "AUDIENCE")
CRITERIA: tuple[str, ...] = ("specific", "measurable", "achievable", "relevant", "time_bound")


@dataclass(frozen=True, slots=True)
class Entity:
    """One recognised span.

    Attributes:
        label: METRIC, FIGURE, DATE, CHANNEL or AUDIENCE.
        id: catalogue id of a METRIC or CHANNEL, else None.
        kind: of a FIGURE (count, percent, points, money, rating, ratio, multiplier, time) or DATE (deadline, duration,
            period, cadence, start).
        role: of a FIGURE: baseline, target, change, means, unknown.
        amount: value of a FIGURE in `unit`; None where it cannot be computed. For a range, its lower end.
        amount_max: upper end of a range, else None.
        unit: "%", "points", a currency code, "/5", "x", "h", "kg" …; None for a bare count.
        direction: "up", "down" or None.
        iso: ISO 8601 form of a DATE (day, interval, duration or repeating interval).
        start_date, end_date: first and last day of a DATE where they can be told; only `end_date` closes a goal.
    """

    label: str
    start: int
    end: int
    text: str
    id: str | None = None
    kind: str | None = None
    role: str | None = None
    amount: float | None = None
    amount_max: float | None = None
    unit: str | None = None
    direction: str | None = None
    iso: str | None = None
    start_date: date | None = None
    end_date: date | None = None

    @property
    def span(self) -> Span:
        """(start, end)."""
        return self.start, self.end

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, with the keys that belong to the label."""
        out: dict[str, Any] = {"label": self.label, "start": self.start, "end": self.end, "text": self.text}
        if self.label == "FIGURE":
            out |= {"kind": self.kind, "role": self.role, "amount": self.amount, "unit": self.unit, "direction": self.direction}
            if self.amount_max is not None:
                out["amount_max"] = self.amount_max
        elif self.label == "DATE":
            out |= {"kind": self.kind, "iso": self.iso, "from": _iso(self.start_date), "to": _iso(self.end_date)}
        else:
            out["id"] = self.id
        return out


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one criterion: status, score from 0 to 1 (None when unknown), evidence spans, reason."""

    status: Status
    score: float | None
    evidence: tuple[Span, ...]
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"status": self.status, "score": self.score, "evidence": [list(e) for e in self.evidence], "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found, with its place in the text."""

    rule: str
    name: str
    severity: Severity
    message: str
    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "rule": self.rule, "name": self.name, "severity": self.severity, "message": self.message, "start": self.start, "end": self.end,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask for one gap, with ready suggestions.

    Attributes:
        suggestions: proposals as they are shown, with their sum ("13 %: +1 point").
        values: the answer that each suggestion stands for ("13 %").
        gain: points that a sound answer adds to the score, the questions before this one being answered.
        verdicts: how many criteria it betters.
    """

    slot: str
    text: str
    suggestions: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    gain: int = 0
    verdicts: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"slot": self.slot, "text": self.text, "suggestions": list(self.suggestions), "values": list(self.values), "gain": self.gain}


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A marked gap in a rewrite, e.g. "[échéance]"; its text carries no digit."""

    slot: str
    start: int
    end: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"slot": self.slot, "start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Assumption:
    """A value that the rewrite proposes and the user has to confirm."""

    slot: str
    value: str
    reason: str
    source: str

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"slot": self.slot, "value": self.value, "reason": self.reason, "source": self.source}


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The goal written anew, with its S-M-A-R-T breakdown.

    `provenance` says of each stretch where it comes from; `style` is sentence, card or okr; `rejected` are the texts that the
    verifier refused before this one.
    """

    text: str
    engine: str
    changed: bool
    placeholders: tuple[Placeholder, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    smart: Mapping[str, str] = field(default_factory=dict)
    provenance: tuple[Trace, ...] = ()
    style: str = "sentence"
    rejected: tuple[Rejection, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "text": self.text,
            "engine": self.engine,
            "changed": self.changed,
            "placeholders": [p.to_dict() for p in self.placeholders],
            "assumptions": [a.to_dict() for a in self.assumptions],
            "smart": dict(self.smart),
            "provenance": [t.to_dict() for t in self.provenance],
            "style": self.style,
            "rejected": [r.to_dict() for r in self.rejected],
        }


@dataclass(frozen=True, slots=True)
class Frame:
    """One goal's slots, each an entity or a span of the text, None where the text says nothing.

    `direction` is where the metric should go ("up", "down" or None); `theme` a catalogue id; `fuzzy` tells that the
    metric is an outcome noun that no tool reads (visibility, engagement).
    """

    action: Span | None = None
    metric: Entity | None = None
    baseline: Entity | None = None
    target: Entity | None = None
    change: Entity | None = None
    means_figures: tuple[Entity, ...] = ()
    channel: Entity | None = None
    audience: Entity | None = None
    deadline: Entity | None = None
    cadence: Entity | None = None
    start: Entity | None = None
    means: Span | None = None
    reason: Span | None = None
    owner: Span | None = None
    scope: Span | None = None
    deliverable: Span | None = None
    direction: str | None = None
    theme: str | None = None
    fuzzy: bool = False

    @property
    def figure(self) -> Entity | None:
        """The figure that says what is to be reached: target, else change."""
        return self.target or self.change


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is known of one text.

    `goal` is None for a text in neither language; then everything else is empty. `questions`, `rewrite`,
    `milestones` and `follow_up` are filled by `Assistant.rewrite`, not by `Assistant.analyse`. `profile` names the profile that judged it.
    """

    text: str
    lang: str
    goal: bool | None
    goal_score: float | None
    entities: tuple[Entity, ...] = ()
    criteria: Mapping[str, Verdict] = field(default_factory=dict)
    score: int | None = None
    findings: tuple[Finding, ...] = ()
    frame: Frame = field(default_factory=Frame)
    questions: tuple[Question, ...] = ()
    rewrite: Rewrite | None = None
    milestones: tuple[Milestone, ...] = ()
    follow_up: FollowUp | None = None
    realism: Realism | None = None
    profile: str = "default"

    @property
    def smart(self) -> bool:
        """Whether specific, measurable and time-bound are met and neither achievable nor relevant is at fault."""
        return bool(self.criteria) and (
            all(self.criteria[name].status == "met" for name in ("specific", "measurable", "time_bound"))
            and all(self.criteria[name].status != "missing" for name in ("achievable", "relevant"))
        )

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; the keys of the rewrite stand in it only when there is one."""
        out: dict[str, Any] = {
            "text": self.text,
            "lang": self.lang,
            "goal": self.goal,
            "goal_score": self.goal_score,
            "entities": [e.to_dict() for e in self.entities],
            "criteria": {name: verdict.to_dict() for name, verdict in self.criteria.items()},
            "score": self.score,
            "findings": [f.to_dict() for f in self.findings],
        }
        if self.realism is not None:
            out["realism"] = self.realism.to_dict()
        if self.profile != "default":
            out["profile"] = self.profile
        if self.follow_up is not None:
            out["follow_up"] = self.follow_up.to_dict()
        if self.rewrite is not None:
            out |= {
                "questions": [q.to_dict() for q in self.questions],
                "rewrite": self.rewrite.to_dict(),
                "milestones": [m.to_dict() for m in self.milestones],
            }
        return out


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
