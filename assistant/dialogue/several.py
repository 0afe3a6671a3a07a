"""Several goals in one message: which they are, and how one is told from its surroundings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.documents.segment import sentences
from assistant.pipeline import Assistant
from assistant.records import Analysis

SURE = 0.95  # score of a goal from which on a sentence beside others is one; below it, it has to say which way something should go
MOST_GOALS = 10  # taken from one message; a longer list is a plan
_MARK = re.compile(r"^[ \t\u00a0]*(?:[-*+•–—‣▪◦]|\d{1,2}[.)]|[a-z]\))[ \t\u00a0]+")


@dataclass(frozen=True, slots=True)
class Message:
    """What a message holds: its goals in order, without the marks of a list; `whole` is the text to take as one goal otherwise."""

    goals: tuple[str, ...]
    whole: str


def goals_in(helper: Assistant, text: str) -> Message:
    """The goals of a message.

    A sentence around a single goal that tells a fact (a date, a channel) belongs to it; small talk ("I run a bakery.") does not.
    """
    lines = [_MARK.sub("", line).strip() for line in text.splitlines()]
    parts = [line[a:b] for line in lines if line for a, b in sentences(line)]
    if len(parts) < 2:
        return Message((), parts[0] if parts else text)
    found = list(helper.pipe(parts))
    goals = tuple(a.text for a in found if _is_one(a))
    others = [a for a in found if not _is_one(a)]
    if len(goals) == 1 and not any(a.entities for a in others):
        return Message(goals, goals[0])
    return Message(goals if len(goals) > 1 else (), text)


def _is_one(analysis: Analysis) -> bool:
    """Whether a sentence among others is a goal: "I run a bakery" reads like one, and only sets the scene."""
    return bool(analysis.goal) and ((analysis.goal_score or 0.0) >= SURE or analysis.frame.direction is not None)
