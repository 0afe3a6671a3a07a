"""One report: its language, its baseline, what is told beside it on standard error, and whether the run fails."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant import baseline, config, profiles, reports
from assistant import lang as languages
from assistant.cli import inputs as source
from assistant.cli import output
from assistant.errors import ConfigError
from assistant.pipeline import Assistant
from assistant.reports.base import MIN_SCORE, Options, Result
from assistant.work import DocumentResult

STALE_SHOWN = 20


def screen_of(settings: config.Settings, screen: str | None, lang: str | None, inputs: list[str] | None, lines: bool) -> str:
    """The one language of a report for teams; "auto" for the formats that show each text in its own.

    Raises:
        ConfigError: a language is asked for and the format is of the second kind, or there is no such language.
    """
    if settings.format in reports.ONE_LANGUAGE:
        return source.screen_language(screen) if screen else source.report_language(lang, inputs, lines)
    if screen:
        raise ConfigError(
            f"--screen: '{settings.format}' shows each text in its own language; this is for {', '.join(reports.ONE_LANGUAGE)}"
        )
    return "auto"


def options_of(settings: config.Settings, screen: str, lang: str | None, helper: Assistant) -> Callable[..., Options]:
    """Makes the options of a reporter, but for where it writes."""
    code = source.screen_language(lang) if screen == "auto" else screen
    today: date = helper.today
    return lambda write: Options(write, code, _root(), today, {**_own(helper), **settings.severity}, profile=helper.profile)


def _own(helper: Assistant) -> dict[str, str]:
    """The severities by which the profile differs from the default one."""
    usual = profiles.default().severities
    return {rule: severity for rule, severity in helper.profile.severities.items() if usual.get(rule) != severity}


def _root() -> Path:
    """The folder that paths are told from: this one; in GitHub Actions the checkout, for a step may run in a folder of it."""
    here, checkout = Path.cwd(), os.environ.get("GITHUB_WORKSPACE")
    return Path(checkout) if checkout and Path(checkout).is_dir() and here.is_relative_to(checkout) else here


def voice(screen: str, lang: str | None, inputs: list[str] | None, lines: bool) -> Callable[[], str]:
    """Tells the language of messages, that of the report; asked only when there is one, for it may have to look into a file."""
    return lambda: source.report_language(lang, inputs, lines) if screen == "auto" else screen


def with_notices(results: Iterator[Result], code: Callable[[], str]) -> Iterator[Result]:
    """The results; unknown rules in ignore marks are told, each once a file."""
    for result in results:
        if isinstance(result, DocumentResult):
            for where, rule in result.unknown_rules:
                output.tell("smartgoals: " + _message(code, "unknown_mark", place=f"{result.path}:{where}", rule=rule))
        yield result


def against(results: Iterator[Result], settings: config.Settings, code: Callable[[], str]) -> Iterator[Result]:
    """The results without what the baseline knows; at the end the entries that are stale are told.

    Raises:
        ConfigError: the baseline cannot be read; before the first result.
    """
    path = settings.baseline
    if path is None:
        return results

    def ran(rule: str) -> bool:
        return settings.min_score is not None if rule == MIN_SCORE else source.runs(settings, rule)

    known = baseline.Known(baseline.read(path), path, ran)
    return _new_only(results, known, path, code)


def _new_only(results: Iterator[Result], known: baseline.Known, path: Path, code: Callable[[], str]) -> Iterator[Result]:
    for result in results:
        yield known.new_in(result)
    if known.hidden:
        output.tell(f"smartgoals: {languages.reports(code()).counts['known'].of(known.hidden)}")
    stale = known.stale()
    for entry in stale[:STALE_SHOWN]:
        output.tell("smartgoals: " + _message(code, "baseline_stale", path=path, place=entry.path or "-", rule=entry.rule, goal=entry.goal))
    if len(stale) > STALE_SHOWN:
        output.tell(f"smartgoals: {path}: {languages.reports(code()).counts['stale_more'].of(len(stale) - STALE_SHOWN)}")


def write_baseline(results: Iterator[Result], path: Path, code: Callable[[], str]) -> None:
    """Write the findings of the results as the new baseline."""
    recorder = baseline.Recorder(path)
    for result in results:
        recorder.add(result)
    findings = languages.reports(code()).counts["findings"].of(recorder.write())
    output.tell("smartgoals: " + _message(code, "baseline_written", path=path, findings=findings))


def _message(code: Callable[[], str], key: str, **values: object) -> str:
    return languages.reports(code()).messages[key].format(**values)


def without_bar(settings: config.Settings) -> config.Settings:
    """The settings of a rewrite, which no score fails."""
    return replace(settings, min_score=None)
