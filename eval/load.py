"""How the chat holds up: one person's round trip, memory over many messages, and many people at once. All on this machine.

python -m eval.load [--clients 50] [--messages 10] [--sequence 500] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

DAY = "2026-11-23"
TALKS: dict[str, tuple[str, ...]] = {
    "fr": (
        "Vendre plus",
        "nouveaux clients",
        "40",
        "non, plutôt 45",
        "fin juin",
        "12",
        "une vendeuse à mi-temps",
        "financer un recrutement",
        "annule",
        "stop",
    ),
    "en": (
        "Sell more",
        "new customers",
        "40",
        "actually 45",
        "end of June",
        "12",
        "a part-time assistant",
        "to pay for a new hire",
        "undo",
        "stop",
    ),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured; times in milliseconds, memory in MB.

    Attributes:
        start: from the call to the first answer of `/healthz`, models loaded (seconds).
        median, p95: round trip of a message for one client alone.
        processor: processor time of the server for a message, which other programs on the machine do not lengthen.
        memory_early, memory_late: resident memory of the server after the first hundred messages, and after the last of the sequence.
        clients, messages: of the rush; `answered`, `refused` (queue full) and `failed` are its messages.
        rush_median, rush_p95, rush_seconds: round trips in the rush, and how long it took.
    """

    start: float
    median: float
    p95: float
    processor: float
    memory_early: float
    memory_late: float
    clients: int
    messages: int
    answered: int
    refused: int
    failed: int
    rush_median: float
    rush_p95: float
    rush_seconds: float


def serve() -> tuple[subprocess.Popen[str], str]:
    """(process, address) of a server on a free port of 127.0.0.1."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE"}
    command = [sys.executable, "-m", "assistant", "chat", "--port", "0", "--today", DAY]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    for line in process.stderr or ():
        if line.startswith("smartgoals: http"):
            return process, line.split()[1]
    raise SystemExit("the server did not start; run `smartgoals chat` to see why")


def memory(pid: int) -> float:
    """Resident memory of a process in MB (Linux); 0 where it cannot be told."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def processor(pid: int) -> float:
    """Processor time of a process so far in milliseconds (Linux); 0 where it cannot be told."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def talk(client: Any, code: str, count: int, told: list[float]) -> dict[str, int]:
    """One person's messages, one after the other; round trips go into `told`."""
    from gradio_client.exceptions import AppError

    outcome = {"answered": 0, "refused": 0, "failed": 0}
    state: dict[str, Any] | None = None
    for number in range(count):
        words = TALKS[code][number % len(TALKS[code])]
        if number % len(TALKS[code]) == 0:
            state = None
        began = time.perf_counter()
        try:
            state = client.predict(words, state, code, api_name="/message")["state"]
        except AppError as error:
            outcome["failed" if "state" in str(error) else "refused"] += 1
        except Exception as error:  # a load test counts what went wrong
            outcome["refused" if "503" in str(error) else "failed"] += 1
        else:
            outcome["answered"] += 1
            told.append((time.perf_counter() - began) * 1000)
    return outcome


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def measure(clients: int, messages: int, sequence: int) -> Figures:
    """Start a server, measure, and end it."""
    from gradio_client import Client

    began = time.perf_counter()
    process, address = serve()
    start = time.perf_counter() - began
    try:
        alone: list[float] = []
        one = Client(address, verbose=False)
        talk(one, "fr", 100, alone)
        early, used = memory(process.pid), processor(process.pid)
        for code in TALKS:
            talk(one, code, max(0, sequence - 100) // len(TALKS), alone)
        late, used = memory(process.pid), processor(process.pid) - used
        people = [Client(address, verbose=False) for _ in range(clients)]
        rush: list[float] = []
        began = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            jobs = [pool.submit(talk, person, list(TALKS)[n % len(TALKS)], messages, rush) for n, person in enumerate(people)]
            outcomes = [job.result() for job in jobs]
        seconds = time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(30)
    total = {key: sum(outcome[key] for outcome in outcomes) for key in ("answered", "refused", "failed")}
    each = used / max(1, len(alone) - 100)
    return Figures(
        start=round(start, 1),
        median=round(percentile(alone, 0.5), 1),
        p95=round(percentile(alone, 0.95), 1),
        processor=round(each, 1),
        memory_early=round(early, 1),
        memory_late=round(late, 1),
        clients=clients,
        messages=messages,
        answered=total["answered"],
        refused=total["refused"],
        failed=total["failed"],
        rush_median=round(percentile(rush, 0.5), 1),
        rush_p95=round(percentile(rush, 0.95), 1),
        rush_seconds=round(seconds, 1),
    )


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; status 1 when a message failed."""
    parser = argparse.ArgumentParser(prog="python -m eval.load", description=__doc__)
    parser.add_argument("--clients", type=int, default=50, choices=range(1, 201), metavar="1…200")
    parser.add_argument("--messages", type=int, default=10, choices=range(1, 101), metavar="1…100")
    parser.add_argument("--sequence", type=int, default=500, choices=range(100, 5001), metavar="100…5000")
    parser.add_argument("--json", type=Path, metavar="FILE")
    given = parser.parse_args(arguments)
    found = measure(given.clients, given.messages, given.sequence)
    print(f"start            {found.start:.1f} s, models loaded")
    print(f"one client       median {found.median:.0f} ms, p95 {found.p95:.0f} ms a message; {found.processor:.0f} ms of processor time")
    print(f"memory           {found.memory_early:.0f} MB after 100 messages, {found.memory_late:.0f} MB after {given.sequence}")
    print(f"{found.clients} at once       {found.answered} answered, {found.refused} told to try again, {found.failed} failed")
    print(f"                 median {found.rush_median:.0f} ms, p95 {found.rush_p95:.0f} ms, all in {found.rush_seconds:.0f} s")
    if given.json:
        given.json.write_text(json.dumps(asdict(found), indent=1) + "\n", "utf-8")
    return 1 if found.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
