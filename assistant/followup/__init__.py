"""The follow-up of a goal: milestones planned backwards from its deadline, reviews, exports and a drawing."""

from __future__ import annotations

from assistant.followup.options import DEFAULT, SHAPES, Options
from assistant.followup.planning import plan

__all__ = ["DEFAULT", "SHAPES", "Options", "plan"]
