"""From arguments to texts and documents, and from options to settings."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, cast

from assistant import config, plan, profiles, work
from assistant import lang as languages
from assistant.entities.calendar import Reckoning
from assistant.errors import ConfigError, InputError
from assistant.pipeline import Assistant, check_language
from assistant.records import Analysis, Severity
from assistant.reports import FORMATS
from assistant.reports.base import Result, below_bar
from assistant.rewriting import COMPOUNDS, STYLES, Writing
from assistant.work import TextResult

STANDARD_INPUT = Path("<standard input>")
Line = tuple[str, Path | None, int, int]  # text, file, line from 1, offset of the line


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
) -> Iterator[Result]:  # fmt: skip
    """The results of a call, in the order of its inputs, as they come."""
    if lines:
        yield from _line_results(helper, inputs or [], rewrite=rewrite, fill=fill, keep=keep, answers=answers)
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
            found = next(work.texts(helper, [argument], rewrite=rewrite, fill=fill, answers=answers, first=first))
            first += 1
            yield TextResult(number, keep(found))


def _line_results(
    helper: Assistant, sources: list[str], *, rewrite: bool, fill: str, keep: Callable[[Analysis], Analysis],
    answers: work.AnswersFor | None,
) -> Iterator[TextResult]:  # fmt: skip
    places: deque[Line] = deque()  # of the lines that the assistant has taken in and not yet given back

    def texts() -> Iterator[str]:
        for place in _all_lines(sources):
            places.append(place)
            yield place[0]

    together, last = work.gathering(helper), None  # the last line carries what all show together
    for number, analysis in enumerate(work.texts(helper, texts(), rewrite=rewrite, fill=fill, answers=answers), 1):
        _, path, line, offset = places.popleft()
        together.add(plan.Item(analysis, str(number)))
        if last is not None:
            yield replace(last, analysis=keep(last.analysis))
        last = TextResult(number, analysis, path, line, offset)
    if last is not None:
        yield replace(last, analysis=keep(work.with_findings(last.analysis, work.plan_findings(helper, together))))


def _all_lines(sources: list[str]) -> Iterator[Line]:
    if not sources:
        raise ConfigError("--lines: name a file with one goal a line, or - for standard input")
    for source in sources:
        yield from _read_lines(source)


def _read_lines(source: str) -> Iterator[Line]:
    from assistant.documents import read_bytes
    from assistant.documents.encoding import decode

    path = None if source == "-" else Path(source)
    text = _standard_input() if path is None else decode(path, read_bytes(path))[0]
    if not text.strip():
        raise InputError(f"{path or STANDARD_INPUT}: empty; give one goal a line")
    start = 0
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        yield line.removesuffix("\r"), path, number, start
        start += len(line) + 1


def _standard_input() -> str:
    from assistant.documents.encoding import decode

    return decode(STANDARD_INPUT, sys.stdin.buffer.read())[0]


def settings_of(
    path: Path | None,
    lang: str | None,
    today: str | None,
    fill: str | None,
    min_score: int | None,
    select: str | None,
    ignore: str | None,
    form: str | None = None,
    baseline: Path | None = None,
    profile: str | None = None,
) -> config.Settings:
    """The settings of a call: the configuration file, then what the command line says."""
    settings = config.load(path or config.find(Path.cwd()))
    if form is not None:
        only(form, FORMATS, "--format")
    given: dict[str, Any] = {"lang": lang, "fill": fill, "min_score": min_score, "format": form, "baseline": baseline, "profile": profile}
    if today is not None:
        given["today"] = config.parse_day(today, "--today")
    for name, value in (("select", select), ("ignore", ignore)):
        if value is not None:
            given[name] = tuple(part.strip() for part in value.split(",") if part.strip())
    settings = replace(settings, **{key: value for key, value in given.items() if value is not None})
    if settings.select or settings.ignore or settings.severity:
        ids = profiles.reading.rule_ids()
        for wanted in (*settings.select, *settings.ignore, *settings.severity):
            if not any(rule.startswith(wanted.upper()) for rule in ids):
                raise ConfigError(f"unknown rule '{wanted}': expected {config.RULE_SHAPE}; `smartgoals rules` lists them")
    return settings


def written_as(settings: config.Settings, style: str | None, compound: str | None, keep_words: bool | None) -> config.Settings:
    """The settings with what the command line says of the form of rewrites."""
    given: dict[str, Any] = {"style": style, "compound": compound, "keep_words": keep_words}
    settings = replace(settings, **{key: value for key, value in given.items() if value is not None})
    only(settings.style, STYLES, "--style")
    only(settings.compound, COMPOUNDS, "--compound")
    return settings


def keeper(settings: config.Settings, screen: str) -> Callable[[Analysis], Analysis]:
    """What narrows an analysis to the findings that were asked for, with the severities of the settings and the bar of the score.

    `screen` is the language in which a score below the bar is told; that of each text when "auto".
    """

    def keep(analysis: Analysis) -> Analysis:
        kept = []
        for finding in analysis.findings:
            severity = severity_of(settings, finding.rule) or finding.severity
            if runs(settings, finding.rule):
                kept.append(finding if severity == finding.severity else replace(finding, severity=cast("Severity", severity)))
        kept_only = replace(analysis, findings=tuple(kept))
        return (
            kept_only
            if settings.min_score is None
            else below_bar(kept_only, settings.min_score, analysis.lang if screen == "auto" else screen)
        )

    return keep


def severity_of(settings: config.Settings, rule: str) -> str | None:
    """What the settings say of a rule's severity: of itself, else of its family."""
    return settings.severity.get(rule) or settings.severity.get(rule[:1])


