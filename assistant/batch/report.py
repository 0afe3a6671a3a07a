"""The report over all documents of a batch, from their records: a page, JSON in the shape of `--format json`, and a table of goals.

Records are read one at a time, so that a folder may hold any number of goals.
"""

from __future__ import annotations

import csv
import heapq
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from assistant import profiles
from assistant.batch.files import put, unfinished
from assistant.batch.place import Place
from assistant.batch.records import Failure, Recipe
from assistant.documents.table import neutral
from assistant.lang.batch import batch_texts
from assistant.lang.followup import follow_up
from assistant.records import CRITERIA
from assistant.reports import batch as page
from assistant.reports.jsonout import dumps

HTML, JSON, CSV = FILES = ("smartgoals-report.html", "smartgoals-report.json", "smartgoals-report.csv")
WEAKEST = 10  # goals that the page names
Records = Sequence[tuple[str, str]]  # (document, its record below the output folder), in order


@dataclass(frozen=True, slots=True)
class Summary:
    """What a batch has come to.

    Attributes:
        documents, rewritten, unchanged: how many were found, worked on, and skipped as they had not changed.
        refused: (path below the input folder, reason), in order.
        goals, smart, mean: goals in all, how many are SMART already, and their mean score.
        report: the page.
    """

    documents: int
    rewritten: int
    unchanged: int
    refused: tuple[tuple[str, str], ...]
    goals: int
    smart: int
    mean: float | None
    report: Path


def write(here: Place, records: Records, refused: Mapping[str, Failure], recipe: Recipe, code: str) -> Summary:
    """Write the three reports, each whole or not at all.

    Raises:
        OSError: they cannot be written.
    """
    told = tuple((name, refused[name].told(code)) for name in sorted(refused, key=lambda name: name.encode("utf-8", "surrogateescape")))
    tally = page.Tally(refused=told)
    _write(here, JSON, lambda file: _json(file, here, records, tally))
    _write(here, CSV, lambda file: _csv(file, here, records, told, code))
    say = profiles.load(recipe.settings.get("profile", profiles.DEFAULT)).strings(code)
    _write(here, HTML, lambda file: page.write(file, tally, say=say, code=code, day=recipe.settings["today"]))
    return Summary(len(records) + len(told), 0, 0, told, tally.goals, tally.smart, tally.mean, here.folder / HTML)


def _write(here: Place, name: str, write: Any) -> None:
    made, _ = unfinished(here.unfinished, write)
    put(made, here.folder / name)


def _read(here: Place, path: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((here.folder / path).read_bytes())
    return record


def _json(file: BinaryIO, here: Place, records: Records, tally: page.Tally) -> None:
    """One object: all documents with their goals, those refused with the reason, a summary; the tally is made on the way."""
    refused = [{"path": path, "reason": reason} for path, reason in tally.refused]
    file.write(b'{"documents": [')
    for number, (_, path) in enumerate(records):
        record = _read(here, path)
        _count(tally, record)
        file.write(b",\n" if number else b"\n")
        file.write(dumps(record).encode())
    summary = {
        "documents": len(records), "refused": len(refused), "goals": tally.goals, "smart": tally.smart, "mean_score": tally.mean,
    }  # fmt: skip
    file.write(f'],\n"refused": {dumps(refused)},\n"summary": {dumps(summary)}}}\n'.encode())


def _count(tally: page.Tally, record: Mapping[str, Any]) -> None:
    goals = record["goals"]
    scores = [goal["score"] or 0 for goal in goals]
    severities = [finding["severity"] for finding in record["findings"]]
    mean = round(sum(scores) / len(scores), 1) if scores else None
    tally.rows.append(
        page.Row(
            record["path"], record["output"], len(goals), record["smart"], mean, severities.count("error"), severities.count("warning")
        )
    )
    tally.goals += len(goals)
    tally.smart += record["smart"]
    tally.total += sum(scores)
    for goal in goals:
        for name in CRITERIA:
            tally.statuses[name][goal["criteria"][name]["status"]] += 1
    fresh = [page.Weak(score, record["path"], goal["where"], goal["text"]) for score, goal in zip(scores, goals, strict=True)]
    tally.weakest = heapq.nsmallest(WEAKEST, [*tally.weakest, *fresh], key=lambda weak: weak.score)


def _csv(file: BinaryIO, here: Place, records: Records, refused: Sequence[tuple[str, str]], code: str) -> None:
    """One row a goal, then one a document refused; for spreadsheets of the language, with cells that none runs as a formula."""
    columns = batch_texts(code).columns
    text = io.TextIOWrapper(file, "utf-8-sig", errors="backslashreplace", newline="", write_through=True)
    rows = csv.DictWriter(text, list(columns), restval="", delimiter=follow_up(code).delimiter, lineterminator="\r\n")
    rows.writerow(columns)
    for _, path in records:
        record = _read(here, path)
        for goal in record["goals"]:
            row = {
                "path": record["path"], "where": goal["where"], "heading": " › ".join(goal["heading"]), "text": goal["text"],
                "score": str(goal["score"]), "findings": " ".join(finding["rule"] for finding in goal["findings"]),
                "rewrite": (goal.get("rewrite") or {}).get("text", ""), "output": record["output"],
                **{name: verdict["status"] for name, verdict in goal["criteria"].items()},
            }  # fmt: skip
            rows.writerow({name: neutral(value) for name, value in row.items()})
    for path, reason in refused:
        rows.writerow({"path": neutral(path), "reason": neutral(reason)})
    text.detach()
