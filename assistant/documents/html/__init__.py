"""HTML pages: every byte outside the goals stays; scripts, styles, code and comments are never goals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

from assistant.documents.base import Block, Edit, Writing
from assistant.documents.differences import Change, changes
from assistant.documents.encoding import decode, limit_lines
from assistant.documents.html.parsing import OWN_CLASS, Atom, Parser
from assistant.documents.places import Region, line_starts, region
from assistant.documents.structure import find

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True)
class HtmlDocument:
    """A page: its source, and for each paragraph its atoms and where it ends."""

    text: str
    encoding: str
    blocks: tuple[Block, ...]
    spans: tuple[tuple[int, int, int], ...]
    paragraphs: tuple[tuple[tuple[Atom, ...], int], ...]

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins."""
        return line_starts(self.text)

    def locate(self, key: int, start: int, end: int) -> Region | None:
        """The place of a span of a block's text; what stands beside it has none of its own."""
        ref, low, high = self.spans[key]
        atoms = self.paragraphs[ref][0]
        return region(self.line_starts, _source(atoms, min(low + start, high)), _source(atoms, min(low + end, high), after=True))

    def write(self, edits: Mapping[int, Edit], how: Writing) -> bytes:
        """The page with the goals' words replaced, or with proposals at the end of their blocks."""
        made: list[tuple[int, int, str]] = []
        for key, edit in sorted(edits.items()):
            ref, start, end = self.spans[key]
            atoms, close = self.paragraphs[ref]
            if edit.text is None:
                continue
            if how.mode == "comment":
                made.append((close, close, f'<br><em class="{OWN_CLASS}">{escape(edit.proposal, quote=False)}</em>'))
                continue
            old = "".join(atom.text for atom in atoms)[start:end].replace("\n", " ")
            for change in changes(old, edit.text):
                made += _replacements(atoms, change.shifted(start))
        out, last = [], 0
        for begin, stop, new in sorted(made, key=lambda one: one[0]):
            out += [self.text[last:begin], new]
            last = stop
        return ("".join(out) + self.text[last:]).encode(self.encoding, "xmlcharrefreplace")


class Html:
    """A .html file."""

    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")
    modes: tuple[str, ...] = ("replace", "clean", "comment")
    outputs: tuple[str, ...] = ()

    def read(self, path: Path, data: bytes) -> HtmlDocument:
        """Parse the file's bytes."""
        text, encoding = _decoded(path, data)
        limit_lines(path, text)
        parser = Parser(text)
        parser.feed(text)
        parser.close()
        parser.flush(len(text))
        found = find(parser.items, parser.whole_ignored)
        return HtmlDocument(text, encoding, found.blocks, found.spans, tuple(parser.paragraphs))


def _decoded(path: Path, data: bytes) -> tuple[str, str]:
    match = _CHARSET.search(data[:4096])
    if match and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(match[1].decode()), match[1].decode()
        except (LookupError, UnicodeDecodeError):
            pass  # the page is wrong about itself
    return decode(path, data)


def _source(atoms: tuple[Atom, ...], offset: int, *, after: bool = False) -> int:
    """Where in the source an offset of the text lies; after the character before it, when asked."""
    start = 0
    for atom in atoms:
        end = start + len(atom.text)
        if offset < end or (after and offset == end):
            plain = len(atom.text) == atom.end - atom.start
            return atom.start + (offset - start) if plain else atom.end if offset > start else atom.start
        start = end
    return atoms[-1].end if atoms else 0


def _replacements(atoms: tuple[Atom, ...], change: Change) -> list[tuple[int, int, str]]:
    """The stretches of the source that give way, tags left in their places; none when that would touch code or a line break."""
    new = escape(change.text, quote=False)
    if change.start == change.end:
        place = _source(atoms, change.start, after=change.start > 0)
        return [(place, place, new)]
    made, start = [], 0
    for atom in atoms:
        low, high = max(change.start, start) - start, min(change.end, start + len(atom.text)) - start
        start += len(atom.text)
        if low >= high:
            continue
        if atom.locked:
            if atom.text == "\n":
                continue
            return []
        plain = len(atom.text) == atom.end - atom.start
        made.append((atom.start + low, atom.start + high, new) if plain else (atom.start, atom.end, new))
        new = ""
    return made
