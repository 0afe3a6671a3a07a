"""`smartgoals eval`: measures on the annotated set, per language."""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.pipeline import Assistant
from assistant.records import CRITERIA, LABELS, Analysis
from eval.dataset import SPLITS, load
from eval.markup import GoldRecord, MarkupError
from eval.metrics import Counts, interval, kappa, total

TODAY = date(2026, 11, 23)  # of the annotated set; data/GUIDELINES.md


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold record and what the assistant made of it."""

    gold: GoldRecord
    found: Analysis


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the table: its name, language, support, value and 95 % interval."""

    measure: str
    lang: str
    n: int
    value: float
    low: float
    high: float
    extra: dict[str, float]


def predict(records: Sequence[GoldRecord]) -> list[Pair]:
    """Analyse all records as they stand, with the language given (language detection is measured apart)."""
    pairs: dict[str, Pair] = {}
    for code in sorted({r.lang for r in records}):
        mine = [r for r in records if r.lang == code]
        helper = Assistant(today=TODAY, lang=code)
        forced = helper.pipe((r.text for r in mine), goal=None)
        for record, analysis in zip(mine, forced, strict=True):
            if record.goal and not analysis.goal:
                analysis = helper.analyse(record.text, goal=True)  # verdicts are measured on gold goals, detection apart
                analysis = _with_score(analysis, goal=False)
            pairs[record.id] = Pair(record, analysis)
    return [pairs[r.id] for r in records]


def _with_score(analysis: Analysis, goal: bool) -> Analysis:
    from dataclasses import replace

    return replace(analysis, goal=goal)


def span_counts(pair: Pair, label: str, exact: bool = True) -> Counts:
    """Counts of one label in one record: equal spans, or spans that overlap."""
    gold = [(e.start, e.end) for e in pair.gold.entities if e.label == label]
    found = [(e.start, e.end) for e in pair.found.entities if e.label == label]
    left, hits = list(gold), 0
    for start, end in found:
        match = next((g for g in left if (g == (start, end) if exact else g[0] < end and start < g[1])), None)
        if match:
            left.remove(match)
            hits += 1
    return Counts(hits, len(found) - hits, len(left))


def goal_counts(pair: Pair) -> Counts:
    """Counts of goal detection in one record."""
    gold, found = pair.gold.goal, bool(pair.found.goal)
    return Counts(int(gold and found), int(found and not gold), int(gold and not found))


def attribute_pairs(pair: Pair, label: str, attribute: str) -> list[tuple[str, str]]:
    """(gold, predicted) values of an attribute on spans that were found exactly."""
    found = {(e.start, e.end): e for e in pair.found.entities if e.label == label}
    out = []
    for entity in pair.gold.entities:
        other = found.get((entity.start, entity.end))
        if entity.label != label or other is None:
            continue
        if attribute == "to":
            if entity.kind in ("deadline", "duration", "period"):
                out.append((str(entity.to), str(other.end_date)))
        else:
            out.append((str(getattr(entity, attribute)), str(getattr(other, attribute))))
    return out


def rows(pairs: Sequence[Pair]) -> list[Row]:
    """All figures, language by language."""
    out: list[Row] = []
    from assistant.language import detect

    for code in sorted({p.gold.lang for p in pairs}):
        mine = [p for p in pairs if p.gold.lang == code]
        hits = [float(detect(p.gold.text) == code) for p in mine]
        out.append(_mean_row("language accuracy", code, hits))
        out.append(_f1_row("goal detection F1", code, [goal_counts(p) for p in mine]))
        for label in LABELS:
            out.append(_f1_row(f"{label} F1", code, [span_counts(p, label) for p in mine]))
            out.append(_f1_row(f"{label} F1 overlap", code, [span_counts(p, label, exact=False) for p in mine]))
        for label, attribute, name in (
            ("FIGURE", "kind", "figure kind"),
            ("FIGURE", "role", "figure role"),
            ("DATE", "kind", "date kind"),
            ("DATE", "to", "last day"),
        ):
            values = [float(a == b) for p in mine for a, b in attribute_pairs(p, label, attribute)]
            out.append(_mean_row(f"{name} accuracy", code, values))
        goals = [p for p in mine if p.gold.goal]
        for name in CRITERIA:
            judged: list[tuple[str, str]] = [(p.gold.criteria[name], p.found.criteria[name].status) for p in goals]
            met = [("met" if a == "met" else "not", "met" if b == "met" else "not") for a, b in judged]
            fault = [("missing" if a == "missing" else "not", "missing" if b == "missing" else "not") for a, b in judged]
            out.append(_kappa_row(f"{name} kappa", code, judged))
            out.append(_kappa_row(f"{name} kappa met", code, met))
            if name in ("achievable", "relevant"):
                out.append(_kappa_row(f"{name} kappa fault", code, fault))
    return out


