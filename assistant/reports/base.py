"""What all reports share: options, the goals of a result with their places, texts that can be shown."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from assistant import __version__, lang, profiles
from assistant.documents.places import Locating, Region
from assistant.lang.report_models import ReportTexts
from assistant.profiles import Profile
from assistant.records import Analysis, Finding, Span
from assistant.work import DocumentResult, FoundGoal, TextResult

Result = TextResult | DocumentResult
# The mark of a goal below --min-score among its findings; it is no rule, and the records of JSON do not carry it.
MIN_SCORE = "min-score"
STATUS_MARKS: Mapping[str, str] = {"met": "✓", "partial": "~", "missing": "✗", "unknown": "?"}
SEVERITIES: tuple[str, ...] = ("error", "warning", "suggestion")
# what no terminal, XML or page should be given: controls, lone surrogates, marks that turn the direction of writing
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is made.

    Attributes:
        write: takes the report, piece by piece; line ends are in it.
        screen: code of the language in which the report speaks.
        root: the folder that paths are told from.
        today: the day of the report.
        profile: how goals were judged; its names of the criteria are shown.
        severity: what the settings say of rules: rule id or family → severity, or "off".
    """

    write: Callable[[str], None]
    screen: str
    root: Path
    today: date
    severity: Mapping[str, str] = field(default_factory=dict)
    version: str = __version__
    profile: Profile = field(default_factory=profiles.default)

    @property
    def say(self) -> Mapping[str, str]:
        """The words that the command line shows as well."""
        return self.profile.strings(self.screen)

    @property
    def texts(self) -> ReportTexts:
        """The words of the reports."""
        return lang.reports(self.screen)


class Reporter(Protocol):
    """Takes results as they come."""

    def add(self, result: Result) -> None:
        """Report one result."""
        ...

    def close(self) -> None:
        """End the report."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A judged text with its place.

    Attributes:
        path: of its file, as it was given; None for a text of its own.
        where: the place in the file for a person; "" for a text of its own.
        number: of the text in the call, from 1; of the goal in its document.
        heading: the headings above it.
    """

    analysis: Analysis
    path: Path | None
    where: str
    number: int
    heading: tuple[str, ...] = ()
    _locate: Callable[[int, int], Region | None] = field(default=lambda start, end: None, repr=False, compare=False)

    def region(self, start: int, end: int) -> Region | None:
        """Where a span of the text stands in its file; None where that has no lines."""
        return self._locate(start, end)

    @property
    def place(self) -> str:
        """ "path:where", or either alone."""
        return ":".join(part for part in (str(self.path or ""), self.where) if part)


def entries(result: Result) -> Iterator[Entry]:
    """The goals of a document; a text of its own, be it a goal or not."""
    if isinstance(result, TextResult):
        yield Entry(result.analysis, result.path, str(result.line or ""), result.number, (), _in_line(result))
        return
    for number, found in enumerate(result.goals, 1):
        yield Entry(found.analysis, result.path, found.block.where, number, found.block.heading, _in_document(result, found))


def _in_line(result: TextResult) -> Callable[[int, int], Region | None]:
    line, offset = result.line, result.offset

    def locate(start: int, end: int) -> Region | None:
        return None if line is None else Region(line, line, start + 1, end + 1, None if offset is None else offset + start, end - start)

    return locate


def _in_document(result: DocumentResult, found: FoundGoal) -> Callable[[int, int], Region | None]:
    document = result.document
    return lambda start, end: document.locate(found.block.key, start, end) if isinstance(document, Locating) else None


def below_bar(analysis: Analysis, bar: int, code: str) -> Analysis:
    """The analysis with a finding that says so when its score is below the bar, in a language."""
    if analysis.score is None or analysis.score >= bar:
        return analysis
    message = lang.reports(code).text["below_bar"].format(score=analysis.score, bar=bar)
    return replace(analysis, findings=(*analysis.findings, Finding(MIN_SCORE, MIN_SCORE, "error", message, *_whole(analysis.text))))


def as_record(result: Result) -> Result:
    """The result with the findings of rules alone, as the record has them."""

    def plain(analysis: Analysis) -> Analysis:
        return replace(analysis, findings=tuple(f for f in analysis.findings if f.rule != MIN_SCORE))

    if isinstance(result, TextResult):
        return replace(result, analysis=plain(result.analysis))
    return replace(result, goals=tuple(replace(found, analysis=plain(found.analysis)) for found in result.goals))


def _whole(text: str) -> Span:
    start = len(text) - len(text.lstrip())
    return start, max(start, len(text.rstrip()))


def clean(text: str) -> str:
    """A text that can be shown: control characters, lone surrogates and turns of direction are replaced."""
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def on_one_line(text: str) -> str:
    """A text that can be shown on one line; every offset stays what it was."""
    return re.sub(r"[\t\n\r\x85\u2028\u2029]", " ", clean(text))


def told_from(path: Path, root: Path) -> str:
    """A path with "/" as seen from a folder; as it was given when it is outside of it."""
    absolute = Path(os.path.abspath(path))
    inside = absolute.is_relative_to(root)
    return (absolute.relative_to(root) if inside else path).as_posix()


def place_in_words(entry: Entry, options: Options) -> str:
    """Where in its file a goal stands, for a person: its line, cell or page; a text of its own has its number."""
    words = options.texts.text
    if not entry.where:
        return words["text_number"].format(n=entry.number)
    return words["line_number"].format(n=entry.where) if entry.where.isdigit() else entry.where


def criterion_letter(name: str) -> str:
    """S, M, A, R or T."""
    return name[0].upper()
