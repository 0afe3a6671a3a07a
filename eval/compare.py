"""Hold an evaluation against a committed baseline and against thresholds."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.measures import Row
from eval.predict import Pair
from eval.reporting import faults

LOWER_IS_BETTER = (
    "goal score Brier", "achievable false alarms", "relevant false alarms",
    "unrealistic flagged: false alarms", "irrelevant flagged: false alarms",
)  # fmt: skip
Z = 1.96  # of a 95 % interval


class ComparisonError(ValueError):
    """A baseline or threshold file that cannot be used: which file, what is wrong."""


def signature(pair: Pair) -> str:
    """What is wrong in a record, as a short hash: equal when nothing has changed."""
    return hashlib.sha256(json.dumps(faults(pair), sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]


def snapshot(rows: Sequence[Row], pairs: Sequence[Pair]) -> dict[str, Any]:
    """The content of a baseline file for one split."""
    return {
        "figures": {r.key: {"value": round(r.value, 6), "n": r.n, "low": round(r.low, 6), "high": round(r.high, 6)} for r in rows},
        "records": {p.gold.id: signature(p) for p in pairs},
    }


def read(path: Path) -> dict[str, Any]:
    """A baseline file.

    Raises:
        ComparisonError: missing or malformed.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ComparisonError(f"{path}: no such baseline; write one with --update-baseline") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ComparisonError(f"{path}: not a baseline: {error}") from error
    if not isinstance(data, dict):
        raise ComparisonError(f"{path}: not a baseline: expected an object with a key a split")
    return data


def compare(rows: Sequence[Row], pairs: Sequence[Pair], baseline: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
    """(falls by key, notes).

    A figure has fallen when it is worse than the baseline's by more than its noise, one standard error of the baseline's
    bootstrap: (high - low) / (2 * 1.96). Notes name the records that changed, unknown keys and records that came or went.
    """
    known, falls, notes = baseline.get("figures", {}), {}, []
    for row in rows:
        old = known.get(row.key)
        if old is None:
            notes.append(f"not in the baseline: {row.key}")
            continue
        sign = -1 if row.measure in LOWER_IS_BETTER else 1
        noise = (old["high"] - old["low"]) / (2 * Z)
        if sign * (old["value"] - row.value) > max(noise, 1e-9):
            falls[row.key] = f"{row.key}: {old['value']:.3f} → {row.value:.3f} (noise {noise:.3f})"
    keys = {row.key for row in rows}
    notes += [f"in the baseline, but no longer measured: {key}" for key in known if key not in keys]
    before, now = baseline.get("records", {}), {p.gold.id: signature(p) for p in pairs}
    notes += [f"new record: {i}" for i in now if i not in before]
    notes += [f"record gone or renamed: {i}" for i in before if i not in now]
    changed = [i for i in now if i in before and before[i] != now[i]]
    if changed:
        notes.append(f"records with another outcome ({len(changed)}): {', '.join(changed)}")
    return falls, notes


def under(rows: Sequence[Row], path: Path) -> dict[str, str]:
    """Figures below their threshold; a TOML file with a table a language ("all" for every one) and measure = least value.

    Raises:
        ComparisonError: missing, malformed, or naming a measure that does not exist.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ComparisonError(f"{path}: no such file of thresholds") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ComparisonError(f"{path}: not valid TOML: {error}") from error
    names = {row.measure for row in rows}
    out = {}
    for lang, table in data.items():
        for measure, bound in table.items():
            if measure not in names:
                raise ComparisonError(f"{path}: {lang}.{measure}: no such measure; `smartgoals eval` lists them")
            for row in rows:
                if row.measure == measure and lang in ("all", row.lang):
                    worse = row.value > bound if measure in LOWER_IS_BETTER else row.value < bound
                    if worse:
                        out[row.key] = f"{row.key}: {row.value:.3f}, threshold {bound}"
    return out
