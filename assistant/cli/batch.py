"""`smartgoals batch`: a folder of documents, or a table of goals."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import ConfigError, InputError

if TYPE_CHECKING:
    from assistant.batch import folder, table
    from assistant.batch.records import Options, Recipe
    from assistant.config import Settings

SHOWN = 50  # refusals that are told one by one
_NO_MATTER = {"format", "baseline", "min_score", "jobs", "include", "exclude"}  # settings that change no byte of an output


def batch(
    source: Annotated[str, typer.Argument(help="A folder of documents, or a table: .csv, .tsv, .jsonl, .parquet.", metavar="FOLDER|TABLE")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder to write into.")],
    include: Annotated[list[str] | None, typer.Option("--include", help="Only files that match: '*.docx', '2026/**'; repeatable.")] = None,
    exclude: Annotated[list[str] | None, typer.Option("--exclude", help="Not these files or folders; repeatable.")] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", help="Processes; all CPUs when not given.", min=1)] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the run that was cut off, with its day and settings.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Work on unchanged files, too, and write over edited outputs.")] = False,
    column: Annotated[str, typer.Option("--column", help="The column of a table that holds the goals.")] = "text",
    records: Annotated[bool, typer.Option("--records", help="Of a table: write JSON lines, one record a row.")] = False,
    mode: Annotated[str | None, typer.Option("--mode", help="track, replace, comment or clean, where a format has it.")] = None,
    fill: Annotated[str | None, typer.Option("--fill", help="placeholder (marked gaps) or suggest (declared assumptions).")] = None,
    lang: Annotated[str | None, typer.Option("--lang", help="Language of the texts: auto, fr or en.")] = None,
    screen: Annotated[str | None, typer.Option("--screen", help="Language of the report and of comments: fr or en.")] = None,
    today: Annotated[str | None, typer.Option("--today", help="The day from which deadlines are resolved, YYYY-MM-DD.")] = None,
    profile: Annotated[str | None, typer.Option("--profile", help="How goals are judged.", metavar="NAME|FILE.toml")] = None,
    history: Annotated[Path | None, typer.Option("--history", help="Your own figures, by which goals are judged: CSV.")] = None,
    seconds: Annotated[float | None, typer.Option("--timeout", help="Seconds that one document may take.", min=1)] = None,
    megabytes: Annotated[int | None, typer.Option("--memory", help="Megabytes that one document may take.", min=100)] = None,
    engine: Annotated[str, typer.Option("--engine", help="local, or ray (extra cluster).")] = "local",
    address: Annotated[str | None, typer.Option("--ray-address", help="Of a Ray cluster; else one is started here.")] = None,
    config_file: Annotated[Path | None, typer.Option("--config", help="Settings file.")] = None,
) -> None:
    """Rewrite a folder of documents, or a table of goals; can be cut off and resumed. Status 1 when a file was refused."""
    from assistant.batch.records import ENGINES, MEGABYTES, SECONDS, Limits, Options
    from assistant.batch.tables import KINDS
    from assistant.cli import inputs as given
    from assistant.documents.base import MODES
    from assistant.lang.batch import batch_texts
    from assistant.rewriting import FILLS

    settings = given.settings_of(config_file, lang, today, fill, None, None, None, None, None, profile)
    settings = given.written_as(settings, None, None, None)
    given.only(settings.fill, FILLS, "--fill")
    given.only(engine, ENGINES, "--engine")
    if mode is not None:
        given.only(mode, MODES, "--mode")
    if address and engine != "ray":
        raise ConfigError("--ray-address: needs --engine ray")
    if resume and force:
        raise ConfigError("--resume and --force: give one of them")
    code = given.screen_language(screen or (settings.lang if settings.lang != "auto" else None))
    say = batch_texts(code).messages
    path = Path(source)
    if not path.exists():
        raise InputError(say["missing"].format(path=source))
    if not path.is_dir() and path.suffix.lower() not in KINDS:
        raise InputError(say["not_a_table"].format(path=source, known=", ".join(KINDS)))
    settings = replace(settings, today=settings.today or (_last_day(output) if resume else None))
    recipe = _recipe(settings, screen or "auto", mode, history)
    options = Options(
        jobs=jobs or settings.jobs or _cpus(), resume=resume, force=force, limits=Limits(seconds or SECONDS, megabytes or MEGABYTES),
        engine=engine, address=address,
    )  # fmt: skip
    try:
        with _bar(options, say["progress"], say["rate"]) as shown:
            if path.is_dir():
                from assistant.batch import folder

                patterns = (tuple(include or settings.include), tuple(exclude or settings.exclude))
                done: folder.report.Summary | table.Summary = folder.run(
                    path, output, recipe, shown, code=code, include=patterns[0], exclude=patterns[1]
                )
            else:
                from assistant.batch import table

                done = table.run(path, output, recipe, shown, code=code, column=column, records=records)
    except KeyboardInterrupt:
        from assistant.cli.output import tell

        tell("smartgoals: " + say["stopped"].format(path=output))
        raise
    raise typer.Exit(1 if _told(done, source, output, code) else 0)


def _cpus() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _last_day(output: Path) -> date | None:
    """The day of the run that is resumed."""
    from assistant.batch.journal import Journal
    from assistant.batch.records import KEPT
    from assistant.config import parse_day

    journal = Journal.load(output / KEPT / "journal.jsonl")
    day = (journal.settings or {}).get("today")
    return parse_day(day, str(journal.path)) if day and not journal.finished else None


def _recipe(settings: Settings, screen: str, mode: str | None, history: Path | None) -> Recipe:
    """The recipe, and the text of all settings that an output depends on, files by their hash."""
    from assistant import __version__
    from assistant.batch.files import sha256
    from assistant.batch.records import Recipe
    from assistant.cli import inputs as given

    helper = given.helper_of(settings, screen, history)  # so that what is wrong with it is told here, and once
    fixed = replace(settings, today=helper.today)
    told = {f.name: str(getattr(fixed, f.name)) for f in fields(fixed) if f.name not in _NO_MATTER}
    told |= {"version": __version__, "screen": screen, "mode": str(mode), "history": sha256(history) if history else ""}
    if settings.profile.endswith(".toml"):
        told["profile_file"] = sha256(Path(settings.profile))
    return Recipe(
        partial(given.helper_of, fixed, screen, history), partial(given.keeper, replace(fixed, min_score=None), screen), settings.fill,
        mode, told,
    )  # fmt: skip


@contextmanager
def _bar(options: Options, title: str, rate: str) -> Iterator[Options]:
    """The options with a progress bar on standard error; without one when that is no terminal."""
    if not sys.stderr.isatty():
        yield options
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    from assistant.batch.records import Progress as Step

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("" if speed is None else rate.format(rate=f"{speed:.1f}"))

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task(title, total=None)

        def tell(step: Step) -> None:
            progress.update(bar, completed=step.done, total=step.total)

        yield replace(options, tell=tell)


def _told(done: folder.report.Summary | table.Summary, source: str, output: Path, code: str) -> bool:
    """Print the summary, and what was refused on standard error; returns whether anything was."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from assistant import lang as languages
    from assistant.batch.table import Summary
    from assistant.cli.output import tell
    from assistant.lang.batch import batch_texts
    from assistant.reports.base import clean
    from assistant.reports.text import console

    texts = batch_texts(code)
    say, label = texts.messages, texts.summary
    number = languages.rules(code).number
    if isinstance(done, Summary):
        faults = [say["row"].format(path=source, row=row, reason=reason) for row, reason in done.faults]
        rows = [("rows", str(done.rows)), ("faults", str(len(faults)))]
        place = done.output
    else:
        faults = [say["refused"].format(path=f"{source.rstrip(os.sep)}/{name}", reason=reason) for name, reason in done.refused]
        rows = [
            ("documents", str(done.documents)), ("rewritten", str(done.rewritten)), ("unchanged", str(done.unchanged)),
            ("refused", str(len(faults))),
        ]  # fmt: skip
        place = done.report
    mean = "–" if done.mean is None else f"{number(done.mean)}/100"
    rows += [("goals", str(done.goals)), ("smart", str(done.smart)), ("mean", mean)]
    shown = Table(title=Text(label["title"]), box=box.SIMPLE, show_header=False, title_justify="left")
    shown.add_column()
    shown.add_column(justify="right")
    for key, value in rows:
        shown.add_row(Text(label[key]), Text(value))
    out = console()
    out.print(shown)
    out.print(Text(clean(say["written"].format(path=place))), soft_wrap=True)
    for line in faults[:SHOWN]:
        tell("smartgoals: " + clean(line))
    if len(faults) > SHOWN:
        tell("smartgoals: " + say["more"].format(count=len(faults) - SHOWN, path=place))
    return bool(faults)
