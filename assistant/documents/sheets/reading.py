"""The cells of an Excel workbook (SpreadsheetML, ISO/IEC 29500-1, 18): texts as shown, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assistant.documents.guard import Package
from assistant.documents.places import letters
from assistant.documents.relations import main_part, main_root, related, relations
from assistant.documents.structure import Grid, Line, columns_of

if TYPE_CHECKING:
    from lxml import etree

M_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_NS = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REF_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
WIDEST = 256  # columns that are read; what stands beyond is no plan
_DATES = frozenset([*range(14, 18), 22])  # numbers of the built-in formats that show a date (18.8.30)
_PERCENTS = frozenset([9, 10])
_Row = tuple[tuple[Line, ...] | None, ...]
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def m(name: str) -> str:
    """A SpreadsheetML name as lxml writes it."""
    return f"{{{M_NS}}}{name}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a text: its sheet's part, its reference ("C7"), the runs of its text, and whether a formula makes it."""

    part: str
    reference: str
    runs: tuple[tuple[str, etree._Element | None], ...]
    locked: bool


@dataclass(slots=True)
class Book:
    """A workbook in memory: its visible sheets' cells by number, and its lines and tables."""

    package: Package
    main: str
    names: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    items: list[Line | Grid] = field(default_factory=list)


def read(package: Package) -> Book:
    """Read a package; Refusal when it is no ordinary workbook."""
    main = main_part(package, "xl/workbook.xml")
    book = Book(package, main)
    root = main_root(package, main, m("workbook"), f"{{{STRICT_NS}}}workbook")
    properties = root.find(m("workbookPr"))
    reader = _Reader(book, properties is not None and properties.get("date1904") in ("1", "true"))
    targets = {relation.id: relation.target for relation in relations(package, main)}
    for sheet in root.iter(m("sheet")):
        name, part = sheet.get("name", ""), targets.get(sheet.get(REF_ID, ""), "")
        book.names.append(name)
        if sheet.get("state", "visible") == "visible" and part in package and "worksheet" in part:
            reader.sheet(name, part)
    return book


class _Reader:
    def __init__(self, book: Book, from_1904: bool) -> None:
        self.book = book
        self.first_day = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        package, main = book.package, book.main
        strings, styles = related(package, main, "sharedStrings"), related(package, main, "styles")
        self.strings = list(package.xml(strings).iter(m("si"))) if strings else []
        self.formats = _formats(package.xml(styles)) if styles else []

    def sheet(self, name: str, part: str) -> None:
        rows = [row for row in self._rows(name, part, self.book.package.xml(part)) if any(row)]
        self.book.items.append(Line(-1, name, level=1))
        heads = [i for i, row in enumerate(rows) if columns_of([_shown(cell) for cell in row])]
        if not heads:
            column = _wordiest(rows)
            for row in rows:
                for line in (row[column] or ()) if column < len(row) else ():
                    self.book.items.append(replace(line, bullet=True))
            return
        for start, end in zip(heads, [*heads[1:], len(rows)], strict=True):
            self.book.items.append(Grid(tuple(rows[start:end])))

    def _rows(self, name: str, part: str, root: etree._Element) -> Iterator[_Row]:
        merged = _merged(root)
        for row in root.iter(m("row")):
            cells: list[tuple[Line, ...] | None] = []
            for node in row.findall(m("c")):
                match = _REFERENCE.fullmatch(node.get("r", ""))
                column = _number(match[1]) if match else len(cells)
                if column >= WIDEST:
                    break
                cells += [()] * (column + 1 - len(cells))
                runs, locked = self._runs(node)
                text = "".join(run for run, _ in runs)
                reference = f"{letters(column)}{match[2] if match else row.get('r', '')}"
                if not text.strip():
                    cells[column] = None if reference in merged else ()
                    continue
                self.book.cells.append(Cell(part, reference, runs, locked))
                cells[column] = (Line(len(self.book.cells) - 1, text, f"{name}!{reference}"),)
            yield tuple(cells)

    def _runs(self, node: etree._Element) -> tuple[tuple[tuple[str, etree._Element | None], ...], bool]:
        """The runs of a cell's text with their formatting, and whether the text is not the author's own words."""
        kind = node.get("t", "n")
        value = node.findtext(m("v")) or ""
        formula = node.find(m("f")) is not None
        if kind == "s" and value.isdigit() and int(value) < len(self.strings):
            return _rich(self.strings[int(value)]), formula
        inline = node.find(m("is"))
        if kind == "inlineStr" and inline is not None:
            return _rich(inline), formula
        if kind == "str":
            return ((value, None),), True
        return ((self._figure(value, node.get("s", "0")) if kind == "n" else "", None),), True

    def _figure(self, value: str, style: str) -> str:
        """A number as its format shows it: a date, a percentage, an amount, a plain figure."""
        try:
            number = float(value)
        except ValueError:
            return ""
        index = int(style) if style.isdigit() else 0
        shape = self.formats[index] if index < len(self.formats) else ""
        if shape == "date" and 0 < number < 2_958_466:  # the last day of 9999
            return (self.first_day + timedelta(days=int(number))).isoformat()
        if shape == "%":
            return f"{round(number * 100, 6):g} %"
        plain = f"{number:.15g}"
        return f"{plain} {shape}".strip() if shape in ("€", "£", "$") else plain


