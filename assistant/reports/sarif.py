"""SARIF 2.1.0 (OASIS, errata 01), for code scanning: all rules declared, a result a finding.

Columns count code points (`columnKind`), paths are relative to the folder of the call (`%SRCROOT%`), and fingerprints are those of
the baseline, which survive moved lines.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

from assistant import baseline, lang, plan
from assistant.criteria import RULES, Rule
from assistant.documents.places import Region
from assistant.records import Finding
from assistant.reports.base import Entry, Options, Result, entries, on_one_line, told_from
from assistant.reports.jsonout import dumps

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "suggestion": "note", "off": "none"}
ROOT = "%SRCROOT%"
FINGERPRINT = "smartgoals/v1"


class Reporter:
    """Keeps all results, so that a run that breaks off leaves no half of a log."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.results: list[dict[str, Any]] = []
        self.artifacts: dict[str, tuple[int, dict[str, Any]]] = {}
        self.seen: Counter[tuple[str, str, str]] = Counter()
        self.rules = [*(_rule(rule, options) for rule in RULES), *(_plan_rule(rule, options) for rule in plan.RULES)]
        self.index = {rule["id"]: number for number, rule in enumerate(self.rules)}

    def add(self, result: Result) -> None:
        """Make a result of each finding."""
        if result.path is not None:
            self._artifact(result.path)
        for entry in entries(result):
            for finding in entry.analysis.findings:
                self.results.append(self._result(entry, finding))

    def close(self) -> None:
        """Write the log."""
        driver = {
            "name": "smartgoals",
            "version": self.options.version,
            "semanticVersion": self.options.version,
            "language": self.options.screen,
            "rules": self.rules,
        }
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "originalUriBaseIds": {
                ROOT: {"uri": self.options.root.as_uri().rstrip("/") + "/", "description": {"text": self.options.texts.text["source_root"]}}
            },
            "invocations": [{"executionSuccessful": True, **self._overrides()}],
            "artifacts": [artifact for _, artifact in self.artifacts.values()],
            "results": self.results,
        }
        self.options.write(dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n")

    def _overrides(self) -> dict[str, Any]:
        """What the settings change of the rules' own severities."""
        changed = []
        everything: tuple[Rule | plan.PlanRule, ...] = (*RULES, *plan.RULES)
        for rule in everything:
            severity = self.options.severity.get(rule.id) or self.options.severity.get(rule.id[:1])
            if severity and severity != rule.severity:
                configuration = {"level": LEVELS[severity]} if severity != "off" else {"enabled": False}
                changed.append({"descriptor": {"id": rule.id, "index": self.index[rule.id]}, "configuration": configuration})
        return {"ruleConfigurationOverrides": changed} if changed else {}

    def _artifact(self, path: Path) -> int:
        location = self._uri(path)
        return self._numbered(location["uri"], {"location": location})

    def _numbered(self, key: str, artifact: dict[str, Any]) -> int:
        return self.artifacts.setdefault(key, (len(self.artifacts), artifact))[0]

    def _uri(self, path: Path) -> dict[str, Any]:
        told = told_from(path, self.options.root)
        absolute = Path(told).is_absolute() or told.startswith("..")
        if absolute:
            return {"uri": path.absolute().resolve().as_uri()}
        return {"uri": quote(told.encode("utf-8", "surrogateescape")), "uriBaseId": ROOT}

    def _result(self, entry: Entry, finding: Finding) -> dict[str, Any]:
        told = told_from(entry.path, self.options.root) if entry.path else ""
        key = told, finding.rule, baseline.normalised(entry.analysis.text)
        occurrence = self.seen[key]
        self.seen[key] += 1
        goal = self.options.texts.text["quoted"].format(text=on_one_line(entry.analysis.text))
        return {
            "ruleId": finding.rule,
            **({"ruleIndex": self.index[finding.rule]} if finding.rule in self.index else {}),
            "level": LEVELS[finding.severity],
            "message": {"text": f"{finding.message} {goal}"},
            "locations": [self._location(entry, finding)],
            "partialFingerprints": {FINGERPRINT: baseline.fingerprint(told, finding.rule, entry.analysis.text, occurrence)},
            "properties": {"score": entry.analysis.score, "where": entry.where},
        }

    def _location(self, entry: Entry, finding: Finding) -> dict[str, Any]:
        analysis = entry.analysis
        if entry.path is None:
            # a text without a file is its own artifact
            description = {"description": {"text": self.options.texts.text["standard_input"]}}
            index = self._numbered(f"\x00{entry.number}", {"contents": {"text": on_one_line(analysis.text)}, **description})
            here = Region(1, 1, finding.start + 1, finding.end + 1, finding.start, finding.end - finding.start)
            physical: dict[str, Any] = {"artifactLocation": {"index": index}, "region": _region(here)}
        else:
            physical = {"artifactLocation": {**self._uri(entry.path), "index": self._artifact(entry.path)}}
            if place := entry.region(finding.start, finding.end):
                snippet = {"text": on_one_line(analysis.text[finding.start : finding.end])}
                physical["region"] = {**_region(place), **({"snippet": snippet} if place.offset is not None else {})}
        names = [on_one_line(name) for name in (*entry.heading, *((entry.where,) if entry.path and "region" not in physical else ()))]
        logical = [{"name": names[-1], "fullyQualifiedName": "/".join(names)}] if names else []
        return {"physicalLocation": physical, **({"logicalLocations": logical} if logical else {})}


def _region(place: Region) -> dict[str, int]:
    names = {
        "startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column,
        "charOffset": place.offset, "charLength": place.length,
    }  # fmt: skip
    return {name: value for name, value in names.items() if value is not None}


def _rule(rule: Rule, options: Options) -> dict[str, Any]:
    text = lang.get(options.screen).messages.rules[rule.id]
    about = {"criterion": options.say[rule.criterion], "tags": ["SMART", rule.criterion.replace("_", "-")]}
    return _declared(rule, options, text.message, text.explanation, text.passing, text.failing, about)


def _plan_rule(rule: plan.PlanRule, options: Options) -> dict[str, Any]:
    text = lang.plan_texts(options.screen).rules[rule.id]
    about = {"criterion": options.say["plan"], "tags": ["SMART", "plan"]}
    return _declared(rule, options, text.message, text.explanation, text.passing.strip(), text.failing.strip(), about)


def _declared(
    rule: Rule | plan.PlanRule, options: Options, message: str, explanation: str, passing: str, failing: str, about: dict[str, Any]
) -> dict[str, Any]:
    words = options.texts.text
    shown = ((words["help_passing"], passing), (words["help_failing"], failing))
    lines = [explanation, *(words["labelled"].format(label=label, value=example) for label, example in shown)]
    severity = options.severity.get(rule.id) or options.severity.get(rule.id[:1]) or rule.severity
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": message},
        "fullDescription": {"text": explanation},
        "help": {"text": "\n".join(lines), "markdown": "\n\n".join(lines)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {**about, "problem.severity": {"suggestion": "recommendation"}.get(severity, severity)},
    }
