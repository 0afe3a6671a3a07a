"""R: relevance (realism is judged under A). A stated purpose speaks for it; a channel that misses its audience against it."""

from __future__ import annotations

import re

from assistant.criteria.aims import channel_misses_audience, cosmetic_means, pattern, purpose, vanity_for_outcome
from assistant.criteria.base import Context, Rule, quote, verdict
from assistant.entities import metrics
from assistant.entities.phrases import words_of
from assistant.knowledge import knowledge
from assistant.lang.judging import judging
from assistant.records import Span, Verdict


def judge(context: Context) -> Verdict:
    """Missing when a channel, a vanity metric or an idle act contradicts the aim, met by a purpose, unknown otherwise."""
    if missed := channel_misses_audience(context):
        channel, audience = missed
        who = audience.text if audience else quote(context, context.frame.reason)
        return verdict(
            context, "relevant", "missing", (channel.span,), "channel_misses_audience", channel=channel.text, audience=who
        )  # fmt: skip
    if flattering := vanity_for_outcome(context):
        return verdict(context, "relevant", "missing", (flattering.span,), "vanity_for_outcome", metric=flattering.text)
    if act := cosmetic_means(context):
        return verdict(context, "relevant", "missing", (act,), "cosmetic_means", means=quote(context, act))
    if reason := purpose(context):
        return verdict(context, "relevant", "met", (reason,), "met", reason=quote(context, reason))
    return verdict(context, "relevant", "unknown", (), "unknown")


def _no_reason(context: Context) -> Span | None:
    return None if context.frame.reason else context.whole


def _channel(context: Context) -> Span | None:
    missed = channel_misses_audience(context)
    return missed[0].span if missed else None


def _vanity(context: Context) -> Span | None:
    flattering = vanity_for_outcome(context)
    return flattering.span if flattering else None


def _stages_at_odds(context: Context) -> Span | None:
    """A purpose of loyalty or sales, read on an indicator of mere visits: neither vanity nor proof."""
    metric, kpi, reason = context.frame.metric, context.kpi, purpose(context)
    if not (metric and kpi and reason) or kpi.stage != "see" or metric.start >= reason[0] or vanity_for_outcome(context):
        return None
    words = [w for w in words_of(context.text) if reason[0] <= w.start < reason[1]]
    stages = {knowledge().kpis[i].stage for _, _, i in metrics.finder(context.language.code).kpis.find(words)}
    themes = {
        theme
        for theme, entry in context.language.themes.items()
        for w in (*entry.keywords, entry.name)
        if w in quote(context, reason).lower()
    }
    stages |= {knowledge().themes[t].stage for t in themes}
    return metric.span if "care" in stages else None


def _circular(context: Context) -> Span | None:
    """A purpose that only says the indicator again ("increase sales in order to have more sales")."""
    metric, reason = context.frame.metric, purpose(context)
    if not (metric and reason) or metric.start >= reason[0]:
        return None
    return reason if re.search(rf"(?<!\w){re.escape(metric.text)}(?!\w)", quote(context, reason), re.IGNORECASE) else None


def _empty_reason(context: Context) -> Span | None:
    found = pattern(judging(context.language.code).rules.empty_reasons).search(context.text)
    reason = context.frame.reason
    return found.span() if found and reason and found.end() + 3 >= reason[1] else None


def _imitation(context: Context) -> Span | None:
    found = pattern(judging(context.language.code).rules.imitations).search(context.text)
    return found.span() if found else None


RULES = (
    Rule("R001", "no-reason", "relevant", "suggestion", _no_reason, source="locke"),
    Rule("R002", "channel-misses-audience", "relevant", "error", _channel, source="guides"),
    Rule("R003", "vanity-for-outcome", "relevant", "error", _vanity, source="ries"),
    Rule("R004", "cosmetic-means", "relevant", "error", cosmetic_means, source="editorial"),
    Rule("R005", "stages-at-odds", "relevant", "warning", _stages_at_odds, source="kaushik"),
    Rule("R006", "circular-purpose", "relevant", "suggestion", _circular, source="doerr"),
    Rule("R007", "empty-purpose", "relevant", "suggestion", _empty_reason, source="doerr"),
    Rule("R008", "imitation", "relevant", "suggestion", _imitation, source="guides"),
)
