"""Where in a file a stretch of a block stands: lines and columns for editors, offsets for programs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

_FOLD = re.compile(r"\s{0,99}(?:\r\n|\n|\r)[ \t>]*")


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a text file, in code points.

    Attributes:
        line, end_line: from 1.
        column, end_column: from 1, the end exclusive; None where only the line is known (a quoted cell of a table).
        offset, length: from the start of the decoded file; None where they are not known.
    """

    line: int
    end_line: int
    column: int | None = None
    end_column: int | None = None
    offset: int | None = None
    length: int | None = None


@runtime_checkable
class Locating(Protocol):
    """A document of lines, which can tell where a stretch of a block stands. Others have only their `where`."""

    def locate(self, key: int, start: int, end: int) -> Region | None:
        """The place of a span of the block's text."""
        ...


def line_starts(text: str) -> list[int]:
    """The offset at which each line of a text begins."""
    return [0, *(m.end() for m in re.finditer(r"\r\n|\n|\r", text))]


def region(starts: Sequence[int], start: int, end: int) -> Region:
    """The place of a span of a text whose lines begin at `starts`."""
    line, end_line = bisect_right(starts, start), bisect_right(starts, end)
    return Region(line, end_line, start - starts[line - 1] + 1, end - starts[end_line - 1] + 1, start, end - start)


def folded(raw: str) -> str:
    """A wrapped stretch as a reader sees it: each line break, with the indent or quote mark that follows, is one blank."""
    return _FOLD.sub(" ", raw)


def unfolded(raw: str, offset: int) -> int:
    """The offset in the raw stretch of an offset in its folded text."""
    shift = 0
    for match in _FOLD.finditer(raw):
        if match.start() - shift >= offset:
            break
        shift += len(match.group()) - 1
    return offset + shift


def letters(column: int) -> str:
    """The name of a column as spreadsheets write it: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
