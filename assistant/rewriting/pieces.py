"""What a rewrite is made of: pieces that know where they come from. Text and provenance both follow by concatenation.

A sentence engine builds a `Candidate` from the author's own stretches (`of_source`), from answers, sums, assumptions and
placeholders (`Piece` with an origin), and from words of its templates (no origin). Since nothing is searched for
afterwards, a figure cannot be credited to the wrong source.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.criteria.base import Context
from assistant.provenance import ORIGINS, Trace
from assistant.records import Entity, Span

ZONES = ("means", "reason", "owner", "deliverable")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a rewrite.

    Attributes:
        text: what is written.
        slot: the slot that it fills, None for words.
        origin: one of `provenance.ORIGINS`; None for words of a template.
        source: its span in the author's text, when the origin is "source" (or when an implied indicator rests on a word of it).
        note: the sum behind an arithmetic piece, the reason behind an assumption.
    """

    text: str
    slot: str | None = None
    origin: str | None = None
    source: Span | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.origin is not None and self.origin not in ORIGINS:
            raise ValueError(f"unknown origin '{self.origin}'; one of: {', '.join(ORIGINS)}")


Candidate = tuple[Piece, ...]


def words(text: str) -> Candidate:
    """Words of a template, as a candidate; nothing for an empty text."""
    return (Piece(text),) if text else ()


def text_of(candidate: Iterable[Piece]) -> str:
    """The text of a candidate."""
    return "".join(piece.text for piece in candidate)


def joined(candidate: Iterable[Piece]) -> Candidate:
    """The same text in as few pieces as its provenance allows; empty pieces fall away."""
    out: list[Piece] = []
    for piece in candidate:
        if not piece.text:
            continue
        last = out[-1] if out else None
        if last and (last.slot, last.origin, last.note) == (piece.slot, piece.origin, piece.note) and _adjacent(last, piece):
            source = (last.source[0], piece.source[1]) if last.source and piece.source else None
            out[-1] = replace(last, text=last.text + piece.text, source=source)
        else:
            out.append(piece)
    return tuple(out)


def _adjacent(one: Piece, other: Piece) -> bool:
    if one.source is None or other.source is None:
        return one.source is other.source
    return one.source[1] == other.source[0]


def traces(candidate: Iterable[Piece]) -> tuple[Trace, ...]:
    """The provenance of a candidate: its pieces that have an origin, with their places in its text."""
    out, at = [], 0
    for piece in joined(candidate):
        end = at + len(piece.text)
        if piece.origin is not None:
            out.append(Trace(at, end, piece.text, piece.slot, piece.origin, piece.source, piece.note))
        at = end
    return tuple(out)


def of_source(context: Context, start: int, end: int) -> Candidate:
    """The author's text from `start` to `end`, cut where an entity or a named zone begins or ends, each piece with its slot."""
    out = []
    for (a, b), slot in slots_of_source(context):
        if a < end and b > start:
            a, b = max(a, start), min(b, end)
            if a > start:
                out.append(Piece(context.text[start:a], None, "source", (start, a)))
            out.append(Piece(context.text[a:b], slot, "source", (a, b)))
            start = b
    if start < end:
        out.append(Piece(context.text[start:end], None, "source", (start, end)))
    return tuple(out)


def slots_of_source(context: Context) -> list[tuple[Span, str]]:
    """The author's stretches that fill a slot, in order and without overlap: entities first, then the zones around them."""
    frame = context.frame
    found = [(e.span, slot_of(e)) for e in context.entities]
    for name in ZONES:
        span: Span | None = getattr(frame, name)
        if span and all(span[1] <= s or span[0] >= e for (s, e), _ in found):
            found.append((span, name))
    return sorted(found)


def slot_of(entity: Entity) -> str:
    """The slot that an entity fills."""
    if entity.label == "FIGURE":
        return {"baseline": "baseline", "change": "change", "means": "means"}.get(entity.role or "", "target")
    if entity.label == "DATE":
        return {"cadence": "cadence", "start": "start"}.get(entity.kind or "", "deadline")
    return entity.label.lower()
