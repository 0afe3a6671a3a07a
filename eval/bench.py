"""Benchmarks, as ratios against a reference in the same run: `python -m eval.bench [--runs N] [--format json]`."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

REFERENCE = "import spacy; spacy.load('fr_core_news_sm')"
IMPORT = "import spacy"
CHECK = ["-m", "assistant", "check", "--today", "2026-11-23", "Augmenter le taux de conversion de 2 % à 3,5 % d'ici fin juin"]


def seconds(arguments: Sequence[str], runs: int) -> float:
    """Median wall-clock seconds of a cold start of Python with these arguments, after one start to warm the disk."""
    times = []
    for run in range(runs + 1):
        begin = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
        if run:
            times.append(time.perf_counter() - begin)
    return statistics.median(times)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the cold start of `smartgoals check` beside its references; status 1 when it is slower than loading the pipeline."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description="Benchmarks as ratios against a reference.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--format", choices=("table", "json"), default="table")
    args = parser.parse_args(argv)
    figures = {
        "check": seconds(CHECK, args.runs),
        "load fr_core_news_sm": seconds(["-c", REFERENCE], args.runs),
        "import spacy": seconds(["-c", IMPORT], args.runs),
    }
    ratio = figures["check"] / figures["load fr_core_news_sm"]
    if args.format == "json":
        print(
            json.dumps({"seconds": figures, "check / load": ratio, "check - import": figures["check"] - figures["import spacy"]}, indent=1)
        )
    else:
        for name, value in figures.items():
            print(f"{name:24s}{value:7.2f} s")
        print(f"{'check / load':24s}{ratio:7.2f}")
        print(f"{'check - import spacy':24s}{figures['check'] - figures['import spacy']:7.2f} s")
    return 0 if ratio <= 1 else 1


if __name__ == "__main__":
    raise SystemExit(main())
