"""Reading tables of goals in stretches of rows, in constant memory: CSV, TSV, JSON lines, Parquet."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, TextIO

from assistant.documents.encoding import LONGEST_LINE
from assistant.documents.refusal import Refusal
from assistant.documents.table import MAX_FIELD, delimiter_of
from assistant.errors import ConfigError, InputError
from assistant.lang.batch import batch_texts
from assistant.user_files import nearest

if TYPE_CHECKING:
    import pyarrow

STRETCH = 500  # rows of one piece of work; the outputs do not depend on it, what is done again after a cut does
KINDS = {".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
_BLOCK = 1 << 20


class Table(Protocol):
    """A table that was opened."""

    @property
    def total(self) -> int | None:
        """How many rows it has, as far as that is known before reading; for a progress bar."""
        ...

    @property
    def layout(self) -> Layout:
        """What a worker needs to know of it."""
        ...

    def stretches(self) -> Iterator[tuple[int, Any]]:
        """(number of the first row, from 1; rows as the kind has them: lists of cells, lines, an Arrow stream)."""
        ...


@dataclass(frozen=True, slots=True)
class Layout:
    """What a worker needs to know of a table.

    Attributes:
        kind: "csv", "jsonl" or "parquet".
        column: the name of the column of texts.
        header: the names of all columns of a CSV file.
        delimiter, newline, mark: how a CSV file is written (`mark`: with a byte order mark).
    """

    kind: str
    column: str
    header: tuple[str, ...] = ()
    delimiter: str = ","
    newline: str = "\n"
    mark: bool = False


def open_table(path: Path, column: str, code: str) -> Table:
    """Open a table by its ending.

    Raises:
        InputError: it cannot be read, or has no such column.
        ConfigError: an extra is missing.
    """
    kind = KINDS[path.suffix.lower()]
    try:
        if kind == "csv":
            return CsvTable(path, column, code)
        return JsonLines(path, column) if kind == "jsonl" else Parquet(path, column, code)
    except OSError as error:
        raise Refusal(path, "unreadable", reason=error.strerror or str(error)) from error


def find_column(path: Path, names: Sequence[str], column: str, code: str) -> int:
    """Which column has a name; capitals and blanks around it do not matter.

    Raises:
        InputError: none has.
    """
    plain = [name.strip().casefold() for name in names]
    wanted = column.strip().casefold()
    if wanted not in plain:
        known = ", ".join(names) + nearest(column, names)
        raise InputError(batch_texts(code).messages["no_column"].format(path=path, column=column, known=known))
    return plain.index(wanted)


class CsvTable:
    """A CSV or TSV file with a header."""

    def __init__(self, path: Path, column: str, code: str) -> None:
        self._path, self._code = path, code
        self._encoding, self.total = _encoding(path)
        with self._open() as file:
            first = next(_lines(path, file), "")
            if not first.strip():
                raise InputError(batch_texts(code).messages["empty_table"].format(path=path))
        delimiter = "\t" if path.suffix.lower() == ".tsv" else delimiter_of(first)
        newline = "\r\n" if first.endswith("\r\n") else "\n"
        self.layout = Layout("csv", column, (), delimiter, newline, self._encoding != "utf-8")
        header = tuple(next(self._rows()))
        name = header[find_column(path, header, column, code)]
        self.layout = Layout("csv", name, header, delimiter, newline, self._encoding != "utf-8")

    def _open(self) -> TextIO:
        return open(self._path, encoding=self._encoding, newline="")

    def _rows(self) -> Iterator[list[str]]:
        csv.field_size_limit(MAX_FIELD)
        with self._open() as file:
            reader = csv.reader(_lines(self._path, file), delimiter=self.layout.delimiter)
            try:
                yield from reader
            except csv.Error as error:
                reason = f"{reader.line_num}: {error}"
                raise InputError(batch_texts(self._code).messages["bad_table"].format(path=self._path, reason=reason)) from error

    def stretches(self) -> Iterator[tuple[int, list[list[str]]]]:
        """The rows below the header."""
        rows = self._rows()
        next(rows)
        yield from _grouped(rows)


class JsonLines:
    """A file with one JSON object a line."""

    def __init__(self, path: Path, column: str) -> None:
        self._path = path
        _, self.total = _encoding(path)
        self.layout = Layout("jsonl", column)

    def stretches(self) -> Iterator[tuple[int, list[bytes]]]:
        """The lines, but for blank ones."""
        with open(self._path, "rb") as file:
            yield from _grouped(line.rstrip(b"\r\n") for line in _lines(self._path, file) if line.strip())


class Parquet:
    """A Parquet file, read page by page."""

    def __init__(self, path: Path, column: str, code: str) -> None:
        arrow, parquet = arrow_modules(code)
        try:
            # with a buffer, a column of a row group is read as it is used, not at once
            self._file = parquet.ParquetFile(path, buffer_size=_BLOCK, pre_buffer=False)
        except arrow.ArrowException as error:
            reason = str(error).split("\n")[0]
            raise InputError(batch_texts(code).messages["bad_table"].format(path=path, reason=reason)) from error
        self._arrow, self._path, self._code = arrow, path, code
        self.schema: pyarrow.Schema = self._file.schema_arrow
        name = self.schema.names[find_column(path, self.schema.names, column, code)]
        kind = self.schema.field(name).type
        kind = kind.value_type if arrow.types.is_dictionary(kind) else kind
        if not (arrow.types.is_string(kind) or arrow.types.is_large_string(kind)):
            raise InputError(batch_texts(code).messages["bad_table"].format(path=path, reason=f"{name}: {kind}"))
        self.layout = Layout("parquet", name)
        self.total: int | None = self._file.metadata.num_rows

    def stretches(self) -> Iterator[tuple[int, bytes]]:
        """The rows, as Arrow streams."""
        first, held = 1, []
        try:
            for batch in self._file.iter_batches(batch_size=STRETCH, use_threads=False):
                held.append(batch)
                while sum(part.num_rows for part in held) >= STRETCH:
                    table = self._arrow.Table.from_batches(held)
                    yield first, stream_of(self._arrow, table.slice(0, STRETCH))
                    first, held = first + STRETCH, table.slice(STRETCH).to_batches()
        except self._arrow.ArrowException as error:
            reason = str(error).split("\n")[0]
            raise InputError(batch_texts(self._code).messages["bad_table"].format(path=self._path, reason=reason)) from error
        if held:
            yield first, stream_of(self._arrow, self._arrow.Table.from_batches(held))


def arrow_modules(code: str) -> tuple[Any, Any]:
    """pyarrow and pyarrow.parquet.

    Raises:
        ConfigError: they are not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ConfigError(batch_texts(code).messages["needs_extra"].format(what="Parquet", extra="tables")) from error
    return pyarrow, pyarrow.parquet


