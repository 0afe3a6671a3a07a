"""M: an indicator with a numeric target, or a counted frequency."""

from __future__ import annotations

from assistant.criteria.base import Context, Rule, verdict
from assistant.criteria.specific import counted_habit
from assistant.records import Span, Verdict


def judge(context: Context) -> Verdict:
    """Met by a target or change on an indicator, named or implied; figures on the means alone do not count."""
    frame = context.frame
    if frame.figure:
        if frame.metric:
            return verdict(
                context, "measurable", "met", tuple(sorted((frame.metric.span, frame.figure.span))), "met", figure=frame.figure.text,
                metric=frame.metric.text,
            )  # fmt: skip
        if frame.figure.kind == "percent" and not frame.action:
            return verdict(context, "measurable", "partial", (frame.figure.span,), "figure_only", figure=frame.figure.text)
        return verdict(context, "measurable", "met", (frame.figure.span,), "implied", figure=frame.figure.text)
    if rhythm := counted_habit(context):
        return verdict(context, "measurable", "met", (rhythm.span,), "implied", figure=rhythm.text)
    if frame.metric and not frame.fuzzy:
        return verdict(context, "measurable", "partial", (frame.metric.span,), "no_figure", metric=frame.metric.text)
    if frame.means_figures:
        return verdict(context, "measurable", "missing", (frame.means_figures[0].span,), "means_only", figure=frame.means_figures[0].text)
    return verdict(context, "measurable", "missing", (), "missing")


def _no_figure(context: Context) -> Span | None:
    frame = context.frame
    if frame.figure or frame.deliverable:
        return None
    return frame.metric.span if frame.metric else context.whole


def _vanity(context: Context) -> Span | None:
    metric = context.frame.metric
    return metric.span if metric and context.kpi and context.kpi.vanity else None


def _ambiguous_percent(context: Context) -> Span | None:
    """ "+2 %" on a rate can mean two points or two percent of it."""
    change, kpi = context.frame.change, context.kpi
    if change and change.kind == "percent" and kpi and kpi.unit == "percent" and not context.frame.baseline:
        return change.span
    return None


RULES = (
    Rule("M001", "no-figure", "measurable", "error", _no_figure),
    Rule("M002", "vanity-metric", "measurable", "warning", _vanity),
    Rule("M003", "ambiguous-percent", "measurable", "suggestion", _ambiguous_percent),
)
