"""What the assistant makes of the annotated records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.language import detect
from assistant.pipeline import Assistant
from assistant.records import Analysis
from eval.markup import GoldRecord

TODAY = date(2026, 11, 23)  # of the annotated set; data/GUIDELINES.md


@dataclass(frozen=True, slots=True)
class RewriteOutcome:
    """What holds for one rewrite; None where a check does not apply.

    `closed`: after proposals for every gap, S, M and T are met.
    """

    kept: bool
    invented_nothing: bool
    smart_unchanged: bool | None
    stable: bool
    closed: bool | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold record and what the assistant made of it; `goal` is its own decision, verdicts are on gold goals too."""

    gold: GoldRecord
    found: Analysis
    goal: bool
    lang: str
    rewrite: RewriteOutcome | None = None


def predict(records: Sequence[GoldRecord], rewrites: bool = True) -> list[Pair]:
    """Analyse all records with their language given (its detection is measured apart)."""
    pairs: dict[str, Pair] = {}
    for code in sorted({r.lang for r in records}):
        mine = [r for r in records if r.lang == code]
        helper = Assistant(today=TODAY, lang=code)
        for record, analysis in zip(mine, helper.pipe(r.text for r in mine), strict=True):
            decided = bool(analysis.goal)
            if record.goal and not decided:
                analysis = replace(helper.analyse(record.text, goal=True), goal_score=analysis.goal_score)
            outcome = check_rewrite(helper, record, analysis) if rewrites and record.goal else None
            pairs[record.id] = Pair(record, analysis, decided, detect(record.text), outcome)
    return [pairs[r.id] for r in records]


def check_rewrite(helper: Assistant, record: GoldRecord, analysis: Analysis) -> RewriteOutcome:
    """Rewrite a goal in both ways and see what holds, by the gold spans and by digits."""
    made = helper.rewritten(analysis).rewrite
    proposed = helper.rewritten(analysis, fill="suggest").rewrite
    if made is None or proposed is None:
        raise RuntimeError(f"{record.id}: no rewrite")
    digits = _digits(record.text)
    kept = all(e.text in text for e in record.entities for text in (made.text, proposed.text))
    declared = digits | {d for a in proposed.assumptions for d in _digits(a.value)}
    sober = _digits(made.text) <= digits and _digits(proposed.text) <= declared
    again = helper.rewrite(made.text, goal=True).rewrite
    final = helper.analyse(proposed.text, goal=True)
    core = ("specific", "measurable", "time_bound")
    return RewriteOutcome(
        kept=kept,
        invented_nothing=sober,
        smart_unchanged=not made.changed if record.level == "smart" else None,
        stable=again is not None and not again.changed,
        closed=all(final.criteria[name].status == "met" for name in core) if record.level != "smart" else None,
    )


def _digits(text: str) -> set[str]:
    import re

    return set(re.findall(r"\d+", text))
