"""A baseline: the findings that are known already, so that only new ones fail.

A finding is matched by its file, its rule and the words of its goal, so that it survives moved lines and changed neighbours;
equal ones in a file are counted. Paths are told from the folder of the baseline, which makes the place of the call of no matter.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from assistant.documents import write_atomically
from assistant.errors import ConfigError
from assistant.records import Analysis, Finding
from assistant.resources import Resource
from assistant.work import DocumentResult, TextResult

Result = TextResult | DocumentResult
Key = tuple[str, str, str]  # path, rule, normalised goal


class KnownFinding(Resource):
    """One kind of finding that is known, and how often it stands in its file."""

    path: str
    rule: str
    goal: str
    count: int = 1


class BaselineFile(Resource):
    """The file, as it is written."""

    version: Literal[1]
    findings: tuple[KnownFinding, ...]


@dataclass(frozen=True, slots=True)
class Stale:
    """A finding of the baseline that is not found any more."""

    path: str
    rule: str
    goal: str


def normalised(goal: str) -> str:
    """The words of a goal, without what changes when a text is merely moved or set anew: case, blanks, quotes, closing marks."""
    text = unicodedata.normalize("NFKC", goal).casefold()
    text = re.sub(r"[’‘ʼ`´]", "'", re.sub(r"[“”«»„]", '"', text))
    return " ".join(text.split()).strip(" .;,!…")


def fingerprint(path: str, rule: str, goal: str, occurrence: int) -> str:
    """32 hexadecimal digits that identify a finding whatever its line; `occurrence` counts equal ones in the file from 0."""
    return hashlib.sha256("\x1f".join((path, rule, normalised(goal), str(occurrence))).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def read(path: Path) -> BaselineFile:
    """Read a baseline.

    Raises:
        ConfigError: missing, or none.
    """
    try:
        return BaselineFile.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such baseline; write it with --write-baseline {path}") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "file"
        raise ConfigError(f"{path}: not a baseline: {key}: {first['msg']}; write it anew with --write-baseline {path}") from error


class Known:
    """Takes what a baseline knows out of results.

    Args:
        file: the baseline.
        path: where it stands.
        ran: whether a rule is looked at in this run; an entry of another one is not stale.
    """

    def __init__(self, file: BaselineFile, path: Path, ran: Callable[[str], bool] = lambda rule: True) -> None:
        self.folder, self.ran = path.parent, ran
        self.left: Counter[Key] = Counter()
        self.shown: dict[Key, str] = {}
        for known in file.findings:
            key = known.path, known.rule, normalised(known.goal)
            self.left[key] += known.count
            self.shown[key] = known.goal
        self.hidden = 0
        self.checked: set[str] = set()

    def new_in(self, result: Result) -> Result:
        """The result with its new findings only."""
        self.checked.add(_told_from(result.path, self.folder))
        return _narrowed(result, lambda analysis, finding: not self._take(result.path, analysis, finding))

    def _take(self, path: Path | None, analysis: Analysis, finding: Finding) -> bool:
        key = _told_from(path, self.folder), finding.rule, normalised(analysis.text)
        if self.left[key] < 1:
            return False
        self.left[key] -= 1
        self.hidden += 1
        return True

    def stale(self) -> list[Stale]:
        """What was not found again in the files of this run, and what belongs to files that are gone."""
        return [
            Stale(path, rule, self.shown[path, rule, goal])
            for (path, rule, goal), count in sorted(self.left.items())
            if count > 0 and self.ran(rule) and (path in self.checked or (path and not (self.folder / path).exists()))
        ]


class Recorder:
    """Collects the findings of a run and writes them as a baseline."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[Key] = Counter()
        self.shown: dict[Key, str] = {}

    def add(self, result: Result) -> None:
        """Take the findings of a result."""
        analyses = [result.analysis] if isinstance(result, TextResult) else [found.analysis for found in result.goals]
        for analysis in analyses:
            for finding in analysis.findings:
                key = _told_from(result.path, self.path.parent), finding.rule, normalised(analysis.text)
                self.counts[key] += 1
                self.shown.setdefault(key, " ".join(analysis.text.split()))

    def write(self) -> int:
        """Write the file, whole or not at all; returns the number of findings.

        Raises:
            InputError: it cannot be written.
        """
        ordered = sorted(self.counts.items(), key=lambda item: (item[0][0], item[0][2], item[0][1]))
        findings = [
            {"path": key[0], "rule": key[1], "goal": self.shown[key], **({"count": count} if count > 1 else {})} for key, count in ordered
        ]
        # one finding a line, so that a change of the file reads well in a diff
        lines = ",\n".join("  " + json.dumps(finding, ensure_ascii=False) for finding in findings)
        body = f'{{"version": 1, "findings": [\n{lines}\n]}}\n' if lines else '{"version": 1, "findings": []}\n'
        write_atomically(self.path, body.encode("utf-8", "backslashreplace"))
        return sum(self.counts.values())


def _narrowed(result: Result, keep: Callable[[Analysis, Finding], bool]) -> Result:
    def narrow(analysis: Analysis) -> Analysis:
        return replace(analysis, findings=tuple(f for f in analysis.findings if keep(analysis, f)))

    if isinstance(result, TextResult):
        return replace(result, analysis=narrow(result.analysis))
    return replace(result, goals=tuple(replace(found, analysis=narrow(found.analysis)) for found in result.goals))


def _told_from(path: Path | None, folder: Path) -> str:
    if path is None:
        return ""
    try:
        return Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()
    except ValueError:  # another drive
        return path.absolute().as_posix()
