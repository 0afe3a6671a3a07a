"""CSV and TSV: the goal column is found by its header or its content; results come back as added columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant import lang
from assistant.documents.base import Block
from assistant.documents.encoding import decode
from assistant.documents.places import Region
from assistant.errors import InputError

# A cell that begins so is run as a formula by spreadsheets; what we add is prefixed with an apostrophe.
_FORMULA = re.compile(r"^[=+\-@\t\r]")
MAX_FIELD = 1_000_000


def neutral(value: str) -> str:
    """A cell text that no spreadsheet runs as a formula."""
    return f"'{value}" if _FORMULA.match(value) else value


@cache
def _owner_header() -> re.Pattern[str]:
    words = "|".join(word for code in lang.available() for word in lang.plan_texts(code).owner_columns)
    return re.compile(rf"(?:{words})", re.IGNORECASE)


@cache
def _header() -> re.Pattern[str]:
    words = "|".join(word for code in lang.available() for word in lang.lexicon(code).goal_columns)
    return re.compile(rf"(?:{words})", re.IGNORECASE)


@dataclass(frozen=True)
class TableDocument:
    """The rows of a table, and the column that holds the goals."""

    rows: tuple[tuple[str, ...], ...]
    column: int
    has_header: bool
    delimiter: str
    newline: str
    encoding: str
    blocks: tuple[Block, ...]
    row_lines: tuple[tuple[int, int], ...] = ()

    def locate(self, key: int, start: int, end: int) -> Region:
        """The lines of the row in which the block stands; quoting leaves no sure column."""
        line, end_line = self.row_lines[_row(self.blocks[key])]
        return Region(line, end_line)

    def write(self, changes: Mapping[int, str], extra: Mapping[int, Mapping[str, str]]) -> bytes:
        """All rows as they were, with a column for each key of `extra`, neutralised against formulas."""
        names = list(dict.fromkeys(name for values in extra.values() for name in values))
        added = {_row(self.blocks[key]): values for key, values in extra.items()}
        width = max(len(row) for row in self.rows) if self.rows else 0
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator=self.newline)
        for number, row in enumerate(self.rows):
            values = [neutral(added.get(number, {}).get(name, "")) for name in names]
            more = names if number == 0 and self.has_header else values
            writer.writerow([*row, *[""] * (width - len(row)), *more] if row else [])
        text = out.getvalue()
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.encode("utf-8-sig")


class Table:
    """A CSV or TSV file."""

    suffixes = (".csv", ".tsv")

    def read(self, path: Path, data: bytes) -> TableDocument:
        """Parse the file's bytes."""
        text, encoding = decode(path, data)
        delimiter = "\t" if path.suffix.lower() == ".tsv" else delimiter_of(text)
        newline = "\r\n" if "\r\n" in text else "\n"
        csv.field_size_limit(MAX_FIELD)
        try:
            rows, row_lines = _rows(text, delimiter)
        except csv.Error as error:
            raise InputError(f"{path}: not a readable table: {error}; check quotes and delimiters") from error
        column, has_header = _goal_column(rows)
        owners = owner_column(rows[0], column) if has_header else None
        blocks: list[Block] = []
        for number, row in enumerate(rows):
            if (number == 0 and has_header) or column >= len(row) or not row[column].strip():
                continue
            where = f"{_letters(column)}{number + 1}"
            heading = (rows[0][column].strip(),) if has_header else ()
            owner = (row[owners].strip() if owners < len(row) else "") if owners is not None else None
            blocks.append(Block(len(blocks), row[column].strip(), where, heading, "cell", has_header, owner=owner))
        return TableDocument(rows, column, has_header, delimiter, newline, encoding, tuple(blocks), row_lines)


def _rows(text: str, delimiter: str) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[int, int], ...]]:
    """The rows, and the first and last line of each, for a quoted cell may hold line breaks."""
    rows: list[tuple[str, ...]] = []
    lines: list[tuple[int, int]] = []
    last = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row in reader:
        rows.append(tuple(row))
        lines.append((last + 1, reader.line_num))
        last = reader.line_num
    return tuple(rows), tuple(lines)


def _row(block: Block) -> int:
    """The row of a block, from 0."""
    return int(block.where.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1


def delimiter_of(text: str) -> str:
    """The mark that parts the columns: the most frequent in the first line that is not blank, a comma when in doubt."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(";,\t|", key=lambda mark: (first.count(mark), mark == ","))


def _goal_column(rows: Sequence[Sequence[str]]) -> tuple[int, bool]:
    """(column, whether the first row is a header): by a header's name, else the column with the longest texts."""
    if not rows:
        return 0, False
    for column, name in enumerate(rows[0]):
        if _header().fullmatch(name.strip()):
            return column, True
    width = max(len(row) for row in rows)
    lengths = [sum(len(row[c]) for row in rows if c < len(row) and re.search(r"[^\W\d]{2}", row[c])) for c in range(width)]
    return (lengths.index(max(lengths)) if lengths else 0), False


def owner_column(header: Sequence[str], goals: int | None = None) -> int | None:
    """The column that says who answers for a goal, by its header."""
    return next((i for i, name in enumerate(header) if i != goals and _owner_header().fullmatch(name.strip())), None)


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
