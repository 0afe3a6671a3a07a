"""Plain text and Markdown: every byte outside the goals stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from assistant import lang
from assistant.documents.base import Block
from assistant.documents.encoding import decode
from assistant.documents.places import Region, folded, line_starts, region, unfolded
from assistant.documents.segment import sentences
from assistant.records import Span

_BULLET = re.compile(r"(?<![ \t])[ \t]*(?:[-*+•–—‣▪◦]|\d{1,3}[.)]|[a-z]\)|(?:\[[ xX]\]))[ \t\u00a0]+(?:\[[ xX]\][ \t]+)?")


@cache
def _goal_heading() -> re.Pattern[str]:
    words = "|".join(word for code in lang.available() for word in lang.lexicon(code).goal_headings)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def is_goal_heading(headings: tuple[str, ...]) -> bool:
    """Whether a heading, in any language, says that goals follow."""
    return any(_goal_heading().search(heading) for heading in headings)


@dataclass(frozen=True)
class TextDocument:
    """A text whose blocks are spans of it."""

    text: str
    encoding: str
    blocks: tuple[Block, ...]
    spans: tuple[Span, ...]

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins."""
        return line_starts(self.text)

    def locate(self, key: int, start: int, end: int) -> Region:
        """The place of a span of a block's text."""
        first, last = self.spans[key]
        raw = self.text[first:last]
        return region(self.line_starts, first + unfolded(raw, start), first + unfolded(raw, end))

    def write(self, changes: Mapping[int, str], extra: Mapping[int, Mapping[str, str]]) -> bytes:
        """The text with the changed spans replaced, in the encoding it came in (UTF-8 when that cannot hold the new words)."""
        out, last = [], 0
        for key in sorted(changes):
            start, end = self.spans[key]
            out += [self.text[last:start], changes[key]]
            last = end
        text = "".join(out) + self.text[last:]
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.encode("utf-8")


class Builder:
    """Collects the blocks of a text document."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.spans: list[Span] = []
        self.line_starts = line_starts(text)

    def line(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return region(self.line_starts, offset, offset).line

    def where(self, offset: int) -> str:
        """ "line:column" of an offset, both from 1."""
        place = region(self.line_starts, offset, offset)
        return f"{place.line}:{place.column}"

    def add(
        self,
        start: int,
        end: int,
        headings: tuple[str, ...],
        kind: str,
        listed: bool,
        ignored: frozenset[str],
        owner: str | None = None,
    ) -> None:
        """Add a block for a span of the text."""
        text, where = folded(self.text[start:end]), self.where(start)
        self.blocks.append(Block(len(self.blocks), text, where, headings, kind, listed, ignored, owner))
        self.spans.append((start, end))


class PlainText:
    """A .txt file: a line is a bullet or a paragraph line, cut into sentences."""

    suffixes = (".txt", ".text")

    def read(self, path: Path, data: bytes) -> TextDocument:
        """Parse the file's bytes."""
        text, encoding = decode(path, data)
        builder = Builder(text)
        headings: tuple[str, ...] = ()
        position = 0
        for line in text.splitlines(keepends=True):
            body = line.rstrip("\r\n")
            bullet = _BULLET.match(body)
            stripped = body.strip()
            if stripped and not bullet and (stripped.endswith(":") or stripped.isupper()) and len(stripped) < 80:
                headings = (stripped.rstrip(": "),)
            elif stripped:
                offset = position + (bullet.end() if bullet else 0)
                content = body[bullet.end() :] if bullet else body
                for start, end in [(0, len(content.rstrip()))] if bullet else sentences(content):
                    shift = len(content[start:end]) - len(content[start:end].lstrip())
                    builder.add(
                        offset + start + shift, offset + end, headings, "bullet" if bullet else "sentence", bool(bullet), frozenset()
                    )
            position += len(line)
        return TextDocument(text, encoding, tuple(builder.blocks), tuple(builder.spans))
