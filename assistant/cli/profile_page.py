"""What `smartgoals profiles` shows."""

from __future__ import annotations

from assistant import lang
from assistant.profiles import Profile, built_in, load
from assistant.records import CRITERIA


def page(name: str | None, code: str) -> list[str]:
    """The profiles with their weights, or one with all that it sets.

    Raises:
        ConfigError: no such profile, or its file is wrong.
    """
    if name is None:
        return [f"{known:10s}{_weights(load(known), code)}" for known in built_in()]
    profile, say = load(name), lang.interface(code).text
    label = say["label"].format
    lines = [label(name=say["profile"], value=profile.name)]
    for criterion in CRITERIA:
        text = profile.criterion(code, criterion)
        lines.append(f"  {text.name} ({say['weight']} {profile.weights[criterion]}) — {text.definition}".removesuffix(" — "))
    if profile.require:
        lines.append(label(name=say["requires"], value=", ".join(say[f"require_{what}"] for what in profile.require)))
    if profile.severities:
        told = ", ".join(f"{rule} {say[severity]}" for rule, severity in sorted(profile.severities.items()))
        lines.append(label(name=say["severities"], value=told))
    return lines


def _weights(profile: Profile, code: str) -> str:
    return ", ".join(f"{profile.criterion(code, name).name} {profile.weights[name]}" for name in CRITERIA)
