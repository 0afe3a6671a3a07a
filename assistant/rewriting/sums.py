"""Arithmetic on the user's own figures: what a change makes of today's value. Nothing else is computed."""

from __future__ import annotations

from assistant.criteria.base import Context
from assistant.entities import figures
from assistant.records import Entity
from assistant.rewriting.pieces import Piece
from assistant.rewriting.values import Values


def figure_in(context: Context, text: str) -> Entity | None:
    """The first figure of an answer."""
    found = figures.grammar(context.language.code).find(text, [])
    return found[0] if found else None


def amounts(context: Context, values: Values) -> tuple[float, float] | None:
    """Baseline and target in numbers, where both are known."""
    base = figure_in(context, values.texts["baseline"]) if "baseline" in values.given else context.frame.baseline
    goal = figure_in(context, values.texts["target"]) if "target" in values.given else context.frame.target
    if base is None or goal is None or base.amount is None or goal.amount is None:
        return None
    return base.amount, goal.amount


def total(context: Context, values: Values) -> Piece | None:
    """The value that a relative change makes of the baseline that was answered: 200 and +15 % → 230, with the sum as its note.

    Only where it comes out in at most one decimal (whole for counts): a rounded target would be an invented one.
    """
    if "baseline" not in values.given or not values.change:
        return None
    base, change = figure_in(context, values.texts["baseline"]), figure_in(context, values.change)
    if base is None or change is None or base.amount is None or change.amount is None or base.amount_max or change.amount_max:
        return None
    sign = -1 if values.change_down else 1
    if change.kind == "percent" and base.kind != "percent":
        made = base.amount * (1 + sign * change.amount / 100)
    elif change.kind == base.kind or (change.kind == "points" and base.kind == "percent"):
        made = base.amount + sign * change.amount
    else:
        return None
    made = round(made, 6)
    if made <= 0 or round(made, 0 if base.kind == "count" else 1) != made:
        return None
    rules = context.language.rules
    text = rules.figure(made, base.unit, base.kind or "count")
    mark = "\N{MINUS SIGN}" if values.change_down else "+"
    return Piece(text, "target", "arithmetic", None, f"{values.texts['baseline']} {mark} {values.change} = {text}")
