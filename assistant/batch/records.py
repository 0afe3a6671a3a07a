"""What the parts of a batch hand on: how it is run, what became of each piece of work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant import lang
from assistant.errors import InputError
from assistant.lang.batch import batch_texts

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from assistant.records import Analysis

ENGINES = ("local", "ray")
SECONDS = 120.0  # of wall time for one document, or one stretch of a table
MEGABYTES = 1500  # of memory for the same, above what a worker takes before it reads anything
KEPT = ".smartgoals"  # in the output folder: the journal, records, unfinished files


@dataclass(frozen=True, slots=True)
class Recipe:
    """How each text is worked on; travels to the workers, so its parts can be pickled.

    Attributes:
        helper: makes the assistant.
        keep: makes what narrows an analysis to the findings that were asked for.
        fill: "placeholder" or "suggest".
        mode: how documents are written back, where their format has that mode; the format's own first one when None.
        settings: all of the above as text, by name: what else than a file decides on its output.
    """

    helper: Callable[[], Assistant]
    keep: Callable[[], Callable[[Analysis], Analysis]]
    fill: str = "placeholder"
    mode: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may take: seconds of wall time, megabytes of memory."""

    seconds: float = SECONDS
    megabytes: int = MEGABYTES


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch has come; told after each piece of work.

    Attributes:
        done, total: documents, or rows of a table; `total` is None where it is not known beforehand.
    """

    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Options:
    """How a batch is run; none of it changes a byte of the outputs.

    Attributes:
        jobs: worker processes.
        resume: go on with the last run, with its day; its settings have to be the same.
        force: work on unchanged files again, and write over outputs that were edited.
        engine: one of `ENGINES`.
        address: of a Ray cluster; one is started on this machine when None.
        tell: called as work gets done.
    """

    jobs: int = 1
    resume: bool = False
    force: bool = False
    limits: Limits = Limits()
    engine: str = ENGINES[0]
    address: str | None = None
    tell: Callable[[Progress], None] = lambda progress: None


PLAIN = Options()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a piece of work failed.

    Attributes:
        key: of the reason in `refusals` of `documents.toml` or `batch.toml`; "" when `text` tells it.
        values: what stands in its braces.
        text: a reason that speaks one language.
        output: the fault is not the file's: the output folder cannot be written.
        blames_worker: the worker had to be stopped, or has died; a part of the same work may do.
    """

    key: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    output: bool = False
    blames_worker: bool = False

    def to_dict(self) -> dict[str, object]:
        """The reason as JSON, to be made again by `Failure(**…)`."""
        return {"key": self.key, "values": dict(self.values), "text": self.text}

    def told(self, code: str) -> str:
        """The reason in a language."""
        if not self.key:
            return self.text
        own = batch_texts(code).refusals
        return (own if self.key in own else lang.document_texts(code).refusals)[self.key].format(**self.values)


def failure_of(error: InputError, path: Path) -> Failure:
    """The reason in an error, without the path that it begins with."""
    from assistant.documents.refusal import Refusal

    if isinstance(error, Refusal):
        return Failure(error.key, {name: value if isinstance(value, int | float) else str(value) for name, value in error.values.items()})
    return Failure(text=str(error).removeprefix(f"{path}: "))


@dataclass(frozen=True, slots=True)
class Written:
    """What a worker has written: (unfinished file, its SHA-256) of each, and what is worth counting.

    Attributes:
        files: in the order in which the task names its outputs.
        source: SHA-256 of what was read.
        counts: rows, goals, goals that are SMART already, sum of scores, where the work is a stretch of a table.
        faults: (row from 1, reason) of rows that could not be read.
    """

    files: tuple[tuple[str, str], ...]
    source: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[tuple[int, Failure], ...] = ()


class Studio(Protocol):
    """What a worker has at hand: the recipe, and the assistant that it makes."""

    recipe: Recipe
    helper: Assistant
    keep: Callable[[Analysis], Analysis]


class Task(Protocol):
    """A piece of work that a worker does."""

    @property
    def name(self) -> str:
        """Tells tasks apart."""
        ...

    @property
    def folder(self) -> Path:
        """Where it writes unfinished files."""
        ...

    def run(self, studio: Studio) -> Written | Failure:
        """Do it; in a worker."""
        ...

    def parts(self) -> tuple[Task, ...]:
        """Smaller tasks that together do the same; none when it is the smallest."""
        ...


Outcome = Written | Failure
