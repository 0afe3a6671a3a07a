"""The page on a whole batch: figures, criteria, documents, what was refused, the weakest goals; self-contained, in one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, BinaryIO
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from assistant import __version__, lang
from assistant.lang.batch import batch_texts
from assistant.records import CRITERIA
from assistant.reports.base import STATUS_MARKS, clean

# in the attribute of a link; what else stands in a path is written as it is
_SAFE = "/~"


@dataclass(frozen=True, slots=True)
class Row:
    """One document: path and output below their folders, goals, how many are SMART already, mean score, errors and warnings."""

    path: str
    output: str
    goals: int
    smart: int
    mean: float | None
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Weak:
    """A goal of a low score, with its place."""

    score: int
    path: str
    where: str
    text: str


@dataclass(slots=True)
class Tally:
    """What the page tells, gathered document by document.

    Attributes:
        statuses: criterion → how many goals have which status.
        total: sum of the scores.
        refused: (path, reason).
    """

    rows: list[Row] = field(default_factory=list)
    weakest: list[Weak] = field(default_factory=list)
    statuses: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in CRITERIA})
    goals: int = 0
    smart: int = 0
    total: int = 0
    refused: Sequence[tuple[str, str]] = ()

    @property
    def mean(self) -> float | None:
        """The mean score of all goals."""
        return round(self.total / self.goals, 1) if self.goals else None


@cache
def _template() -> Template:
    loader = PackageLoader("assistant.reports")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).get_template(
        "batch.html.jinja"
    )


def write(file: BinaryIO, tally: Tally, *, say: Mapping[str, str], code: str, day: str) -> None:
    """Write the page.

    Args:
        file: takes it, in UTF-8.
        tally: what it tells.
        say: names of criteria and verdicts, as the profile has them.
        code: its language.
        day: ISO day for which the batch was made.
    """
    for piece in _template().generate(_page(tally, say, code, day)):
        file.write(piece.encode("utf-8", "backslashreplace"))
    file.write(b"\n")


def _page(tally: Tally, say: Mapping[str, str], code: str, day: str) -> dict[str, Any]:
    texts = batch_texts(code)
    number, counts = lang.rules(code).number, texts.counts

    def mean(value: float | None) -> str:
        return "–" if value is None else number(value)

    documents = len(tally.rows) + len(tally.refused)
    return {
        "lang": code,
        "text": texts.page,
        "made_with": texts.page["made_with"].format(version=__version__, day=lang.rules(code).date(day)),
        "figures": [
            (documents, counts["documents"].of(documents)),
            (tally.goals, counts["goals"].of(tally.goals)),
            (tally.smart, counts["smart"].of(tally.smart)),
            (mean(tally.mean), texts.page["mean"]),
            (len(tally.refused), counts["refused"].of(len(tally.refused))),
        ],
        "criteria": [
            {
                "letter": name[0].upper(), "name": say[name],
                "shares": [{"status": s, "mark": m, "name": say[s], "count": tally.statuses[name][s]} for s, m in STATUS_MARKS.items()
                           if tally.statuses[name][s]],
            }
            for name in CRITERIA
        ],
        "rows": [
            {"path": clean(r.path), "output": clean(r.output), "link": _link(r.output), "goals": r.goals, "smart": r.smart,
             "mean": mean(r.mean), "errors": r.errors, "warnings": r.warnings}
            for r in tally.rows
        ],
        "refused": [{"path": clean(path), "reason": clean(reason)} for path, reason in tally.refused],
        "weakest": [{"path": clean(w.path), "where": clean(w.where), "text": clean(w.text), "score": w.score} for w in tally.weakest],
    }  # fmt: skip


def _link(path: str) -> str:
    """A relative link; a name with ":" is not taken for a scheme."""
    return "./" + quote(path.encode("utf-8", "surrogateescape"), safe=_SAFE)
