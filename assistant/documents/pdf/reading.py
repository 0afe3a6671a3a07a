"""The lines of a PDF put together again: paragraphs, bullets and headings by place and size of the letters, tables by their rules."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.documents.guard import kind_of
from assistant.documents.lines import BULLET
from assistant.documents.places import letters
from assistant.documents.refusal import Refusal
from assistant.documents.structure import Grid, Line

MOST_PAGES = 500
_HEADING = 1.12  # times the size of the body from which a line is a heading
_RAISED = 0.75  # times that size below which a figure is a mark of a footnote
_EDGE = 0.09  # of the page's height at its top and bottom, where running heads stand


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a page: its text, place and look (points)."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool


def read(path: Path, data: bytes) -> list[Line | Grid]:
    """The lines and tables of a PDF.

    Raises:
        Refusal: not readable, or without text.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    if not data.lstrip()[:5].startswith(b"%PDF-") and b"%PDF-" not in data[:1024]:
        raise Refusal(path, "empty") if not data else Refusal(path, "not_a_package", suffix=".pdf", kind=kind_of(data))
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings are of no use to a reader of plans
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise Refusal(path, "too_many_pages", count=len(pdf.pages), limit=MOST_PAGES)
            return _items(path, pdf)
    except (PdfminerException, PSException, PDFPasswordIncorrect) as error:
        inner = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        if isinstance(inner, PDFPasswordIncorrect):
            raise Refusal(path, "pdf_password") from error
        raise Refusal(path, "pdf_damaged", reason=str(inner)[:80] or type(inner).__name__) from error
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError, OSError, EOFError) as error:
        # whatever the library meets in a damaged file
        raise Refusal(path, "pdf_damaged", reason=f"{type(error).__name__} {str(error)[:60]}".strip()) from error


def _items(path: Path, pdf: Any) -> list[Line | Grid]:
    sizes: Counter[float] = Counter()
    seen: list[tuple[int, float, list[_Row], list[Any]]] = []
    pictures = False
    for page in pdf.pages:
        sizes.update(round(char["size"], 1) for char in page.chars)
        pictures |= bool(page.images)
    if not sizes:
        raise Refusal(path, "scan" if pictures else "empty")
    body = sizes.most_common(1)[0][0]
    for number, page in enumerate(pdf.pages, 1):
        tables = [table for table in page.find_tables() if len(table.rows) > 1 and len(table.rows[0].cells) > 1]
        seen.append((number, float(page.height), _rows(page, tables, body), tables))
        page.flush_cache()
    running = Counter(key for _, height, rows, _ in seen for key in {_key(row) for row in rows if _at_edge(row, height)})
    levels = sorted({row.size for _, _, rows, _ in seen for row in rows if row.size >= body * _HEADING}, reverse=True)
    items: list[Line | Grid] = []
    for number, height, rows, tables in seen:
        kept = [row for row in rows if not (_at_edge(row, height) and (running[_key(row)] > 1 or row.text.strip(" -–/p.").isdigit()))]
        placed: list[tuple[float, Line | Grid]] = [(top, line) for top, line in _lines(kept, f"p. {number}", body, levels)]
        placed += [(table.bbox[1], _grid(table, f"p. {number}")) for table in tables]
        items += [item for _, item in sorted(placed, key=lambda one: one[0])]
    return items


def _rows(page: Any, tables: Sequence[Any], body: float) -> list[_Row]:
    """The lines outside of tables, without raised marks."""

    def kept(thing: Any) -> bool:
        if thing["object_type"] != "char":
            return True
        if thing["size"] < body * _RAISED and thing["text"].isdigit():
            return False
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return not any(t.bbox[0] <= x <= t.bbox[2] and t.bbox[1] <= y <= t.bbox[3] for t in tables)

    found = []
    for line in page.filter(kept).extract_text_lines(return_chars=True):
        chars = [char for char in line["chars"] if char["text"].strip()]
        size = Counter(round(char["size"], 1) for char in chars).most_common(1)[0][0] if chars else body
        bold = bool(chars) and all("bold" in char["fontname"].lower() or "black" in char["fontname"].lower() for char in chars)
        found.append(_Row(line["text"], line["x0"], line["x1"], line["top"], line["bottom"], size, bold))
    return found


def _key(row: _Row) -> str:
    return "".join(char for char in row.text if not char.isdigit())


def _at_edge(row: _Row, height: float) -> bool:
    return row.bottom < height * _EDGE or row.top > height * (1 - _EDGE)


def _lines(rows: Sequence[_Row], where: str, body: float, levels: Sequence[float]) -> Iterator[tuple[float, Line]]:
    """Lines joined to paragraphs: one goes on when the one above is full, close, of the same look and not ended."""
    margin = max((row.right for row in rows), default=0.0)
    open_rows: list[_Row] = []
    for row in rows:
        if open_rows and not _goes_on(open_rows, row, margin, body):
            yield open_rows[0].top, _line(open_rows, where, body, levels)
            open_rows = []
        open_rows.append(row)
    if open_rows:
        yield open_rows[0].top, _line(open_rows, where, body, levels)


def _goes_on(above: Sequence[_Row], row: _Row, margin: float, body: float) -> bool:
    last = above[-1]
    if BULLET.match(row.text) or abs(last.size - row.size) > 0.6 or last.bold != row.bold:
        return False
    if row.top - last.bottom > 0.9 * (last.bottom - last.top) or row.top < last.top:
        return False
    bullet = BULLET.match(above[0].text) is not None
    if bullet and row.left < above[0].left + 2:
        return False
    first_word = row.text.split()[0] if row.text.split() else ""
    room = margin - last.right
    full = room < (last.right - last.left) / max(len(last.text), 1) * (len(first_word) + 1)
    return full or row.text[:1].islower()


def _line(rows: Sequence[_Row], where: str, body: float, levels: Sequence[float]) -> Line:
    text = rows[0].text.strip()
    for row in rows[1:]:
        broken = text.endswith(("-", "\u00ad")) and text[-2:-1].isalpha() and row.text[:1].islower()
        text = text[:-1] + row.text.strip() if broken else f"{text} {row.text.strip()}"
    bullet = BULLET.match(text) is not None
    level = levels.index(rows[0].size) + 1 if rows[0].size in levels and not bullet and len(text) < 150 else None
    return Line(0, text, where, level, bullet, rows[0].bold)


def _grid(table: Any, where: str) -> Grid:
    rows = []
    for number, row in enumerate(table.extract(), 1):
        cells: list[tuple[Line, ...] | None] = []
        for column, text in enumerate(row):
            place = f"{where}, {letters(column)}{number}"
            cells.append(None if text is None else (Line(0, " ".join(text.split()), place),))
        rows.append(tuple(cells))
    return Grid(tuple(rows))
