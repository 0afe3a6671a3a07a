"""A metric's own history from a table: a date, a value and, where the file holds several, the metric of each row."""

from __future__ import annotations

import csv
import io
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant import lang
from assistant.documents import read_bytes
from assistant.documents.encoding import decode
from assistant.documents.table import MAX_FIELD, delimiter_of
from assistant.entities.phrases import normal
from assistant.errors import InputError
from assistant.lang.realism import realism
from assistant.trend import LEAST_POINTS, History, Series

DATE_SHAPES = "write it as 2026-11-30, 2026-11 or 30/11/2026"
_CURRENCY = re.compile(r"[\s\u00a0\u202f\u2009'’€$£%]|EUR|USD|GBP")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which column is which (0-based), whether there is a header, and how figures and dates are written in the file."""

    date: int
    value: int
    metric: int | None
    header: Sequence[str] | None
    comma: bool
    day_first: bool | None


def read_history(path: Path, *, day_first: bool | None = None) -> History:
    """Read a CSV or TSV file of one's own figures.

    The columns are found by their headings (in any language), else the first is the date, the second the value, the third the
    metric. A heading that is no word for "value" names the metric. Delimiter and encoding as for any table; decimals with comma or point.

    Args:
        path: the file.
        day_first: whether 3/4/2026 is in April; where the file itself does not tell.

    Raises:
        InputError: unreadable, or a cell that is no date or no number; names row and column.
    """
    text, _ = decode(path, read_bytes(path))
    delimiter = "\t" if path.suffix.lower() == ".tsv" else delimiter_of(text)
    csv.field_size_limit(MAX_FIELD)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputError(f"{path}: not a readable table: {error}; check quotes and delimiters") from error
    if not any(cell.strip() for row in rows for cell in row):
        raise InputError(f"{path}: empty; give a row a date, with the columns date and value")
    shape = _shape(path, rows, delimiter, day_first)
    found: dict[str, dict[date, float]] = defaultdict(dict)
    own = shape.header[shape.value].strip() if shape.header and not _named(shape.header[shape.value], "history_value") else ""
    for number, row in enumerate(rows, 1):
        if (number == 1 and shape.header) or not any(cell.strip() for cell in row):
            continue
        name = _cell(row, shape.metric).strip() if shape.metric is not None else own
        day = _date(path, number, row, shape)
        found[name][day] = _number(path, number, row, shape)
    series = tuple(Series(name, tuple(sorted(points.items()))) for name, points in found.items())
    short = next((s for s in series if len(s.points) < LEAST_POINTS), None)
    if short is not None:
        of = f" of '{short.name}'" if short.name else ""
        raise InputError(f"{path}: {len(short.points)} values{of}; a trend needs {LEAST_POINTS} at least, on different days")
    return History(series)


def _shape(path: Path, rows: Sequence[Sequence[str]], delimiter: str, day_first: bool | None) -> _Shape:
    first = [cell.strip() for cell in rows[0]]
    header = first if not any(_looks_like_date(cell) for cell in first) else None
    if max(len(row) for row in rows) < 2:
        raise InputError(f"{path}: row 1 has one column; a history needs two, date and value, parted by ; , or a tab")
    places = {key: next((i for i, c in enumerate(first) if header and _named(c, key)), None) for key in ("history_date", "history_metric")}
    when = places["history_date"] if places["history_date"] is not None else 0
    metric = places["history_metric"]
    if metric is None and header is None and len(first) > 2:
        metric = 2
    named = next((i for i, c in enumerate(first) if header and _named(c, "history_value") and i not in (when, metric)), None)
    value = named if named is not None else next(i for i in range(len(first) + 3) if i not in (when, metric))
    body = rows[1:] if header else rows
    cells = [_cell(row, value) for row in body]
    comma = delimiter == ";" or any(re.search(r",(?!\d{3}(?:\D|$))\d+", c) for c in cells)
    return _Shape(when, value, metric, header, comma, _order([_cell(row, when) for row in body], delimiter, day_first))


def _order(dates: Sequence[str], delimiter: str, day_first: bool | None) -> bool | None:
    """Whether the day stands first: by a number above twelve, else as set, else where figures are French; None when nobody can tell."""
    parts = [(int(m[1]), int(m[2])) for d in dates if (m := _SLASHED.fullmatch(d.strip()))]
    if any(one > 12 for one, _ in parts):
        return True
    if any(two > 12 for _, two in parts):
        return False
    return day_first if day_first is not None else True if delimiter == ";" else None


def _named(cell: str, key: str) -> bool:
    words = {normal(word) for code in lang.available() for word in getattr(realism(code), key)}
    return normal(cell) in words


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _looks_like_date(cell: str) -> bool:
    return bool(re.search(r"\d{4}", cell)) and (
        _SLASHED.fullmatch(cell) is not None or _iso(cell) is not None or _month_name(cell) is not None
    )


def _iso(cell: str) -> date | None:
    match = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?", cell)
    if match is None:
        other = re.fullmatch(r"(\d{1,2})/(\d{4})", cell)
        return _end_of_month(int(other[2]), int(other[1])) if other else None
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match[3] else _end_of_month(int(match[1]), int(match[2]))
    except ValueError:
        return None


def _end_of_month(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 and 1 <= year <= 9999 else None


def _month_name(cell: str) -> date | None:
    match = re.fullmatch(r"([^\W\d]+)\.?[ \u00a0-](\d{4})", cell)
    if not match:
        return None
    for code in lang.available():
        for pattern, month in lang.get(code).dates.months.items():
            if re.fullmatch(pattern, match[1], re.IGNORECASE):
                return _end_of_month(int(match[2]), month)
    return None


def _date(path: Path, number: int, row: Sequence[str], shape: _Shape) -> date:
    cell = _cell(row, shape.date).strip()
    place = f"{path}: row {number}, column {shape.date + 1} (date)"
    slashed = _SLASHED.fullmatch(cell)
    if slashed:
        if shape.day_first is None and slashed[1] != slashed[2]:
            raise InputError(f"{place}: '{cell}' may be two days; {DATE_SHAPES}, or set day-first in the settings")
        day, month = (slashed[1], slashed[2]) if shape.day_first is not False else (slashed[2], slashed[1])
        try:
            return date(int(slashed[3]), int(month), int(day))
        except ValueError as error:
            raise InputError(f"{place}: '{cell}' is no day; {DATE_SHAPES}") from error
    found = _iso(cell) or _month_name(cell)
    if found is None:
        raise InputError(f"{place}: '{cell}' is no date; {DATE_SHAPES}" if cell else f"{place}: empty; {DATE_SHAPES}")
    return found


def _number(path: Path, number: int, row: Sequence[str], shape: _Shape) -> float:
    cell = _cell(row, shape.value).strip()
    plain = _CURRENCY.sub("", cell).replace("−", "-")
    if "," in plain and "." in plain:
        plain = plain.replace("." if plain.rfind(",") > plain.rfind(".") else ",", "")
    thousands = "." in plain or re.fullmatch(r"-?\d{1,3}(?:,\d{3})+", plain)
    plain = plain.replace(",", "" if thousands and not shape.comma else ".")
    if not re.fullmatch(r"[+-]?\d{1,15}(?:\.\d+)?(?:[eE][+-]?\d{1,2})?", plain):
        what = f"'{cell}' is no number" if cell else "empty"
        raise InputError(f"{path}: row {number}, column {shape.value + 1} (value): {what}; write it as 1234.5 or 1 234,5")
    return float(plain)
