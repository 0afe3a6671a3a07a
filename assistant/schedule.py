"""The records of how a goal is followed up: dated milestones and reviews."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["level", "total", "pace", "held", "change", "deliverable", "none"]
Rhythm = Literal["weekly", "monthly", "quarterly"]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A value to be reached on the way, computed from baseline, target and deadline.

    Attributes:
        date: the day, a working day.
        value: in the unit of the goal; None for a deliverable, which has no figure.
        label: what it says, in the language of the screen.
        share: of the way (of the time, for a deliverable) that is done by then, from 0 to 1.
        sum: the arithmetic behind `value`, in words and figures.
        review: the working day on which the value is read, the first review after `date`.
    """

    date: datetime.date
    value: float | None
    label: str
    share: float | None = None
    sum: str = ""
    review: datetime.date | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        out: dict[str, Any] = {"date": self.date.isoformat(), "value": self.value, "label": self.label}
        if self.share is not None:
            out["share"] = self.share
        if self.sum:
            out["sum"] = self.sum
        if self.review:
            out["review"] = self.review.isoformat()
        return out


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A goal's way from today to its deadline.

    Attributes:
        kind: what the milestones count: "level" (a stock or a rate that is to stand at the end), "total" (what is won from now on,
            counted from 0), "pace" (a flow "per month" that is to be reached), "held" (a flow that is kept up: the milestones add it
            up), "change" (the difference to an unknown starting value), "deliverable" (shares of the time), "none".
        milestones: in order of their days; empty where none can be computed.
        shape: "30-60-100", "linear", "s-curve" or "seasonal"; `margin` percent of the time kept free at the end.
        baseline, target: of the milestones, in `unit`; for a flow that is held, the target is the sum.
        figure: kind of the figure ("count", "money", "percent" …), `per` the unit of a flow (D, W, M, Q, H, Y).
        start, deadline: first and last day.
        rhythm: of the reviews; `reviews` are working days, the last one after the deadline.
        country: whose holidays are kept ("FR", "GB-ENG").
        none_because: why there are no milestones, in the language of the screen; empty where there are; `none_code` the same for programs.
        notes: what else the reader has to know.
    """

    kind: Kind = "none"
    milestones: tuple[Milestone, ...] = ()
    shape: str = ""
    margin: int = 0
    baseline: float | None = None
    target: float | None = None
    figure: str | None = None
    unit: str | None = None
    per: str | None = None
    start: datetime.date | None = None
    deadline: datetime.date | None = None
    rhythm: Rhythm | None = None
    reviews: tuple[datetime.date, ...] = ()
    country: str = ""
    none_because: str = ""
    none_code: str = ""
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, without the milestones, which stand beside it in the record."""
        return {
            "kind": self.kind,
            "shape": self.shape or None,
            "margin": self.margin,
            "baseline": self.baseline,
            "target": self.target,
            "unit": self.unit,
            "per": self.per,
            "start": self.start.isoformat() if self.start else None,
            "deadline": self.deadline.isoformat() if self.deadline else None,
            "rhythm": self.rhythm,
            "reviews": [day.isoformat() for day in self.reviews],
            "country": self.country or None,
            "notes": list(self.notes),
            "none_because": self.none_because or None,
        }
