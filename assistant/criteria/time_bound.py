"""T: a deadline, duration or period. A cadence or a start alone does not close a goal."""

from __future__ import annotations

from assistant.criteria.base import Context, Rule, verdict
from assistant.records import Span, Verdict

FAR_YEARS = 5


def judge(context: Context) -> Verdict:
    """Met by an end that the text names, even one whose day nobody can compute."""
    frame = context.frame
    if frame.deadline:
        end = frame.deadline.end_date
        if end is None:
            return verdict(context, "time_bound", "met", (frame.deadline.span,), "met_unresolved", date=frame.deadline.text)
        values = {"date": frame.deadline.text, "day": context.screen.rules.date(end.isoformat())}
        return verdict(context, "time_bound", "met", (frame.deadline.span,), "met", **values)
    if frame.cadence:
        return verdict(context, "time_bound", "missing", (frame.cadence.span,), "cadence_only", cadence=frame.cadence.text)
    if frame.start:
        return verdict(context, "time_bound", "missing", (frame.start.span,), "start_only", start=frame.start.text)
    return verdict(context, "time_bound", "missing", (), "missing")


def _no_deadline(context: Context) -> Span | None:
    frame = context.frame
    return context.whole if not (frame.deadline or frame.cadence or frame.start) else None


def _cadence_only(context: Context) -> Span | None:
    frame = context.frame
    return frame.cadence.span if frame.cadence and not frame.deadline else None


def _start_only(context: Context) -> Span | None:
    frame = context.frame
    return frame.start.span if frame.start and not frame.deadline and not frame.cadence else None


def _too_far(context: Context) -> Span | None:
    end = context.frame.deadline
    return end.span if end and end.end_date and end.end_date.year - context.today.year > FAR_YEARS else None


def _unresolved(context: Context) -> Span | None:
    end = context.frame.deadline
    return end.span if end and end.end_date is None else None


RULES = (
    Rule("T001", "no-deadline", "time_bound", "error", _no_deadline),
    Rule("T002", "cadence-only", "time_bound", "error", _cadence_only),
    Rule("T003", "start-only", "time_bound", "error", _start_only),
    Rule("T004", "too-far", "time_bound", "suggestion", _too_far),
    Rule("T005", "unresolved-date", "time_bound", "suggestion", _unresolved),
)
