"""The stories of a Word document (body, headers, footers, notes) as lines and tables, with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant import lang, language
from assistant.documents.guard import Package
from assistant.documents.marks import ignored_rules, ignores_file
from assistant.documents.places import letters
from assistant.documents.relations import main_part, main_root, related, relations
from assistant.documents.structure import Grid, Line
from assistant.documents.word.names import FALLBACK, STRICT_NS, w
from assistant.documents.word.runs import Fields, Piece, pieces, text_of
from assistant.documents.word.styles import Styles

if TYPE_CHECKING:
    from lxml import etree

_TEXT_BOX = w("txbxContent")
_INTO = frozenset(w(n) for n in ("sdt", "sdtContent", "customXml"))


@dataclass(slots=True)
class Story:
    """A part with text: its name, its root, and the kind of its place ("" for the body)."""

    part: str
    root: etree._Element
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its story, and the complex fields that are open where it begins."""

    node: etree._Element
    story: Story
    fields: tuple[bool, ...]


@dataclass(slots=True)
class Reading:
    """A Word document in memory: its stories, its paragraphs by number, and the marks in its comments."""

    package: Package
    main: str
    stories: list[Story] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    items: list[Line | Grid] = field(default_factory=list)
    whole_ignored: bool = False


def read(package: Package) -> Reading:
    """Read a package; Refusal when it is no ordinary Word document."""
    main = main_part(package, "word/document.xml")
    found = Reading(package, main)
    root = main_root(package, main, w("document"), f"{{{STRICT_NS}}}document")
    found.stories.append(Story(main, root))
    known = relations(package, main)
    for kind in ("header", "footnotes", "endnotes", "footer"):
        for relation in known:
            if relation.kind == kind and relation.target in package:
                found.stories.append(Story(relation.target, package.xml(relation.target), kind))
    styles = related(package, main, "styles")
    comments = related(package, main, "comments")
    _Reader(found, Styles(package.xml(styles) if styles else None), _marks(package.xml(comments)) if comments else {}).read()
    return found


def _marks(comments: etree._Element) -> dict[str, str]:
    """Comment id → its text."""
    return {node.get(w("id"), ""): "".join(t.text or "" for t in node.iter(w("t"))) for node in comments.findall(w("comment"))}