def _merged(root: etree._Element) -> frozenset[str]:
    """The references of the cells that go on with the one above; merges of more than a thousand rows are left out."""
    found: set[str] = set()
    for node in root.iter(m("mergeCell")):
        match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):\1(\d{1,7})", node.get("ref", ""))
        if match and int(match[3]) - int(match[2]) <= 1000:
            found |= {f"{match[1]}{n}" for n in range(int(match[2]) + 1, int(match[3]) + 1)}
    return frozenset(found)


def _rich(node: etree._Element) -> tuple[tuple[str, etree._Element | None], ...]:
    runs = node.findall(m("r"))
    if not runs:
        return ((node.findtext(m("t")) or "", None),)
    return tuple((run.findtext(m("t")) or "", run.find(m("rPr"))) for run in runs)


def _formats(root: etree._Element) -> list[str]:
    """What each cell format shows: "date", "%", a currency's sign, or ""."""
    own = {node.get("numFmtId", ""): _shape(node.get("formatCode", "")) for node in root.iter(m("numFmt"))}
    formats = root.find(m("cellXfs"))
    out = []
    for node in formats if formats is not None else ():
        number = node.get("numFmtId", "0")
        fixed = "date" if number.isdigit() and int(number) in _DATES else "%" if number.isdigit() and int(number) in _PERCENTS else ""
        out.append(own.get(number, fixed))
    return out


def _shape(code: str) -> str:
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', lambda match: match.group() if any(c in match.group() for c in "€£$") else "", code)
    sign = next((c for c in "€£$" if c in plain), "")
    if sign:
        return sign
    return "%" if "%" in plain else "date" if re.search(r"[dy]|j{1,4}|a{4}", plain, re.IGNORECASE) and "0" not in plain else ""


def _shown(cell: tuple[Line, ...] | None) -> str:
    return " ".join(line.text.strip() for line in cell or ())


def _wordiest(rows: list[_Row]) -> int:
    """The column with most words, where no header tells the goals'."""
    width = max((len(row) for row in rows), default=0)
    counts = [
        sum(len(re.findall(r"[^\W\d]{2,}", line.text)) for row in rows if c < len(row) for line in row[c] or ()) for c in range(width)
    ]
    return counts.index(max(counts)) if counts else 0


def _number(name: str) -> int:
    """The number of a column from 0: A is 0, AA is 26."""
    number = 0
    for char in name:
        number = number * 26 + ord(char) - 64
    return number - 1
