"""Comments of a Word document: a part of their own, and anchors in the text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from assistant.documents import relations as rels
from assistant.documents.base import AUTHOR
from assistant.documents.guard import serialised
from assistant.documents.word.names import SPACE, W_NS, w
from assistant.documents.word.reading import Paragraph, Reading

if TYPE_CHECKING:
    from lxml import etree

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_INITIALS = "SG"
_ANCHORLESS = ("header", "footer")  # Word has no comments there


class Comments:
    """Adds comments to a document that was read.

    Args:
        reading: the document.
        ids: gives numbers that no other annotation has.
        date: as w:date writes it.
    """

    def __init__(self, reading: Reading, ids: Iterator[int], date: str) -> None:
        from lxml import etree

        self.reading, self.ids, self.date = reading, ids, date
        self.part = rels.related(reading.package, reading.main, "comments")
        self.root = reading.package.xml(self.part) if self.part else etree.Element(w("comments"), nsmap={"w": W_NS})
        self.place = len(self.root)
        self.added = False

    def add(self, paragraph: Paragraph, touched: list[etree._Element], text: str) -> None:
        """Add a comment on elements of a paragraph; on what the paragraph hangs on where comments cannot stand in it."""
        number = str(next(self.ids))
        holder, first, last = self._anchor(paragraph, touched)
        if holder is None:
            return
        self._write(number, text)
        start, end, mark = (_element(n, number) for n in ("commentRangeStart", "commentRangeEnd", "commentReference"))
        if first is None or last is None:  # a paragraph without any text of its own
            holder.append(start)
            holder.append(end)
        else:
            first.addprevious(start)
            last.addnext(end)
        run = end.makeelement(w("r"))
        run.append(mark)
        end.addnext(run)

    def _anchor(
        self, paragraph: Paragraph, touched: list[etree._Element]
    ) -> tuple[etree._Element | None, etree._Element | None, etree._Element | None]:
        """(paragraph, first and last of its children) that a comment is put around."""
        holder, inner = paragraph.node, touched
        if paragraph.story.kind:
            found = self._reference(paragraph)
            if found is None:
                return None, None, None
            inner = [found]
            holder = next(a for a in found.iterancestors(w("p")))
        outer = list(holder.iterancestors(w("p")))
        if outer:  # in a text box: around the run that holds it
            inner, holder = [holder], outer[-1]
        tops = sorted({holder.index(_child_of(holder, node)) for node in inner if node.getparent() is not None})
        return (holder, holder[tops[0]], holder[tops[-1]]) if tops else (holder, None, None)

    def _reference(self, paragraph: Paragraph) -> etree._Element | None:
        """The run in the body that refers to the note of a paragraph; the first run of the body for a header."""
        body = self.reading.stories[0].root
        kind = paragraph.story.kind
        if kind in _ANCHORLESS:
            return next((run for run in body.iter(w("r")) if run.getparent().tag == w("p")), None)
        note = next((a for a in paragraph.node.iterancestors(w(kind[:-1]))), None)
        number = None if note is None else note.get(w("id"))
        mark = next((m for m in body.iter(w(f"{kind[:-1]}Reference")) if m.get(w("id")) == number), None)
        return None if mark is None else mark.getparent()

    def _write(self, number: str, text: str) -> None:
        from lxml import etree

        comment = etree.Element(w("comment"))
        self.root.insert(self.place, comment)  # goals are written from the last to the first
        for name, value in (("id", number), ("author", AUTHOR), ("date", self.date), ("initials", _INITIALS)):
            comment.set(w(name), value)
        for i, line in enumerate(text.split("\n")):
            paragraph = etree.SubElement(comment, w("p"))
            if i == 0:
                etree.SubElement(etree.SubElement(paragraph, w("r")), w("annotationRef"))
            node = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"))
            node.text = line
            node.set(SPACE, "preserve")
        self.added = True

    def parts(self) -> Mapping[str, bytes]:
        """The parts of the package that change by the comments."""
        if not self.added:
            return {}
        if self.part:
            return {self.part: serialised(self.root)}
        package, main = self.reading.package, self.reading.main
        folder = posixpath.dirname(main)
        name = next(n for i in range(1000) if (n := posixpath.join(folder, f"comments{i or ''}.xml")) not in package)
        types = package.xml(rels.TYPES)
        rels.with_type(types, name, _TYPE)
        links = rels.relations_part(main)
        root = package.xml(links) if links in package else rels.empty_relations()
        rels.with_relation(root, _RELATION, posixpath.basename(name))
        return {rels.TYPES: serialised(types), links: serialised(root), name: serialised(self.root)}


def _element(name: str, number: str) -> etree._Element:
    from lxml import etree

    node = etree.Element(w(name))
    node.set(w("id"), number)
    return node


def _child_of(holder: etree._Element, node: etree._Element) -> etree._Element:
    """The ancestor of a node, or itself, that is a child of the holder."""
    while node.getparent() is not holder:
        node = node.getparent()
    return node
