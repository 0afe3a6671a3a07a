"""What a document format gives: blocks of text with their places, and a way to write changed texts back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document that may hold a goal.

    Attributes:
        key: identifies the block when changes are written back.
        text: as a reader sees it.
        where: the place for a person ("12:5" line and column, "C7").
        heading: the headings above it, outermost first.
        kind: "sentence", "bullet", "cell".
        listed: the block stands in a list or column of goals, so that it may be believed a goal on less evidence.
        ignored: rule ids that the author has switched off for it.
        owner: who answers for it by another column of its table, "" when that is empty; None where the format has no such column.
    """

    key: int
    text: str
    where: str
    heading: tuple[str, ...] = ()
    kind: str = "sentence"
    listed: bool = False
    ignored: frozenset[str] = field(default_factory=frozenset)
    owner: str | None = None


class Document(Protocol):
    """A document that was read."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks, in reading order."""
        ...

    def write(self, changes: Mapping[int, str], extra: Mapping[int, Mapping[str, str]]) -> bytes:
        """The document with the blocks' texts replaced; `extra` has further values a block for formats with columns."""
        ...


class Format(Protocol):
    """Reads one kind of file."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The file endings of the format."""
        ...

    def read(self, path: Path, data: bytes) -> Document:
        """Parse the file's bytes."""
        ...
