"""What a document format gives: blocks of text with their places, and a way to write changed texts back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

AUTHOR = "smartgoals"  # of tracked changes and comments
MODES = ("track", "replace", "comment", "clean")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document that may hold a goal.

    Attributes:
        key: identifies the block when changes are written back.
        text: as a reader sees it, with what other cells of its row add to it.
        where: the place for a person ("12:5" line and column, "C7", "p. 3", "slide 2").
        heading: the headings above it, outermost first.
        kind: "sentence", "bullet", "cell".
        listed: the block stands in a list or column of goals, so that it may be believed a goal on less evidence.
        ignored: rule ids that the author has switched off for it.
        owner: who answers for it by another column of its table, "" when that is empty; None where the format has no such column.
        context: a heading above it says that the text tells how things stand; only clear goals are believed there.
        beside: the end of `text` that stands in other cells (deadline, indicator, target) and is never written into the goal's own.
    """

    key: int
    text: str
    where: str
    heading: tuple[str, ...] = ()
    kind: str = "sentence"
    listed: bool = False
    ignored: frozenset[str] = field(default_factory=frozenset)
    owner: str | None = None
    beside: str = ""
    context: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """What is written back for one goal.

    Attributes:
        text: the new text of the block, without what stands beside it; None when it stays.
        note: what a comment says: score, verdicts with reasons, questions; lines parted by line feeds.
        proposal: one line with the new text, for where it is only suggested; "" when the text stays.
        original: one line with the old text, for where it is replaced; "" when the text stays.
        apart: one line that says why a proposal was not put into the text.
        columns: values by column name, for formats with columns.
    """

    text: str | None = None
    note: str = ""
    proposal: str = ""
    original: str = ""
    apart: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Writing:
    """How a document is written back.

    Attributes:
        mode: "track" (changes that a person accepts or rejects, with comments), "replace" (the new text, with comments where the
            format has them), "comment" (the text stays, proposals beside it), "clean" (the new text and nothing else).
        today: the day that stands in changes and comments.
        suffix: the ending of the output where the format writes another one than it reads.
        code: the language of words that are the document's, not one goal's.
    """

    mode: str
    today: date
    suffix: str = ""
    code: str = ""


class Document(Protocol):
    """A document that was read."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks, in reading order."""
        ...

    def write(self, edits: Mapping[int, Edit], how: Writing) -> bytes:
        """The document with the edits of its blocks, by key."""
        ...


class Format(Protocol):
    """Reads one kind of file."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The file endings of the format."""
        ...

    @property
    def modes(self) -> tuple[str, ...]:
        """The ways in which it can be written back, the default first."""
        ...

    @property
    def outputs(self) -> tuple[str, ...]:
        """The endings in which it is written back, when they are others than it reads; else none."""
        ...

    def read(self, path: Path, data: bytes) -> Document:
        """Parse the file's bytes."""
        ...
