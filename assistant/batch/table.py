"""A table of goals, of any length: read in stretches, written in parts that are put together at the end, in constant memory."""

from __future__ import annotations

import csv
import io
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from assistant.batch.engine import engine
from assistant.batch.files import sha256, unfinished
from assistant.batch.journal import Entry
from assistant.batch.place import Place, cannot_write, place
from assistant.batch.records import KEPT, PLAIN, Failure, Options, Progress, Recipe, Written
from assistant.batch.stretch import ADDED, StretchTask, added_fields
from assistant.batch.tables import KINDS, Parquet, Table, arrow_modules, open_table
from assistant.documents.refusal import Refusal
from assistant.errors import InputError
from assistant.lang.batch import batch_texts

COLUMN = "text"
ROW_GROUP = 50_000  # rows of a Parquet output that are put together at a time
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Summary:
    """What a table has come to.

    Attributes:
        rows, goals, smart: how many, in all.
        mean: mean score of the goals.
        unchanged: the table was done already, with the same settings.
        faults: (row from 1, reason) of rows that could not be worked on.
        output: the file.
    """

    rows: int
    goals: int
    smart: int
    mean: float | None
    unchanged: bool
    faults: tuple[tuple[int, str], ...]
    output: Path


def run(
    path: Path, output: Path, recipe: Recipe, options: Options = PLAIN, *, code: str, column: str = COLUMN, records: bool = False
) -> Summary:
    """Work through a table.

    Args:
        path: the table, with an ending of `tables.KINDS`.
        output: the folder in which it is written, under its own name.
        recipe: how each row is worked on.
        options: how the batch is run.
        code: the language of errors.
        column: the column of texts.
        records: write JSON lines with one record a row, not the table with columns added.

    Raises:
        InputError: the table cannot be read, or the output folder cannot be written or is in use.
        ConfigError: an extra is missing; the run to be resumed had other settings.
    """
    try:
        return _run(path, output, recipe, options, code=code, column=column, records=records)
    except Refusal as refused:
        raise InputError(refused.told(code)) from refused


def _run(path: Path, output: Path, recipe: Recipe, options: Options, *, code: str, column: str, records: bool) -> Summary:
    say = batch_texts(code).messages
    if path.resolve().parent == output.resolve():
        raise InputError(say["output_is_input"].format(path=output))
    table = open_table(path, column, code)
    form = "jsonl" if records else KINDS[path.suffix.lower()]
    if form != "jsonl":
        names = table.schema.names if isinstance(table, Parquet) else table.layout.header
        if there := [name for name in ADDED if name in names]:
            raise InputError(say["twice"].format(path=path, column=there[0]))
    settings = {**recipe.settings, "column": column, "records": str(records), "table": path.name}
    name = path.stem + ".jsonl" if records else path.name
    with place(output, options, settings, code) as here:
        key = here.key(sha256(path))
        unchanged = here.done(path.name, key, name)
        if not unchanged:
            if obstacle := here.obstacle(name):
                raise InputError(f"{path}: {obstacle.told(code)}")
            _work(here, _Job(table, form, path.name, key, name), recipe, options, code)
        entry = here.journal.entries[path.name]
        here.journal.finish()
    counts = entry.counts
    faults = tuple((row, Failure(**fault).told(code)) for row, fault in entry.faults)
    mean = round(counts["total"] / counts["goals"], 1) if counts["goals"] else None
    return Summary(counts["rows"], counts["goals"], counts["smart"], mean, unchanged, faults, output / name)


@dataclass(frozen=True, slots=True)
class _Job:
    table: Table
    form: str
    name: str
    key: str
    output: str


def _work(here: Place, job: _Job, recipe: Recipe, options: Options, code: str) -> None:
    stale = {name for name, entry in here.journal.entries.items() if _is_part(entry) and entry.key != job.key}
    here.journal.forget(stale)
    parts: list[str] = []  # names of the journal's entries of which the output is made
    counts: Counter[str] = Counter()

    def take(entry: Entry) -> None:
        parts.append(entry.name)
        counts.update(entry.counts)
        options.tell(Progress(counts["rows"], job.table.total))

    def tasks() -> Iterator[StretchTask]:
        for number, (first, rows) in enumerate(job.table.stretches()):
            name = f"rows-{number:09d}"
            if here.done(name, job.key, ""):
                take(here.journal.entries[name])
                continue
            yield StretchTask(name, first, rows, job.table.layout, job.form, here.unfinished, code)

    with engine(recipe, options, code) as workers:
        for task, outcome in workers.run(tasks()):
            if not isinstance(task, StretchTask):
                continue
            if isinstance(outcome, Failure) and not outcome.output:
                outcome = task.failed(outcome)  # the rows stay in the output, with the reason
            if isinstance(outcome, Failure):
                raise cannot_write(here.folder, outcome, code)
            take(_commit(here, task, job, outcome))
    options.tell(Progress(counts["rows"], counts["rows"]))
    parts.sort()
    _finish(here, job, parts, counts, code)


def _is_part(entry: Entry) -> bool:
    return entry.name.startswith("rows-")


def _commit(here: Place, task: StretchTask, job: _Job, outcome: Written) -> Entry:
    (made, digest), path = outcome.files[0], f"{KEPT}/parts/{task.name}"
    faults = tuple((row, fault.to_dict()) for row, fault in outcome.faults)
    entry = Entry(task.name, job.key, {path: digest}, outcome.counts, faults)
    here.commit(entry, {path: made})
    return entry


def _finish(here: Place, job: _Job, parts: list[str], counts: Counter[str], code: str) -> None:
    """Put the parts together, give the output its name, and drop the parts."""
    paths = [here.folder / path for name in parts for path in here.journal.entries[name].files]

    def write(file: BinaryIO) -> None:
        if job.form == "parquet":
            _join_parquet(file, paths, job.table, code)
            return
        if job.form == "csv":
            file.write(_header(job.table))
        for path in paths:
            with open(path, "rb") as part:
                shutil.copyfileobj(part, file, _BLOCK)

    made, digest = unfinished(here.unfinished, write)
    faults = tuple(fault for name in parts for fault in here.journal.entries[name].faults)
    all_counts = {name: counts[name] for name in ("rows", "goals", "smart", "total")}
    here.commit(Entry(job.name, job.key, {job.output: digest}, all_counts, faults), {job.output: made})
    here.journal.forget({name for name, entry in here.journal.entries.items() if _is_part(entry)})
    shutil.rmtree(here.folder / KEPT / "parts", ignore_errors=True)


def _header(table: Table) -> bytes:
    layout, out = table.layout, io.StringIO()
    csv.writer(out, delimiter=layout.delimiter, lineterminator=layout.newline).writerow([*layout.header, *ADDED])
    return out.getvalue().encode("utf-8-sig" if layout.mark else "utf-8", "backslashreplace")


def _join_parquet(file: BinaryIO, paths: list[Path], table: Table, code: str) -> None:
    arrow, parquet = arrow_modules(code)
    schema: Any = table.schema if isinstance(table, Parquet) else None
    for field in added_fields(arrow):
        schema = schema.append(field)
    with parquet.ParquetWriter(file, schema) as writer:
        held: list[Any] = []
        for path in paths:
            held.append(parquet.read_table(path, use_threads=False, memory_map=False).cast(schema))
            if sum(part.num_rows for part in held) >= ROW_GROUP:
                writer.write_table(arrow.concat_tables(held), row_group_size=ROW_GROUP)
                held = []
        if held:
            writer.write_table(arrow.concat_tables(held), row_group_size=ROW_GROUP)
