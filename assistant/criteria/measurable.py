"""M: an indicator with a numeric target, or a counted frequency."""

from __future__ import annotations

from assistant.criteria import figures
from assistant.criteria.base import Context, Rule, verdict
from assistant.criteria.specific import counted_habit
from assistant.records import Verdict


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


RULES = (
    Rule("M001", "no-figure", "measurable", "error", figures.no_figure, source="locke"),
    Rule("M002", "vanity-metric", "measurable", "warning", figures.vanity, source="ries", unless=("R003",)),
    Rule("M003", "ambiguous-percent", "measurable", "suggestion", figures.ambiguous_percent, source="guides"),
    Rule("M004", "figure-without-metric", "measurable", "warning", figures.without_metric, source="doran"),
    Rule("M005", "no-tool", "measurable", "suggestion", figures.no_tool, detail=figures.tools, source="guides", unless=("A002",)),
    Rule("M006", "mixed-units", "measurable", "warning", figures.mixed_units, source="editorial"),
    Rule("M007", "uncollectable", "measurable", "warning", figures.uncollectable, source="doran"),
    Rule("M008", "wide-range", "measurable", "suggestion", figures.wide_range, source="locke"),
    Rule("M009", "several-targets", "measurable", "warning", figures.several_targets, source="locke"),
    Rule("M010", "vague-amount", "measurable", "suggestion", figures.vague_amount, source="locke"),
    Rule("M011", "wrong-way", "measurable", "warning", figures.wrong_way, source="editorial"),
    Rule("M012", "false-precision", "measurable", "suggestion", figures.false_precision, source="editorial"),
)
