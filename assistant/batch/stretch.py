"""One stretch of a table, in a worker: rows to texts, texts to analyses, and all of it to a part of the output."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.batch.files import unfinished
from assistant.batch.records import Failure, Studio, Task, Written
from assistant.batch.tables import Layout, arrow_modules, stream_of
from assistant.documents.table import neutral
from assistant.records import Analysis

ADDED = ("smart_rewrite", "smart_score", "smart_criteria", "smart_goal", "smart_lang", "smart_findings", "smart_error")
PIECES = 8  # into which a stretch is cut that broke its worker
Result = Analysis | Failure


@dataclass(frozen=True, slots=True)
class StretchTask:
    """Some rows of a table.

    Attributes:
        name: tells stretches apart; in the order of the rows when sorted.
        first: number of the first row, from 1.
        rows: as `tables.Table.stretches` gives them.
        layout: of the table.
        form: of the output: "csv", "jsonl" or "parquet".
        folder: where unfinished files are written.
        code: the language in which a row says why it was not worked on.
    """

    name: str
    first: int
    rows: Any
    layout: Layout
    form: str
    folder: Path
    code: str

    def run(self, studio: Studio) -> Written | Failure:
        """Analyse and rewrite the rows, and write the part."""
        read = _read(self.rows, self.layout, self.code)
        sound = [text for text, fault in read if fault is None]
        pipe = studio.helper.pipe(sound)
        results: list[Result] = []
        for _, fault in read:
            results.append(fault or studio.keep(studio.helper.rewritten(next(pipe), fill=studio.recipe.fill)))
        return self._written(results)

    def failed(self, failure: Failure) -> Written | Failure:
        """The part of rows that cannot be worked on; made where the failure is known."""
        return self._written([failure] * len(_read(self.rows, self.layout, self.code)))

    def parts(self) -> tuple[Task, ...]:
        """The rows in smaller stretches."""
        rows = self._table().to_batches(max_chunksize=1) if self.layout.kind == "parquet" else self.rows
        if len(rows) < 2:
            return ()
        size = -(-len(rows) // PIECES)
        cuts = range(0, len(rows), size)
        return tuple(
            replace(self, name=f"{self.name}-{number}", first=self.first + start, rows=self._rejoined(rows[start : start + size]))
            for number, start in enumerate(cuts)
        )

    def _rejoined(self, rows: Any) -> Any:
        if self.layout.kind != "parquet":
            return rows
        arrow, _ = arrow_modules(self.code)
        return stream_of(arrow, arrow.Table.from_batches(rows))

    def _table(self) -> Any:
        return _table(self.rows, self.code)

    def _written(self, results: Sequence[Result]) -> Written | Failure:
        body = {"jsonl": self._jsonl, "csv": self._csv, "parquet": self._arrow}[self.form](results)
        try:
            made = unfinished(self.folder, lambda file: file.write(body))
        except OSError as error:
            from assistant.batch.worker import output_fault

            return output_fault(error)
        goals = [a for a in results if isinstance(a, Analysis) and a.goal]
        counts = {
            "rows": len(results),
            "goals": len(goals),
            "smart": sum(a.smart for a in goals),
            "total": sum(a.score or 0 for a in goals),
        }
        faults = tuple((self.first + n, r) for n, r in enumerate(results) if isinstance(r, Failure))
        return Written((made,), "", counts, faults)

    def _jsonl(self, results: Sequence[Result]) -> bytes:
        from assistant.reports.jsonout import dumps, line_record

        lines: list[str] = []
        for number, (result, others) in enumerate(zip(results, self._others(), strict=True), self.first):
            if isinstance(result, Failure):
                record: dict[str, Any] = {"line": number, "text": None, "error": result.told(self.code)}
            else:
                record = line_record(number, result)
            lines.append(dumps({**record, "input": others} if others else record) + "\n")
        return "".join(lines).encode("utf-8", "backslashreplace")

    def _others(self) -> list[dict[str, Any]]:
        """What a row holds besides its text, as JSON can say it."""
        layout = self.layout
        if layout.kind == "csv":
            columns = list(layout.header)
            return [{n: v for n, v in zip(columns, row, strict=False) if n != layout.column} for row in self.rows]
        if layout.kind == "parquet":
            kept = self._table().drop_columns([layout.column])
            if not kept.num_columns:
                return [{}] * self._table().num_rows
            rows: list[dict[str, Any]] = json.loads(json.dumps(kept.to_pylist(), default=str))
            return rows
        return [{n: v for n, v in (_object(line) or {}).items() if n != layout.column} for line in self.rows]

    def _csv(self, results: Sequence[Result]) -> bytes:
        out = io.StringIO()
        rows = csv.writer(out, delimiter=self.layout.delimiter, lineterminator=self.layout.newline)
        width = len(self.layout.header)
        for row, result in zip(self.rows, results, strict=True):
            cells = columns_of(result, self.code)
            added = ["" if cells[name] is None else neutral(_cell(cells[name])) for name in ADDED]
            # a row with more cells than the header keeps them all, behind what is added
            rows.writerow([*row[:width], *[""] * (width - len(row)), *added, *row[width:]] if row else [])
        return out.getvalue().encode("utf-8", "backslashreplace")

    def _arrow(self, results: Sequence[Result]) -> bytes:
        arrow, parquet = arrow_modules(self.code)
        table = self._table()
        cells = [columns_of(result, self.code) for result in results]
        for field in added_fields(arrow):
            table = table.append_column(field, arrow.array([row[field.name] for row in cells], field.type))
        sink = arrow.BufferOutputStream()
        parquet.write_table(table, sink)
        return bytes(sink.getvalue())


def columns_of(result: Result, code: str) -> Mapping[str, str | int | bool | None]:
    """The added columns of one row; None where there is nothing to say."""
    nothing: dict[str, str | int | bool | None] = dict.fromkeys(ADDED)
    if isinstance(result, Failure):
        return {**nothing, "smart_error": result.told(code)}
    told = {**nothing, "smart_goal": result.goal, "smart_lang": result.lang}
    if not result.goal:
        return told
    return {
        **told,
        "smart_rewrite": _whole(result.rewrite.text if result.rewrite else result.text),
        "smart_score": result.score,
        "smart_criteria": " ".join(f"{name[0].upper()}:{verdict.status}" for name, verdict in result.criteria.items()),
        "smart_findings": " ".join(finding.rule for finding in result.findings),
    }


def added_fields(arrow: Any) -> list[Any]:
    """The added columns of a Parquet file, with their types."""
    types = {"smart_score": arrow.int32(), "smart_goal": arrow.bool_()}
    return [arrow.field(name, types.get(name, arrow.string())) for name in ADDED]


def _whole(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def _cell(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _table(rows: bytes, code: str) -> Any:
    arrow, _ = arrow_modules(code)
    with arrow.ipc.open_stream(rows) as stream:
        return stream.read_all()


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _read(rows: Any, layout: Layout, code: str) -> list[tuple[str, Failure | None]]:
    """(text, why there is none) of each row."""
    if layout.kind == "csv":
        at = layout.header.index(layout.column)
        return [(row[at] if at < len(row) else "", None) for row in rows]
    if layout.kind == "parquet":
        return [(text or "", None) for text in _table(rows, code).column(layout.column).to_pylist()]
    return list(itertools.starmap(_from_line, ((line, layout.column) for line in rows)))


def _from_line(line: bytes, column: str) -> tuple[str, Failure | None]:
    value = _object(line)
    if value is None:
        shown = line[:40].decode("utf-8", "replace")
        return "", Failure("bad_json", {"reason": shown})
    text = value.get(column)
    return (text, None) if isinstance(text, str) else ("", Failure("no_text", {"column": column}))
