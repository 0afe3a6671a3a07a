"""What the exports are made of: one entry a goal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.records import Analysis
from assistant.schedule import FollowUp


@dataclass(frozen=True, slots=True)
class Entry:
    """A goal with its follow-up.

    Attributes:
        number: of the goal, from 1.
        text: the goal as it is to be read: its rewrite, where nothing in it is missing or assumed, else the author's words.
        source: the author's words.
        lang: language of the goal.
        again: how often the same words came before; it keeps identifiers apart.
    """

    number: int
    text: str
    source: str
    lang: str
    follow_up: FollowUp
    again: int = 0


def entries(analyses: Iterable[Analysis]) -> tuple[Entry, ...]:
    """The goals that have been rewritten, in order; what is no goal is left out."""
    seen: Counter[str] = Counter()
    made: list[Entry] = []
    for analysis in analyses:
        if not analysis.goal or analysis.follow_up is None:
            continue
        rewritten = analysis.rewrite
        whole = rewritten is not None and not rewritten.placeholders and not rewritten.assumptions
        text = rewritten.text if rewritten and whole else analysis.text
        made.append(Entry(len(made) + 1, _line(text), analysis.text, analysis.lang, analysis.follow_up, seen[analysis.text]))
        seen[analysis.text] += 1
    return tuple(made)


def _line(text: str) -> str:
    """One line without control characters."""
    return " ".join("".join(c if c.isprintable() or c in "\u00a0\u202f" else " " for c in text).split(" ")).strip()
