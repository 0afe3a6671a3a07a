"""Where each part of a rewrite comes from, and what the verifier refused: records that the rewrite carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Origin = Literal["source", "answer", "arithmetic", "assumption", "placeholder"]
ORIGINS: tuple[str, ...] = ("source", "answer", "arithmetic", "assumption", "placeholder")


@dataclass(frozen=True, slots=True)
class Trace:
    """One stretch of a rewrite and where it comes from. What no trace covers are words of the template, which state no fact.

    Attributes:
        start, end: code points in the rewrite's text, end exclusive.
        text: the stretch itself.
        slot: which slot of the goal it fills (metric, target, deadline …), None for the author's other words.
        origin: source (the author's text), answer, arithmetic (a sum on the author's figures), assumption, placeholder.
        source: span in the author's text, where the origin is that text.
        note: the sum, or the reason of an assumption, in the language of the screen.
    """

    start: int
    end: int
    text: str
    slot: str | None
    origin: str
    source: tuple[int, int] | None = None
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "start": self.start, "end": self.end, "text": self.text, "slot": self.slot, "origin": self.origin,
            "source": list(self.source) if self.source else None, "note": self.note,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rejection:
    """A text that an engine proposed and the verifier refused.

    Attributes:
        engine: which engine proposed it ("template", "model").
        text: what it proposed.
        reasons: what was wrong, as `rewriting.verify` names it ("lost: …", "invented: …").
    """

    engine: str
    text: str
    reasons: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"engine": self.engine, "text": self.text, "reasons": list(self.reasons)}
