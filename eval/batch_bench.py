"""Benchmarks of batches: `python -m eval.batch_bench [--documents N] [--rows N] [--jobs N] [--engine local|ray] [--format json]`.

Documents: a folder of N plans with one process and with two; the ratio of wall-clock times counts only on a machine that is
otherwise idle, so the load is printed beside it, and the processor time of both runs. Rows: a Parquet file through the same
command; memory is that of all its processes together (Linux: /proc), sampled once a second; its slope is that from the peak of the
second quarter of the run to that of its second half, and what that makes of a million rows is told.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.bench import endless, texts_of

TODAY = "2026-11-23"
GOALS = 12  # of a plan


def plans(folder: Path, count: int) -> None:
    """Write plans of both languages, no two alike."""
    folder.mkdir(parents=True)
    streams = {code: iter(endless(texts_of(code), count * GOALS)) for code in ("fr", "en")}
    for number in range(count):
        code = ("fr", "en")[number % 2]
        goals = "\n".join(f"- {next(streams[code])}" for _ in range(GOALS))
        (folder / f"plan-{number:04d}.{code}.md").write_text(f"# Objectifs / Goals\n\n{goals}\n", "utf-8")


def table(path: Path, rows: int) -> None:
    """Write a Parquet file of goals of both languages, no two alike."""
    import pyarrow
    import pyarrow.parquet

    streams = [iter(endless(texts_of(code), rows)) for code in ("fr", "en")]
    schema = pyarrow.schema([("id", pyarrow.int64()), ("text", pyarrow.string())])
    with pyarrow.parquet.ParquetWriter(path, schema) as writer:
        for start in range(0, rows, 50_000):
            numbers = range(start, min(start + 50_000, rows))
            texts = [next(streams[n % 2]) for n in numbers]
            writer.write_table(pyarrow.table({"id": list(numbers), "text": texts}, schema=schema))


def command(source: Path, output: Path, jobs: int, engine: str) -> list[str]:
    """The command that is measured."""
    return [sys.executable, "-m", "assistant", "batch", str(source), "-o", str(output), "--jobs", str(jobs), "--engine", engine,
            "--today", TODAY]  # fmt: skip


def timed(arguments: Sequence[str]) -> tuple[float, float]:
    """(wall-clock seconds, processor seconds of it and its children) of a command."""
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(arguments, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begin, spent


def family(root: int) -> Iterator[int]:
    """A process and all that it has started."""
    yield root
    try:
        children = [int(pid) for thread in os.listdir(f"/proc/{root}/task")
                    for pid in Path(f"/proc/{root}/task/{thread}/children").read_text("ascii").split()]  # fmt: skip
    except OSError:
        return
    for child in children:
        yield from family(child)


def resident(root: int) -> tuple[float, float]:
    """(resident, proportional) MB of a process and its children; memory that processes share counts once in the second."""
    sums = [0.0, 0.0]
    for pid in family(root):
        try:
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
                for place, key in enumerate(("Rss:", "Pss:")):
                    if line.startswith(key):
                        sums[place] += int(line.split()[1]) / 1000
        except OSError:
            continue
    return sums[0], sums[1]


def documents(folder: Path, count: int) -> dict[str, float]:
    """Seconds with one process and with two, and their ratio; the load of the machine at the time."""
    plans(folder / "plans", count)
    one, spent_one = timed(command(folder / "plans", folder / "one", 1, "local"))
    two, spent_two = timed(command(folder / "plans", folder / "two", 2, "local"))
    same = all(p.read_bytes() == (folder / "two" / p.relative_to(folder / "one")).read_bytes()
               for p in (folder / "one").rglob("*") if p.is_file())  # fmt: skip
    return {"documents": count, "1 process [s]": one, "2 processes [s]": two, "ratio": one / two, "CPU s of 1": spent_one,
            "CPU s of 2": spent_two, "CPUs used by 1": spent_one / one, "CPUs used by 2": spent_two / two, "same bytes": float(same),
            "load": os.getloadavg()[0], "CPUs": float(os.cpu_count() or 0)}  # fmt: skip


def rows(folder: Path, count: int, jobs: int, engine: str) -> dict[str, float]:
    """Rate and memory of a table."""
    table(folder / "goals.parquet", count)
    begin, samples = time.perf_counter(), []
    with subprocess.Popen(command(folder / "goals.parquet", folder / "out", jobs, engine), stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            time.sleep(1)
            samples.append((time.perf_counter() - begin, *resident(process.pid)))
    spent = time.perf_counter() - begin
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    peaks = [max(s[2] for s in samples[len(samples) * a // 4 : len(samples) * b // 4 + 1]) for a, b in ((1, 2), (2, 4))]
    slope = (peaks[1] - peaks[0]) / (spent * 0.375)  # MB a second, from the middle of the second quarter to that of the second half
    rate = count / spent
    return {"rows": count, "jobs": jobs, "status": float(process.returncode), "rows a second": rate,
            "rows a CPU second": count / (used.ru_utime + used.ru_stime), "most resident [MB]": max(s[1] for s in samples),
            "most proportional [MB]": max(s[2] for s in samples), "slope [MB per 100,000 rows]": slope / rate * 100_000,
            "at a million [MB]": peaks[1] + max(slope, 0.0) / rate * (1_000_000 - count), "load": os.getloadavg()[0]}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks and print their figures."""
    parser = argparse.ArgumentParser(prog="python -m eval.batch_bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--engine", choices=("local", "ray"), default="local")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    given = parser.parse_args(arguments)
    figures = {}
    with tempfile.TemporaryDirectory(prefix="smartgoals-bench-") as name:
        folder = Path(name)
        if given.documents:
            figures["documents"] = documents(folder, given.documents)
        if given.rows:
            figures["rows"] = rows(folder, given.rows, given.jobs, given.engine)
    if given.format == "json":
        print(json.dumps(figures, indent=1))
        return 0
    for title, values in figures.items():
        print(title)
        for key, value in values.items():
            print(f"  {key:32s}{value:12.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
