"""Profiles: how an organisation reads SMART. Names and definitions of the criteria, weights of the score, severities, switches.

The score is `round(100 * sum(weight * value) / sum(weight))` over the criteria that are known (met 1, partial ½, missing 0).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from assistant import lang
from assistant.errors import ConfigError
from assistant.profiles import reading
from assistant.records import CRITERIA
from assistant.user_files import nearest

FOLDER = Path(__file__).resolve().parent
DEFAULT = "default"
# What a switch says of the rules; a severity that the file states wins.
OKR: Mapping[str, str] = {"A002": "error", "A003": "warning", "A009": "off", "O001": "warning"}
REQUIRED: Mapping[str, str] = {"baseline": "A002", "tool": "O003", "owner": "O002"}
SAID_BETTER: Mapping[str, str] = {"tool": "M005"}  # advice that a requirement makes needless


@dataclass(frozen=True, slots=True)
class CriterionText:
    """What a criterion is called and what it asks for."""

    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class Profile:
    """How goals are judged and what the criteria are called.

    Attributes:
        name: of the file, without its ending.
        weights: what each criterion weighs, all positive, 100 together.
        severities: rule id or family → "error", "warning", "suggestion", "off"; what is not named keeps its own.
        okr: goals are key results: ambition is welcome, a quarter the usual horizon.
        require: what every goal has to state ("baseline", "tool", "owner").
        most_priorities: how many priorities a plan may have.
        texts: by language, then criterion.
    """

    name: str
    weights: Mapping[str, int]
    severities: Mapping[str, str] = field(default_factory=dict)
    okr: bool = False
    require: tuple[str, ...] = ()
    most_priorities: int = 3
    texts: Mapping[str, Mapping[str, CriterionText]] = field(default_factory=dict)

    @property
    def required(self) -> frozenset[str]:
        """Ids of the rules that speak whatever else is found."""
        return frozenset(REQUIRED[what] for what in self.require)

    def severity(self, rule: str, own: str) -> str:
        """What the profile makes of a rule whose own severity is `own`: of its id, else of its family."""
        return self.severities.get(rule) or self.severities.get(rule[:1]) or own

    def score(self, values: Mapping[str, float | None]) -> int:
        """0 to 100 from the value of each criterion (0 to 1, None when unknown); 0 when none is known."""
        known = [(self.weights[name], value) for name, value in values.items() if value is not None]
        total = sum(weight for weight, _ in known)
        return round(100 * sum(weight * value for weight, value in known) / total) if total else 0

    def criterion(self, code: str, name: str) -> CriterionText:
        """Name and definition of a criterion in a language; the interface's name where the profile says nothing."""
        return self.texts.get(code, {}).get(name) or CriterionText(lang.interface(code).text[name], "")

    def strings(self, code: str) -> Mapping[str, str]:
        """The interface's strings in a language, with this profile's names of the criteria and its legend of the score."""
        text = lang.interface(code).text
        names = {name: self.criterion(code, name).name for name in CRITERIA}
        legend = text["legend"].format(weights=", ".join(f"{name[0].upper()} {self.weights[name]}" for name in CRITERIA))
        legend = legend if self.name == DEFAULT else f"{legend} {text['profile_named'].format(name=self.name)}"
        return MappingProxyType({**text, **names, "legend": legend})


def built_in() -> tuple[str, ...]:
    """Names of the profiles that come with the package."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def default() -> Profile:
    """The profile that holds when none is named."""
    return load(DEFAULT)


def load(name: str) -> Profile:
    """A profile by name, or from a file that ends in .toml.

    Raises:
        ConfigError: no such profile, or the file is wrong; names file and key, and the nearest known one.
    """
    if name in built_in():
        return _from_file(FOLDER / f"{name}.toml")
    if not name.endswith(".toml"):
        raise ConfigError(f"unknown profile '{name}'{nearest(name, built_in())}; one of: {', '.join(built_in())}, or a file *.toml")
    return _from_file(Path(name))


def _from_file(path: Path) -> Profile:
    data = reading.read(path, built_in())
    first = path == FOLDER / f"{DEFAULT}.toml"
    start = Profile(DEFAULT, data["weights"]) if first else load(data.get("base", DEFAULT))
    profile = replace(start, name=path.stem, weights=data.get("weights", start.weights), texts=_texts(start, data.get("texts", {})))
    switches = data.get("switches", {})
    okr, require = switches.get("okr", start.okr), tuple(switches.get("require", start.require))
    switched = {**(OKR if okr else {}), **{REQUIRED[what]: "error" for what in require}}
    switched |= {SAID_BETTER[what]: "off" for what in require if what in SAID_BETTER}
    return replace(
        profile, okr=okr, require=require, most_priorities=switches.get("most-priorities", start.most_priorities),
        severities={**start.severities, **switched, **data.get("severities", {})},
    )  # fmt: skip


def _texts(start: Profile, stated: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, dict[str, CriterionText]]:
    merged = {code: dict(texts) for code, texts in start.texts.items()}
    for code, texts in stated.items():
        for criterion, text in texts.items():
            before = merged.setdefault(code, {}).get(criterion) or CriterionText(lang.interface(code).text[criterion], "")
            merged[code][criterion] = CriterionText(text.get("name", before.name), text.get("definition", before.definition))
    return merged
