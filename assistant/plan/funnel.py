"""P006: a marketing plan that leaves a stage of the funnel (See, Think, Do, Care) without a goal.

Source: See-Think-Do-Care, Avinash Kaushik, 2013 and 2015.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.knowledge import knowledge
from assistant.plan.base import Hit, Plan, PlanRule
from assistant.records import Frame

STAGES = ("see", "think", "do", "care")
# Themes that bear on a second stage: leads lead on to sales, e-mail keeps customers, reviews make a firm known.
SECOND = {"leads": "do", "email": "care", "reputation": "see", "local": "see", "influence": "think", "engagement": "see"}
LEAST = 4  # goals of the funnel below which a plan is no whole marketing plan
LEAST_STAGES = 2  # a plan on one stage alone is on purpose


def stages_of(frame: Frame) -> frozenset[str]:
    """The stages that a goal serves: by its indicator, its theme, and what its theme leads on to; none inside the firm."""
    data = knowledge()
    kpi = data.kpis.get(frame.metric.id) if frame.metric and frame.metric.id else None
    theme = data.themes.get(frame.theme) if frame.theme else None
    found: set[str] = set()
    found |= {entry.stage for entry in (kpi, theme) if entry is not None}
    found |= {SECOND[name] for name in (frame.theme, kpi.theme if kpi else None) if name in SECOND}
    return frozenset(found & set(STAGES))


def _check(plan: Plan) -> Iterator[Hit]:
    on_it = [goal for goal in plan.goals if goal.stages]
    if len(on_it) < LEAST or 2 * len(on_it) < len(plan.goals):
        return
    covered = frozenset().union(*(goal.stages for goal in on_it))
    empty = [stage for stage in STAGES if stage not in covered]
    if len(covered) >= LEAST_STAGES and empty:
        names = plan.texts.stages
        yield Hit((), "one" if len(empty) == 1 else "several", {"stages": ", ".join(names[stage] for stage in empty)})


RULE = PlanRule("P006", "empty-stage", "suggestion", _check)
