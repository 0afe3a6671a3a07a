"""Benchmarks, as ratios against a reference in the same run: `python -m eval.bench [--runs N] [--peers] [--stream N] [--format json]`.

Cold start: processes from scratch, their compiled files in place as after an installation. Throughput: processor time of one
process over the texts of train and dev, so that another process on the machine does not count; ours and the reference's are
measured slice by slice in turn, and the least of each slice is taken. Memory: resident set of this process (Linux:
/proc/self/statm). Stages, growth and two processes: `eval.bench_stages`, `eval.bench_growth`. `--plot FILE` draws it all.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from assistant import lang

REFERENCE = "import spacy; spacy.load('fr_core_news_sm')"
IMPORT = "import spacy"
CHECK = ["-m", "assistant", "check", "--today", "2026-11-23", "Augmenter le taux de conversion de 2 % à 3,5 % d'ici fin juin"]
SLICE = 256  # texts that are measured in turn
STREAMED = 20_000  # texts over which memory must stay flat; `--stream 1000000` takes half an hour a language


def seconds(calls: Mapping[str, Sequence[str]], runs: int) -> dict[str, float]:
    """Median processor seconds of cold starts of Python with these arguments, in turn, after one start each to warm the disk."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    with tempfile.TemporaryDirectory() as compiled:
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPYCACHEPREFIX": compiled}
        for run in range(runs + 1):
            for name, arguments in calls.items():
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                subprocess.run([sys.executable, *arguments], capture_output=True, check=False, env=kept)
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                if run:
                    times[name].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {name: statistics.median(values) for name, values in times.items()}


def cold_start(runs: int) -> dict[str, float]:
    """Seconds of `smartgoals check`, of loading the stock pipeline and of importing spaCy; the ratio and difference."""
    took = seconds({"check": CHECK, "load": ["-c", REFERENCE], "bare": ["-c", IMPORT]}, runs)
    check, load, bare = took["check"], took["load"], took["bare"]
    return {"check [s]": check, "load fr_core_news_sm [s]": load, "import spacy [s]": bare, "check / load": check / load,
            "check - import spacy [s]": check - bare}  # fmt: skip


def _cost(work: Callable[[], Iterable[object]], runs: int) -> float:
    times = []
    for _ in range(runs):
        begin = time.process_time()
        for _ in work():
            pass
        times.append(time.process_time() - begin)
    return min(times)


