"""HTML pages: every byte outside the goals stays; scripts, styles, code and comments are never goals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path

from assistant.documents.base import Block, Edit, Writing
from assistant.documents.differences import Change, changes
from assistant.documents.encoding import decode, limit_lines
from assistant.documents.marks import ALL_RULES, ignored_rules, ignores_file
from assistant.documents.places import Region, line_starts, region
from assistant.documents.structure import Grid, Line, find

OWN_CLASS = "smartgoals"  # of a proposal that `--mode comment` adds; what carries it is never read
_INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input", "ins",
     "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"]
)  # fmt: skip
_SKIPPED = frozenset(
    ["audio", "button", "canvas", "head", "iframe", "math", "nav", "noscript", "object", "option", "pre", "script", "select",
     "style", "svg", "template", "textarea", "video"]
)  # fmt: skip
_VOID = frozenset(["br", "img", "input", "hr", "meta", "link", "col", "wbr", "area", "base", "embed", "source", "track"])
_BOLD = frozenset(["b", "strong"])
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+|[^ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch of visible text and the stretch of the source that it comes from; one that is locked is not edited."""

    text: str
    start: int
    end: int
    locked: bool = False


@dataclass(slots=True)
class _Paragraph:
    """A block of text in the making."""

    atoms: list[Atom] = field(default_factory=list)
    bold: bool = True
    ignored: frozenset[str] = frozenset()
    close: int = 0  # where in the source the block ends


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
        parser = _Parser(text)
        parser.feed(text)
        parser.close()
        parser.flush(len(text))
        found = find(parser.items)
        blocks = found.blocks
        if parser.whole_ignored:
            blocks = tuple(replace(block, ignored=ALL_RULES) for block in blocks)
        return HtmlDocument(text, encoding, blocks, found.spans, tuple(parser.paragraphs))


def _decoded(path: Path, data: bytes) -> tuple[str, str]:
    match = _CHARSET.search(data[:4096])
    if match and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(match[1].decode()), match[1].decode()
        except (LookupError, UnicodeDecodeError):
            pass  # the page is wrong about itself
    return decode(path, data)


class _Parser(HTMLParser):
    """Collects lines and tables, with the place of each character in the source."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = text
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.editor_starts = line_starts(text)
        self.items: list[Line | Grid] = []
        self.paragraphs: list[tuple[tuple[Atom, ...], int]] = []
        self.now = _Paragraph()
        self.lists, self.bold, self.code, self.heading = 0, 0, 0, 0
        self.skipped: list[str] = []  # the open element that is left out, and those of its name inside it
        self.rows: list[list[tuple[Line, ...] | None]] | None = None  # of the open table
        self.cell: list[Line] | None = None
        self.tables = 0
        self.marked: frozenset[str] = frozenset()
        self.whole_ignored = False

    @property
    def place(self) -> int:
        """The offset of what is being read."""
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if self.skipped:
            if tag == self.skipped[0] and tag not in _VOID:
                self.skipped.append(tag)
            return
        own = OWN_CLASS in (dict(attributes).get("class") or "").split()
        if tag in _SKIPPED or own:
            if tag not in _INLINE:
                self.flush(self.place)
            if tag not in _VOID:
                self.skipped = [tag]
            return
        if tag not in _INLINE:
            self.flush(self.place)
            self._open(tag)
        elif tag == "br":
            self.now.atoms.append(Atom("\n", self.place, self.place, locked=True))
        self.bold += tag in _BOLD
        self.code += tag in ("code", "kbd", "samp")

    def _open(self, tag: str) -> None:
        self.heading = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
        if tag in ("ul", "ol"):
            self.lists += 1
        elif tag == "table":
            self.tables += 1
            if self.tables == 1:
                self.rows = []
        elif self.tables == 1 and self.rows is not None:
            if tag == "tr":
                self.rows.append([])
            elif tag in ("td", "th"):
                if not self.rows:
                    self.rows.append([])
                self._close_cell()
                self.cell = []

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if self.skipped:
            if tag == self.skipped[0]:
                self.skipped.pop()
            return
        if tag not in _INLINE:
            self.flush(self.place)
            self.heading = 0
        self.bold -= tag in _BOLD and self.bold > 0
        self.code -= tag in ("code", "kbd", "samp") and self.code > 0
        if tag in ("ul", "ol"):
            self.lists = max(0, self.lists - 1)
        elif tag in ("td", "th", "tr") and self.tables == 1:
            self._close_cell()
        elif tag == "table" and self.tables:
            self._close_cell()
            self.tables -= 1
            if not self.tables and self.rows:
                self.items.append(Grid(tuple(tuple(row) for row in self.rows)))
                self.rows = None

    def _close_cell(self) -> None:
        if self.cell is not None and self.rows:
            self.rows[-1].append(tuple(self.cell))
            self.cell = None

    def handle_data(self, data: str) -> None:
        """Take in text; white space is folded as a browser does."""
        if self.skipped:
            return
        start = self.place
        for match in _BLANKS.finditer(data):
            blank = match.group()[0] in " \t\r\n\f"
            if blank and (not self.now.atoms or self.now.atoms[-1].text[-1] in " \n"):
                continue
            self._take(Atom(" " if blank else match.group(), start + match.start(), start + match.end(), bool(self.code)))

    def handle_entityref(self, name: str) -> None:
        """Take in a named character."""
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """Take in a numbered character."""
        self._reference(f"&#{name}")

    def _reference(self, raw: str) -> None:
        if not self.skipped:
            start = self.place
            raw += ";" if self.source.startswith(";", start + len(raw)) else ""
            self._take(Atom(unescape(raw), start, start + len(raw), bool(self.code)))

    def _take(self, atom: Atom) -> None:
        self.now.atoms.append(atom)
        if atom.text.strip() and not self.bold:
            self.now.bold = False

    def handle_comment(self, data: str) -> None:
        """Look for ignore marks; one inside a block holds for it, one outside for the next."""
        self.whole_ignored |= ignores_file(data)
        if any(atom.text.strip() for atom in self.now.atoms):
            self.now.ignored |= ignored_rules(data) or frozenset()
        else:
            self.marked |= ignored_rules(data) or frozenset()

    def flush(self, close: int) -> None:
        """End the paragraph that is open."""
        paragraph, self.now = self.now, _Paragraph()
        text = "".join(atom.text for atom in paragraph.atoms)
        if not text.strip():
            return
        first = next(atom for atom in paragraph.atoms if atom.text.strip())
        place = region(self.editor_starts, first.start, first.start)
        close = max(atom.end for atom in paragraph.atoms) if close <= first.start else close
        ignored, self.marked = paragraph.ignored | self.marked, frozenset()
        line = Line(
            len(self.paragraphs),
            text,
            f"{place.line}:{place.column}",
            self.heading or None,
            self.lists > 0,
            paragraph.bold,
            ignored=ignored,
        )
        self.paragraphs.append((tuple(paragraph.atoms), close))
        if self.cell is not None:
            self.cell.append(line)
        else:
            self.items.append(line)


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
