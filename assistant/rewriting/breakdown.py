"""The goal in five lines: S, M, A, R, T, each filled or saying what is missing."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.criteria.achievable import months_left
from assistant.criteria.base import Context
from assistant.records import Verdict
from assistant.rewriting.values import Values, tool_name

WEEKLY_BELOW, MONTHLY_BELOW = 1.5, 12.0  # months: reviews are weekly under six weeks, monthly up to a year, else quarterly


def breakdown(context: Context, verdicts: Mapping[str, Verdict], gaps: list[str], values: Values) -> dict[str, str]:
    """One line a letter, in the language of the goal."""
    return {
        "S": _specific(context, gaps, values),
        "M": _measurable(context, gaps, values),
        "A": _or_gap(context, verdicts, "achievable", values.texts["means"] if "means" in values.given else None),
        "R": _or_gap(context, verdicts, "relevant", values.texts["reason"] if "reason" in values.given else None),
        "T": _time_bound(context, gaps, values),
    }


def _filled(gap: str, values: Values) -> bool:
    return gap in values.given or any(a.slot == gap for a in values.assumptions)


def _specific(context: Context, gaps: list[str], values: Values) -> str:
    say, frame = context.screen.templates.smart, context.frame
    if "metric" in gaps and not _filled("metric", values):
        text = say["specific_gap"]
    elif "metric" in gaps:
        text = values.texts["metric"]
    else:
        subject = frame.metric.span if frame.metric else frame.deliverable or frame.action
        text = context.text[slice(*subject)] if subject else context.text.strip()
    for slot, entity in (("channel", frame.channel), ("audience", frame.audience)):
        value = entity.text if entity else values.texts[slot] if slot in values.given else None
        if value:
            text += say[slot].format(**{slot: value})
    return text


def _measurable(context: Context, gaps: list[str], values: Values) -> str:
    say, frame = context.screen.templates.smart, context.frame
    read_in = values.texts["tool"] if "tool" in values.given else tool_name(context.kpi, context.screen.code)
    tool = say["tool"].format(tool=read_in) if read_in else ""
    if frame.baseline and frame.target:
        return say["measurable_pair"].format(baseline=frame.baseline.text, target=frame.target.text) + tool
    if frame.figure:
        return frame.figure.text + tool
    if values.change:
        return values.change + tool
    if "target" in values.given:
        if "baseline" in values.given:
            return say["measurable_pair"].format(**values.texts) + tool
        return values.texts["target"] + tool
    return say["measurable_gap"]


def _or_gap(context: Context, verdicts: Mapping[str, Verdict], criterion: str, answer: str | None) -> str:
    if answer:
        return answer
    return verdicts[criterion].reason if verdicts[criterion].status != "unknown" else context.screen.templates.smart[f"{criterion}_gap"]


def _time_bound(context: Context, gaps: list[str], values: Values) -> str:
    say, frame = context.screen.templates.smart, context.frame
    if frame.deadline is None and not _filled("deadline", values):
        return say["time_bound_gap"]
    months = months_left(context)
    rhythm = (
        "weekly"
        if months is not None and months < WEEKLY_BELOW
        else "quarterly"
        if months is not None and months > MONTHLY_BELOW
        else "monthly"
    )
    text = frame.deadline.text if frame.deadline else values.texts["deadline"]
    return say["time_bound"].format(date=text, rhythm=say[rhythm])
