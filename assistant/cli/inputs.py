"""From arguments to texts and documents, and from options to settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant import config, work
from assistant import lang as languages
from assistant.entities.calendar import Reckoning
from assistant.errors import ConfigError, InputError
from assistant.pipeline import Assistant, check_language
from assistant.records import Analysis
from assistant.work import DocumentResult

STANDARD_INPUT = Path("<standard input>")
Item = tuple[int, Analysis] | DocumentResult


def is_path(argument: str) -> bool:
    """Whether an argument names a file: it exists, or it has no blank and a file's ending or a folder in it."""
    if "\x00" in argument or len(argument) > 1000:
        return False
    try:
        if Path(argument).exists():
            return True
    except OSError:
        return False
    return " " not in argument.strip() and (
        os.sep in argument.strip(os.sep) or (2 <= len(Path(argument).suffix) <= 6 and Path(argument).suffix[1:].isalnum())
    )


def items(
    helper: Assistant, inputs: list[str] | None, lines: bool, *, rewrite: bool, fill: str, keep: Callable[[Analysis], Analysis],
    answers: work.AnswersFor | None = None,
) -> Iterator[Item]:  # fmt: skip
    """(line number, analysis) for texts and lines, a DocumentResult for files."""
    if lines:
        for number, analysis in enumerate(work.texts(helper, _all_lines(inputs or []), rewrite=rewrite, fill=fill, answers=answers), 1):
            yield number, keep(analysis)
        return
    if not inputs:
        raise ConfigError("nothing to read: give a goal or a file; --lines FILE for one goal a line")
    if inputs == ["-"]:
        inputs = [_standard_input()]
    first = 1  # the number of the next goal, by which answers name it
    for number, argument in enumerate(inputs, 1):
        if not argument.strip():
            raise InputError("empty text: give a goal, for example 'Sell more'")
        if is_path(argument):
            result = work.document(helper, Path(argument), rewrite=rewrite, fill=fill, answers=answers, first=first)
            first += len(result.goals)
            yield replace(result, goals=tuple(replace(g, analysis=keep(g.analysis)) for g in result.goals))
        else:
            yield number, keep(next(work.texts(helper, [argument], rewrite=rewrite, fill=fill, answers=answers, first=first)))
            first += 1


def _all_lines(sources: list[str]) -> Iterator[str]:
    if not sources:
        raise ConfigError("--lines: name a file with one goal a line, or - for standard input")
    for source in sources:
        yield from _read_lines(source)


def _read_lines(source: str) -> Iterator[str]:
    from assistant.documents import read_bytes
    from assistant.documents.encoding import decode

    path = Path(source)
    text = _standard_input() if source == "-" else decode(path, read_bytes(path))[0]
    if not text.strip():
        raise InputError(f"{STANDARD_INPUT if source == '-' else path}: empty; give one goal a line")
    yield from text.removesuffix("\n").replace("\r\n", "\n").split("\n")


def _standard_input() -> str:
    from assistant.documents.encoding import decode

    return decode(STANDARD_INPUT, sys.stdin.buffer.read())[0]


def settings_of(
    path: Path | None, lang: str | None, today: str | None, fill: str | None, min_score: int | None, select: str | None, ignore: str | None
) -> config.Settings:
    """The settings of a call: the configuration file, then what the command line says."""
    settings = config.load(path or config.find(Path.cwd()))
    given: dict[str, Any] = {"lang": lang, "fill": fill, "min_score": min_score}
    if today is not None:
        given["today"] = config.parse_day(today, "--today")
    for name, value in (("select", select), ("ignore", ignore)):
        if value is not None:
            given[name] = tuple(part.strip() for part in value.split(",") if part.strip())
    settings = replace(settings, **{key: value for key, value in given.items() if value is not None})
    if settings.select or settings.ignore:
        from assistant.criteria import RULES

        for wanted in (*settings.select, *settings.ignore):
            if not any(rule.id.startswith(wanted.upper()) for rule in RULES):
                raise ConfigError(f"unknown rule '{wanted}': expected {config.RULE_SHAPE}; `smartgoals rules` lists them")
    return settings


def keeper(settings: config.Settings) -> Callable[[Analysis], Analysis]:
    """What narrows an analysis to the findings that were asked for."""
    select = tuple(s.upper() for s in settings.select)
    ignore = tuple(s.upper() for s in settings.ignore)
    if not select and not ignore:
        return lambda analysis: analysis

    def keep(analysis: Analysis) -> Analysis:
        kept = tuple(
            f for f in analysis.findings if (not select or f.rule.startswith(select)) and not (ignore and f.rule.startswith(ignore))
        )
        return replace(analysis, findings=kept)

    return keep


def only(value: str, known: tuple[str, ...], option: str) -> None:
    """Raise ConfigError unless an option has one of its known values."""
    if value not in known:
        raise ConfigError(f"{option}: '{value}' is not one of {', '.join(known)}")


def helper_of(settings: config.Settings) -> Assistant:
    """The assistant of a call."""
    # the only place below the web app that reads the clock
    reckoning = Reckoning(settings.day_first, settings.fiscal_year_start)
    return Assistant(today=settings.today or date.today(), lang=settings.lang, reckoning=reckoning)


def answered_helper(settings: config.Settings, path: Path | None) -> tuple[Assistant, work.AnswersFor | None]:
    """The assistant of a call, and the answers of a file; a fiscal year in it holds for all dates."""
    if path is None:
        return helper_of(settings), None
    from assistant.answers.file import load_answers

    given = load_answers(path)
    helper = helper_of(replace(settings, fiscal_year_start=given.fiscal_start or settings.fiscal_year_start))
    return helper, lambda number, analysis: given.for_goal(number, analysis, helper.context(analysis))


def screen_language(lang: str | None) -> str:
    """The language of what is not about one text: the option, else the environment's, else the first there is."""
    check_language(lang or "auto")
    if lang and lang != "auto":
        return lang
    spoken = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "")[:2]
    return spoken if spoken in languages.available() else languages.available()[0]
