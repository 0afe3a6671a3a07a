"""From the paragraphs and tables of a document, of whatever format, to the blocks that may hold goals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from assistant import lang
from assistant.documents.base import Block
from assistant.documents.headings import is_bare_heading, is_caption, is_context, is_goal_heading
from assistant.documents.lines import BULLET
from assistant.documents.marks import ALL_RULES
from assistant.documents.segment import sentences
from assistant.lang.document_models import DocumentTexts

LONGEST_HEADING = 100  # characters of a paragraph that may be a heading without being marked as one
INTRODUCTION = 98  # level of a line that introduces a list ("Our goals:")
_WORD = re.compile(r"[^\W\d_]{2,}")
_AFTER = r"(?:\s+(?:smart|\d{4}|n°|#|\([^)]{0,40}\)))*"  # "Objectif SMART 2027", "Goal (what)"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as a format read it.

    Attributes:
        ref: by which the format knows it when it writes back.
        text: as a reader sees it; a line feed for a break inside the paragraph.
        where: its place for a person; "" lets it be told by heading and number.
        level: of a heading, 0 outermost; None for other text.
        bullet: it stands in a list.
        strong: all of it is bold, as a heading that is not marked as one.
        silent: it is never a goal (a caption, a table of contents).
    """

    ref: int
    text: str
    where: str = ""
    level: int | None = None
    bullet: bool = False
    strong: bool = False
    silent: bool = False
    ignored: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells of paragraphs; None for a cell that is merged with the one above."""

    rows: tuple[tuple[tuple[Line, ...] | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The blocks, and for each the (ref, start, end) of the stretch of a paragraph that it is."""

    blocks: tuple[Block, ...]
    spans: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table hold: the goal's own, the owner's, and those that complete a goal."""

    goal: int
    owner: int | None
    beside: tuple[int, ...]
    header: tuple[str, ...]
    texts: DocumentTexts


def find(items: Iterable[Line | Grid], whole_ignored: bool = False) -> Found:
    """The blocks of a document, in reading order; with `whole_ignored` a mark in it asks to leave all of them alone."""
    finder = _Finder()
    for item in items:
        if isinstance(item, Line):
            finder.line(item)
        else:
            finder.grid(item)
    blocks = [replace(block, ignored=ALL_RULES) for block in finder.blocks] if whole_ignored else finder.blocks
    return Found(tuple(blocks), tuple(finder.spans))


class _Finder:
    """Carries the headings from paragraph to paragraph."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.spans: list[tuple[int, int, int]] = []
        self.headings: list[tuple[int, str]] = []
        self.count = 0  # paragraphs since the last heading

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(name for _, name in self.headings)

    def line(self, line: Line) -> None:
        text = line.text.strip()
        if not text:
            return
        if line.level is not None:
            self._head(line.level, text)
            return
        typed = BULLET.match(line.text)
        bullet = line.bullet or typed is not None
        if not bullet and _introduces(line, text):
            self._head(INTRODUCTION, text.rstrip(" :\u00a0\u202f"))
            return
        if not bullet and self.headings and self.headings[-1][0] == INTRODUCTION and self.count:
            self.headings.pop()
        self.count += 1
        if line.silent or is_caption(text):
            return
        where = line.where or self._place()
        for start, end, marked in _pieces(line.text):
            kind = "bullet" if marked or bullet else "sentence"
            listed = kind == "bullet" and is_goal_heading(self.path)
            cuts = [(start, end)] if kind == "bullet" else [(start + a, start + b) for a, b in sentences(_folded(line.text[start:end]))]
            for low, high in cuts:
                self._add(line, low, high, Block(0, "", where, self.path, kind, listed, line.ignored))

    def grid(self, grid: Grid) -> None:
        if not grid.rows:
            return
        columns = columns_of([_text(cell) for cell in grid.rows[0]])
        if columns is None:
            for row in grid.rows:
                for cell in row:
                    for line in cell or ():
                        if len(_WORD.findall(line.text)) > 1:  # one word is a label
                            self._cell(line, Block(0, "", line.where, self.path, "cell", False, line.ignored, context=True))
            return
        above: dict[int, str] = {}
        for row in grid.rows[1:]:
            values = [_text(cell) for cell in row]
            for i in columns.beside:  # what a merged cell says holds for the rows below it
                if i < len(row):
                    above[i] = values[i] = above.get(i, "") if row[i] is None else values[i]
            if columns.goal >= len(row):
                continue
            beside = beside_of(values, columns)
            owner = None if columns.owner is None else values[columns.owner] if columns.owner < len(values) else ""
            ignored = frozenset().union(*(line.ignored for cell in row for line in cell or ()))
            for line in row[columns.goal] or ():
                self._cell(line, Block(0, "", line.where, self.path, "cell", True, ignored, owner, beside))

    def _cell(self, line: Line, block: Block) -> None:
        if not _WORD.search(line.text) or line.silent:
            return
        typed = BULLET.match(line.text)
        start = typed.end() if typed else len(line.text) - len(line.text.lstrip())
        self._add(line, start, len(line.text.rstrip()), block)

    def _head(self, level: int, text: str) -> None:
        self.headings = [h for h in self.headings if h[0] < level] + [(level, _folded(text))]
        self.count = 0

    def _place(self) -> str:
        return f"{self.path[-1]} ¶ {self.count}" if self.headings else f"¶ {self.count}"

    def _add(self, line: Line, start: int, end: int, block: Block) -> None:
        if start >= end:
            return
        text = _folded(line.text[start:end])
        context = not block.listed and (is_context(block.heading) or (block.context and not is_goal_heading(block.heading[-1:])))
        self.blocks.append(replace(block, key=len(self.blocks), text=text + block.beside, context=context))
        self.spans.append((line.ref, start, end))


