"""Settings: `[tool.smartgoals]` of the nearest pyproject.toml, or smartgoals.toml; the command line wins over both."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from assistant import user_files
from assistant.errors import ConfigError
from assistant.followup.options import LARGEST_MARGIN, SHAPES, Options
from assistant.reports import FORMATS

RULE_SHAPE = "a rule id such as T001, or a family such as T"
SEVERITIES = ("error", "warning", "suggestion", "off")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a configuration file may set. Names are those of the command-line options.

    `severity` maps rule ids and families, in capitals, to one of `SEVERITIES`; `baseline`, and a `profile`
    that is a file, are relative to the file that names it. `shape`, `margin`, `country` and `season_weights` are those of
    `followup.Options`.
    """

    lang: str = "auto"
    today: date | None = None
    fill: str = "placeholder"
    style: str = "sentence"
    compound: str = "parts"
    keep_words: bool = False
    min_score: int | None = None
    day_first: bool | None = None
    fiscal_year_start: int = 1
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str = "default"
    format: str = "text"
    baseline: Path | None = None
    severity: Mapping[str, str] = field(default_factory=dict)
    shape: str = SHAPES[0]
    margin: int | None = None
    country: str | None = None
    season_weights: tuple[float, ...] = ()

    @property
    def follow_up(self) -> Options:
        """How goals are followed up."""
        return Options(self.shape, self.margin, self.country, self.season_weights)


def find(start: Path) -> Path | None:
    """The nearest configuration file at or above a folder."""
    for folder in (start, *start.parents):
        own = folder / "smartgoals.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and b"[tool.smartgoals]" in project.read_bytes():
            return project
    return None


def load(path: Path | None) -> Settings:
    """Read settings; the defaults when there is no file.

    Raises:
        ConfigError: the file is not TOML, or a key or value is wrong; names file and key.
    """
    if path is None:
        return Settings()
    data = user_files.load_toml(path)
    table = data.get("tool", {}).get("smartgoals", {}) if path.name == "pyproject.toml" else data
    known = {field.name.replace("_", "-"): field.name for field in fields(Settings)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise ConfigError(f"{path}: unknown key '{key}'{nearest(key, known)}; known: {', '.join(known)}")
        values[known[key]] = _checked(path, key, value)
    settings = Settings(**values)
    if settings.shape == "seasonal" and not settings.season_weights:
        raise ConfigError(f"{path}: shape: 'seasonal' needs season-weights, twelve numbers, January first")
    return settings


def _checked(path: Path, key: str, value: Any) -> Any:
    if key in ("select", "ignore"):
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise ConfigError(f"{path}: {key}: expected a list of texts, each {RULE_SHAPE}")
        return tuple(value)
    if key == "severity":
        return _severities(path, value)
    if key == "min-score":
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
            raise ConfigError(f"{path}: {key}: expected a whole number from 0 to 100, not {value!r}")
        return value
    if key == "keep-words":
        if not isinstance(value, bool):
            raise ConfigError(f"{path}: {key}: expected true or false, not {value!r}")
        return value
    if key == "day-first":
        if not isinstance(value, bool):
            raise ConfigError(f"{path}: {key}: expected true (3/4 is 3 April) or false (4 March), not {value!r}")
        return value
    if key == "fiscal-year-start":
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 12:
            raise ConfigError(f"{path}: {key}: expected a month from 1 to 12, not {value!r}")
        return value
    if key == "margin":
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_MARGIN:
            raise ConfigError(f"{path}: {key}: expected percent of the time, from 0 to {LARGEST_MARGIN}, not {value!r}")
        return value
    if key == "season-weights":
        return _weights(path, value)
    if key == "today":
        return value if isinstance(value, date) else parse_day(str(value), f"{path}: {key}")
    if not isinstance(value, str):
        raise ConfigError(f"{path}: {key}: expected a text, not {value!r}")
    if key == "profile":
        return str(path.parent / value) if value.endswith(".toml") else value
    if key == "baseline":
        return path.parent / value
    if key == "country":
        return _country(path, value)
    if key == "shape" and value not in SHAPES:
        raise ConfigError(f"{path}: {key}: '{value}' is not one of {', '.join(SHAPES)}{nearest(value, SHAPES)}")
    if key == "format" and value not in FORMATS:
        raise ConfigError(f"{path}: {key}: '{value}' is not one of {', '.join(FORMATS)}{nearest(value, FORMATS)}")
    return value


def _country(path: Path, value: str) -> str:
    from assistant.followup.days import check_country

    try:
        check_country(value)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error
    return value


def _weights(path: Path, value: Any) -> tuple[float, ...]:
    numbers = isinstance(value, list) and all(isinstance(v, int | float) and not isinstance(v, bool) and 0 <= v < math.inf for v in value)
    if not numbers or len(value) != 12 or sum(value) <= 0:
        raise ConfigError(f"{path}: season-weights: expected twelve numbers from 0 up, January first, not all 0")
    return tuple(float(v) for v in value)


def _severities(path: Path, value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ConfigError(f'{path}: severity: expected a table of rules, for example T001 = "warning"')
    for rule, severity in value.items():
        if not re.fullmatch(r"[A-Za-z](?:\d{3})?", rule):
            raise ConfigError(f"{path}: severity: '{rule}' is not {RULE_SHAPE}")
        if severity not in SEVERITIES:
            raise ConfigError(f"{path}: severity.{rule}: {severity!r} is not one of {', '.join(SEVERITIES)}")
    return {rule.upper(): severity for rule, severity in value.items()}


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the known word that is likeliest meant, else nothing."""
    return user_files.nearest(word.replace("_", "-"), known)


def parse_day(text: str, where: str) -> date:
    """An ISO day.

    Raises:
        ConfigError: it is none; `where` tells which option.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"{where}: '{text}' is no day; write it as YYYY-MM-DD") from error
