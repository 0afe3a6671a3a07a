"""Edits in a paragraph: runs are split where a change begins or ends, and nothing but the changed characters is touched.

Insertions and deletions are written as Word writes them (w:ins, w:del; ISO/IEC 29500-1, 17.13.5) and never nest: what another has
inserted, the result of a field or locked content is not edited, and `NotEditable` says so before anything is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.documents.differences import Change
from assistant.documents.word.names import SPACE, w
from assistant.documents.word.runs import Fields, Piece, pieces

if TYPE_CHECKING:
    from lxml import etree

_REVISIONS = tuple(w(n) for n in ("rPrChange", "ins", "del", "moveFrom", "moveTo"))
Mark = Callable[[str], "etree._Element"]  # makes w:ins or w:del with a fresh id


class NotEditable(Exception):
    """A change would reach into text that is not ours to edit."""


@dataclass(slots=True)
class Editor:
    """Edits one paragraph.

    Attributes:
        node: the w:p.
        opened: the complex fields that are open where it begins.
        mark: makes the element of a revision; None writes the new text without a trace.
        made: the elements that were added.
    """

    node: etree._Element
    opened: tuple[bool, ...]
    mark: Mark | None
    made: list[etree._Element] = field(default_factory=list)

    def pieces(self) -> list[Piece]:
        """The visible text as it stands now."""
        return pieces(self.node, Fields(self.opened))

    def check(self, changes: Sequence[Change]) -> None:
        """Raise NotEditable unless every change stays within editable text."""
        known = self.pieces()
        for change in changes:
            if any(p.locked and p.start < change.end and change.start < p.end for p in known):
                raise NotEditable
            if change.start == change.end:
                left, right = _around(known, change.start)
                inside = left is not None and left is right
                if left is not None and left.locked and (inside or (right is not None and right.locked)):
                    raise NotEditable
                if left is None and right is not None and right.locked:
                    raise NotEditable

    def apply(self, changes: Sequence[Change], begin: int) -> None:
        """Make the changes, which `check` has let pass; `begin` is where the goal begins."""
        for change in reversed(changes):
            if change.start < change.end:
                self._replace(change)
            else:
                self._insert(change, at_begin=change.start <= begin)

    def cut(self, offset: int) -> None:
        """Part the run at an offset, unless it is locked or parted there already."""
        for piece in self.pieces():
            if piece.locked:
                continue
            if piece.start < offset < piece.end:
                _split_text(piece, offset - piece.start)
            elif piece.start == offset:
                _split_before(piece.run, piece.node)

    def _replace(self, change: Change) -> None:
        self.cut(change.start)
        self.cut(change.end)
        gone = [p for p in self.pieces() if change.start <= p.start and p.end <= change.end and p.text]
        runs: list[etree._Element] = []
        for piece in gone:
            run = _alone(piece, gone)
            if run not in runs:
                runs.append(run)
        look = deepcopy(runs[0].find(w("rPr")))
        last = runs[-1]
        if self.mark:
            for run in runs:
                last = self._deleted(run)
        if change.text:
            self._put(self._inserted(change.text, look), last.addnext)
        if not self.mark:
            for run in runs:
                run.getparent().remove(run)

    def _deleted(self, run: etree._Element) -> etree._Element:
        before = run.getprevious()
        if before is not None and before in self.made and before.tag == w("del"):
            before.append(run)
            holder = before
        else:
            holder = self.mark(w("del"))  # type: ignore[misc]
            run.addprevious(holder)
            holder.append(run)
            self.made.append(holder)
        for text in run.findall(w("t")):
            text.tag = w("delText")
            text.set(SPACE, "preserve")
        return holder

    def _insert(self, change: Change, *, at_begin: bool) -> None:
        self.cut(change.start)
        left, right = _around(self.pieces(), change.start)
        if right is not None and not right.locked and (at_begin or left is None or left.locked):
            _split_before(right.run, right.node)
            right = next(p for p in self.pieces() if p.start == change.start and p.text)
            target = self._outside(right.run, left)
            self._put(self._inserted(change.text, self._look(right, target)), target.addprevious)
        elif left is not None and not left.locked:
            _split_after(left.run, left.node)
            target = self._outside(left.run, right)
            self._put(self._inserted(change.text, self._look(left, target)), target.addnext)
        else:
            self._put(self._inserted(change.text, self._look(left, self.node)), self.node.append)

    def _outside(self, run: etree._Element, other: Piece | None) -> etree._Element:
        """The run, or what holds it (a hyperlink) when the text on the other side is not in it: a link is not made longer."""
        target = run
        while target.getparent() is not self.node:
            holder = target.getparent()
            if other is not None and any(holder is a for a in other.run.iterancestors()):
                break
            target = holder
        return target

    def _look(self, piece: Piece | None, target: etree._Element) -> etree._Element | None:
        """The formatting of the text beside an insertion; that of a link is not taken out of it."""
        if piece is not None and (target is piece.run or target.tag == w("r")):
            return deepcopy(piece.run.find(w("rPr")))
        plain = [p for p in self.pieces() if p.run.getparent() is self.node]
        return deepcopy(plain[-1].run.find(w("rPr"))) if plain else None

    def _inserted(self, text: str, look: etree._Element | None) -> etree._Element:
        from lxml import etree

        run = etree.Element(w("r"))
        if look is not None:
            for child in list(look):
                if child.tag in _REVISIONS:
                    look.remove(child)
            if len(look):
                run.append(look)
        node = etree.SubElement(run, w("t"))
        node.text = text
        node.set(SPACE, "preserve")
        if not self.mark:
            return run
        holder = self.mark(w("ins"))
        holder.append(run)
        return holder

    def _put(self, element: etree._Element, put: Callable[[etree._Element], None]) -> None:
        put(element)
        self.made.append(element)


def _around(known: Sequence[Piece], offset: int) -> tuple[Piece | None, Piece | None]:
    """The pieces left and right of an offset; the same one twice when it lies inside."""
    left = next((p for p in reversed(known) if p.text and p.start < offset <= p.end), None)
    right = next((p for p in known if p.text and p.start <= offset < p.end), None)
    return left, right


def _shell(run: etree._Element) -> etree._Element:
    """An empty run with the same formatting, put after the run."""
    from lxml import etree

    fresh = etree.Element(run.tag, dict(run.attrib))
    look = run.find(w("rPr"))
    if look is not None:
        fresh.append(deepcopy(look))
    run.addnext(fresh)
    return fresh


def _split_before(run: etree._Element, node: etree._Element) -> etree._Element:
    """Part a run before one of its children; returns the run that holds the child."""
    index = run.index(node)
    if index == 0 or (index == 1 and run[0].tag == w("rPr")):
        return run
    fresh = _shell(run)
    for child in list(run[index:]):
        fresh.append(child)
    return fresh


def _split_after(run: etree._Element, node: etree._Element) -> None:
    follower = node.getnext()
    if follower is not None:
        _split_before(run, follower)


def _split_text(piece: Piece, at: int) -> None:
    from lxml import etree

    text = piece.node.text or ""
    rest = etree.Element(w("t"))
    piece.node.text, rest.text = text[:at], text[at:]
    for node in (piece.node, rest):
        node.set(SPACE, "preserve")
    piece.node.addnext(rest)
    _split_before(piece.run, rest)


def _alone(piece: Piece, gone: Sequence[Piece]) -> etree._Element:
    """The run of a piece, parted from whatever in it is not deleted (a footnote's mark, a picture)."""
    run = piece.node.getparent()
    leaving = [p.node for p in gone]
    if all(child.tag == w("rPr") or any(child is node for node in leaving) for child in run):
        return run
    run = _split_before(run, piece.node)
    _split_after(run, piece.node)
    return run
