"""The rules of S: how a goal is worded, what it bears on, and whether it is one goal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from assistant.criteria.aims import pattern, verbs
from assistant.criteria.base import Context
from assistant.entities.heads import WordPattern
from assistant.lang.judging import RuleWords, judging
from assistant.records import Entity, Span

EARLY = 25  # characters of a goal in which its own verb stands
LONG = 40  # words; GOV.UK writes no sentence above 25, and a SMART goal has five things to say


def words(context: Context) -> RuleWords:
    """The words that the rules look for in the goal's language."""
    return judging(context.language.code).rules


def first(context: Context, patterns: tuple[str, ...]) -> Span | None:
    """The first of some patterns outside every entity."""
    for match in pattern(patterns).finditer(context.text):
        if not any(e.start < match.end() and match.start() < e.end for e in context.entities):
            return match.span()
    return None


def vague_word(context: Context) -> Span | None:
    """A verb or adverb that tells a wish ("improve", "better")."""
    if context.frame.figure:
        return None
    found = _escaped(context.language.lexicon.vague_words).search(context.text)
    return found.span() if found else None


@lru_cache(maxsize=16)
def _escaped(plain: tuple[str, ...]) -> WordPattern:
    return pattern(tuple(map(re.escape, plain)))


def fuzzy_metric(context: Context) -> Span | None:
    """An outcome noun that no single tool reads."""
    return context.frame.metric.span if context.frame.metric and context.frame.fuzzy else None


def activity(context: Context) -> Span | None:
    """Something to do in a number, with no result that it should bring ("publish 2 articles a week")."""
    frame = context.frame
    if frame.metric or frame.reason or frame.figure is None or frame.figure.kind != "count" or frame.figure.unit:
        return None
    return frame.figure.span if frame.channel or frame.cadence else None


def several_goals(context: Context) -> Span | None:
    """Two indicators, each with a figure or a verb of its own, joined by a conjunction, a semicolon or a comma."""
    return next((other.span for _, other in joints(context)), None)


def joints(context: Context) -> Iterator[tuple[Span, Entity]]:
    """Where one goal ends and another begins: the joining word or mark, and the indicator behind it."""
    ours = [e for e in context.entities if e.label == "METRIC" and not _aside(context, e)]
    if len(ours) < 2:
        return
    joint = pattern(words(context).conjunctions)
    wanted = [f for f in context.entities if f.label == "FIGURE" and f.role in ("target", "change") and not _aside(context, f)]
    for one, other in pairwise(ours):
        between = context.text[one.end : other.start]
        joined = joint.search(between) or re.search(r"[;,/]", between)
        if not joined or one.text.lower() == other.text.lower():
            continue
        left = [f for f in wanted if f.start < one.end + joined.start()]
        right = [f for f in wanted if f.start >= one.end + joined.start()]
        place = one.end + joined.start(), one.end + joined.end()
        if left and right:
            yield place, other
            continue
        moving = verbs(context.language.code, "verbs_up", "verbs_down", "verbs_acquire", "verbs_keep")
        if moving.search(between[joined.end() :]):
            yield place, other


def _aside(context: Context, entity: Entity) -> bool:
    spans = (context.frame.means, context.frame.reason)
    return any(span and span[0] <= entity.start < span[1] for span in spans) or entity.role == "means"


def jargon(context: Context) -> Span | None:
    """A buzzword; a verb of growth ("boost") passes where a figure says how much."""
    growth = verbs(context.language.code, "verbs_up") if context.frame.figure else None
    for found in pattern(words(context).jargon).finditer(context.text):
        if not (growth and growth.fullmatch(found.group())):
            return found.span()
    return None


def negative(context: Context) -> Span | None:
    """What shall not be, with no value to reach instead."""
    frame = context.frame
    found = None if frame.figure else first(context, words(context).negations)
    if found is None or found[0] > EARLY or any(span and span[0] <= found[0] < span[1] for span in (frame.reason, frame.means)):
        return None
    return found


def vague_noun(context: Context) -> Span | None:
    """A noun that can stand for anything, where nothing else says what the goal bears on."""
    frame = context.frame
    if frame.metric or frame.figure or frame.deliverable:
        return None
    found = pattern(words(context).vague_nouns).search(context.text)
    return found.span() if found else None


def too_long(context: Context) -> Span | None:
    """A goal of so many words is read in as many ways."""
    return context.whole if len(re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", context.text)) > LONG else None
