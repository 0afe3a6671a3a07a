"""An OpenDocument text as lines and tables, with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant import lang, language
from assistant.documents.guard import Package
from assistant.documents.marks import ignored_rules, ignores_file
from assistant.documents.opendocument.names import o
from assistant.documents.opendocument.runs import pieces, text_of
from assistant.documents.places import letters
from assistant.documents.refusal import Refusal
from assistant.documents.structure import Grid, Line

if TYPE_CHECKING:
    from lxml import etree

CONTENT = "content.xml"
_INTO = frozenset(o(n) for n in ("text:section", "text:list", "text:list-item", "text:list-header", "text:numbered-paragraph"))
_LISTS = frozenset(o(n) for n in ("text:list", "text:numbered-paragraph"))
_WIDEST = 256


@dataclass(slots=True)
class Reading:
    """A document in memory: its root, its paragraphs by number, its lines and tables."""

    package: Package
    root: etree._Element
    text: etree._Element
    paragraphs: list[etree._Element] = field(default_factory=list)
    items: list[Line | Grid] = field(default_factory=list)
    whole_ignored: bool = False


def read(package: Package) -> Reading:
    """Read a package; Refusal when it is no OpenDocument text."""
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise Refusal(package.path, "encrypted", suffix=package.suffix)
    root = package.xml(CONTENT)
    text = root.find(f"{o('office:body')}/{o('office:text')}")
    if text is None:
        raise Refusal(package.path, "wrong_package", suffix=package.suffix, part="office:text")
    found = Reading(package, root, text)
    styles = package.xml("styles.xml") if "styles.xml" in package else None
    _Reader(found, styles).blocks(text, False, "")
    return found


class _Reader:
    def __init__(self, found: Reading, styles: etree._Element | None) -> None:
        self.found = found
        roots = [found.root] if styles is None else [found.root, styles]
        nodes = [node for root in roots for node in root.iter(o("style:style"))]
        self.parents = {node.get(o("style:name"), ""): node.get(o("style:parent-style-name"), "") for node in nodes}
        self.bold = {
            node.get(o("style:name"), "")
            for node in nodes
            if (look := node.find(o("style:text-properties"))) is not None and look.get(o("fo:font-weight")) == "bold"
        }
        sample = " ".join("".join(node.itertext()) for node in list(found.text.iter(o("text:p")))[:80])
        code = language.detect(sample[:4000])
        self.words = lang.document_texts(code if code in lang.available() else lang.available()[0])
        self.pages = next(found.text.iter(o("text:soft-page-break")), None) is not None
        self.page, self.tables, self.notes = 1, 0, 0

    def blocks(self, parent: etree._Element, listed: bool, where: str) -> None:
        for child in parent:
            if child.tag == o("text:soft-page-break"):
                self.page += 1
            elif child.tag in (o("text:p"), o("text:h")):
                self.found.items.append(self.line(child, listed, where))
                self.inner(child, where)
            elif child.tag == o("table:table"):
                self.table(child, where)
            elif child.tag in _INTO:
                self.blocks(child, listed or child.tag in _LISTS, where)

    def inner(self, paragraph: etree._Element, where: str) -> None:
        """Footnotes and text boxes of a paragraph."""
        for note in _nearest(paragraph, o("text:note")):
            body = note.find(o("text:note-body"))
            self.notes += 1
            if body is not None:
                self.blocks(body, False, self.words.places["note"].format(n=self.notes))
        for name in ("draw:text-box", "draw:custom-shape"):
            for box in _nearest(paragraph, o(name)):
                self.blocks(box, False, where)

    def line(self, node: etree._Element, listed: bool, where: str) -> Line:
        known = pieces(node)
        if self.pages:
            page = self.words.places["page"].format(n=self.page)
            where = f"{page}, {where}" if where else page
            self.page += sum(1 for _ in node.iter(o("text:soft-page-break")))
        outline = node.get(o("text:outline-level"), "1")
        level = (int(outline) if outline.isdigit() else 1) if node.tag == o("text:h") else None
        chain = list(self._chain(node.get(o("text:style-name"), "")))
        if level is None and "Title" in chain:
            level = 0
        strong = bool(known) and (any(s in self.bold for s in chain) or all(self._is_bold(p.node) for p in known if p.text.strip()))
        silent = any(name in ("Caption", "Table", "Illustration", "Index") or name.startswith("Contents") for name in chain)
        ref = len(self.found.paragraphs)
        self.found.paragraphs.append(node)
        return Line(ref, text_of(known), where, level, listed, strong, silent, self._ignored(node))

    def _chain(self, style: str) -> Iterator[str]:
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            yield style
            style = self.parents.get(style, "")

    def _is_bold(self, node: etree._Element) -> bool:
        return node.tag == o("text:span") and node.get(o("text:style-name")) in self.bold

    def _ignored(self, node: etree._Element) -> frozenset[str]:
        found: frozenset[str] = frozenset()
        for comment in node.iter(o("office:annotation")):
            text = "\n".join("".join(p.itertext()) for p in comment.iter(o("text:p")))
            found |= ignored_rules(text) or frozenset()
            self.found.whole_ignored |= ignores_file(text)
        return found

    def table(self, table: etree._Element, where: str) -> None:
        self.tables += 1
        name = self.words.places["table"].format(n=self.tables)
        rows = []
        for number, row in enumerate(_rows(table), 1):
            cells: list[tuple[Line, ...] | None] = []
            for cell in row:
                count = cell.get(o("table:number-columns-repeated"), "1")
                repeated = min(int(count) if count.isdigit() else 1, _WIDEST)
                if cell.tag == o("table:covered-table-cell"):
                    cells += [None] * repeated
                elif cell.tag == o("table:table-cell"):
                    place = f"{name} {letters(len(cells))}{number}"
                    place = f"{where}, {place}" if where else place
                    lines = [self.line(p, False, place) for p in _paragraphs(cell)]
                    cells += [tuple(lines), *[()] * (repeated - 1)]
                elif cell.tag == o("text:soft-page-break"):
                    self.page += 1
            rows.append(tuple(cells[:_WIDEST]))
        self.found.items.append(Grid(tuple(rows)))


def _nearest(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Descendants by name, but not those inside notes, comments or boxes that are themselves inside."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag not in (o("text:note"), o("office:annotation"), o("draw:text-box"), o("draw:custom-shape")):
            yield from _nearest(child, tag)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == o("table:table-row"):
            yield child
        elif child.tag in (o("table:table-header-rows"), o("table:table-rows"), o("table:table-row-group")):
            yield from _rows(child)


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    for child in cell:
        if child.tag in (o("text:p"), o("text:h")):
            yield child
        elif child.tag in _INTO:
            yield from _paragraphs(child)
