"""Answers to the questions of a plan, from a file (TOML or JSON): for all goals, for an indicator, or for one goal.

fiscal_year = "April"
deadline = "end of June"          # every goal without an end

[metrics."conversion rate"]       # every goal on this indicator
baseline = "2%"

[goals.3]                         # the third goal only
target = "400"
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant import lang
from assistant.answers.reader import tidy
from assistant.criteria.base import Context
from assistant.entities import metrics
from assistant.entities.phrases import normal
from assistant.errors import ConfigError, InputError
from assistant.questions import answered
from assistant.questions.effects import nameless
from assistant.records import Analysis
from assistant.rewriting.gaps import SLOTS

PLAIN = ("tool", "owner")  # taken as they are
EXTRA = (*PLAIN, "fiscal_year")
TABLES = ("metrics", "goals")


@dataclass(frozen=True, slots=True)
class PlanAnswers:
    """Answers by slot: for all goals, by indicator, by number of the goal (from 1)."""

    shared: Mapping[str, str] = field(default_factory=dict)
    metrics: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    goals: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    fiscal_start: int | None = None

    def for_goal(self, number: int, analysis: Analysis, context: Context) -> dict[str, str]:
        """The answers for one goal, read as an answer in the conversation is; the nearest wins: goal, indicator, all.

        What is said for several goals fills gaps only: it never changes what a goal's own text tells.
        """
        frame = analysis.frame
        said: dict[str, str] = {s: a for s, a in self.shared.items() if not _told(context, s)}
        if frame.metric:
            for name, given in self.metrics.items():
                identity = metrics.finder(analysis.lang).identify(name)
                if normal(name) == normal(frame.metric.text) or (identity is not None and identity == frame.metric.id):
                    said |= {s: a for s, a in given.items() if not _told(context, s)}
        said |= self.goals.get(number, {})
        out: dict[str, str] = {}
        for slot in (s for s in SLOTS if s in said):
            out[slot] = tidy(answered(context, out), slot, said[slot])
        return out | {slot: said[slot].strip() for slot in PLAIN if slot in said}


def _told(context: Context, slot: str) -> bool:
    if slot == "metric":
        return not nameless(context)
    return bool(context.frame.figure if slot == "target" else getattr(context.frame, slot, None))


def load_answers(path: Path) -> PlanAnswers:
    """Read a file of answers.

    Raises:
        InputError: it cannot be read, or is neither TOML nor JSON.
        ConfigError: a key or value is wrong; names file and key.
    """
    try:
        text = path.read_text("utf-8-sig")
        data = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: neither TOML nor JSON: {error}") from error
    if not isinstance(data, dict):
        raise ConfigError(f'{path}: expected slots with answers, such as deadline = "end of June"')
    shared = _slots(path, "", {k: v for k, v in data.items() if k not in (*TABLES, "fiscal_year")})
    tables = {name: data.get(name, {}) for name in TABLES}
    for name, table in tables.items():
        if not isinstance(table, dict) or not all(isinstance(v, dict) for v in table.values()):
            raise ConfigError(f"{path}: {name}: expected one table of answers for each, such as [{name}.…]")
    goals: dict[int, dict[str, str]] = {}
    for key, given in tables["goals"].items():
        if not key.isdecimal() or int(key) < 1:
            raise ConfigError(f"{path}: goals.{key}: expected the number of a goal, from 1")
        goals[int(key)] = _slots(path, f"goals.{key}.", given)
    by_metric = {key: _slots(path, f"metrics.{key}.", given) for key, given in tables["metrics"].items()}
    return PlanAnswers(shared, by_metric, goals, _month(path, data["fiscal_year"]) if "fiscal_year" in data else None)


def _slots(path: Path, where: str, given: Mapping[str, Any]) -> dict[str, str]:
    out = {}
    for slot, value in given.items():
        if slot not in (*SLOTS, *PLAIN):
            raise ConfigError(f"{path}: {where}{slot}: unknown slot; known: {', '.join((*SLOTS, *EXTRA, *TABLES))}")
        if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
            raise ConfigError(f"{path}: {where}{slot}: expected a text or a number, not {value!r}")
        out[slot] = str(value)
    return out


def _month(path: Path, value: Any) -> int:
    """A month by number or by name, in any language."""
    text = str(value).strip().lower()
    if text.isdecimal() and 1 <= int(text) <= 12 and not isinstance(value, bool):
        return int(text)
    for code in lang.available():
        names = [" ".join(normal(name)) for name in lang.advice(code).months]
        if " ".join(normal(text)) in names:
            return names.index(" ".join(normal(text))) + 1
    raise ConfigError(f"{path}: fiscal_year: expected the month in which it begins, by name or from 1 to 12, not {value!r}")
