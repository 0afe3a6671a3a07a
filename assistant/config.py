"""Settings: `[tool.smartgoals]` of the nearest pyproject.toml, or smartgoals.toml; the command line wins over both."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from assistant.errors import ConfigError

RULE_SHAPE = "a rule id such as T001, or a family such as T"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a configuration file may set. Names are those of the command-line options."""

    lang: str = "auto"
    today: date | None = None
    fill: str = "placeholder"
    min_score: int | None = None
    day_first: bool | None = None
    fiscal_year_start: int = 1
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str = "default"


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
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    table = data.get("tool", {}).get("smartgoals", {}) if path.name == "pyproject.toml" else data
    known = {field.name.replace("_", "-"): field.name for field in fields(Settings)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise ConfigError(f"{path}: unknown key '{key}'; known: {', '.join(known)}")
        values[known[key]] = _checked(path, key, value)
    return Settings(**values)


def _checked(path: Path, key: str, value: Any) -> Any:
    if key in ("select", "ignore"):
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise ConfigError(f"{path}: {key}: expected a list of texts, each {RULE_SHAPE}")
        return tuple(value)
    if key == "min-score":
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
            raise ConfigError(f"{path}: {key}: expected a whole number from 0 to 100, not {value!r}")
        return value
    if key == "day-first":
        if not isinstance(value, bool):
            raise ConfigError(f"{path}: {key}: expected true (3/4 is 3 April) or false (4 March), not {value!r}")
        return value
    if key == "fiscal-year-start":
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 12:
            raise ConfigError(f"{path}: {key}: expected a month from 1 to 12, not {value!r}")
        return value
    if key == "today":
        return value if isinstance(value, date) else parse_day(str(value), f"{path}: {key}")
    if not isinstance(value, str):
        raise ConfigError(f"{path}: {key}: expected a text, not {value!r}")
    if key == "profile" and value.endswith(".toml"):
        return str(path.parent / value)  # relative to the file that names it
    return value


def parse_day(text: str, where: str) -> date:
    """An ISO day.

    Raises:
        ConfigError: it is none; `where` tells which option.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"{where}: '{text}' is no day; write it as YYYY-MM-DD") from error