def _mean(values: Sequence[object]) -> float:
    return sum(values) / len(values) if values else 1.0  # type: ignore[arg-type]


def _mean_row(name: str, code: str, values: list[float]) -> Row:
    return Row(name, code, len(values), _mean(values), *interval(values, _mean), {})


def _f1_row(name: str, code: str, counts: list[Counts]) -> Row:
    sums = total(counts)
    measure: Callable[[Sequence[object]], float] = lambda units: total(units).f1  # type: ignore[arg-type]  # noqa: E731
    return Row(name, code, sums.tp + sums.fn, sums.f1, *interval(counts, measure), {"precision": sums.precision, "recall": sums.recall})


def _kappa_row(name: str, code: str, judged: list[tuple[str, str]]) -> Row:
    return Row(name, code, len(judged), kappa(judged), *interval(judged, kappa), {})  # type: ignore[arg-type]


def table(found: Sequence[Row]) -> str:
    """The figures as an aligned table."""
    lines = [f"{'measure':30s}{'lang':6s}{'n':>6s}{'value':>8s}{'95 % interval':>18s}{'P':>8s}{'R':>8s}"]
    for row in found:
        extra = "".join(f"{row.extra[k]:8.3f}" for k in ("precision", "recall") if k in row.extra)
        lines.append(f"{row.measure:30s}{row.lang:6s}{row.n:6d}{row.value:8.3f}   {row.low:6.3f} – {row.high:5.3f} {extra}")
    return "\n".join(lines)


def errors(pairs: Sequence[Pair]) -> str:
    """Each error with text, gold and prediction, grouped by cause."""
    groups: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        place = f"{pair.gold.id}: {pair.gold.text}"
        if pair.gold.goal != bool(pair.found.goal):
            groups["goal detection"].append(f"{place}\n    gold {pair.gold.goal}, score {pair.found.goal_score}")
        for label in LABELS:
            gold = {
                (e.start, e.end): f"{e.text} ({e.kind or ''} {e.role or ''} {e.to or ''})" for e in pair.gold.entities if e.label == label
            }
            found = {
                (e.start, e.end): f"{e.text} ({e.kind or ''} {e.role or ''} {e.end_date or ''})"
                for e in pair.found.entities
                if e.label == label
            }
            if gold.keys() != found.keys():
                groups[label].append(f"{place}\n    gold {list(gold.values())}\n    pred {list(found.values())}")
            for attribute in ("kind", "role", "to") if label in ("FIGURE", "DATE") else ():
                wrong = [f"gold {a}, pred {b}" for a, b in attribute_pairs(pair, label, attribute) if a != b]
                if wrong:
                    groups[f"{label} {attribute}"].append(f"{place}\n    {wrong}")
        if pair.gold.goal:
            for name in CRITERIA:
                if pair.gold.criteria[name] != pair.found.criteria[name].status:
                    groups[name].append(f"{place}\n    gold {pair.gold.criteria[name]}, pred {pair.found.criteria[name].status}")
    return "\n".join(f"\n## {cause}: {len(items)}\n" + "\n".join(items) for cause, items in sorted(groups.items()))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the evaluation; status 2 on a malformed record or an empty split."""
    parser = argparse.ArgumentParser(prog="smartgoals eval", description="Measure extraction and verdicts on the annotated set.")
    parser.add_argument("--split", choices=SPLITS, default="dev")
    parser.add_argument("--lang", choices=("auto", "fr", "en"), default="auto", help="only this language")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--errors", type=Path, help="write each error with text, gold and prediction to this file")
    args = parser.parse_args(argv)
    try:
        records = [r for r in load([args.split]) if args.lang in ("auto", r.lang)]
    except MarkupError as fault:
        print(f"smartgoals eval: {fault}", file=sys.stderr)
        return 2
    if not records:
        print(f"smartgoals eval: the split '{args.split}' holds no record", file=sys.stderr)
        return 2
    pairs = predict(records)
    found = rows(pairs)
    if args.format == "json":
        print(
            json.dumps(
                [{**{k: getattr(r, k) for k in ("measure", "lang", "n", "value", "low", "high")}, **r.extra} for r in found], indent=1
            )
        )
    else:
        print(f"split {args.split}: {len(records)} records, today {TODAY}")
        print(table(found))
    if args.errors:
        args.errors.write_text(errors(pairs), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
