"""`smartgoals eval`: measures on the annotated set, per language, held against a baseline and thresholds."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from eval import compare, reporting
from eval.dataset import ROOT, SPLITS, load
from eval.markup import MarkupError
from eval.measures import Row, rows
from eval.predict import TODAY, Pair, predict

FORMATS = ("table", "json", "markdown", "junit")


def parser() -> argparse.ArgumentParser:
    """The options of the evaluation."""
    made = argparse.ArgumentParser(prog="smartgoals eval", description="Measure extraction, verdicts and rewrites on the annotated set.")
    made.add_argument("--split", choices=SPLITS, default="dev")
    made.add_argument("--lang", default="auto", help="only this language")
    made.add_argument("--data", type=Path, default=ROOT, help="folder of the annotated set")
    made.add_argument("--format", choices=FORMATS, default="table")
    made.add_argument("--output", type=Path, help="write the report to this file")
    made.add_argument("--errors", type=Path, help="write each error with text, gold and prediction to this file")
    made.add_argument("--compare", type=Path, metavar="BASELINE", help="status 1 when a figure falls by more than its noise")
    made.add_argument("--fail-under", type=Path, metavar="TOML", help="status 1 when a figure is below its threshold")
    made.add_argument("--update-baseline", type=Path, nargs="?", const=Path("eval/baseline.json"), metavar="BASELINE")
    made.add_argument("--plot", type=Path, metavar="FILE", help="draw the results to a .png or .svg file")
    made.add_argument("--peers", action="store_true", help="also measure what one could take instead")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Run the evaluation. Status 1 on a fall or a figure below its threshold, 2 on a malformed record or file."""
    args = parser().parse_args(argv)
    try:
        records = [r for r in load([args.split], args.data) if args.lang in ("auto", r.lang)]
        if not records:
            print(f"smartgoals eval: the split '{args.split}' holds no record of language '{args.lang}' in {args.data}", file=sys.stderr)
            return 2
        pairs = predict(records)
        found = rows(pairs)
        failures = _failures(args, found, pairs)
    except (MarkupError, compare.ComparisonError) as fault:
        print(f"smartgoals eval: {fault}", file=sys.stderr)
        return 2
    _report(args, found, pairs, failures)
    for line in failures.values():
        print(f"smartgoals eval: fell: {line}", file=sys.stderr)
    return 1 if failures else 0


def _failures(args: argparse.Namespace, found: list[Row], pairs: list[Pair]) -> dict[str, str]:
    failures: dict[str, str] = {}
    if args.compare:
        whole = compare.read(args.compare)
        if args.split not in whole:
            raise compare.ComparisonError(f"{args.compare}: holds no figures of the split '{args.split}'; add them with --update-baseline")
        falls, notes = compare.compare(found, pairs, whole[args.split])
        failures |= falls
        for note in notes:
            print(f"smartgoals eval: {note}", file=sys.stderr)
    if args.fail_under:
        failures |= compare.under(found, args.fail_under)
    return failures


def _report(args: argparse.Namespace, found: list[Row], pairs: list[Pair], failures: dict[str, str]) -> None:
    title = f"split {args.split}: {len(pairs)} records, today {TODAY}"
    text = {
        "table": lambda: f"{title}\n{reporting.table(found)}\n",
        "json": lambda: reporting.as_json(found) + "\n",
        "markdown": lambda: reporting.markdown(found, title),
        "junit": lambda: reporting.junit(found, failures),
    }[args.format]()
    if args.output:
        args.output.write_text(text, "utf-8")
    else:
        print(text, end="")
    if args.errors:
        args.errors.write_text(reporting.errors(pairs), "utf-8")
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with open(summary, "a", encoding="utf-8") as file:
            file.write(reporting.markdown(found, title))
    if args.update_baseline:
        path = args.update_baseline
        whole = json.loads(path.read_text("utf-8")) if path.exists() else {}
        whole[args.split] = compare.snapshot(found, pairs)
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    if args.plot:
        from eval.plot import draw

        draw(found, args.plot, title)
    if args.peers:
        from eval.peers import peer_rows

        print("\nwhat one could take instead\n" + reporting.table(peer_rows([p.gold for p in pairs])))


if __name__ == "__main__":
    raise SystemExit(main())