def _introduces(line: Line, text: str) -> bool:
    """Whether a paragraph heads what follows it: "Our goals for 2027:", a bold "Key results", "OBJECTIFS"."""
    if len(text) > LONGEST_HEADING or text[-1] in ".;!?…" or "\n" in text:
        return False
    return (
        text.endswith(":")
        or is_bare_heading(text)
        or ((line.strong or text.isupper()) and is_goal_heading((text,)) and len(text.split()) <= 8)
    )


def _pieces(text: str) -> list[tuple[int, int, bool]]:
    """(start, end, whether a typed bullet opens it) of the parts of a paragraph: each typed bullet is one, the rest is whole."""
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    marked = [s for s in starts if BULLET.match(text, s)]
    if not marked:
        return [(len(text) - len(text.lstrip()), len(text.rstrip()), False)]
    cuts = marked if marked[0] == 0 else [0, *marked]
    pieces = []
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        bullet = BULLET.match(text, start) if start in marked else None
        low = bullet.end() if bullet else start
        piece = text[low:end]
        pieces.append((low + len(piece) - len(piece.lstrip()), low + len(piece.rstrip()), bullet is not None))
    return pieces


def _folded(text: str) -> str:
    """A text whose line feeds and tabs are blanks; every offset stays what it was."""
    return re.sub(r"[\n\t]", " ", text)


def _text(cell: Sequence[Line] | None) -> str:
    return " ".join(_folded(line.text).strip() for line in cell or () if line.text.strip())


@cache
def _patterns(code: str) -> tuple[DocumentTexts, dict[str, re.Pattern[str]]]:
    texts = lang.document_texts(code)
    words = {name: tuple(getattr(texts.columns, name)) for name in type(texts.columns).model_fields}
    words |= {"goal": tuple(lang.lexicon(code).goal_columns), "owner": tuple(lang.plan_texts(code).owner_columns)}
    return texts, {name: re.compile(rf"(?:{'|'.join(found)}){_AFTER}", re.IGNORECASE) for name, found in words.items()}


def columns_of(header: Sequence[str]) -> Columns | None:
    """What the columns of a table are, by its first row; None when none of them holds goals."""
    names = [cell.strip("*_ ").rstrip(" :\u00a0").lstrip("# ") for cell in header]
    best: tuple[int, Columns] | None = None
    for code in lang.available():
        texts, patterns = _patterns(code)
        roles = {name: [i for i, cell in enumerate(names) if cell and pattern.fullmatch(cell)] for name, pattern in patterns.items()}
        extra = [i for name in ("indicator", "baseline", "target", "deadline", "tool") for i in roles[name]]
        goals = [i for i in roles["goal"] if i not in extra] or (roles["indicator"] if roles["target"] else []) or roles["goal"]
        if not goals:
            continue
        goal = goals[0]
        owners = (
            i for i, cell in enumerate(names) if cell and any(_patterns(other)[1]["owner"].fullmatch(cell) for other in lang.available())
        )
        owner = next((i for i in owners if i != goal), None)
        beside = tuple(dict.fromkeys(i for i in extra if i not in (goal, owner)))
        seen = 1 + len(beside) + (owner is not None)
        if best is None or seen > best[0]:
            best = seen, Columns(goal, owner, beside, tuple(names), texts)
    return best[1] if best else None


def beside_of(values: Sequence[str], columns: Columns) -> str:
    """What the other cells of a row add to its goal: " (Échéance : juin 2027)", or "" when they are empty."""
    texts = columns.texts
    cells = [
        texts.cell.format(name=columns.header[i], value=values[i].strip())
        for i in columns.beside
        if i < len(values) and values[i].strip() and values[i].strip().lower() not in texts.empty_cells
    ]
    return texts.row.format(cells=texts.cell_link.join(cells)) if cells else ""
