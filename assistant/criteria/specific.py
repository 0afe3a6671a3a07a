"""S: one concrete result on a named thing, the same for every reader."""

from __future__ import annotations

import re

from assistant.criteria.base import Context, Rule, quote, verdict
from assistant.records import Entity, Span, Verdict


def has_delimiter(context: Context) -> bool:
    """Whether a figure, segment, product, place or stage bounds the indicator; a channel alone does not."""
    frame = context.frame
    return frame.figure is not None or frame.audience is not None or frame.scope is not None


def counted_habit(context: Context) -> Entity | None:
    """The figure of a counted frequency or an implied metric: a target without a named indicator."""
    figure = context.frame.figure
    return figure if figure and context.frame.metric is None else None


def judge(context: Context) -> Verdict:
    """Met by a precise indicator with a delimiter, a deliverable, or a figure whose indicator the text implies."""
    frame = context.frame
    metric = frame.metric
    if metric and not frame.fuzzy:
        if has_delimiter(context):
            spans = [e.span for e in (metric, frame.figure, frame.audience) if e]
            return verdict(context, "specific", "met", tuple(sorted(spans)), "met", metric=metric.text)
        return verdict(context, "specific", "partial", (metric.span,), "no_delimiter", metric=metric.text)
    if frame.deliverable:
        return verdict(context, "specific", "met", (frame.deliverable,), "deliverable", deliverable=quote(context, frame.deliverable))
    if metric:
        scoped = frame.scope or frame.audience
        if frame.figure and (scoped or frame.channel):
            return verdict(context, "specific", "met", (metric.span, frame.figure.span), "met", metric=metric.text)
        if scoped:
            return verdict(context, "specific", "partial", (metric.span,), "fuzzy", metric=metric.text)
        return verdict(context, "specific", "missing", (metric.span,), "fuzzy", metric=metric.text)
    habit = counted_habit(context)
    if habit and habit.kind != "percent" and (habit.unit or frame.action):
        return verdict(context, "specific", "met", (habit.span,), "implied", figure=habit.text)
    if habit:
        return verdict(context, "specific", "partial", (habit.span,), "no_metric")
    return verdict(context, "specific", "missing", (), "missing")


def _vague_word(context: Context) -> Span | None:
    if context.frame.figure:
        return None
    words = "|".join(re.escape(w) for w in sorted(context.language.lexicon.vague_words, key=len, reverse=True))
    match = re.search(rf"(?<!\w)(?:{words})(?!\w)", context.text, re.IGNORECASE)
    return match.span() if match else None


def _fuzzy_metric(context: Context) -> Span | None:
    return context.frame.metric.span if context.frame.metric and context.frame.fuzzy else None


def _no_metric(context: Context) -> Span | None:
    frame = context.frame
    return context.whole if not frame.metric and not frame.deliverable and not frame.figure else None


def _no_scope(context: Context) -> Span | None:
    metric = context.frame.metric
    return metric.span if metric and not context.frame.fuzzy and not has_delimiter(context) else None


RULES = (
    Rule("S001", "vague-wording", "specific", "warning", _vague_word),
    Rule("S002", "fuzzy-metric", "specific", "warning", _fuzzy_metric),
    Rule("S003", "no-metric", "specific", "error", _no_metric),
    Rule("S004", "no-scope", "specific", "suggestion", _no_scope),
)
