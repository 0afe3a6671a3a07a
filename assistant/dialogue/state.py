"""What a conversation remembers, as plain data, and what the assistant says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from assistant.records import Analysis

MOST_STEPS = 20  # that can be undone


@dataclass(frozen=True, slots=True)
class State:
    """Where a conversation stands; `to_dict` and `from_dict` make it storable.

    Attributes:
        lang: the language of the screen.
        goal: the goal as the user wrote it (or said it anew), empty before there is one.
        answers: what was answered, by slot, in the order of the answers.
        skipped: slots that are not asked for again.
        asked: the slot of the open question, empty when none is open.
        count: questions asked so far.
        assumed: answers that are assumptions which the user let stand, by slot.
        offer: what was offered and waits for a yes or no: kind ("assumption" or "goal"), slot, value; empty when nothing is.
        history: the steps before, oldest first, for undoing.
        waiting: further goals of the user's message, to be worked on next.
        number: how many goals this conversation has had, this one included.
    """

    lang: str
    goal: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    asked: str = ""
    count: int = 0
    assumed: dict[str, str] = field(default_factory=dict)
    offer: dict[str, str] = field(default_factory=dict)
    history: tuple[dict[str, Any], ...] = ()
    waiting: tuple[str, ...] = ()
    number: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            **self._step(), "lang": self.lang, "offer": dict(self.offer), "history": [dict(step) for step in self.history],
            "waiting": list(self.waiting), "number": self.number,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> State:
        """The state from plain data; what older data lacks is empty."""
        return cls(
            data["lang"], data["goal"], dict(data["answers"]), tuple(data["skipped"]), data["asked"], data["count"],
            dict(data.get("assumed", {})), dict(data.get("offer", {})), tuple(data.get("history", ())), tuple(data.get("waiting", ())),
            data.get("number", 0),
        )  # fmt: skip

    def after(self, **changes: Any) -> State:
        """The state with changes that can be undone."""
        return replace(self, history=(*self.history, self._step())[-MOST_STEPS:], offer={}, **changes)

    def before(self) -> State | None:
        """The state before the last step, None when there was none."""
        if not self.history:
            return None
        *rest, step = self.history
        return State.from_dict({**step, "lang": self.lang, "history": rest, "waiting": self.waiting, "number": self.number})

    def _step(self) -> dict[str, Any]:
        return {
            "goal": self.goal,
            "answers": dict(self.answers),
            "skipped": list(self.skipped),
            "asked": self.asked,
            "count": self.count,
            "assumed": dict(self.assumed),
        }


@dataclass(frozen=True, slots=True)
class Reply:
    """What the assistant says: text (Markdown), suggestions to click, and the analysis behind it."""

    text: str
    suggestions: tuple[str, ...] = ()
    analysis: Analysis | None = None


def escape(text: str) -> str:
    """Goal text as text: nothing in it is Markdown or HTML."""
    out = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{c}" if c in "\\`*_[](){}#!|~" else c for c in out).replace("\n", " ")


def quoted(text: str) -> str:
    """Goal text for quotation marks: as text, without its full stop."""
    return escape(text.strip().rstrip(" .;"))
