"""Milestones on the way to a target; how they are planned stands in `assistant.followup`."""

from __future__ import annotations

from assistant import followup
from assistant.criteria.base import Context
from assistant.records import Milestone


def milestones(context: Context) -> tuple[Milestone, ...]:
    """Dated values between baseline (or nothing, for what is won) and target; none where the text does not allow it."""
    return followup.plan(context).milestones
