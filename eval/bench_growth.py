"""How the cost of an analysis grows with its input, and what a second process brings."""

from __future__ import annotations

import math
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

KILOBYTES = (1, 10, 100, 1000)
ROUNDS = 12  # of the texts that each of two processes analyses


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The exponent of a power law fitted to (size, cost) by least squares on logarithms: 1.0 is linear."""
    points = [(math.log(s), math.log(max(c, 1e-6))) for s, c in zip(sizes, costs, strict=True)]
    mean_x, mean_y = (statistics.fmean(p[i] for p in points) for i in (0, 1))
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def growth(code: str, texts: Sequence[str], largest: int) -> dict[str, float]:
    """Processor seconds for 10 goals, ten times as many and so on up to `largest`, and for documents of 1 kB to 1 MB, each with the
    exponent of its growth. The texts are ever new."""
    from assistant import work
    from assistant.pipeline import Assistant
    from eval.bench import endless
    from eval.predict import TODAY

    helper = Assistant(today=TODAY, lang=code)
    for _ in helper.pipe(endless(texts, 1000)):  # loads, compiles, fills caches
        pass
    out: dict[str, float] = {}
    counts = [10**n for n in range(1, 7) if 10**n <= largest]
    costs = []
    for count in counts:
        begin = time.process_time()
        for _ in helper.pipe(endless(texts, count)):
            pass
        costs.append(time.process_time() - begin)
        out[f"{count} goals [s]"] = costs[-1]
    if len(counts) > 1:
        out["exponent of goals"] = exponent(counts, costs)
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        for size in KILOBYTES:
            path = Path(folder) / f"{size}.md"
            path.write_text(_document(texts, size * 1000), encoding="utf-8")
            begin = time.process_time()
            work.document(helper, path, rewrite=False, fill="placeholder")
            costs.append(time.process_time() - begin)
            out[f"{size} kB [s]"] = costs[-1]
    out["exponent of text"] = exponent(KILOBYTES, costs)
    return out


def _document(texts: Sequence[str], size: int) -> str:
    from eval.bench import endless

    lines: list[str] = []
    length = 0
    for text in endless(texts, size):
        if length >= size:
            break
        lines.append(f"- {text}")
        length += len(text.encode()) + 3
    return "\n".join(lines)


def _analyse(code: str, ready: object, start: object) -> None:
    from assistant.pipeline import Assistant
    from eval.bench import texts_of
    from eval.predict import TODAY

    texts, helper = texts_of(code)[:256], Assistant(today=TODAY, lang=code)
    list(helper.pipe(texts))
    ready.release()  # type: ignore[attr-defined]
    start.wait()  # type: ignore[attr-defined]
    for _ in range(ROUNDS):
        list(helper.pipe(texts))


def _seconds(processes: int, code: str) -> float:
    context = multiprocessing.get_context("spawn")
    ready, start = context.Semaphore(0), context.Event()
    workers = [context.Process(target=_analyse, args=(code, ready, start)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for _ in workers:
        ready.acquire()
    begin = time.perf_counter()
    start.set()
    for worker in workers:
        worker.join()
    return time.perf_counter() - begin


def two_processes(runs: int, code: str = "en") -> dict[str, float]:
    """How many times as many goals a second two processes analyse as one, by the clock: it needs two processors with nothing else
    to do. Median of some runs."""
    ratios = [2 * _seconds(1, code) / _seconds(2, code) for _ in range(min(runs, 3))]
    return {"two / one": statistics.median(ratios)}
