"""T: a deadline, duration or period. A cadence or a start alone does not close a goal."""

from __future__ import annotations

from assistant.criteria.aims import pattern
from assistant.criteria.base import Context, Rule, once, verdict
from assistant.criteria.wording import first, words
from assistant.records import Entity, Span, Verdict

FAR_YEARS = 5
# Months beyond which a goal without a rhythm of review is told so; marketing guides review short goals weekly, long ones monthly
# or quarterly; where long begins is an editorial judgement.
LONG = 9.0
DAYS_A_MONTH = 365.25 / 12
NEAR = 30  # characters between two deadlines of one value


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


def _open(context: Context) -> bool:
    frame = context.frame
    return not (frame.deadline or frame.cadence or frame.start)


def _no_deadline(context: Context) -> Span | None:
    return context.whole if _open(context) and not _vague_time(context) and not _no_end(context) else None


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


@once
def _vague_time(context: Context) -> Span | None:
    """A word of time that closes nothing ("soon", "in the near future")."""
    return first(context, words(context).vague_times) if _open(context) else None


@once
def _no_end(context: Context) -> Span | None:
    """A goal that is never to end ("ongoing", "all year round")."""
    return first(context, words(context).open_ends) if _open(context) and not _vague_time(context) else None


def _ends_before_start(context: Context) -> Span | None:
    start, end = context.frame.start, context.frame.deadline
    if start is None or end is None or start.start_date is None or end.end_date is None:
        return None
    return end.span if end.end_date < start.start_date else None


def _no_review(context: Context) -> Span | None:
    """A goal of many months with a figure, and no rhythm in which it is looked at."""
    end, figure = context.frame.deadline, context.frame.figure
    if end is None or end.end_date is None or figure is None or context.frame.cadence or _several_ends(context):
        return None
    months = (end.end_date - context.today).days / DAYS_A_MONTH
    return end.span if months > LONG and not pattern(words(context).reviews).search(context.text) else None


@once
def _several_ends(context: Context) -> Span | None:
    """Two deadlines for one value."""
    ends = [e for e in context.entities if e.label == "DATE" and e.kind == "deadline" and e.end_date]
    wanted = [e for e in context.entities if e.label == "FIGURE" and e.role in ("target", "change")]
    if len(ends) < 2 or len(wanted) > 1:
        return None
    other: Entity = ends[1]
    between = context.text[ends[0].end : other.start].strip()
    choice = between[:1] in (",", ";", "(", "/") or pattern(words(context).alternatives).match(between)
    near = len(between) <= NEAR and not pattern(words(context).conjunctions).search(between)
    return other.span if ends[0].end_date != other.end_date and choice and near else None


RULES = (
    Rule("T001", "no-deadline", "time_bound", "error", _no_deadline, source="doran"),
    Rule("T002", "cadence-only", "time_bound", "error", _cadence_only, source="guides"),
    Rule("T003", "start-only", "time_bound", "error", _start_only, source="doran"),
    Rule("T004", "too-far", "time_bound", "suggestion", _too_far, source="guides"),
    Rule("T005", "unresolved-date", "time_bound", "suggestion", _unresolved, source="doran"),
    Rule("T006", "vague-time", "time_bound", "error", _vague_time, source="doran"),
    Rule("T007", "end-before-start", "time_bound", "warning", _ends_before_start, source="editorial"),
    Rule("T008", "no-review", "time_bound", "suggestion", _no_review, source="harkin", unless=("T004", "A005")),
    Rule("T009", "no-end", "time_bound", "error", _no_end, source="doran"),
    Rule("T010", "several-deadlines", "time_bound", "warning", _several_ends, source="guides"),
)
