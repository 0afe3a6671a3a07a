"""Why something was not read, as one sentence in the user's language that says what to do."""

from __future__ import annotations

from pathlib import Path

from assistant import documents, lang
from assistant.errors import AssistantError
from assistant.reports.base import clean


def refusal(error: AssistantError, name: str, code: str) -> str:
    """What to tell a user whose file could not be read.

    Args:
        error: what was raised; if it can tell its reason in several languages (`told`), that is used.
        name: of the file, as the user knows it.
        code: language.
    """
    web = lang.interface(code).web
    told = getattr(error, "told", None)
    if callable(told):
        path = getattr(error, "path", None)
        return clean(str(told(code)).replace(str(path), name) if path else str(told(code)))
    if Path(name).suffix.lower() not in documents.known_suffixes():
        return web["refused_kind"].format(name=clean(name), formats=formats())
    return web["refused"].format(name=clean(name))


def formats() -> str:
    """The endings of the formats that can be read, for people."""
    return ", ".join(suffix.removeprefix(".") for suffix in documents.known_suffixes())