def stream_of(arrow: Any, table: Any) -> bytes:
    """An Arrow table as bytes; of a slice, the slice alone (a pickled slice carries the whole)."""
    sink = arrow.BufferOutputStream()
    with arrow.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _grouped(rows: Iterator[Any]) -> Iterator[tuple[int, list[Any]]]:
    first, held = 1, []
    for row in rows:
        held.append(row)
        if len(held) == STRETCH:
            yield first, held
            first, held = first + STRETCH, []
    if held:
        yield first, held


def _lines(path: Path, file: Any) -> Iterator[Any]:
    """The lines of a file, none of them longer than anyone's writing."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise Refusal(path, "long_line", size=f">{LONGEST_LINE / 1e6:.0f}", limit=f"{LONGEST_LINE / 1e6:.0f}")
        yield line


def _encoding(path: Path) -> tuple[str, int]:
    """(encoding, number of line ends) of a text file, as `documents.encoding` tells it, without holding it.

    Raises:
        Refusal: binary, damaged, or in an encoding that cannot be told.
    """
    with open(path, "rb") as file:
        head = file.read(65536)
        for bom, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
            if head.startswith(bom):
                if (lines := _decodable(file, name)) is None:
                    raise Refusal(path, "damaged_text", encoding=name, at="?")
                return name, lines
        if b"\x00" in head:
            raise Refusal(path, "binary")
        for name in ("utf-8", "cp1252"):
            if (lines := _decodable(file, name)) is not None:
                return name, lines
    raise Refusal(path, "unknown_encoding")


def _decodable(file: BinaryIO, encoding: str) -> int | None:
    decoder, lines = codecs.getincrementaldecoder(encoding)(), 0
    file.seek(0)
    try:
        while block := file.read(_BLOCK):
            lines += decoder.decode(block).count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return lines
