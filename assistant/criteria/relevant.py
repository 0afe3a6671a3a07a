"""R: relevance (realism is judged under A). A stated purpose speaks for it; a channel that misses its audience against it."""

from __future__ import annotations

import re

from assistant.criteria.base import Context, Rule, quote, verdict
from assistant.entities import metrics
from assistant.entities.phrases import words_of
from assistant.knowledge import knowledge
from assistant.records import Span, Verdict


def judge(context: Context) -> Verdict:
    """Missing when a channel or a vanity metric contradicts the aim, met by a purpose, unknown otherwise."""
    frame = context.frame
    if span := _channel_misses_audience(context):
        return verdict(
            context, "relevant", "missing", (span,), "channel_misses_audience", channel=quote(context, span),
            audience=frame.audience.text if frame.audience else "",
        )  # fmt: skip
    if span := _vanity_for_outcome(context):
        return verdict(context, "relevant", "missing", (span,), "vanity_for_outcome", metric=quote(context, span))
    if span := _cosmetic_means(context):
        return verdict(context, "relevant", "missing", (span,), "cosmetic_means", means=quote(context, span))
    if frame.reason:
        return verdict(context, "relevant", "met", (frame.reason,), "met", reason=quote(context, frame.reason))
    return verdict(context, "relevant", "unknown", (), "unknown")


def _channel_misses_audience(context: Context) -> Span | None:
    frame = context.frame
    if not frame.channel or not frame.channel.id or not frame.audience:
        return None
    channel = knowledge().channels[frame.channel.id]
    group = next(
        (g for g, words in context.language.audiences.groups.items() if any(w in frame.audience.text.lower() for w in words)), None
    )
    return frame.channel.span if group and group in channel.weak else None


def _vanity_for_outcome(context: Context) -> Span | None:
    """A vanity metric followed while the stated purpose is an outcome (revenue, sales, leads)."""
    frame, kpi = context.frame, context.kpi
    if not (kpi and kpi.vanity and frame.metric):
        return None
    real = _real_aim(context)
    start = real if real is not None else frame.reason[0] if frame.reason else None
    if start is None or frame.metric.start > start:
        return None
    outcome = [e for e in context.entities if e.label == "METRIC" and e.start > start]
    words = [w for w in words_of(context.text) if w.start > start and (real is not None or w.start < frame.reason[1])]  # type: ignore[index]
    named_there = {identity for _, _, identity in metrics.finder(context.language.code).kpis.find(words)}
    stages = {knowledge().kpis[i].stage for i in ({e.id for e in outcome if e.id} | named_there)}
    # after "when what we need is …" any other indicator is the outcome, a known one or not
    named = real is not None and any(e.id is None or not knowledge().kpis[e.id].vanity for e in outcome)
    return frame.metric.span if named or stages & {"do", "care"} else None


def _real_aim(context: Context) -> int | None:
    """Where the text says what is really needed ("alors qu'il nous faut …", "when what we need is …")."""
    cues = context.language.lexicon.real_aim_cues
    match = re.search(rf"(?<!\w)(?:{'|'.join(cues)})", context.text, re.IGNORECASE)
    return match.start() if match else None


def _cosmetic_means(context: Context) -> Span | None:
    """An act that changes how a thing looks ("repaint the vans") for an indicator that it does not move."""
    frame = context.frame
    if not frame.reason or not (frame.figure or frame.metric):
        return None
    words = "|".join(context.language.lexicon.cosmetic_acts)
    match = re.search(rf"(?<!\w)(?:{words})(?!\w)", context.text[: frame.reason[0]], re.IGNORECASE)
    return match.span() if match else None


def _no_reason(context: Context) -> Span | None:
    return None if context.frame.reason else context.whole


RULES = (
    Rule("R001", "no-reason", "relevant", "suggestion", _no_reason),
    Rule("R002", "channel-misses-audience", "relevant", "error", _channel_misses_audience),
    Rule("R003", "vanity-for-outcome", "relevant", "error", _vanity_for_outcome),
    Rule("R004", "cosmetic-means", "relevant", "error", _cosmetic_means),
)
