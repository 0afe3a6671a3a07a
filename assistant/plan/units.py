"""P009: one indicator told in two units, so that nobody can compare its figures."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.plan.base import Hit, Plan, PlanGoal, PlanRule


def _check(plan: Plan) -> Iterator[Hit]:
    by_metric: dict[tuple[str, str], list[tuple[PlanGoal, str]]] = {}
    for goal in plan.goals:
        if goal.metric and (unit := _unit(goal)):
            by_metric.setdefault((goal.metric, unit[0]), []).append((goal, unit[1]))
    for told in by_metric.values():
        units = list(dict.fromkeys(unit for _, unit in told))
        if len(units) > 1:
            first = {unit: next(goal for goal, own in told if own == unit) for unit in units}
            figures = ", ".join(goal.figure.text for goal in first.values() if goal.figure)
            yield Hit(tuple(goal.index for goal, _ in told), "units", {"metric": told[0][0].metric_name, "figures": figures})


def _unit(goal: PlanGoal) -> tuple[str, str] | None:
    """(what the figure tells: a level or a move, its unit). A share, a multiple or a relative change has no unit of its own."""
    figure = goal.figure
    if figure is None or goal.share or figure.kind in ("multiplier", "ratio"):
        return None
    if figure.role == "change":
        return ("move", figure.kind) if figure.kind in ("percent", "points") and _of_a_rate(goal) else None
    return "level", figure.unit or str(figure.kind)


def _of_a_rate(goal: PlanGoal) -> bool:
    """Whether a change of so many percent could be meant in points."""
    from assistant.knowledge import knowledge

    kpi = knowledge().kpis.get(goal.metric or "")
    return kpi is not None and kpi.unit == "percent"


RULE = PlanRule("P009", "two-units", "warning", _check)
