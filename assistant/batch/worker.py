"""The worker's side: limits, the pipeline, and one task after another."""

from __future__ import annotations

import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from assistant.batch.records import Failure, Outcome, Recipe, Task
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from assistant.records import Analysis


class Workshop:
    """The recipe and what it makes."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.helper: Assistant = recipe.helper()
        self.keep: Callable[[Analysis], Analysis] = recipe.keep()


def main(pipe: Connection, recipe: Recipe, megabytes: int) -> None:
    """Take tasks from a pipe until it closes, and answer each with its outcome."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    try:
        studio = Workshop(recipe)
    except AssistantError as error:
        pipe.send(error)
        return
    limit_memory(megabytes)
    pipe.send("up")
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        outcome = _done(task, studio, megabytes)
        try:
            pipe.send(outcome)
        except OSError:
            return  # nobody waits any more


def _done(task: Task, studio: Workshop, megabytes: int) -> Outcome:
    try:
        return task.run(studio)
    except (MemoryError, RecursionError):
        return Failure("too_hungry", {"limit": megabytes}, blames_worker=True)
    except Exception as error:  # the last fence: whatever a parser does with a file of unknown origin is the file's fault
        if "Cannot allocate" in str(error) or "failed to map" in str(error):  # how libraries tell of memory that they did not get
            return Failure("too_hungry", {"limit": megabytes}, blames_worker=True)
        return Failure("child_failed", {"reason": type(error).__name__})


def output_fault(error: OSError) -> Failure:
    """What is told when an output cannot be written; the file that was read has no part in it."""
    return Failure(text=error.strerror or str(error), output=True)


def limit_memory(megabytes: int) -> None:
    """Let this process take so many more megabytes of address space than it has now, where the system can limit it."""
    try:
        import resource
    except ImportError:  # Windows; the time limit of the parent holds all the same
        return
    limit = _address_space() + megabytes * 1_000_000
    for kind, value in ((resource.RLIMIT_AS, limit), (resource.RLIMIT_CORE, 0)):
        try:
            _, hard = resource.getrlimit(kind)
            resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
        except (ValueError, OSError):
            continue  # a stricter limit holds already, or the system knows none


def _address_space() -> int:
    """Bytes of address space of this process; a guess where the system does not tell."""
    import resource

    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 1_000_000_000
