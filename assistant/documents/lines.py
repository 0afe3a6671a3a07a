"""Plain text and Markdown: every byte outside the goals stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.documents.base import Block, Edit, Writing
from assistant.documents.encoding import decode, limit_lines
from assistant.documents.headings import is_context
from assistant.documents.places import Region, folded, line_starts, region, unfolded
from assistant.documents.segment import sentences
from assistant.documents.suggestions import ARROW, suggestions
from assistant.records import Span

# what opens an entry of a list: marks (those of the symbol fonts of Word and PDF too), numbers, letters, boxes to tick
_MARKS = "-*+•–—‣▪◦●○■□➢➤✓✔\uf0b7\uf0a7\uf0d8"
BULLET = re.compile(
    rf"(?<![ \t])[ \t]*(?:[{_MARKS}]|\d{{1,3}}[.)]|[a-z]\)|(?:\[[ xX]\]))[ \t\u00a0]+(?:\[[ xX]\][ \t]+)?",
)


@dataclass(frozen=True)
class TextDocument:
    """A text whose blocks are spans of it."""

    text: str
    encoding: str
    blocks: tuple[Block, ...]
    spans: tuple[Span, ...]
    markdown: bool = False

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins."""
        return line_starts(self.text)

    def locate(self, key: int, start: int, end: int) -> Region:
        """The place of a span of a block's text."""
        first, last = self.spans[key]
        raw = self.text[first:last]
        return region(self.line_starts, first + unfolded(raw, start), first + unfolded(raw, end))

    def write(self, edits: Mapping[int, Edit], how: Writing) -> bytes:
        """The text with the edits' spans replaced, or with proposals under them, in the encoding it came in (UTF-8 when that
        cannot hold the new words)."""
        out, last = [], 0
        for start, end, new in self._replacements(edits, how):
            out += [self.text[last:start], new]
            last = end
        text = "".join(out) + self.text[last:]
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.encode("utf-8")

    def _replacements(self, edits: Mapping[int, Edit], how: Writing) -> list[tuple[int, int, str]]:
        changed = [(self.spans[key], edit) for key, edit in sorted(edits.items()) if edit.text is not None]
        if how.mode != "comment":
            return [(*span, edit.text or "") for span, edit in changed]
        return suggestions(self.text, [(*span, edit.proposal) for span, edit in changed], markdown=self.markdown)


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
        self, start: int, end: int, headings: tuple[str, ...], kind: str, listed: bool, ignored: frozenset[str], *,
        owner: str | None = None, beside: str = "",
    ) -> None:  # fmt: skip
        """Add a block for a span of the text, with what the other cells of its row say."""
        context = not listed and is_context(headings)
        text = folded(self.text[start:end]) + beside
        where = self.where(start)
        self.blocks.append(Block(len(self.blocks), text, where, headings, kind, listed, ignored, owner, beside, context))
        self.spans.append((start, end))


class PlainText:
    """A .txt file: a line is a bullet or a paragraph line, cut into sentences."""

    suffixes: tuple[str, ...] = (".txt", ".text")
    modes: tuple[str, ...] = ("replace", "clean", "comment")
    outputs: tuple[str, ...] = ()

    def read(self, path: Path, data: bytes) -> TextDocument:
        """Parse the file's bytes."""
        text, encoding = decode(path, data)
        builder = Builder(text)
        limit_lines(path, text)
        headings: tuple[str, ...] = ()
        position = 0
        for line in text.splitlines(keepends=True):
            body = line.rstrip("\r\n")
            bullet = BULLET.match(body)
            stripped = body.strip()
            if stripped.startswith(ARROW):
                pass  # a proposal of our own, by --mode comment
            elif stripped and not bullet and (stripped.endswith(":") or stripped.isupper()) and len(stripped) < 80:
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
