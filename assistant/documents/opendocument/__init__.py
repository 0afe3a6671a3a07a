"""OpenDocument texts (.odt): paragraphs, lists and tables; goals come back as tracked changes with comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.base import AUTHOR, MODES, Block, Edit, Writing
from assistant.documents.differences import Change, changes
from assistant.documents.guard import Package, serialised
from assistant.documents.opendocument.names import o
from assistant.documents.opendocument.reading import CONTENT, Reading, read
from assistant.documents.opendocument.runs import NotEditable, Piece, check, pieces, put, remove, text_of
from assistant.documents.structure import find

if TYPE_CHECKING:
    from lxml import etree

SUFFIX = ".odt"


@dataclass(frozen=True)
class TextFile:
    """An OpenDocument text; its bytes are parsed again when it is written."""

    path: Path
    data: bytes
    blocks: tuple[Block, ...]
    spans: tuple[tuple[int, int, int], ...]

    def write(self, edits: Mapping[int, Edit], how: Writing) -> bytes:
        """The document with its goals changed; parts without a change stay byte for byte."""
        reading = read(Package(self.path, self.data, SUFFIX))
        writer = _Writer(reading, how)
        for key in sorted(edits, reverse=True):
            writer.goal(*self.spans[key], edits[key])
        writer.close()
        return reading.package.rebuilt({CONTENT: serialised(reading.root)} if edits else {})


class OpenDocument:
    """A .odt file."""

    suffixes: tuple[str, ...] = (SUFFIX,)
    modes: tuple[str, ...] = MODES
    outputs: tuple[str, ...] = ()

    def read(self, path: Path, data: bytes) -> TextFile:
        """Parse the file's bytes.

        Raises:
            Refusal: no sound OpenDocument text, or a dangerous one.
        """
        reading = read(Package(path, data, SUFFIX))
        found = find(reading.items, reading.whole_ignored)
        return TextFile(path, data, found.blocks, found.spans)


class _Writer:
    def __init__(self, reading: Reading, how: Writing) -> None:
        self.reading, self.how = reading, how
        self.date = f"{how.today.isoformat()}T00:00:00"
        self.regions: list[etree._Element] = []
        self.taken = {value for node in reading.root.iter() for name, value in node.attrib.items() if name.endswith(("}id", "}name"))}
        self.number = 0

    def goal(self, ref: int, start: int, end: int, edit: Edit) -> None:
        node = self.reading.paragraphs[ref]
        note = [edit.note] if edit.note else []
        if edit.text is not None and self.how.mode == "comment":
            note.insert(0, edit.proposal)
        elif edit.text is not None:
            known = pieces(node)
            old = text_of(known)[start:end]
            made = [c.shifted(start) for c in changes(old.replace("\n", " ").replace("\t", " "), edit.text)]
            try:
                check(known, made)
            except NotEditable:
                note = [edit.proposal, edit.apart, *note]
            else:
                for change in reversed(made):
                    self._change(node, change)
                end = start + len(edit.text)
                if self.how.mode == "replace":
                    note.insert(0, edit.original)
        if self.how.mode != "clean" and any(note):
            self._comment(node, start, end, [line for part in note for line in part.split("\n") if line])

    def close(self) -> None:
        """Put the list of changes where it belongs."""
        if not self.regions:
            return
        text = self.reading.text
        tracked = text.find(o("text:tracked-changes"))
        if tracked is None:
            tracked = text.makeelement(o("text:tracked-changes"), {o("text:track-changes"): "false"})
            forms = text.find(o("office:forms"))
            text.insert(0 if forms is None else text.index(forms) + 1, tracked)
        tracked.extend(self.regions)

    def _change(self, node: etree._Element, change: Change) -> None:
        tracked = self.how.mode == "track"
        if change.text:
            if tracked:
                number = self._region("text:insertion")
                opening = node.makeelement(o("text:change-start"), {o("text:change-id"): number})
                opening.tail = change.text
                put(node, change.end, [opening, node.makeelement(o("text:change-end"), {o("text:change-id"): number})])
            else:
                self._plain(node, change)
        if change.start < change.end:
            remove(node, change.start, change.end, self._deleted if tracked else lambda piece, text: None)

    def _plain(self, node: etree._Element, change: Change) -> None:
        """Text put straight into the piece that it follows, or precedes at the start of a paragraph."""
        near = [p for p in pieces(node) if p.slot and not p.locked and p.start <= change.end <= p.end]
        piece = next((p for p in near if p.start < change.end), near[0] if near else None)
        if piece is None:
            span = node.makeelement(o("text:span"), {})
            span.text = change.text
            put(node, change.end, [span])
            return
        at = change.end - piece.start
        setattr(piece.node, piece.slot, piece.text[:at] + change.text + piece.text[at:])

    def _deleted(self, piece: Piece, text: str) -> etree._Element:
        paragraph = piece.node.makeelement(o("text:p"), {})
        holder = piece.node if piece.slot == "text" else piece.node.getparent()
        target = paragraph
        if holder.tag == o("text:span"):
            target = paragraph.makeelement(o("text:span"), dict(holder.attrib))
            paragraph.append(target)
        if piece.slot:
            target.text = text
        else:
            target.append(piece.node.makeelement(piece.node.tag, dict(piece.node.attrib)))
        number = self._region("text:deletion", paragraph)
        return piece.node.makeelement(o("text:change"), {o("text:change-id"): number})

    def _region(self, kind: str, *content: etree._Element) -> str:
        make = self.reading.root.makeelement
        number = self._name("ct")
        region = make(o("text:changed-region"), {o("xml:id"): number, o("text:id"): number})
        change = make(o(kind), {})
        info = make(o("office:change-info"), {})
        for name, value in (("dc:creator", AUTHOR), ("dc:date", self.date)):
            child = make(o(name), {})
            child.text = value
            info.append(child)
        change.append(info)
        change.extend(content)
        region.append(change)
        self.regions.append(region)
        return number

    def _name(self, prefix: str) -> str:
        self.number += 1
        while f"{prefix}smart{self.number}" in self.taken:
            self.number += 1
        return f"{prefix}smart{self.number}"

    def _comment(self, node: etree._Element, start: int, end: int, lines: Sequence[str]) -> None:
        name = self._name("note")
        comment = node.makeelement(o("office:annotation"), {o("office:name"): name})
        for tag, value in (("dc:creator", AUTHOR), ("dc:date", self.date), *(("text:p", line) for line in lines)):
            child = node.makeelement(o(tag), {})
            child.text = value
            comment.append(child)
        put(node, end, [node.makeelement(o("office:annotation-end"), {o("office:name"): name})])
        put(node, start, [comment], left=False)
