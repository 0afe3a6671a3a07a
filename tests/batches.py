"""What the tests of batches share: a folder of plans, a recipe, tasks that misbehave."""

import os
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from assistant.batch.files import unfinished
from assistant.batch.records import Limits, Options, Recipe, Written
from assistant.cli.inputs import helper_of, keeper
from assistant.config import Settings
from tests.conftest import TODAY

SETTINGS = Settings(today=TODAY)
RECIPE = Recipe(
    partial(helper_of, SETTINGS, "auto", None), partial(keeper, SETTINGS, "auto"),
    settings={"today": TODAY.isoformat(), "profile": "default", "version": "1"},
)  # fmt: skip
GOALS = ("Vendre plus", "Augmenter le trafic organique de 30 % d'ici fin juin", "Gain 50 qualified leads in 6 months", "Be visible")


def plans(folder: Path, count: int = 6) -> Path:
    """A folder of plans in two levels."""
    for number in range(count):
        place = folder / ("" if number % 2 else f"team {number}") / f"plan-{number}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        goals = "".join(f"- {GOALS[(number + n) % len(GOALS)]}\n" for n in range(3))
        place.write_text(f"# Objectifs\n\n{goals}", "utf-8")
    return folder


def options(**changes) -> Options:
    """Options of a run."""
    return replace(Options(), **changes)


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def nothing():
    """A helper for tasks that need none."""


PLAIN = Recipe(nothing, nothing)
SHORT = Limits(seconds=2.0, megabytes=300)


@dataclass(frozen=True)
class Task:
    """A task that does what its deed says."""

    name: str
    deed: str
    folder: Path
    pieces: tuple[str, ...] = ()

    def run(self, studio):
        if self.deed == "sleep":
            time.sleep(60)
        elif self.deed == "eat":
            bytearray(800_000_000)
        elif self.deed == "die":
            os.kill(os.getpid(), 9)
        elif self.deed == "raise":
            raise ValueError("odd")
        elif self.deed == "slip" and studio.__dict__.setdefault("served", 0):
            os.kill(os.getpid(), 9)  # only what came before is to blame
        studio.__dict__["served"] = 1
        return Written((unfinished(self.folder, lambda file: file.write(self.name.encode())),))

    def parts(self):
        return tuple(Task(f"{self.name}-{n}", deed, self.folder) for n, deed in enumerate(self.pieces))
