"""Read a profile file and check it; whatever is wrong is one line with file, key, and the nearest known key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from assistant import lang
from assistant.errors import ConfigError
from assistant.records import CRITERIA
from assistant.resources import read_toml
from assistant.user_files import load_toml, nearest

TOP = ("base", "weights", "severities", "switches", "texts")
SWITCHES = ("okr", "require", "most-priorities")
NEEDED = ("baseline", "tool", "owner")
SEVERITIES = ("error", "warning", "suggestion", "off")


def read(path: Path, bases: Iterable[str]) -> dict[str, Any]:
    """The checked contents of a profile file.

    Args:
        path: the file.
        bases: names of the profiles that it may start from.

    Raises:
        ConfigError: it cannot be read, is not TOML, or a key or value is wrong.
    """
    data = load_toml(path)
    _keys(path, "", data, TOP)
    if "base" in data and data["base"] not in bases:
        raise ConfigError(f"{path}: base: no profile {data['base']!r}{nearest(str(data['base']), bases)}; one of: {', '.join(bases)}")
    for name, check in (("weights", _weights), ("severities", _severities), ("switches", _switches), ("texts", _texts)):
        if name in data:
            check(path, _table(path, name, data[name]))
    return data


def _table(path: Path, name: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError(f"{path}: {name}: expected a table, not {value!r}")
    return value


def _keys(path: Path, where: str, table: Iterable[str], known: Iterable[str]) -> None:
    for key in table:
        if key not in known:
            raise ConfigError(f"{path}: {where}{key}: unknown key{nearest(key, known)}; known: {', '.join(known)}")


def _weights(path: Path, table: dict[str, Any]) -> None:
    _keys(path, "weights.", table, CRITERIA)
    for name in CRITERIA:
        weight = table.get(name)
        if not isinstance(weight, int) or isinstance(weight, bool) or weight <= 0:
            raise ConfigError(
                f"{path}: weights.{name}: expected a whole number above 0, {f'not {weight!r}' if name in table else 'for each of the five'}"
            )
    if (total := sum(table.values())) != 100:
        raise ConfigError(f"{path}: weights: they have to sum to 100, not {total}")


def _severities(path: Path, table: dict[str, Any]) -> None:
    known = rule_ids()
    for rule, severity in table.items():
        if rule not in known and rule not in {name[0] for name in known}:
            raise ConfigError(f"{path}: severities.{rule}: unknown rule{nearest_rule(rule, known)}; `smartgoals rules` lists them")
        if severity not in SEVERITIES:
            hint = nearest(str(severity), SEVERITIES)
            raise ConfigError(f"{path}: severities.{rule}: {severity!r} is not one of {', '.join(SEVERITIES)}{hint}")


def nearest_rule(rule: str, known: Iterable[str]) -> str:
    """A hint at a rule of nearly that id."""
    close = get_close_matches(rule.upper(), list(known), 1)
    return f" (did you mean '{close[0]}'?)" if close else ""


def _switches(path: Path, table: dict[str, Any]) -> None:
    _keys(path, "switches.", table, SWITCHES)
    if not isinstance(table.get("okr", False), bool):
        raise ConfigError(f"{path}: switches.okr: expected true or false, not {table['okr']!r}")
    most = table.get("most-priorities", 1)
    if not isinstance(most, int) or isinstance(most, bool) or most < 1:
        raise ConfigError(f"{path}: switches.most-priorities: expected a whole number from 1 on, not {most!r}")
    needed = table.get("require", [])
    if not isinstance(needed, list):
        raise ConfigError(f"{path}: switches.require: expected a list of {', '.join(NEEDED)}, not {needed!r}")
    for what in needed:
        if what not in NEEDED:
            raise ConfigError(f"{path}: switches.require: {what!r} is not one of {', '.join(NEEDED)}{nearest(str(what), NEEDED)}")


def _texts(path: Path, table: dict[str, Any]) -> None:
    _keys(path, "texts.", table, lang.available())
    for code, texts in table.items():
        _keys(path, f"texts.{code}.", _table(path, f"texts.{code}", texts), CRITERIA)
        for criterion, text in texts.items():
            where = f"texts.{code}.{criterion}"
            _keys(path, f"{where}.", _table(path, where, text), ("name", "definition"))
            for key, value in text.items():
                if not isinstance(value, str) or not re.search(r"\w", value):
                    raise ConfigError(f"{path}: {where}.{key}: expected a text, not {value!r}")


@cache
def rule_ids() -> tuple[str, ...]:
    """The ids of all rules, from the texts that each has in every language."""
    folder = lang.FOLDER / lang.available()[0]
    return tuple(sorted(rule for name in ("messages", "plan") for rule in read_toml(folder / f"{name}.toml")["rules"]))
