"""An assistant that reads each text once. Within one turn of a conversation the same goal is looked at from many sides."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.pipeline import Assistant
from assistant.records import Analysis

MOST = 64  # texts; a turn has about ten


class Remembering(Assistant):
    """An assistant for one turn; throw it away afterwards."""

    def analyse(self, text: str, *, answers: Mapping[str, str] | None = None, goal: bool | None = None) -> Analysis:
        """As `Assistant.analyse`, from memory the second time."""
        memory: dict[tuple[str, bool | None], Analysis] = self.__dict__.setdefault("_memory", {})
        key = text, goal
        if key not in memory:
            if len(memory) >= MOST:
                memory.clear()
            memory[key] = super().analyse(text, answers=answers, goal=goal)
        return memory[key]
