"""smartgoals: turns vague goals into SMART ones, in French and English, offline, without inventing a fact.

>>> from datetime import date
>>> import assistant
>>> helper = assistant.load(today=date(2026, 11, 23))
>>> helper.analyse("Vendre plus").criteria["time_bound"].status
'missing'
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError, ConfigError, InputError, ResourceError
from assistant.realism import Realism
from assistant.records import Analysis, Assumption, Entity, Finding, Frame, Milestone, Placeholder, Question, Rewrite, Verdict

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from assistant.trend import History

__version__ = "0.1.0"
__all__ = [
    "Analysis", "Assistant", "AssistantError", "Assumption", "ConfigError", "Entity", "Finding", "Frame", "InputError", "Milestone",
    "Placeholder", "Question", "Realism", "ResourceError", "Rewrite", "Verdict", "load",
]  # fmt: skip


def load(*, today: date | None = None, lang: str = "auto", history: History | str | Path | None = None) -> Assistant:
    """Make an assistant. Pipelines are loaded when the first text of their language comes.

    Args:
        today: the day from which deadlines are resolved; the present day when None.
        lang: "auto" or a language code.
        history: your own figures, or the CSV file that holds them (columns date, value, optional metric); goals on their metrics are
            judged by them.

    Raises:
        ConfigError: unknown language.
        InputError: the history cannot be read; names row and column.
    """
    from assistant.pipeline import Assistant

    if isinstance(history, str | Path):
        from assistant.documents.history import read_history

        history = read_history(Path(history))
    return Assistant(today=today or date.today(), lang=lang, history=history)


def __getattr__(name: str) -> Any:
    # `assistant.Assistant` without paying for spaCy when only the records are used
    if name == "Assistant":
        from assistant.pipeline import Assistant

        return Assistant
    raise AttributeError(f"module 'assistant' has no attribute '{name}'")
