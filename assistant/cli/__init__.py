"""The command line. Parses and prints; the work is in `work`, `config` and the reports."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from assistant.cli.followup import Export, MilestonesFile, TrajectoryFile
from assistant.errors import AssistantError, ConfigError
from assistant.reports import FORMATS, ONE_LANGUAGE

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Turn vague goals into SMART ones, in French and English.",
)

Inputs = Annotated[list[str] | None, typer.Argument(help="A goal, or files: .md, .txt, .csv", metavar="TEXT|PATH|-…", show_default=False)]
Lines = Annotated[bool, typer.Option("--lines", help="The input is a file (or - for standard input) with one goal a line.")]
Lang = Annotated[str | None, typer.Option("--lang", help="Language of the texts: auto, fr or en.")]
Today = Annotated[str | None, typer.Option("--today", help="The day from which deadlines are resolved, YYYY-MM-DD.")]
Form = Annotated[
    str | None, typer.Option("--format", help=f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}; text unless the settings say otherwise.")
]
Screen = Annotated[str | None, typer.Option("--screen", help="Language of a report, fr or en; --lang is that of the texts.")]
Config = Annotated[Path | None, typer.Option("--config", help="Settings file instead of the nearest pyproject.toml or smartgoals.toml.")]
ProfileName = Annotated[
    str | None, typer.Option("--profile", help="How goals are judged: default, okr, strict, or a file *.toml.", metavar="NAME|FILE.toml")
]
HistoryFile = Annotated[
    Path | None, typer.Option("--history", help="Your own figures, by which goals are judged: CSV with date, value, optional metric.")
]
ENGINES = ("template",)


@app.command()
def check(
    inputs: Inputs = None,
    lines: Lines = False,
    form: Form = None,
    screen: Screen = None,
    lang: Lang = None,
    today: Today = None,
    min_score: Annotated[int | None, typer.Option("--min-score", help="Fail when a goal scores below this.", min=0, max=100)] = None,
    select: Annotated[str | None, typer.Option("--select", help="Only these rules or families, with commas: T001,S.")] = None,
    ignore: Annotated[str | None, typer.Option("--ignore", help="Not these rules or families.")] = None,
    baseline: Annotated[Path | None, typer.Option("--baseline", help="Fail on findings that are not in this file.")] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", help="Write today's findings to this file, to be given to --baseline; status 0.")
    ] = None,
    history: HistoryFile = None,
    profile: ProfileName = None,
    asked: Annotated[
        bool, typer.Option("--questions", help="Print the questions whose answers help most goals, instead of findings.")
    ] = False,
    config_file: Config = None,
) -> None:
    """Judge goals: status 1 when one has an error or scores below the bar."""
    from assistant.cli import inputs as source
    from assistant.cli import output, reporting

    settings = source.settings_of(config_file, lang, today, None, min_score, select, ignore, form, baseline, profile)
    screen = reporting.screen_of(settings, screen, lang, inputs, lines)
    code = reporting.voice(screen, lang, inputs, lines)
    helper = source.helper_of(settings, screen, history)
    items = source.items(helper, inputs, lines, rewrite=asked, fill="placeholder", keep=source.keeper(settings, screen))
    items = reporting.with_notices(items, code)
    if asked:
        from assistant.cli import plan

        source.only(settings.format, plan.FORMATS, "--questions: --format")
        plan.emit(items, settings.format, lang, fiscal_known=settings.fiscal_year_start != 1)
        return
    if write_baseline:
        reporting.write_baseline(items, write_baseline, code)
        return
    items = reporting.against(items, settings, code)
    options = reporting.options_of(settings, screen, lang, helper)(sys.stdout.write)
    raise typer.Exit(1 if output.emit(items, settings.format, options) else 0)


@app.command()
def rewrite(
    inputs: Inputs = None,
    lines: Lines = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write here: a file, or a folder for several documents.")] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Write back into the input files.")] = False,
    form: Form = None,
    screen: Screen = None,
    lang: Lang = None,
    today: Today = None,
    fill: Annotated[str | None, typer.Option("--fill", help="placeholder (marked gaps) or suggest (declared assumptions).")] = None,
    engine: Annotated[str, typer.Option("--engine", help="template.")] = "template",
    style: Annotated[str | None, typer.Option("--style", help="sentence, card (title over five lines) or okr.")] = None,
    compound: Annotated[
        str | None, typer.Option("--compound", help="Goals that are several: parts (in one sentence) or split (one sentence each).")
    ] = None,
    keep_words: Annotated[bool | None, typer.Option("--keep-words", help="Your own words only; gaps are added in brackets.")] = None,
    history: HistoryFile = None,
    profile: ProfileName = None,
    answers: Annotated[Path | None, typer.Option("--answers", help="Answers to `check --questions`: a TOML or JSON file.")] = None,
    milestones: MilestonesFile = None,
    trajectory: TrajectoryFile = None,
    config_file: Config = None,
) -> None:
    """Write goals anew, SMART, with what is missing marked. Nothing is invented."""
    from assistant import lang as languages
    from assistant.cli import inputs as source
    from assistant.cli import output as out
    from assistant.cli import reporting
    from assistant.rewriting import FILLS

    settings = reporting.without_bar(source.settings_of(config_file, lang, today, fill, None, None, None, form, None, profile))
    settings = source.written_as(settings, style, compound, keep_words)
    source.only(settings.fill, FILLS, "--fill")
    source.only(engine, ENGINES, "--engine")
    if output and in_place:
        raise ConfigError("--output and --in-place: give one of them")
    if in_place and (lines or not inputs or not all(source.is_path(i) for i in inputs)):
        raise ConfigError("--in-place: needs files to write back into")
    export = Export(milestones, trajectory, inputs or [])
    if (
        (output or in_place)
        and settings.style != "sentence"
        and not lines
        and any(source.is_path(i) for i in inputs or ())
        and form not in ONE_LANGUAGE
    ):
        raise ConfigError(
            f"--style {settings.style}: a document keeps one sentence a goal; leave it out, or ask for a report with --format"
        )
    screen = reporting.screen_of(settings, screen, lang, inputs, lines)
    helper, said = source.answered_helper(settings, answers, screen, history)
    items = source.items(helper, inputs, lines, rewrite=True, fill=settings.fill, keep=source.keeper(settings, screen), answers=said)
    voice = reporting.voice(screen, lang, inputs, lines)
    items = export.watch(reporting.with_notices(items, voice))
    options = reporting.options_of(settings, screen, lang, helper)
    if export.alone:
        out.drain(items)
    elif output or in_place:
        written = languages.interface(source.screen_language(lang)).text["written"]
        if output and form in ONE_LANGUAGE and not output.is_dir():  # the report was asked for here, not only in the settings
            out.write_report(out.report(items, settings.format, options), output, list(inputs or []), written)
        else:
            out.write(items, output, settings.format, list(inputs or []), written, options)
    else:
        out.emit(items, settings.format, options(sys.stdout.write))
    export.write(helper.today, None if screen == "auto" else screen)


@app.command()
def rules(
    rule: Annotated[str | None, typer.Argument(help="A rule id, for example T002.", metavar="[RULE]")] = None, lang: Lang = None
) -> None:
    """List the rules, or explain one with its examples."""
    from rich.text import Text

    from assistant import criteria
    from assistant import lang as languages
    from assistant.cli.inputs import screen_language
    from assistant.cli.plan_rules import explain_plan_rule, plan_rule_lines
    from assistant.reports.text import console as make_console

    code = screen_language(lang)
    texts, say, console = languages.get(code).messages.rules, languages.interface(code).text, make_console()
    if rule is None:
        family = ""
        for entry in sorted(criteria.RULES, key=lambda r: (r in criteria.house.RULES, criteria.CRITERIA.index(r.criterion))):
            if entry.id[0] != family:
                family = entry.id[0]
                title = say["house"] if entry in criteria.house.RULES else say[entry.criterion]
                console.print(Text(f"{family}  {title}", style="bold"))
            console.print(Text(f"  {entry.id}  {entry.name:26s}{say[entry.severity]:12s}{texts[entry.id].message}"), soft_wrap=True)
        console.print(Text(f"P  {say['plan']}", style="bold"))
        console.print(Text("\n".join(plan_rule_lines(code))), soft_wrap=True)
        return
    if explained := explain_plan_rule(code, rule.upper()):
        console.print(Text(explained), soft_wrap=True)
        return
    entry = next((r for r in criteria.RULES if r.id == rule.upper()), None)  # type: ignore[assignment]
    if entry is None:
        raise ConfigError(f"unknown rule '{rule}'; `smartgoals rules` lists them")
    text = texts[entry.id]
    console.print(Text(f"{entry.id} {entry.name} ({say[entry.criterion]}, {say[entry.severity]})", style="bold"))
    for label, value in (
        ("", text.message),
        (say["explanation"], text.explanation),
        (say["fix"], text.fix),
        (say["passing"], text.passing),
        (say["failing"], text.failing),
        (say["rule_source"], languages.get(code).messages.sources.get(entry.source, "")),
    ):
        if not value:
            continue
        console.print(Text(f"{label}{say['colon']}{value}" if label else value), soft_wrap=True)


@app.command()
def profiles(
    name: Annotated[str | None, typer.Argument(help="A profile or a file.", metavar="[NAME|FILE.toml]")] = None, lang: Lang = None
) -> None:
    """List the profiles, or show what one calls the criteria, how it weighs them, and what it requires."""
    from rich.text import Text

    from assistant.cli.inputs import screen_language
    from assistant.cli.profile_page import page
    from assistant.reports.text import console as make_console

    console = make_console()
    for line in page(name, screen_language(lang)):
        console.print(Text(line), soft_wrap=True)


@app.command()
def chat(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)] = 7860,
    lang: Lang = None,
    today: Today = None,
) -> None:
    """Open the chat in a browser (needs the extra: pip install 'smartgoals[chat]')."""
    from assistant.cli.inputs import settings_of
    from assistant.web.app import serve

    settings = settings_of(None, lang, today, None, None, None, None)
    serve(host=host, port=port, today=settings.today, lang=settings.lang)


# These two have their own parsers, for they belong to the source tree.
PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


@app.command(name="eval", context_settings=PASSED_ON, add_help_option=False)
def evaluate(context: typer.Context) -> None:
    """Measure extraction and verdicts on the annotated set (run in a checkout of the project)."""
    raise typer.Exit(_in_checkout("eval", "runner").main(context.args))


@app.command(
    name="train",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
def train(context: typer.Context) -> None:
    """Rebuild the trained models from the annotated set (run in a checkout of the project)."""
    raise typer.Exit(_in_checkout("train", "train").main(context.args))


def _in_checkout(command: str, module: str) -> ModuleType:
    """The module of eval/ that does the command's work; it is part of the source tree, not of the installed package."""
    try:
        return import_module(f"eval.{module}")
    except ModuleNotFoundError as error:
        root = Path.cwd()
        if not (root / "eval" / f"{module}.py").is_file():
            raise ConfigError(f"{command}: the annotated set is part of the source tree; run this in a checkout of the project") from error
        sys.path.insert(0, str(root))
        return import_module(f"eval.{module}")


def main() -> None:
    """Run the command; every fault on purpose is one line on standard error and status 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(prog_name="smartgoals")
    except AssistantError as error:
        print(f"smartgoals: {error}", file=sys.stderr)  # noqa: T201
        raise SystemExit(2) from None
    except BrokenPipeError:
        # the reader has gone (`| head`); closing the descriptor keeps the interpreter from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
