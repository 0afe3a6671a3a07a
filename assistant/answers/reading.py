"""What an answer means, and what is known when it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.criteria.base import Context
from assistant.entities.calendar import PLAIN, Reckoning
from assistant.records import Analysis, Frame, Question

Kind = Literal[
    "values", "choice", "correction", "skip", "dont_know", "undo", "restart", "stop", "agree", "refuse", "new_goal", "not_understood"
]  # fmt: skip
ONE_VALUE = ("metric", "target", "baseline", "deadline")  # slots that hold one thing; the others may hold two
FREE = ("means", "reason")  # slots whose answer is any phrase, figures and dates in it included


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer means.

    Attributes:
        kind: "values" (plain answer), "choice" (of a suggestion), "correction" (of an earlier answer or of the goal itself),
            "new_goal" (another goal: its text is in `goal`), a wish of the user (skip, dont_know, undo, restart, stop, agree,
            refuse), or "not_understood".
        values: slot → value, ready to be put into the goal.
        hint: with "not_understood", the key of what to say: "hint_<slot>", "hint_past", "hint_one", "hint_choice", "hint_cadence".
        goal: the text of a new goal, empty when it is only announced.
    """

    kind: Kind
    values: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    goal: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"kind": self.kind, "values": dict(self.values), "hint": self.hint, "goal": self.goal}


@dataclass(frozen=True, slots=True)
class Ask:
    """What is known when an answer is read.

    Attributes:
        context: the goal with the answers so far in its frame.
        text_frame: the frame of the goal's own text.
        question: the open question, None when there is none.
        answers: what was answered, in the order of the answers.
        reckoning: how dates are read.
        analyse: reads a text as a goal of its own; without it only an announced goal ("new goal: …") is one.
    """

    context: Context
    text_frame: Frame
    question: Question | None
    answers: Mapping[str, str]
    reckoning: Reckoning = PLAIN
    analyse: Callable[[str], Analysis] | None = None

    @property
    def slot(self) -> str:
        """The slot that is asked for, empty when none is."""
        return self.question.slot if self.question else ""

    @property
    def last(self) -> str:
        """The slot that was answered last."""
        return list(self.answers)[-1] if self.answers else ""

    def told(self, slot: str) -> bool:
        """Whether the goal's text tells a slot."""
        frame = self.text_frame
        return bool(frame.figure if slot == "target" else getattr(frame, slot, None))
