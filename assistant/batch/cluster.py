"""The same tasks on a Ray cluster: an actor holds one worker, with its pipeline loaded and its limits, as on one machine.

Tasks travel as files in the output folder, so that the memory of a run does not grow with its length; on several machines the
input and output folders are therefore on storage that all of them share.
"""

from __future__ import annotations

import logging
import os
import pickle
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from assistant.batch.pool import Pool
from assistant.batch.records import Limits, Options, Outcome, Recipe, Task
from assistant.errors import AssistantError, ConfigError
from assistant.lang.batch import batch_texts

MOST_BLOCKS = 1000  # of a Ray dataset; each block costs its scheduler some work


class Actor:
    """What Ray keeps alive: a pool of one worker."""

    def __init__(self, recipe: Recipe, limits: Limits) -> None:
        self._pool = Pool(recipe, limits, 1)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Do the tasks of a batch of files; the outcomes go back as files, too."""
        names = []
        for path in batch["task"]:
            task: Task = pickle.loads(Path(path).read_bytes())
            done = [(part, outcome) for part, outcome in self._pool.run([task])]
            names.append(_stored(done, Path(path).parent))
        return {"outcome": names}


class Cluster:
    """A Ray cluster as an engine: the one at `options.address`, else one that is started on this machine and ends with the context."""

    def __init__(self, recipe: Recipe, options: Options, code: str) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray reads it when it is imported
        try:
            import ray
            import ray.data
        except ImportError as error:
            raise ConfigError(batch_texts(code).messages["needs_extra"].format(what="--engine ray", extra="cluster")) from error
        self._ray: Any = ray
        self._recipe, self._options, self._code = recipe, options, code
        self._started = False

    def __enter__(self) -> Cluster:
        if not self._ray.is_initialized():
            try:
                self._ray.init(
                    address=self._options.address, include_dashboard=False if self._options.address is None else None,
                    log_to_driver=False, logging_level="ERROR",
                )  # fmt: skip
            except (ConnectionError, RuntimeError, ValueError) as error:
                reason = str(error).strip().split("\n")[0]
                raise AssistantError(batch_texts(self._code).messages["ray"].format(reason=reason)) from error
            self._started = True
        return self

    def __exit__(self, *_: object) -> None:
        if self._started:
            self._ray.shutdown()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        """The outcomes, as they come.

        Raises:
            AssistantError: Ray gave up.
        """
        ray = self._ray
        items = [{"task": _stored(task, task.folder)} for task in tasks]
        if not items:
            return
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = context.print_on_execution_start = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        # one CPU is left for the tasks that feed the actors: with as many actors as CPUs, Ray Data waits for ever
        cpus = int(ray.cluster_resources().get("CPU", 1))
        size = max(1, min(self._options.jobs, cpus - 1, len(items)))
        dataset = ray.data.from_items(items, override_num_blocks=min(len(items), MOST_BLOCKS)).map_batches(
            Actor, batch_size=1, compute=ray.data.ActorPoolStrategy(size=size), num_cpus=1 if cpus > 1 else 0.5,
            fn_constructor_args=(self._recipe, self._options.limits),
        )  # fmt: skip
        try:
            for row in dataset.iter_rows():
                path = Path(row["outcome"])
                outcomes: list[tuple[Task, Outcome]] = pickle.loads(path.read_bytes())
                path.unlink()
                yield from outcomes
        except ray.exceptions.RayError as error:
            reason = str(error).strip().split("\n")[-1]
            raise AssistantError(batch_texts(self._code).messages["ray"].format(reason=reason)) from error


def _stored(value: object, folder: Path) -> str:
    """Pickle something into a file of a folder that this run owns."""
    handle, name = tempfile.mkstemp(prefix="task-", dir=folder)
    with os.fdopen(handle, "wb") as file:
        pickle.dump(value, file)
    return name
