"""Worker processes with limits on memory and time; one that breaks them is stopped and replaced, and the rest goes on.

Each worker loads the pipeline once. It has a pipe of its own to this process, so that a worker that is killed in the middle of a
message harms no other, and workers end by themselves when this process is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from assistant.batch import worker
from assistant.batch.records import Failure, Limits, Outcome, Recipe, Task
from assistant.errors import AssistantError

START_SECONDS = 300  # in which a worker has to be up; far above the second that it takes, for a busy machine


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    task: Task | None = None
    deadline: float = 0.0
    up: bool = False
    served: int = 0

    def stop(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


class Pool:
    """Does tasks in worker processes.

    Args:
        recipe: what the workers make their assistant with.
        limits: of one task.
        jobs: most workers at a time; no more are started than there are tasks.
    """

    def __init__(self, recipe: Recipe, limits: Limits, jobs: int) -> None:
        self._recipe, self._limits, self._jobs = recipe, limits, jobs
        self._workers: list[_Worker] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._workers:
            one.stop()
        self._workers.clear()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        """The outcome of each task, as they come; tasks are taken one at a time, as workers get free.

        A task that breaks its worker is done again in parts, where it has any, so that one row does not cost its neighbours.

        Raises:
            AssistantError: workers do not come up at all.
        """
        source, waiting = iter(tasks), deque[Task]()
        while True:
            self._hand_out(source, waiting)
            busy = [one for one in self._workers if one.task]
            if not busy:
                return
            soonest = min(one.deadline for one in busy)
            ready = wait([one.pipe for one in busy], max(0.0, soonest - time.monotonic()))
            for one in busy:
                if one.pipe in ready:
                    answer = self._receive(one)
                elif time.monotonic() > one.deadline:
                    answer = self._too_slow(one)
                else:
                    continue
                task = one.task
                if answer is None or task is None:
                    continue
                one.task, one.served = None, one.served + 1
                if isinstance(answer, Failure) and answer.blames_worker:
                    self._workers.remove(one)
                    one.stop()
                    if one.served > 1 and answer.key != "too_slow":  # what came before may be to blame: once more, in a fresh one
                        self._give(self._start(), task)
                        continue
                    if smaller := task.parts():
                        waiting.extendleft(reversed(smaller))
                        continue
                yield task, answer

    def _hand_out(self, source: Iterator[Task], waiting: deque[Task]) -> None:
        while True:
            free = next((one for one in self._workers if one.task is None), None)
            if free is None and len(self._workers) >= self._jobs:
                return
            task = waiting.popleft() if waiting else next(source, None)
            if task is None:
                return
            self._give(free or self._start(), task)

    def _give(self, one: _Worker, task: Task) -> None:
        one.task = task
        one.deadline = time.monotonic() + (self._limits.seconds if one.up else START_SECONDS)
        if one.up:
            _send(one)

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=worker.main, args=(theirs, self._recipe, self._limits.megabytes), daemon=True)
        with _settled():
            process.start()
        theirs.close()
        one = _Worker(process, ours)
        self._workers.append(one)
        return one

    def _receive(self, one: _Worker) -> Outcome | None:
        """What a worker says of its task; None when it has just come up and begins with it."""
        try:
            answer = one.pipe.recv()
        except (EOFError, OSError):
            return self._died(one)
        if one.up:
            outcome: Outcome = answer
            return outcome
        if isinstance(answer, AssistantError):
            raise answer
        one.up, one.deadline = True, time.monotonic() + self._limits.seconds
        _send(one)
        return None

    def _died(self, one: _Worker) -> Failure:
        one.process.join()
        code = one.process.exitcode or 0
        reason = signal.Signals(-code).name if code < 0 else f"status {code}"
        if not one.up:
            raise AssistantError(f"a worker process did not start ({reason}); look at memory, or try --jobs 1")
        return Failure("child_failed", {"reason": reason}, blames_worker=True)

    def _too_slow(self, one: _Worker) -> Failure:
        if not one.up:
            raise AssistantError(f"a worker process did not start in {START_SECONDS} s; look at the load of the machine, or try --jobs 1")
        return Failure("too_slow", {"seconds": f"{self._limits.seconds:g}"}, blames_worker=True)


def _send(one: _Worker) -> None:
    with suppress(OSError):  # it has died; reading from the pipe tells how
        one.pipe.send(one.task)


@contextmanager
def _settled() -> Iterator[None]:
    """Workers share the machine, so their numeric libraries start no threads; one order of sets, so that no byte depends on the process.

    Both are read when a process starts.
    """
    wanted = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
