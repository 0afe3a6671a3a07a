"""The milestones of many goals as CSV and JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from datetime import date
from io import StringIO

from assistant.followup.entries import Entry
from assistant.lang.followup import follow_up

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # what a spreadsheet takes for a formula


def to_csv(entries: Sequence[Entry], *, code: str) -> str:
    """A table with one row a milestone; a goal without any has a row that says why.

    Delimiter and decimal mark are those that spreadsheets of the language expect; days are ISO. Cells that a spreadsheet would take for a
    formula begin with an apostrophe.

    Args:
        entries: the goals.
        code: language of headings and numbers.
    """
    words = follow_up(code)
    body = StringIO()
    write = csv.writer(body, delimiter=words.delimiter, lineterminator="\r\n").writerow
    write(list(words.columns.values()))
    for entry in entries:
        plan = entry.follow_up
        note = " ".join(plan.notes)
        if not plan.milestones:
            _row(write, entry, "", "", "", "", "", "", "", "", plan.none_because)
        for milestone in plan.milestones:
            last = milestone is plan.milestones[-1]
            kind = words.text["deadline_event" if last else "milestone_event"]
            _row(
                write, entry, kind, milestone.date.isoformat(), milestone.label, _number(milestone.value, words.decimal),
                plan.unit or "", _number(milestone.share, words.decimal), milestone.sum,
                milestone.review.isoformat() if milestone.review else "", note if last else "",
            )  # fmt: skip
    return body.getvalue()


def _row(write: Callable[[list[str]], object], entry: Entry, *cells: str) -> None:
    write([str(entry.number), *(_safe(cell) for cell in (entry.text, *cells))])


def _number(amount: float | None, decimal: str) -> str:
    if amount is None:
        return ""
    return (str(int(amount)) if float(amount).is_integer() else repr(float(amount))).replace(".", decimal)


def _safe(cell: str) -> str:
    """A cell that no spreadsheet runs; plain negative numbers stay numbers."""
    if not cell.lstrip().startswith(FORMULA_STARTS) or cell[1:].replace(",", "").replace(".", "").isdigit():
        return cell
    return "'" + cell


def to_json(entries: Sequence[Entry], *, today: date) -> str:
    """`{"today": …, "goals": [{"number", "text", "lang", "follow_up", "milestones"}]}`."""
    goals = [
        {
            "number": entry.number,
            "text": entry.text,
            "lang": entry.lang,
            "follow_up": entry.follow_up.to_dict(),
            "milestones": [milestone.to_dict() for milestone in entry.follow_up.milestones],
        }
        for entry in entries
    ]
    return json.dumps({"today": today.isoformat(), "goals": goals}, ensure_ascii=False, indent=2) + "\n"