class _Reader:
    def __init__(self, found: Reading, styles: Styles, comments: Mapping[str, str]) -> None:
        self.found, self.styles = found, styles
        self.marks = {i: rules for i, text in comments.items() if (rules := ignored_rules(text)) is not None}
        found.whole_ignored = any(ignores_file(text) for text in comments.values())
        self.fields = Fields()
        self.open_comments: set[str] = set()
        self.pages = any(True for _ in found.stories[0].root.iter(w("lastRenderedPageBreak")))
        self.page, self.tables, self.words = 1, 0, _words(found.stories[0].root)

    def read(self) -> None:
        for story in self.found.stories:
            self.fields = Fields()
            if story.kind in ("footnotes", "endnotes"):
                notes = [n for n in story.root if n.get(w("type"), "normal") == "normal"]
                for number, note in enumerate(notes, 1):
                    self._blocks(note, story, self.words.places["note"].format(n=number))
            elif story.kind:
                self._blocks(story.root, story, self.words.places[story.kind])
            else:
                body = story.root.find(w("body"))
                self._blocks(story.root if body is None else body, story, "")

    def _blocks(self, parent: etree._Element, story: Story, where: str) -> None:
        for child in parent:
            if child.tag == w("p"):
                line = self._line(child, story, where)
                self.found.items.append(line)
                self._boxes(child, story, line.where)
            elif child.tag == w("tbl"):
                self._table(child, story, where)
            elif child.tag in _INTO:
                self._blocks(child, story, where)

    def _boxes(self, paragraph: etree._Element, story: Story, where: str) -> None:
        """The text boxes that hang on a paragraph."""
        for box in _boxes(paragraph):
            fields, self.fields = self.fields, Fields()
            self._blocks(box, story, where)
            self.fields = fields

    def _line(self, paragraph: etree._Element, story: Story, where: str) -> Line:
        opened = tuple(self.fields.open)
        known = pieces(paragraph, self.fields)
        text = text_of(known)
        look = self.styles.look(paragraph)
        ignored = self._ignored(paragraph)
        if not story.kind:
            where = self._where(paragraph, known, where)
        strong = bool(known) and (look.bold or all(p.bold for p in known if p.text.strip()))
        ref = len(self.found.paragraphs)
        self.found.paragraphs.append(Paragraph(paragraph, story, opened))
        level = look.level if not story.kind else None
        return Line(ref, text, where, level, look.bullet, strong, look.silent or (story.kind in ("header", "footer") and not text), ignored)

    def _where(self, paragraph: etree._Element, known: list[Piece], prefix: str) -> str:
        """The page on which the text begins, where the document tells pages."""
        if not self.pages:
            return prefix
        first, page = (known[0].node if known else None), self.page
        for node in _own(paragraph):
            if node is first:
                page = self.page
            if node.tag == w("lastRenderedPageBreak"):
                self.page += 1
        if first is None:
            page = self.page
        told = self.words.places["page"].format(n=page)
        return f"{told}, {prefix}" if prefix and not prefix.startswith(told) else told

    def _ignored(self, paragraph: etree._Element) -> frozenset[str]:
        """What the comments that touch a paragraph switch off; a comment may reach over several."""
        touching = set(self.open_comments)
        for node in _own(paragraph):
            mark = node.get(w("id"), "") if node.tag in (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")) else ""
            if mark in self.marks:
                touching.add(mark)
                if node.tag == w("commentRangeStart"):
                    self.open_comments.add(mark)
                else:
                    self.open_comments.discard(mark)
        return frozenset().union(*(self.marks[mark] for mark in touching))

    def _table(self, table: etree._Element, story: Story, where: str) -> None:
        self.tables += 1
        name = self.words.places["table"].format(n=self.tables)
        rows = []
        for number, row in enumerate(_rows(table), 1):
            properties = row.find(w("trPr"))
            if properties is not None and properties.find(w("del")) is not None:
                continue
            cells: list[tuple[Line, ...] | None] = [()] * _gap(properties)
            for cell in _cells(row):
                width, merged = _shape(cell)
                place = f"{name} {letters(len(cells))}{number}"
                lines = [self._line(p, story, f"{where}, {place}" if where else place) for p in _cell_paragraphs(cell)]
                cells += [None if merged else tuple(lines), *[()] * (width - 1)]
                for inner in cell.findall(w("tbl")):
                    self._table(inner, story, where)
            rows.append(tuple(cells))
        self.found.items.append(Grid(tuple(rows)))


def _words(root: etree._Element) -> lang.DocumentTexts:
    """The words of the document's own language, by a look at its beginning."""
    sample: list[str] = []
    for node in root.iter(w("t")):
        sample.append(node.text or "")
        if len(sample) > 400:
            break
    code = language.detect(" ".join(sample)[:4000])
    return lang.document_texts(code if code in lang.available() else lang.available()[0])


def _own(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The nodes of a paragraph without those of its text boxes."""
    for child in paragraph:
        if child.tag not in (_TEXT_BOX, FALLBACK):
            yield child
            yield from _own(child)


def _boxes(node: etree._Element) -> Iterator[etree._Element]:
    for child in node:
        if child.tag == _TEXT_BOX:
            yield child
        elif child.tag not in (FALLBACK, w("del"), w("moveFrom")):
            yield from _boxes(child)


def _rows(table: etree._Element) -> Iterable[etree._Element]:
    return _within(table, w("tr"))


def _cells(row: etree._Element) -> Iterable[etree._Element]:
    return _within(row, w("tc"))


def _within(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children by name, also inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _INTO:
            yield from _within(child, tag)


def _cell_paragraphs(cell: etree._Element) -> Iterable[etree._Element]:
    return _within(cell, w("p"))


def _shape(cell: etree._Element) -> tuple[int, bool]:
    """(columns that a cell spans, whether it goes on with the cell above)."""
    properties = cell.find(w("tcPr"))
    span = None if properties is None else properties.find(w("gridSpan"))
    merge = None if properties is None else properties.find(w("vMerge"))
    width = str(span.get(w("val"), "1")) if span is not None else "1"
    return (min(int(width), 64) if width.isdigit() else 1), merge is not None and merge.get(w("val"), "continue") == "continue"


def _gap(properties: etree._Element | None) -> int:
    before = None if properties is None else properties.find(w("gridBefore"))
    width = str(before.get(w("val"), "0")) if before is not None else "0"
    return min(int(width), 64) if width.isdigit() else 0
