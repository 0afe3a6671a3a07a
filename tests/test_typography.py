"""What the program shows is set as each language sets it."""

import re
import tomllib

import pytest

from assistant import lang, profiles
from tests.conftest import ROOT

# Per file of a language: the tables that are shown; None for all. What only recognises (synonyms, keywords, cues) stands in no list.
SHOWN = {
    "messages.toml": None, "advice.toml": None, "reports.toml": None, "templates.toml": None,
    "interface.toml": ("text", "chat"), "plan.toml": ("rules", "stages", "quote"),
    "kpis.toml": "name", "channels.toml": ("name", "with_preposition"), "themes.toml": "name",
}  # fmt: skip
FAULTS = {
    "fr": (r"[ ][;:!?»%€](?!\w)", r"(?<![\s\u00a0\u202f/:\[(\d\w?!])[»](?!\w)", r"«(?![\u00a0\u202f])", r"\w'(?=\w|\{)", r"[^\W\d_][;!?](?!\w)"),
    "en": (r"\w[ \u00a0\u202f][;:!?](?!\w)", r"\d[ \u00a0\u202f]%", r"[^\W\d_]'(?=[^\W\d_])", r"[«»]"),
}  # fmt: skip


def strings(value, path=()):
    """(path, string) of every string of a table."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, path)
    elif isinstance(value, str):
        yield path, value


def is_shown(file, path):
    wanted = SHOWN[file]
    if path[0] == "sources":
        return False  # titles in their own language
    return wanted is None or (path[-1] in wanted if "name" in wanted else path[0] in wanted)


def shown(code):
    """(place, string) of all that a language shows."""
    for file in SHOWN:
        data = tomllib.loads((ROOT / "assistant" / "lang" / code / file).read_text("utf-8"))
        yield from ((f"{file}: {'.'.join(path)}", text) for path, text in strings(data) if is_shown(file, path))
    for name in profiles.built_in():
        data = tomllib.loads((ROOT / "assistant" / "profiles" / f"{name}.toml").read_text("utf-8"))
        yield from ((f"{name}.toml: {'.'.join(path)}", text) for path, text in strings(data.get("texts", {}).get(code, {})))


def faults(code, text):
    return [match.group() for pattern in FAULTS[code] for match in re.finditer(pattern, text)]


@pytest.mark.parametrize("code", lang.available())
def test_every_shown_string_is_set_right(code):
    assert [(place, text, found) for place, text in shown(code) if (found := faults(code, text))] == []


@pytest.mark.parametrize(
    ("code", "text"),
    [("fr", "Déjà SMART : rien"), ("fr", "« oui »"), ("fr", "l'outil"), ("fr", "Pour quand?"), ("fr", "20 %"), ("en", "Note : x"), ("en", "it's"), ("en", "5 %")],
)  # fmt: skip
def test_an_offender_is_found(code, text):
    assert faults(code, text)
