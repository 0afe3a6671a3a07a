"""smartgoals: turns vague goals into SMART ones, in French and English, offline, without inventing a fact.

>>> from datetime import date
>>> import assistant
>>> helper = assistant.load(today=date(2026, 11, 23))
>>> helper.analyse("Vendre plus").criteria["time_bound"].status
'missing'
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError, ConfigError, InputError, ResourceError
from assistant.records import Analysis, Assumption, Entity, Finding, Frame, Milestone, Placeholder, Question, Rewrite, Verdict

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

__version__ = "0.1.0"
__all__ = [
    "Analysis", "Assistant", "AssistantError", "Assumption", "ConfigError", "Entity", "Finding", "Frame", "InputError", "Milestone",
    "Placeholder", "Question", "ResourceError", "Rewrite", "Verdict", "load",
]  # fmt: skip


def load(*, today: date | None = None, lang: str = "auto") -> Assistant:
    """Make an assistant. Pipelines are loaded when the first text of their language comes.

    Args:
        today: the day from which deadlines are resolved; the present day when None.
        lang: "auto" or a language code.

    Raises:
        ConfigError: unknown language.
    """
    from assistant.pipeline import Assistant

    return Assistant(today=today or date.today(), lang=lang)


def __getattr__(name: str) -> Any:
    # `assistant.Assistant` without paying for spaCy when only the records are used
    if name == "Assistant":
        from assistant.pipeline import Assistant

        return Assistant
    raise AttributeError(f"module 'assistant' has no attribute '{name}'")
