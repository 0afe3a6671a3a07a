"""PowerPoint presentations (.pptx): shapes, groups and tables are rewritten run by run, notes are read and take the reasons."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.documents.base import AUTHOR, Block, Edit, Writing
from assistant.documents.differences import changes, spread
from assistant.documents.guard import Package, stamped
from assistant.documents.places import letters
from assistant.documents.refusal import Refusal
from assistant.documents.relations import main_part
from assistant.documents.structure import Grid, Line, find

SUFFIX = ".pptx"
OWN_NOTES = f"— {AUTHOR} —"  # opens what we add to the notes of a slide; below it nothing is read
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TITLES = ("TITLE", "CENTER_TITLE", "VERTICAL_TITLE")
_BODIES = ("BODY", "OBJECT", "VERTICAL_BODY", "VERTICAL_OBJECT")
_ASIDE = ("SUBTITLE", "FOOTER", "HEADER", "DATE", "SLIDE_NUMBER")


@dataclass(slots=True)
class _Deck:
    """A presentation in memory: its paragraphs by number, each with its slide and whether it stands in the notes."""

    library: Any
    items: list[Line | Grid] = field(default_factory=list)
    paragraphs: list[tuple[Any, Any, bool]] = field(default_factory=list)


@dataclass(frozen=True)
class SlideDocument:
    """A presentation; its bytes are parsed again when it is written."""

    path: Path
    data: bytes
    blocks: tuple[Block, ...]
    spans: tuple[tuple[int, int, int], ...]

    def write(self, edits: Mapping[int, Edit], how: Writing) -> bytes:
        """The presentation with its goals changed, and originals and reasons in the notes of their slides."""
        deck = _read(self.path, self.data)
        notes: dict[int, tuple[Any, list[str]]] = {}
        for key in sorted(edits, reverse=True):
            ref, start, end = self.spans[key]
            paragraph, slide, in_notes = deck.paragraphs[ref]
            edit = edits[key]
            said = [edit.note]
            if edit.text is not None:
                done = how.mode != "comment" and not in_notes and _rewrite(paragraph, start, end, edit.text)
                told = [edit.original] if done else [edit.original, edit.proposal]
                said = [*told, *([edit.apart] if not done and how.mode != "comment" and not in_notes else []), edit.note]
            else:
                said = [self.blocks[key].text, edit.note]
            notes.setdefault(slide.slide_id, (slide, []))[1].insert(0, "\n".join(line for line in said if line))
        if how.mode != "clean":
            for slide, texts in notes.values():
                _note(slide, texts)
        out = io.BytesIO()
        deck.library.save(out)
        return stamped(out.getvalue())


class Slides:
    """A .pptx file."""

    suffixes: tuple[str, ...] = (SUFFIX, ".pptm", ".ppt")
    modes: tuple[str, ...] = ("replace", "comment", "clean")
    outputs: tuple[str, ...] = ()

    def read(self, path: Path, data: bytes) -> SlideDocument:
        """Parse the file's bytes.

        Raises:
            Refusal: no sound presentation, or a dangerous one.
        """
        if path.suffix.lower() == ".ppt":
            raise Refusal(path, "old_format", suffix=SUFFIX)
        if path.suffix.lower() == ".pptm":
            raise Refusal(path, "macros", suffix=SUFFIX)
        package = Package(path, data, SUFFIX)
        main_part(package, "ppt/presentation.xml")
        package.inspect()
        found = find(_read(path, data).items)
        return SlideDocument(path, data, found.blocks, found.spans)


def _read(path: Path, data: bytes) -> _Deck:
    from pptx import Presentation

    try:
        deck = _Deck(Presentation(io.BytesIO(data)))
        for number, slide in enumerate(deck.library.slides, 1):
            _slide(deck, slide, f"slide {number}")
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, SyntaxError, zipfile.BadZipFile) as error:
        # whatever the library meets in a damaged package
        raise Refusal(path, "truncated", reason=f"{type(error).__name__}: {str(error)[:80]}") from error
    return deck


def _slide(deck: _Deck, slide: Any, where: str) -> None:
    title = slide.shapes.title
    heading = " ".join(title.text_frame.text.split()) if title is not None and title.has_text_frame else ""
    deck.items.append(Line(_keep(deck, None, slide), heading or where, where, level=1))
    for shape in _shapes(slide.shapes):
        kind = _placeholder(shape)
        if kind in (*_TITLES, *_ASIDE):
            continue
        if getattr(shape, "has_table", False) and shape.has_table:
            deck.items.append(_table(deck, slide, shape.table, where))
        elif shape.has_text_frame:
            _frame(deck, slide, shape.text_frame, where, listed=kind in _BODIES)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        _frame(deck, slide, slide.notes_slide.notes_text_frame, f"{where}, notes", listed=False, notes=True)


def _shapes(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
        else:
            yield shape


def _placeholder(shape: Any) -> str:
    return str(shape.placeholder_format.type).split(" ")[0].rsplit(".", 1)[-1] if shape.is_placeholder else ""


def _frame(deck: _Deck, slide: Any, frame: Any, where: str, *, listed: bool, notes: bool = False) -> None:
    for paragraph in frame.paragraphs:
        line = _line(deck, slide, paragraph._p, where, listed=listed, notes=notes)
        if notes and line.text.strip() == OWN_NOTES:
            return
        deck.items.append(line)


def _line(deck: _Deck, slide: Any, node: Any, where: str, *, listed: bool = False, notes: bool = False) -> Line:
    known = _pieces(node)
    properties = node.find(f"{_A}pPr")
    marks = {child.tag.removeprefix(_A) for child in properties} if properties is not None else set()
    bullet = bool(marks & {"buChar", "buAutoNum", "buBlip"}) or (listed and "buNone" not in marks)
    bold = [piece for piece in known if piece[1].strip()]
    strong = bool(bold) and all((p := piece[0].find(f"{_A}rPr")) is not None and p.get("b") in ("1", "true") for piece in bold)
    text = "".join(text for _, text, _ in known)
    return Line(_keep(deck, node, slide, notes), text, where, bullet=bullet, strong=strong)


def _keep(deck: _Deck, node: Any, slide: Any, notes: bool = False) -> int:
    deck.paragraphs.append((node, slide, notes))
    return len(deck.paragraphs) - 1


def _table(deck: _Deck, slide: Any, table: Any, where: str) -> Grid:
    rows = []
    for number, row in enumerate(table.rows, 1):
        cells: list[tuple[Line, ...] | None] = []
        for column, cell in enumerate(row.cells):
            place = f"{where}, {letters(column)}{number}"
            lines = [] if cell.is_spanned else [_line(deck, slide, p._p, place) for p in cell.text_frame.paragraphs]
            cells.append(None if cell._tc.vMerge else tuple(lines))
        rows.append(tuple(cells))
    return Grid(tuple(rows))


def _pieces(node: Any) -> list[tuple[Any, str, bool]]:
    """(element, text, whether it is locked) of the runs, breaks and fields of a paragraph."""
    found = []
    for child in node:
        if child.tag == f"{_A}br":
            found.append((child, "\n", True))
        elif child.tag in (f"{_A}r", f"{_A}fld"):
            text = child.find(f"{_A}t")
            found.append((child, (text.text or "") if text is not None else "", child.tag != f"{_A}r"))
    return found


def _rewrite(node: Any, start: int, end: int, new: str) -> bool:
    """Put the new text into the runs; False when that would break into a field or a line."""
    known = _pieces(node)
    text = "".join(piece[1] for piece in known)
    old = text[start:end].replace("\n", " ").replace("\t", " ")
    made = spread([p[1] for p in known], [c.shifted(start) for c in changes(old, new)], [p[2] for p in known])
    if made is None:
        return False
    for (element, before, _), after in zip(known, made, strict=True):
        if after != before:
            element.find(f"{_A}t").text = after
    return True


def _note(slide: Any, texts: list[str]) -> None:
    frame = slide.notes_slide.notes_text_frame
    if frame is None:
        return
    for text in [OWN_NOTES, *texts]:
        for line in text.split("\n"):
            first = frame.paragraphs[0]
            paragraph = first if not frame.text else frame.add_paragraph()
            paragraph.add_run().text = line
