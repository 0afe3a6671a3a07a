"""GitHub Actions: an annotation a finding, as workflow commands in the log.

The runner shows 10 errors, 10 warnings and 10 notices a step and drops the rest in silence; what is past that is written as
plain lines of the log, so that nothing is lost. Escapes as in the runner's toolkit (actions/toolkit, packages/core/src/command.ts).
"""

from __future__ import annotations

from collections import Counter

from assistant.records import Finding
from assistant.reports.base import SEVERITIES, Entry, Options, Result, entries, on_one_line, told_from

COMMANDS = {"error": "error", "warning": "warning", "suggestion": "notice"}
LIMIT = 10  # annotations of a kind that one step can show


def escaped(text: str, *, in_property: bool = False) -> str:
    """A text as a workflow command's message, or as the value of one of its properties."""
    for char, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), *(((":", "%3A"), (",", "%2C")) if in_property else ())):
        text = text.replace(char, code)
    return text


def plain(text: str) -> str:
    """A line of the log that the runner takes for no command, old form or new."""
    text = on_one_line(text).replace("##[", "# #[")
    return text if not text.lstrip().startswith("::") else f"> {text}"


class Reporter:
    """Writes each finding as it comes and keeps only counts."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.counts: Counter[str] = Counter()
        self.goals = 0

    def add(self, result: Result) -> None:
        """Write the findings of the result."""
        for entry in entries(result):
            self.goals += bool(entry.analysis.goal)
            for finding in entry.analysis.findings:
                self.counts[finding.severity] += 1
                shown = self.counts[finding.severity] <= LIMIT
                self.options.write((self._command(entry, finding) if shown else self._line(entry, finding)) + "\n")

    def close(self) -> None:
        """Write how many there were."""
        texts = self.options.texts
        numbers = {severity: texts.counts[severity].of(self.counts[severity]) for severity in SEVERITIES}
        self.options.write(plain(texts.text["closing"].format(total=texts.counts["goals"].of(self.goals), **numbers)) + "\n")
        if max(self.counts.values(), default=0) > LIMIT:
            self.options.write(plain(texts.text["not_annotated"].format(limit=LIMIT)) + "\n")

    def _message(self, entry: Entry, finding: Finding) -> str:
        goal = self.options.texts.text["quoted"].format(text=on_one_line(entry.analysis.text))
        return f"{finding.message} {goal}"

    def _command(self, entry: Entry, finding: Finding) -> str:
        values: dict[str, object] = {}
        if entry.path is not None:
            values["file"] = on_one_line(told_from(entry.path, self.options.root))
            if place := entry.region(finding.start, finding.end):
                values["line"] = place.line
                if place.end_line != place.line:  # the runner takes columns on one line only
                    values["endLine"] = place.end_line
                elif place.column is not None and place.end_column is not None:
                    values |= {"col": place.column, "endColumn": place.end_column}
        values["title"] = f"{finding.rule} {finding.name}" if finding.rule != finding.name else finding.rule
        properties = ",".join(f"{name}={escaped(str(value), in_property=True)}" for name, value in values.items())
        return f"::{COMMANDS[finding.severity]} {properties}::{escaped(self._message(entry, finding))}"

    def _line(self, entry: Entry, finding: Finding) -> str:
        place = f"{entry.place}: " if entry.place else ""
        return plain(f"{place}{finding.rule} {self.options.say[finding.severity]}  {self._message(entry, finding)}")
