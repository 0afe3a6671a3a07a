"""The text of an OpenDocument paragraph, stretch by stretch, and edits in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.documents.differences import Change
from assistant.documents.opendocument.names import o

if TYPE_CHECKING:
    from lxml import etree

_THROUGH = frozenset(o(n) for n in ("text:span", "text:a", "text:meta", "text:ruby", "text:ruby-base"))
_SILENT = frozenset(
    o(n)
    for n in ("text:note", "office:annotation", "text:ruby-text", "draw:frame", "draw:custom-shape", "text:bookmark", "text:bookmark-start",
              "text:bookmark-end", "text:reference-mark-start", "text:reference-mark-end", "text:change", "text:change-start",
              "text:change-end", "office:annotation-end", "text:soft-page-break")
)  # fmt: skip
_MARKS = {o("text:tab"): "\t", o("text:line-break"): "\n"}


class NotEditable(Exception):
    """A change would reach into text that is not ours to edit."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one place of the XML.

    Attributes:
        node: the element whose `text` or `tail` it is; an element that stands for characters (a tab) itself.
        slot: "text", "tail", or "" for such an element.
        text: what a reader sees.
        start: offset in the paragraph's text.
        locked: it stands in another's pending insertion or in a field.
    """

    node: etree._Element
    slot: str
    text: str
    start: int
    locked: bool

    @property
    def end(self) -> int:
        """Offset where the piece ends."""
        return self.start + len(self.text)


def pieces(paragraph: etree._Element) -> list[Piece]:
    """The visible text of a paragraph; notes, comments and frames in it are not part of it."""
    found: list[Piece] = []
    foreign: set[str] = set()

    def add(node: etree._Element, slot: str, text: str | None, locked: bool) -> None:
        if text:
            found.append(Piece(node, slot, text, found[-1].end if found else 0, locked or bool(foreign)))

    def walk(node: etree._Element, locked: bool) -> None:
        add(node, "text", node.text, locked)
        for child in node:
            if child.tag == o("text:change-start"):
                foreign.add(child.get(o("text:change-id"), ""))
            elif child.tag == o("text:change-end"):
                foreign.discard(child.get(o("text:change-id"), ""))
            elif child.tag == o("text:s"):
                count = child.get(o("text:c"), "1")
                add(child, "", " " * min(int(count) if count.isdigit() else 1, 1000), locked)
            elif child.tag in _MARKS:
                add(child, "", _MARKS[child.tag], locked)
            elif child.tag in _THROUGH:
                walk(child, locked)
            elif isinstance(child.tag, str) and child.tag not in _SILENT:
                walk(child, True)  # a field: its text is shown, and made anew by the program
            add(child, "tail", child.tail, locked)

    walk(paragraph, False)
    return found


def text_of(found: Sequence[Piece]) -> str:
    """The text of the pieces together."""
    return "".join(piece.text for piece in found)


def check(found: Sequence[Piece], changes: Sequence[Change]) -> None:
    """Raise NotEditable unless every change stays within editable text."""
    for change in changes:
        for piece in found:
            touched = piece.start < change.end and change.start < piece.end
            inside = change.start == change.end and piece.start < change.start < piece.end
            half = not piece.slot and touched and (change.start > piece.start or change.end < piece.end)
            if (piece.locked and (touched or inside)) or half:
                raise NotEditable
        if change.start == change.end and found and not _free(found, change.start):
            raise NotEditable


def _free(found: Sequence[Piece], offset: int) -> bool:
    return any(not p.locked and p.start <= offset <= p.end for p in found)


def put(paragraph: etree._Element, offset: int, nodes: Sequence[etree._Element], *, left: bool = True) -> None:
    """Insert elements at an offset, the last one's tail aside; at a boundary they go to the left piece, or to the right one."""
    known = pieces(paragraph)
    if not known:
        for node in nodes:
            paragraph.append(node)
        return
    near = [p for p in known if p.start <= offset <= p.end]
    free = [p for p in near if not p.locked] or near or known[-1:]
    inner = [p for p in free if p.start < offset <= p.end] if left else [p for p in free if p.start <= offset < p.end]
    piece = (inner or free)[0]
    at = min(max(offset - piece.start, 0), len(piece.text))
    if not piece.slot:
        anchor, before, tail = piece.node, at == 0, piece.node.tail
        if before:
            for node in nodes:
                anchor.addprevious(node)
            return
        anchor.tail = None
        _after(anchor, nodes, tail or "")
        return
    kept, rest = piece.text[:at], piece.text[at:]
    if piece.slot == "text":
        piece.node.text = kept
        holder, index = piece.node, 0
    else:
        piece.node.tail = kept
        holder, index = piece.node.getparent(), piece.node.getparent().index(piece.node) + 1
    for i, node in enumerate(nodes):
        holder.insert(index + i, node)
    nodes[-1].tail = (nodes[-1].tail or "") + rest


def _after(anchor: etree._Element, nodes: Sequence[etree._Element], rest: str) -> None:
    holder = anchor.getparent()
    index = holder.index(anchor) + 1
    for i, node in enumerate(nodes):
        holder.insert(index + i, node)
    nodes[-1].tail = (nodes[-1].tail or "") + rest


def remove(paragraph: etree._Element, start: int, end: int, gone: Callable[[Piece, str], etree._Element | None]) -> None:
    """Take out the characters from start to end; `gone` may give an element that stands where a stretch was."""
    for piece in reversed([p for p in pieces(paragraph) if p.start < end and start < p.end]):
        low, high = max(start, piece.start) - piece.start, min(end, piece.end) - piece.start
        mark = gone(piece, piece.text[low:high])
        if not piece.slot:
            node, tail, holder = piece.node, piece.node.tail, piece.node.getparent()
            if mark is not None:
                node.addprevious(mark)
                mark.tail = (mark.tail or "") + (tail or "")
            elif tail:
                before = node.getprevious()
                if before is None:
                    holder.text = (holder.text or "") + tail
                else:
                    before.tail = (before.tail or "") + tail
            node.tail = None
            holder.remove(node)
            continue
        setattr(piece.node, piece.slot, piece.text[:low] + piece.text[high:])
        if mark is not None:
            put_in(piece, low, mark)


def put_in(piece: Piece, at: int, node: etree._Element) -> None:
    """Insert an element at an offset of a piece's slot as it stands now."""
    text = getattr(piece.node, piece.slot) or ""
    setattr(piece.node, piece.slot, text[:at])
    node.tail = text[at:]
    if piece.slot == "text":
        piece.node.insert(0, node)
    else:
        piece.node.getparent().insert(piece.node.getparent().index(piece.node) + 1, node)
