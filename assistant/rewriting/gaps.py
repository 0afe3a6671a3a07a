"""Which slots a goal lacks, and the marked placeholders that stand for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from assistant import lang
from assistant.criteria.base import Context
from assistant.entities.numbers import alternation
from assistant.lang.models import Language
from assistant.lang.realising import realiser
from assistant.records import Placeholder, Verdict

_NUMBER = re.compile(r"(?<![\w/.,-])\d{2,}")
# Slots that a rewrite fills; the order is the order of the questions.
DONATIONS = "donations"  # sums that are collected as things are: what is collected counts from nought
NEAR = 40  # characters before an indicator in which the verb that moves it stands
SLOTS = ("metric", "target", "baseline", "deadline", "audience", "channel", "means", "reason")


def placeholders_in(text: str, language: Language) -> tuple[Placeholder, ...]:
    """The marked gaps that stand in a text, in order."""
    names = language.templates.placeholders
    pattern = re.compile("|".join(re.escape(marker) for marker in names.values()))
    slots = {marker: slot for slot, marker in names.items()}
    return tuple(Placeholder(slots[m.group()], m.start(), m.end(), m.group()) for m in pattern.finditer(text))


def acquires(context: Context) -> bool:
    """Whether the verb gains or sells something that is counted ("attirer des leads")."""
    frame, lexicon = context.frame, context.language.lexicon
    if frame.metric is None or not _verb_in(context, (lexicon.verbs_acquire,)):
        return False
    if context.kpi and context.kpi.unit != "count" and frame.metric.id != DONATIONS:
        return False
    # "raise funds" gains, "raise watch time" lifts
    plural = realiser(context.language.code).guess(frame.metric.text)[1] == "p"
    return plural or not _verb_in(context, (lexicon.verbs_up,))


def keeps(context: Context) -> bool:
    """Whether the verb keeps people ("fidéliser nos clients"): then what is kept is no indicator yet."""
    return _verb_in(context, (context.language.lexicon.verbs_keep,)) and not context.frame.figure


def _verb_in(context: Context, groups: tuple[tuple[str, ...], ...]) -> bool:
    action = context.frame.action
    if action is None:
        return False
    pattern = _forms(context.language.code, tuple(verb for group in groups for verb in group))
    return bool(pattern.fullmatch(context.text[slice(*action)]))


@cache
def _forms(code: str, verbs: tuple[str, ...]) -> re.Pattern[str]:
    forms = lang.rules(code).forms
    return re.compile(alternation(tuple({f for verb in verbs for f in (forms(verb) or (verb,))})), re.IGNORECASE)


def _says_change(context: Context) -> bool:
    """Whether a percentage taken for today's value says by how much a metric shall move ("increase revenue by 20%, with …, to …")."""
    base, metric = context.frame.baseline, context.frame.metric
    if base is None or metric is None or base.kind not in ("percent", "points") or not metric.end < base.start:
        return False
    leads = "|".join((*context.language.figures.change_before, "by"))
    by = re.fullmatch(rf".{{0,48}}(?<!\w)(?:{leads})\s?", context.text[metric.end : base.start], re.IGNORECASE | re.DOTALL)
    before = context.text[max(0, metric.start - NEAR) : metric.start]
    moves = any(
        _forms(context.language.code, group).search(before)
        for group in (context.language.lexicon.verbs_up, context.language.lexicon.verbs_down)
    )
    return bool(by) and moves


def _unread_number(context: Context) -> bool:
    """Whether a number stands in the text that no figure or date holds ("recouvrer 1200e"): it may be the target, so none is asked for."""
    held = [entity.span for entity in context.entities]
    return any(not any(s <= m.start() < e for s, e in held) for m in _NUMBER.finditer(context.text))


def gaps_of(context: Context, verdicts: Mapping[str, Verdict]) -> list[str]:
    """The slots that the goal lacks, weakest first; what a placeholder holds already is not asked for in the text again."""
    frame = context.frame
    held = {p.slot for p in placeholders_in(context.text, context.language)}
    gaps: list[str] = []
    measured = verdicts["measurable"].status == "met"
    precise = verdicts["specific"].status == "met"
    nameless = frame.metric is None or frame.fuzzy or keeps(context)
    # a figure that is measured on something speaks for itself, unless the indicator is a vague one ("visibility by 20%")
    told = measured and (precise or not frame.fuzzy or bool(frame.deliverable))
    if nameless and not told:
        gaps.append("metric")
    if not measured and frame.figure is None and not _says_change(context) and not (frame.deadline and _unread_number(context)):
        gaps.append("target")
        if not (acquires(context) or frame.baseline or frame.deliverable):
            gaps.append("baseline")
    if verdicts["time_bound"].status != "met":
        gaps.append("deadline")
    return [gap for gap in gaps if gap not in held]
