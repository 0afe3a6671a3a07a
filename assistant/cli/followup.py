"""`--milestones` and `--trajectory`: gathers the follow-ups of a call and writes them when all goals are through."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import ConfigError, InputError

if TYPE_CHECKING:
    from assistant.followup.entries import Entry
    from assistant.records import Analysis
    from assistant.reports.base import Result

TABLES = (".csv", ".json", ".ics")
PICTURES = (".svg", ".png")
MilestonesFile = Annotated[
    str | None,
    typer.Option("--milestones", help="Write the milestones of all goals: .csv, .json or .ics (calendar); - prints CSV alone."),
]
TrajectoryFile = Annotated[
    Path | None, typer.Option("--trajectory", help="Draw the way to the target: .svg, or .png (extra plot); numbered for several goals.")
]


class Export:
    """What a call writes beside its report.

    Args:
        milestones: a file name by whose ending the format is chosen, "-" or "-.ics" and the like for standard output.
        trajectory: an SVG or PNG file.
        inputs: what the call reads; never written over.

    Raises:
        ConfigError: an ending is not known.
        InputError: a folder does not exist, or a file is an input.
    """

    def __init__(self, milestones: str | None, trajectory: Path | None, inputs: list[str]) -> None:
        self.alone = milestones is not None and (milestones == "-" or milestones in [f"-{ending}" for ending in TABLES])
        self.table = None if milestones is None else Path("-.csv" if milestones == "-" else milestones)
        self.picture = trajectory
        self.analyses: list[Analysis] = []
        for option, path, endings in (("--milestones", self.table, TABLES), ("--trajectory", self.picture, PICTURES)):
            if path is None:
                continue
            ending = path.suffix.lower() or (path.name if path.name in endings else "")
            if ending not in endings:
                raise ConfigError(
                    f"{option}: {path}: unknown format '{path.suffix or 'no ending'}'; name the file *{' or *'.join(endings)}"
                )
            if not (self.alone and path is self.table):
                _check_place(path, inputs)

    def watch(self, results: Iterator[Result]) -> Iterator[Result]:
        """The results as they come; what has to be exported is kept."""
        from assistant.work import TextResult

        for result in results:
            if self.table or self.picture:
                self.analyses += [result.analysis] if isinstance(result, TextResult) else [found.analysis for found in result.goals]
            yield result

    def write(self, today: date, screen: str | None) -> None:
        """Write the files, and say so on standard error; `screen` is their language, else that of the first goal."""
        if not (self.table or self.picture):
            return
        from assistant import followup, lang
        from assistant.lang.followup import follow_up

        goals = followup.entries(self.analyses)
        code = screen or next((goal.lang for goal in goals), lang.available()[0])
        say = follow_up(code).messages
        if self.table:
            data = _table(self.table, goals, today, code)
            if self.alone:
                sys.stdout.flush()
                sys.stdout.buffer.write(data)
                sys.stdout.buffer.flush()
            else:
                _write(self.table, data, say["written"])
        if self.picture:
            self._draw(goals, today, code)

    def _draw(self, goals: tuple[Entry, ...], today: date, code: str) -> None:
        from assistant.cli.output import tell
        from assistant.followup import chart, png, svg
        from assistant.lang.followup import follow_up

        say, path = follow_up(code).messages, self.picture
        if path is None:
            return
        drawn = [goal for goal in goals if chart.can_be_drawn(goal.follow_up)]
        if not drawn:
            raise InputError(
                f"{path}: {' '.join(goals[0].follow_up.none_because.split()) if goals else ''} {say['no_figure']}".replace("  ", " ")
            )
        for goal in goals:
            if goal not in drawn:
                why = goal.follow_up.none_because or say["no_figure"]
                tell("smartgoals: " + say["not_drawn"].format(number=goal.number, why=why))
                continue
            picture = chart.trajectory(goal, today=today, code=code)
            target = path if len(goals) == 1 else path.with_stem(f"{path.stem}-{goal.number}")
            data = png.to_png(picture) if path.suffix.lower() == ".png" else svg.to_svg(picture).encode("utf-8")
            _write(target, data, say["drawn"])


def _table(path: Path, goals: tuple[Entry, ...], today: date, code: str) -> bytes:
    from assistant.followup import ics, tables

    ending = path.suffix.lower()
    if ending == ".ics":
        if not ics.has_events(goals):
            raise InputError(f"{path}: no goal has a deadline to come, so there is nothing to put into a calendar")
        return ics.to_ics(goals, today=today, code=code)
    if ending == ".json":
        return tables.to_json(goals, today=today).encode("utf-8", "backslashreplace")
    # the mark by which spreadsheets know UTF-8; a pipe does without
    return tables.to_csv(goals, code=code).encode("utf-8-sig" if path.stem != "-" else "utf-8", "backslashreplace")


def _check_place(path: Path, inputs: list[str]) -> None:
    if path.is_dir() or not path.parent.is_dir():
        raise InputError(f"{path}: cannot be written: {'it is a folder' if path.is_dir() else 'its folder does not exist'}")
    for name in inputs:
        if len(name) < 1000 and "\0" not in name and path.exists() and Path(name).exists() and path.samefile(name):
            raise InputError(f"{path}: is the input itself; give another name")


def _write(path: Path, data: bytes, say: str) -> None:
    from assistant import documents
    from assistant.cli.output import tell

    documents.write_atomically(path, data)
    tell(say.format(path=path))
