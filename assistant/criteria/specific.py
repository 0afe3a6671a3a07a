"""S: one concrete result on a named thing, the same for every reader."""

from __future__ import annotations

import re

from assistant import deliverables
from assistant.criteria import wording
from assistant.criteria.aims import pattern, verbs
from assistant.criteria.base import Context, Rule, quote, verdict
from assistant.lang.judging import judging
from assistant.records import Entity, Span, Verdict


def has_delimiter(context: Context) -> bool:
    """Whether a figure, segment, product, place or stage bounds the indicator; a channel alone does not."""
    frame = context.frame
    return frame.figure is not None or segment(context) is not None or frame.scope is not None


def segment(context: Context) -> Entity | None:
    """The audience that delimits the indicator: one in the same part of the sentence, not one of another clause or of the purpose."""
    metric, reason = context.frame.metric, context.frame.reason
    if metric is None:
        return context.frame.audience

    def purpose(entity: Entity) -> bool:
        return reason is not None and reason[0] <= entity.start < reason[1]

    conjunctions = "|".join(judging(context.language.code).rules.conjunctions)
    for audience in context.entities:
        if audience.label != "AUDIENCE" or purpose(audience) != purpose(metric):
            continue
        between = context.text[audience.end : metric.start]
        if audience.start < metric.start and re.search(rf"(?<!\w)(?:{conjunctions})(?!\w)", between, re.IGNORECASE):
            continue
        return audience
    return None


def counted_habit(context: Context) -> Entity | None:
    """The figure of a counted frequency or an implied metric, or the frequency itself: a target without a named indicator."""
    frame = context.frame
    if frame.metric is not None:
        return None
    return frame.figure or frequency(context)


def frequency(context: Context) -> Entity | None:
    """A rhythm that can be counted: one with a number ("three times a week"), or that of a medium ("a newsletter every month")."""
    cadence, figures = context.frame.cadence, context.language.figures
    if cadence is None or context.frame.means_figures:
        return None
    words = "|".join(
        [r"\d", *(re.escape(w) for w in figures.number_words), *(re.escape(w) for w in judging(context.language.code).rules.times)]
    )
    medium = context.frame.channel and not deliverables.grammar(context.language.code).vague.search(context.text)
    return cadence if medium or re.search(rf"(?<!\w)(?:{words})", cadence.text, re.IGNORECASE) else None


def kept_people(context: Context) -> Entity | None:
    """People who are to be gained or kept, and whom nothing else measures ("keep our nurses"): they are what is counted."""
    frame = context.frame
    if frame.metric or frame.figure or not frame.audience:
        return None
    acts = list(verbs(context.language.code, "verbs_keep", "gainers").finditer(context.text, 0, frame.audience.start))
    between = context.text[acts[-1].end() : frame.audience.start] if acts else "-"
    if frame.audience and pattern(judging(context.language.code).rules.states).match(context.text[frame.audience.end :].lstrip()):
        return None
    articles = (*context.language.dates.determiners, *context.language.lexicon.noun_phrase.articles)
    return frame.audience if re.fullmatch(rf"(?:[ \u00a0]|(?:{'|'.join(articles)}))+", between, re.IGNORECASE) else None


def judge(context: Context) -> Verdict:
    """Met by a precise indicator with a delimiter, a deliverable, or a figure whose indicator the text implies."""
    frame = context.frame
    metric = frame.metric
    if metric and not frame.fuzzy:
        if has_delimiter(context):
            spans = [e.span for e in (metric, frame.figure, segment(context)) if e]
            return verdict(context, "specific", "met", tuple(sorted(spans)), "met", metric=metric.text)
        if not (frame.deliverable and frame.reason and frame.reason[0] <= metric.start < frame.reason[1]):
            return verdict(context, "specific", "partial", (metric.span,), "no_delimiter", metric=metric.text)
    if frame.deliverable:
        return verdict(context, "specific", "met", (frame.deliverable,), "deliverable", deliverable=quote(context, frame.deliverable))
    if metric:
        scoped = frame.scope or segment(context)
        if frame.figure and (scoped or frame.channel):
            return verdict(context, "specific", "met", (metric.span, frame.figure.span), "met", metric=metric.text)
        if scoped:
            return verdict(context, "specific", "partial", (metric.span,), "fuzzy", metric=metric.text)
        return verdict(context, "specific", "missing", (metric.span,), "fuzzy", metric=metric.text)
    if habit := counted_habit(context):
        if habit.kind != "percent":
            return verdict(context, "specific", "met", (habit.span,), "implied", figure=habit.text)
        return verdict(context, "specific", "partial", (habit.span,), "no_metric")
    if people := kept_people(context):
        return verdict(context, "specific", "partial", (people.span,), "no_delimiter", metric=people.text)
    return verdict(context, "specific", "missing", (), "missing")


def _no_metric(context: Context) -> Span | None:
    frame = context.frame
    found = frame.metric or frame.deliverable or counted_habit(context) or kept_people(context)
    return None if found else context.whole


def _no_scope(context: Context) -> Span | None:
    """An indicator that nothing delimits; where the goal is a thing to be made, that of its purpose needs no more."""
    metric, reason = context.frame.metric, context.frame.reason
    if not metric or context.frame.fuzzy or has_delimiter(context):
        return None
    made = context.frame.deliverable and reason and reason[0] <= metric.start < reason[1]
    return None if made else metric.span


RULES = (
    Rule("S001", "vague-wording", "specific", "warning", wording.vague_word, source="doran", unless=("S007", "S008")),
    Rule("S002", "fuzzy-metric", "specific", "warning", wording.fuzzy_metric, source="guides"),
    Rule("S003", "no-metric", "specific", "error", _no_metric, source="doran"),
    Rule("S004", "no-scope", "specific", "suggestion", _no_scope, source="doran"),
    Rule("S005", "activity", "specific", "suggestion", wording.activity, source="doerr"),
    Rule("S006", "several-goals", "specific", "warning", wording.several_goals, source="doerr"),
    Rule("S007", "jargon", "specific", "warning", wording.jargon, source="gds"),
    Rule("S008", "negative", "specific", "warning", wording.negative, source="elliot"),
    Rule("S009", "vague-noun", "specific", "warning", wording.vague_noun, source="guides"),
    Rule("S010", "too-long", "specific", "suggestion", wording.too_long, source="gds", unless=("S006",)),
)
