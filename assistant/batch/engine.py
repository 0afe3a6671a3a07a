"""Who does the tasks: worker processes of this machine, or a Ray cluster. Both do the same tasks and give the same outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from assistant.batch.pool import Pool
from assistant.batch.records import Options, Outcome, Recipe, Task


class Engine(Protocol):
    """Does tasks."""

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        """The outcome of each task, as they come."""
        ...


def engine(recipe: Recipe, options: Options, code: str) -> AbstractContextManager[Engine]:
    """The engine that the options name; workers end with the context.

    Raises:
        ConfigError: it is not installed.
    """
    if options.engine == "ray":
        from assistant.batch.cluster import Cluster

        return Cluster(recipe, options, code)
    return Pool(recipe, options.limits, options.jobs)
