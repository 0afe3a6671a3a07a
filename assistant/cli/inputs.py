"""From arguments to texts and documents, and from options to settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant import config, plan, profiles, work
from assistant import lang as languages
from assistant.entities.calendar import Reckoning
from assistant.errors import ConfigError, InputError
from assistant.pipeline import Assistant, check_language
from assistant.plan import Item as PlanItem
from assistant.plan import PlanFinding
from assistant.records import Analysis
from assistant.work import DocumentResult, PlanResult

STANDARD_INPUT = Path("<standard input>")
Item = tuple[int, Analysis] | DocumentResult | PlanResult
KeepPlan = Callable[[tuple[PlanFinding, ...]], tuple[PlanFinding, ...]]


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
    helper: Assistant,
    inputs: list[str] | None,
    lines: bool,
    *,
    rewrite: bool,
    fill: str,
    keep: Callable[[Analysis], Analysis],
    keep_plan: KeepPlan,
) -> Iterator[Item]:
    """(line number, analysis) for texts and lines, a DocumentResult for files; a PlanResult after the last line."""
    if lines:
        together = work.gathering(helper)
        for number, analysis in enumerate(work.texts(helper, _all_lines(inputs or []), rewrite=rewrite, fill=fill), 1):
            together.add(PlanItem(analysis, str(number)))
            yield number, keep(analysis)
        whole = together.plan()
        if not rewrite:
            yield PlanResult(keep_plan(plan.check(whole, helper.profile)), whole.screen)
        return
    if not inputs:
        raise ConfigError("nothing to read: give a goal or a file; --lines FILE for one goal a line")
    if inputs == ["-"]:
        inputs = [_standard_input()]
    for number, argument in enumerate(inputs, 1):
        if not argument.strip():
            raise InputError("empty text: give a goal, for example 'Sell more'")
        if is_path(argument):
            result = work.document(helper, Path(argument), rewrite=rewrite, fill=fill)
            goals = tuple(replace(g, analysis=keep(g.analysis)) for g in result.goals)
            yield replace(result, goals=goals, findings=keep_plan(result.findings))
        else:
            yield number, keep(next(work.texts(helper, [argument], rewrite=rewrite, fill=fill)))


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
    path: Path | None,
    lang: str | None,
    today: str | None,
    fill: str | None,
    min_score: int | None,
    select: str | None,
    ignore: str | None,
    profile: str | None = None,
) -> config.Settings:
    """The settings of a call: the configuration file, then what the command line says."""
    settings = config.load(path or config.find(Path.cwd()))
    given: dict[str, Any] = {"lang": lang, "fill": fill, "min_score": min_score, "profile": profile}
    if today is not None:
        given["today"] = config.parse_day(today, "--today")
    for name, value in (("select", select), ("ignore", ignore)):
        if value is not None:
            given[name] = tuple(part.strip() for part in value.split(",") if part.strip())
    settings = replace(settings, **{key: value for key, value in given.items() if value is not None})
    if settings.select or settings.ignore:
        ids = rule_ids()
        for wanted in (*settings.select, *settings.ignore):
            if not any(rule.startswith(wanted.upper()) for rule in ids):
                raise ConfigError(f"unknown rule '{wanted}': expected {config.RULE_SHAPE}; `smartgoals rules` lists them")
    return settings


def rule_ids() -> tuple[str, ...]:
    """The ids of all rules, on goals and on plans."""
    from assistant.criteria import RULES

    return (*(rule.id for rule in RULES), *(rule.id for rule in plan.RULES))


def keeper(settings: config.Settings) -> Callable[[Analysis], Analysis]:
    """What narrows an analysis to the findings that were asked for."""

    def keep(analysis: Analysis) -> Analysis:
        return replace(analysis, findings=tuple(f for f in analysis.findings if runs(settings, f.rule)))

    return keep


def plan_keeper(settings: config.Settings) -> KeepPlan:
    """What narrows the findings on a plan to those that were asked for."""
    return lambda findings: tuple(f for f in findings if runs(settings, f.rule))


def runs(settings: config.Settings, rule: str) -> bool:
    """Whether the settings let a rule speak."""
    select, ignore = (tuple(s.upper() for s in names) for names in (settings.select, settings.ignore))
    return (not select or rule.startswith(select)) and not (ignore and rule.startswith(ignore))


def only(value: str, known: tuple[str, ...], option: str) -> None:
    """Raise ConfigError unless an option has one of its known values."""
    if value not in known:
        raise ConfigError(f"{option}: '{value}' is not one of {', '.join(known)}")


def helper_of(settings: config.Settings) -> Assistant:
    """The assistant of a call."""
    # the only place below the web app that reads the clock
    reckoning = Reckoning(settings.day_first, settings.fiscal_year_start)
    return Assistant(today=settings.today or date.today(), lang=settings.lang, reckoning=reckoning, profile=profiles.load(settings.profile))


def screen_language(lang: str | None) -> str:
    """The language of what is not about one text: the option, else the environment's, else the first there is."""
    check_language(lang or "auto")
    if lang and lang != "auto":
        return lang
    spoken = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "")[:2]
    return spoken if spoken in languages.available() else languages.available()[0]
