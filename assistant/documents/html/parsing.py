"""The visible text of an HTML page, with the place of each character in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from assistant.documents.marks import ignored_rules, ignores_file
from assistant.documents.places import line_starts, region
from assistant.documents.structure import Grid, Line

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


class Parser(HTMLParser):
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
