"""The text of a paragraph, run by run, and which of it may be edited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.documents.word.names import w

if TYPE_CHECKING:
    from lxml import etree

# What holds runs and is looked into; the second group's text is read but never edited.
_THROUGH = frozenset(w(n) for n in ("hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "bdo", "dir"))
_LOCKED = frozenset(w(n) for n in ("ins", "moveTo", "fldSimple", "ruby", "rubyBase"))
_FIXED = tuple(w(n) for n in ("lock", "dataBinding", "dropDownList", "comboBox", "date"))  # what makes a content control so
_FIXED_TEXT = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "\u2011"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of visible text: a child of a run.

    Attributes:
        run, node: the w:r and its child.
        text: what a reader sees of it.
        start: offset in the paragraph's text.
        locked: it stands in another's pending insertion, the result of a field or locked content; it is not edited.
        bold: as its own run says.
    """

    run: etree._Element
    node: etree._Element
    text: str
    start: int
    locked: bool
    bold: bool

    @property
    def end(self) -> int:
        """Offset where the piece ends."""
        return self.start + len(self.text)


class Fields:
    """Where in complex fields (w:fldChar) the reading stands; a field may reach over several paragraphs."""

    def __init__(self, opened: tuple[bool, ...] = ()) -> None:
        self.open = list(opened)  # for each open field, whether its result has begun

    def see(self, node: etree._Element) -> None:
        """Take in a w:fldChar."""
        kind = node.get(w("fldCharType"))
        if kind == "begin":
            self.open.append(False)
        elif kind == "separate" and self.open:
            self.open[-1] = True
        elif kind == "end" and self.open:
            self.open.pop()

    @property
    def hidden(self) -> bool:
        """Whether what is read is code, not result."""
        return not all(self.open)


def pieces(paragraph: etree._Element, fields: Fields | None = None) -> list[Piece]:
    """The visible text of a paragraph: pending insertions are in it, deletions, field codes and hidden runs are not."""
    found: list[Piece] = []
    state = fields if fields is not None else Fields()
    for run, locked in _runs(paragraph, False):
        _read_run(run, locked, state, found)
    return found


def text_of(found: list[Piece]) -> str:
    """The text of the pieces together."""
    return "".join(piece.text for piece in found)


def _runs(parent: etree._Element, locked: bool) -> Iterator[tuple[etree._Element, bool]]:
    for child in parent:
        if child.tag == w("r"):
            yield child, locked
        elif child.tag in _THROUGH:
            yield from _runs(child, locked or _is_locked(child))
        elif child.tag in _LOCKED:
            yield from _runs(child, True)


def _is_locked(node: etree._Element) -> bool:
    """Whether a content control forbids to edit, or shows data from elsewhere."""
    properties = node.find(w("sdtPr"))
    return properties is not None and any(
        properties.find(w(n)) is not None for n in ("lock", "dataBinding", "dropDownList", "comboBox", "date")
    )


def _read_run(run: etree._Element, locked: bool, fields: Fields, found: list[Piece]) -> None:
    properties = run.find(w("rPr"))
    hidden = is_on(properties, "vanish")
    bold = is_on(properties, "b")
    for node in run:
        if node.tag == w("fldChar"):
            fields.see(node)
        text = "" if hidden or fields.hidden else _text(node)
        if text:
            start = found[-1].end if found else 0
            found.append(Piece(run, node, text, start, locked or bool(fields.open), bold))


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether an on-off property is set."""
    node = None if properties is None else properties.find(w(name))
    return node is not None and node.get(w("val"), "1") not in ("0", "false", "off", "none")


def _text(node: etree._Element) -> str:
    if node.tag == w("t"):
        return node.text or ""
    if node.tag == w("br"):
        return "" if node.get(w("type")) in ("page", "column") else "\n"
    return _FIXED_TEXT.get(node.tag, "")
