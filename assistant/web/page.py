"""What the tabs of the page share: the language switch, labels that follow it, and the shelf of the browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import gradio as gr

from assistant import dialogue, lang
from assistant.profiles import Profile

# Fixed, so that a browser can read its goals after a restart of the server. It keeps no secret: whoever uses the browser may read them.
STORAGE_KEY, STORAGE_SECRET = "smartgoals", "smartgoals-shelf"


@dataclass
class Labels:
    """Components whose words follow the language: property → key of the string table, or a function of the language's code."""

    entries: list[tuple[Any, dict[str, str | Callable[[str], Any]]]] = field(default_factory=list)

    def add(self, component: Any, **words: str | Callable[[str], Any]) -> Any:
        """Let a component's properties follow the language; returns the component."""
        self.entries.append((component, words))
        return component

    @property
    def outputs(self) -> list[Any]:
        """The components."""
        return [component for component, _ in self.entries]

    def updates(self, code: str) -> list[Any]:
        """Their words in a language."""
        web = lang.interface(code).web
        told: list[dict[str, Any]] = [
            {name: web[key] if isinstance(key, str) else key(code) for name, key in words.items()} for _, words in self.entries
        ]
        return [gr.update(**properties) for properties in told]


@dataclass
class Page:
    """The page under construction.

    Attributes:
        day: gives the day from which deadlines are resolved.
        profile: how goals are judged; the default one when None.
        code: the language of the first screen.
        choice: the language switch.
        shelf: the browser's store.
        labels: what follows the language.
        largest: bytes of an upload.
    """

    day: Callable[[], date]
    profile: Profile | None
    code: str
    choice: gr.Radio
    shelf: gr.BrowserState
    labels: Labels
    largest: int

    def helper(self, code: str) -> dialogue.Remembering:
        """An assistant for one turn that speaks a language."""
        return dialogue.Remembering(today=self.day(), screen=code, profile=self.profile)

    def button(self, key: str, identity: str, **looks: Any) -> gr.Button:
        """A small button whose word follows the language."""
        made: gr.Button = self.labels.add(gr.Button(self.word(key), size="sm", min_width=60, elem_id=identity, **looks), value=key)
        return made

    def word(self, key: str) -> str:
        """A string in the language of the first screen."""
        return lang.interface(self.code).web[key]


def browser_language(header: str, codes: tuple[str, ...]) -> str:
    """The first available language of an Accept-Language header."""
    for part in header.split(","):
        code = part.split(";")[0].strip()[:2].lower()
        if code in codes:
            return code
    return codes[0]