def runs(settings: config.Settings, rule: str) -> bool:
    """Whether the settings let a rule speak."""
    select, ignore = (tuple(s.upper() for s in names) for names in (settings.select, settings.ignore))
    return (not select or rule.startswith(select)) and not (ignore and rule.startswith(ignore)) and severity_of(settings, rule) != "off"


def only(value: str, known: tuple[str, ...], option: str) -> None:
    """Raise ConfigError unless an option has one of its known values."""
    if value not in known:
        raise ConfigError(f"{option}: '{value}' is not one of {', '.join(known)}{config.nearest(value, known)}")


def helper_of(settings: config.Settings, screen: str = "auto", history: Path | None = None) -> Assistant:
    """The assistant of a call, which speaks the language of each text, or one language; with the user's own figures from a file."""
    from assistant.documents.history import read_history

    own = read_history(history, day_first=settings.day_first) if history else None
    # the only place below the web app that reads the clock
    reckoning = Reckoning(settings.day_first, settings.fiscal_year_start)
    return Assistant(
        today=settings.today or date.today(), lang=settings.lang, screen=screen, reckoning=reckoning, history=own,
        profile=profiles.load(settings.profile), writing=Writing(settings.style, settings.compound, settings.keep_words),
        follow_up=settings.follow_up,
    )  # fmt: skip


def answered_helper(
    settings: config.Settings, path: Path | None, screen: str = "auto", history: Path | None = None
) -> tuple[Assistant, work.AnswersFor | None]:
    """The assistant of a call, and the answers of a file; a fiscal year in it holds for all dates."""
    if path is None:
        return helper_of(settings, screen, history), None
    from assistant.answers.file import load_answers

    given = load_answers(path)
    helper = helper_of(replace(settings, fiscal_year_start=given.fiscal_start or settings.fiscal_year_start), screen, history)
    return helper, lambda number, analysis: given.for_goal(number, analysis, helper.context(analysis))


def screen_language(lang: str | None) -> str:
    """The language of what is not about one text: the option, else the environment's, else the first there is."""
    check_language(lang or "auto")
    if lang and lang != "auto":
        return lang
    return spoken_here() or languages.available()[0]


def spoken_here() -> str | None:
    """The language that the environment names, if it is one of ours."""
    spoken = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "")[:2]
    return spoken if spoken in languages.available() else None


def report_language(lang: str | None, inputs: list[str] | None, lines: bool) -> str:
    """The language of a report: the option's, else the environment's, else that of the first input (a CI machine speaks none)."""
    if (lang and lang != "auto") or spoken_here():
        return screen_language(lang)
    from assistant import language
    from assistant.documents import read

    first = inputs[0] if inputs else ""
    try:
        if lines and first != "-":
            text = " ".join(line[0] for line in islice(_read_lines(first), 50))
        else:
            text = " ".join(b.text for b in read(Path(first)).blocks[:50]) if is_path(first) else first
    except InputError:
        text = ""  # what is wrong with it is told when its turn comes
    found = language.detect(text)
    return found if found in languages.available() else screen_language(lang)
