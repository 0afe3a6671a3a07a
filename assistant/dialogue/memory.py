"""An assistant that reads and rewrites each text once. Within one turn of a conversation the same goal is looked at from many sides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from assistant.criteria.base import Context
from assistant.pipeline import Assistant
from assistant.records import Analysis, Verdict

MOST = 200  # results; a turn has some thirty
V = TypeVar("V")


class Remembering(Assistant):
    """An assistant for one turn; throw it away afterwards."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._memory: dict[tuple[Any, ...], Any] = {}

    def analyse(self, text: str, *, answers: Mapping[str, str] | None = None, goal: bool | None = None) -> Analysis:
        """As `Assistant.analyse`, from memory the second time."""
        return self._once(("analyse", text, goal), lambda: super(Remembering, self).analyse(text, answers=answers, goal=goal))

    def rewritten(self, analysis: Analysis, *, answers: Mapping[str, str] | None = None, fill: str = "placeholder") -> Analysis:
        """As `Assistant.rewritten`, from memory the second time."""
        key = ("rewritten", analysis.text, analysis.lang, analysis.goal, tuple((answers or {}).items()), fill)
        return self._once(key, lambda: super(Remembering, self).rewritten(analysis, answers=answers, fill=fill))

    def _review(self, text: str, code: str) -> tuple[Context, Mapping[str, Verdict]]:
        return self._once(("review", text, code), lambda: super(Remembering, self)._review(text, code))

    def _once(self, key: tuple[Any, ...], make: Callable[[], V]) -> V:
        if key not in self._memory:
            if len(self._memory) >= MOST:
                self._memory.clear()
            self._memory[key] = make()
        found: V = self._memory[key]
        return found
