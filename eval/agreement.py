"""Agreement of two annotators: `python -m eval.agreement [--format markdown]`.

`data/agreement/first/` holds the first annotation as it stood before disagreements were settled, `second/` that of an
annotator who saw only the guidelines and the bare texts. The figures are the ceiling that the extractor is held against.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from assistant.records import CRITERIA, LABELS
from eval.markup import GoldRecord, parse_file
from eval.metrics import Counts, interval, kappa, total

ROOT = Path(__file__).resolve().parent.parent / "data" / "agreement"
Couple = tuple[GoldRecord, GoldRecord]


def load(root: Path = ROOT) -> list[Couple]:
    """The records that both annotators have, by id.

    Raises:
        eval.markup.MarkupError: a malformed record.
        ValueError: a record that only one of them has, or whose texts differ.
    """
    sides: list[dict[str, GoldRecord]] = []
    for side in ("first", "second"):
        records: dict[str, GoldRecord] = {}
        for path in sorted((root / side).glob("*.goals")):
            found, faults = parse_file(path, "agreement")
            if faults:
                raise faults[0]
            records |= {r.id: r for r in found}
        sides.append(records)
    first, second = sides
    if odd := sorted(first.keys() ^ second.keys()):
        raise ValueError(f"{root}: annotated by one annotator only: {', '.join(odd[:5])}")
    if odd := sorted(key for key in first if first[key].text != second[key].text):
        raise ValueError(f"{root}: the texts differ: {', '.join(odd[:5])}")
    return [(first[key], second[key]) for key in sorted(first)]


def _spans(couple: Couple, label: str, attributes: bool = False) -> Counts:
    keys = [
        {(e.start, e.end, *((e.kind, e.role, e.to) if attributes else ())) for e in record.entities if e.label == label}
        for record in couple
    ]
    both = len(keys[0] & keys[1])
    return Counts(both, len(keys[1]) - both, len(keys[0]) - both)


def figures(couples: Sequence[Couple]) -> list[tuple[str, str, int, float, float, float]]:
    """(measure, language, n, value, low, high), 95 % bootstrap intervals over records.

    κ of a criterion is taken over the records that both call a goal. F1 is symmetric in the annotators. "with attributes" asks for the
    same kind, role and last day as well.
    """
    out = []
    for lang in sorted({a.lang for a, _ in couples}):
        mine = [c for c in couples if c[0].lang == lang]
        goals = [c for c in mine if c[0].goal and c[1].goal]
        verdict = [(a.level == "nongoal", b.level == "nongoal") for a, b in mine]
        named = [("goal or not κ", [(str(a), str(b)) for a, b in verdict])]
        named += [(f"{name} κ", [(a.criteria[name], b.criteria[name]) for a, b in goals]) for name in CRITERIA]
        for measure, pairs in named:
            out.append((measure, lang, len(pairs), kappa(pairs), *interval(pairs, kappa)))  # type: ignore[arg-type]
        for label in LABELS:
            for attributes in (False, True) if label in ("FIGURE", "DATE") else (False,):
                counts = [_spans(c, label, attributes) for c in mine]
                score = lambda units: total(units).f1  # noqa: E731
                measure = f"{label} F1{' with attributes' if attributes else ''}"
                out.append((measure, lang, total(counts).tp + total(counts).fn, total(counts).f1, *interval(counts, score)))
    return out


def differences(couples: Sequence[Couple]) -> list[str]:
    """One line for every disagreement: id, what the first and what the second said."""
    out = []
    for a, b in couples:
        if a.goal != b.goal:
            out.append(f"{a.id}\tgoal\t{a.level}\t{b.level}\t{a.text}")
            continue
        for name in CRITERIA:
            if a.goal and a.criteria[name] != b.criteria[name]:
                out.append(f"{a.id}\t{name}\t{a.criteria[name]}\t{b.criteria[name]}\t{a.text}")
        spans = [{(e.label, e.text, e.kind, e.role, str(e.to), e.start) for e in r.entities} for r in (a, b)]
        if spans[0] != spans[1]:
            shown = ["; ".join(" ".join(str(x) for x in s[:5] if x not in (None, "None")) for s in sorted(d, key=lambda s: s[5])) or "–"
                     for d in (spans[0] - spans[1], spans[1] - spans[0])]  # fmt: skip
            out.append(f"{a.id}\tspans\t{shown[0]}\t{shown[1]}\t{a.text}")
    return out


def main(argv: Sequence[str] | None = None) -> int:
    """Print the agreement as a table, or the disagreements one by one."""
    parser = argparse.ArgumentParser(prog="python -m eval.agreement", description="Agreement of the two annotators.")
    parser.add_argument("--format", choices=("table", "markdown"), default="table")
    parser.add_argument("--differences", action="store_true", help="list the disagreements instead")
    args = parser.parse_args(argv)
    couples = load()
    if args.differences:
        print("\n".join(differences(couples)))
        return 0
    if args.format == "markdown":
        print("| measure | language | n | agreement | 95 % interval |\n|---|---|---:|---:|---|")
    for measure, lang, n, value, low, high in figures(couples):
        if args.format == "markdown":
            print(f"| {measure} | {lang} | {n} | {value:.2f} | {low:.2f} – {high:.2f} |")
        else:
            print(f"{measure:28s} {lang} {n:5d}   {value:.3f}   {low:.3f} – {high:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
