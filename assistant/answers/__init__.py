"""Read an answer as people give it: (goal, open question, text) → what it means. State and wording are `dialogue`'s.

Figures and dates are found by the project's own grammars, channels and indicators by its catalogues, everything else by the
word lists of `lang/<code>/answers.toml`. An answer fills the slot that was asked, and those that it names: a date names the
deadline, a figure the value, "sur LinkedIn" the channel, "la cible : 20" the target. Nothing else is touched.
"""

from __future__ import annotations

from assistant.answers.reader import read, tidy, wish
from assistant.answers.reading import ONE_VALUE, Ask, Reading

__all__ = ["ONE_VALUE", "Ask", "Reading", "read", "tidy", "wish"]