def resident() -> float:
    """Resident memory of this process in MB; 0.0 where it cannot be read."""
    try:
        with open("/proc/self/statm", encoding="ascii") as handle:
            return int(handle.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0


def texts_of(code: str) -> list[str]:
    """The texts of train and dev."""
    from eval.dataset import load

    return [r.text for r in load(["train", "dev"]) if r.lang == code]


def throughput(code: str, runs: int) -> dict[str, float]:
    """Goals a second, and the cost of analysis and rewriting as multiples of the stock spaCy pipeline that it is built on."""
    import spacy

    from assistant.pipeline import Assistant
    from eval.predict import TODAY

    texts, helper = texts_of(code), Assistant(today=TODAY, lang=code)
    name = next(n for n in lang.lexicon(code).spacy_models if spacy.util.is_package(n))
    stock = spacy.load(name)
    new = list(endless(texts, 2 * SLICE))
    for pipe in (helper.pipe(new), stock.pipe(new)):  # loads, compiles, fills caches
        list(pipe)
    fresh = _cost(lambda: helper.pipe(texts), 1) / _cost(lambda: stock.pipe(texts), 1)
    ours = base = 0.0
    for start in range(0, len(texts), SLICE):
        part = texts[start : start + SLICE]
        turns = [(_cost(lambda: helper.pipe(part), 1), _cost(lambda: stock.pipe(part), 1)) for _ in range(runs)]  # noqa: B023
        ours, base = ours + min(t[0] for t in turns), base + min(t[1] for t in turns)
    both = _cost(lambda: (helper.rewritten(a) for a in helper.pipe(texts)), 1)
    return {
        "goals a second": len(texts) / ours,
        "analysis / stock spaCy": ours / base,
        "the same, texts met first": fresh,
        "rewriting adds [ms a goal]": (both - ours) / len(texts) * 1000,
    }


def endless(texts: Sequence[str], count: int) -> Iterator[str]:
    """Texts without end and without repetition: each has a word and a number of its own, so that no cache hides a leak."""
    for i in range(count):
        yield f"{texts[i % len(texts)]} {'abcdefghij'[i % 10]}x{i:x}qz {i}"


def memory(code: str, streamed: int) -> dict[str, float]:
    """Resident MB after loading and after a tenth of a long stream, and how much more at its end."""
    from assistant.pipeline import Assistant
    from eval.predict import TODAY

    texts, helper = texts_of(code), Assistant(today=TODAY, lang=code)
    list(helper.pipe(texts[:64]))
    loaded = early = resident()
    for number, _ in enumerate(helper.pipe(endless(texts, streamed))):
        if number == streamed // 10:
            early = resident()
    return {"resident [MB]": loaded, "after a tenth [MB]": early, f"more after {streamed} texts [MB]": resident() - early}


def peers(code: str, runs: int) -> dict[str, float]:
    """How many times as many texts a second as Recognizers-Text (extra `peers`) and `dateparser.search`; absent peers are left out."""
    from assistant.pipeline import Assistant
    from eval.predict import TODAY

    texts, helper = texts_of(code)[:200], Assistant(today=TODAY, lang=code)
    list(helper.pipe(texts[:64]))
    ours, out = _cost(lambda: helper.pipe(texts), runs), {}
    try:
        from recognizers_date_time import recognize_datetime
        from recognizers_number import recognize_number, recognize_percentage
        from recognizers_number_with_unit import recognize_currency

        culture = {"fr": "fr-fr", "en": "en-us"}[code]
        all_four = (recognize_number, recognize_percentage, recognize_currency, recognize_datetime)

        def recognizers() -> Iterable[object]:
            return (f(text, culture) for text in texts for f in all_four)

        out["× Recognizers-Text"] = _cost(recognizers, 1) / ours
    except (ImportError, KeyError):
        pass
    from dateparser.search import search_dates

    out["× dateparser.search"] = _cost(lambda: (search_dates(text, languages=[code]) for text in texts), 1) / ours
    return out


def main(argv: Sequence[str] | None = None) -> int:
    """Print all figures; status 1 when a start is slower than loading the stock pipeline or analysis costs more than 1.5 times it."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description="Benchmarks as ratios against a reference.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peers", action="store_true", help="compare with what one could take instead (slow)")
    parser.add_argument("--stream", type=int, default=STREAMED, help="texts of the memory test")
    parser.add_argument("--largest", type=int, default=10_000, help="goals of the largest run of the growth test")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--plot", type=Path, help="draw the stages and the growth: a file *.svg or *.png")
    args = parser.parse_args(argv)
    from eval.bench_growth import growth, two_processes
    from eval.bench_stages import stages

    figures: dict[str, dict[str, float]] = {"cold start": cold_start(args.runs), "two processes": two_processes(args.runs)}
    for code in lang.available():
        figures[f"throughput {code}"] = throughput(code, min(args.runs, 3))
        figures[f"memory {code}"] = memory(code, args.stream)
        figures[f"stages {code}"] = stages(code, texts_of(code))
        figures[f"growth {code}"] = growth(code, texts_of(code), args.largest)
        if args.peers:
            figures[f"against peers {code}"] = peers(code, min(args.runs, 3))
    if args.format == "json":
        print(json.dumps(figures, indent=1, ensure_ascii=False))
    else:
        for part, values in figures.items():
            for name, value in values.items():
                print(f"{part:18s}{name:32s}{value:9.2f}")
    if args.plot:
        from eval.plot import draw_bench

        draw_bench(figures, args.plot)
    slow = [c for c in lang.available() if figures[f"throughput {c}"]["analysis / stock spaCy"] > 1.5]
    return 1 if slow or figures["cold start"]["check / load"] > 1 else 0


if __name__ == "__main__":
    raise SystemExit(main())
