"""What there is to follow: from where to where a goal goes, and what its figure counts; or why that cannot be told."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from assistant.criteria.base import Context
from assistant.criteria.figures import ambiguous_percent
from assistant.criteria.pace import SECONDS, couple, found, is_comparison, relative, value
from assistant.entities.numbers import alternation
from assistant.lang.followup import follow_up
from assistant.lang.models import Language
from assistant.lang.realism import realism
from assistant.records import Entity
from assistant.schedule import Kind

BEHIND = 60  # characters behind a figure in which its own cadence stands
FARTHEST = 60 * 366  # days
PERIODS = ("D", "W", "M", "Q", "H", "Y")
SUMMED = PERIODS[1:]  # a flow a day is kept on which days? it is not added up
ODD = "?"  # a rhythm that is none of the periods ("every Sunday")
CLOSE = 100.0  # times: a bare starting value farther from its target may be on another scale ("95 k€ (vs 81)")


@dataclass(frozen=True, slots=True)
class Course:
    """From a start to a target. `start`, `target` are in `unit`; for a held flow, `target` is the flow for one period `per`.

    `note` is the key of what else has to be said ("range_low": the lower end of a range is planned for).
    """

    kind: Kind
    start: float
    target: float
    figure: str
    unit: str | None
    begin: date
    end: date
    per: str | None = None
    note: str = ""


class Words:
    """The compiled verbs of one language that tell what is won from what is reached."""

    def __init__(self, language: Language) -> None:
        lexicon, forms = language.lexicon, language.rules.forms

        def verbs(*groups: tuple[str, ...]) -> re.Pattern[str]:
            patterns = sorted({form for group in groups for verb in group for form in (forms(verb) or (verb,))}, key=len, reverse=True)
            return re.compile(rf"(?<!\w){alternation(tuple(patterns))}(?!\w)", re.IGNORECASE)

        self.win = verbs(lexicon.verbs_acquire, lexicon.verbs_gain, lexicon.verbs_deliver, lexicon.verbs_act)
        self.other = verbs(lexicon.verbs_reach, lexicon.verbs_up, lexicon.verbs_down, lexicon.verbs_keep)
        self.keep = verbs(lexicon.verbs_keep)


@cache
def _words(code: str) -> Words:
    from assistant import lang

    return Words(lang.get(code))


def read(context: Context) -> Course | str:
    """The course of a goal, or the code of why there is none."""
    end = context.frame.deadline
    if end is None or is_comparison(context, end):
        return "no_deadline"
    if end.end_date is None:
        return "open_deadline"
    if end.end_date < context.today:
        return "past"
    if (end.end_date - context.today).days > FARTHEST:
        return "too_far"
    course = _figures(context, end.end_date)
    if isinstance(course, str):
        return course
    return replace(course, begin=min(_begin(context, end, course.kind), end.end_date))


def _begin(context: Context, end: Entity, kind: Kind) -> date:
    """The first day: today; what is counted begins with its period or at the start that the goal names."""
    days = [context.today]
    if kind in ("total", "held", "deliverable"):
        start = context.frame.start
        days += [e.start_date for e in (end if end.kind == "period" else None, start) if e and e.start_date]
    return max(days)


def _figures(context: Context, end: date) -> Course | str:
    frame = context.frame
    if frame.figure is None or frame.figure.amount is None or not math.isfinite(frame.figure.amount):
        if frame.deliverable is None or frame.figure is not None:
            return "no_target"
        return Course("deliverable", 0.0, 1.0, "", None, context.today, end)
    if frame.target is not None and frame.target.amount is not None:
        return _to_target(context, frame.target, end)
    return _by_change(context, frame.change, end) if frame.change is not None else "no_target"


def _to_target(context: Context, target: Entity, end: date) -> Course | str:
    baseline = context.frame.baseline
    per = _per(context, target)
    goal, note = _one_value(target, context.frame.direction)
    if baseline is not None and baseline.amount is not None:
        both = couple(baseline, replace(target, amount=goal)) or _bare(baseline, target, goal)
        if both is None:
            return "not_comparable"
        start, last = (_in_unit(amount, target) for amount in both)
        if start == last:
            return "no_change"
        known = per if per in PERIODS else None
        return Course("pace" if known else "level", start, last, _kind(target), _unit(target), context.today, end, known, note)
    if _kept(context, target):
        return "kept"
    if per:
        if _held(context, target):
            if per not in SUMMED:
                return "daily" if per == "D" else "odd_rhythm"
            return Course("held", 0.0, goal, _kind(target), _unit(target), context.today, end, per, note)
        return "no_baseline_pace"
    if _won(context, target) and goal > 0:
        return Course("total", 0.0, goal, _kind(target), _unit(target), context.today, end, None, note)
    return "no_baseline"


def _by_change(context: Context, change: Entity, end: date) -> Course | str:
    """A difference: from the starting value where it is known, else the difference itself, which begins at nothing."""
    baseline, down = context.frame.baseline, (change.direction or context.frame.direction) == "down"
    ratio = relative(change, baseline, context.frame.direction)
    first = value(baseline) if baseline is not None else None
    if baseline is not None and first is not None and ratio is not None:
        start = _in_unit(first[1], baseline)
        per = _per(context, baseline)
        last = round(start * ratio, 6)
        if start == last:
            return "no_change"
        return Course("level", start, last, _kind(baseline), _unit(baseline), context.today, end, per if per in PERIODS else None)
    if ambiguous_percent(context):
        return "ambiguous"
    if change.kind in ("percent", "multiplier", "ratio"):
        if ratio is None or ratio == 1:
            return "no_target"
        return Course("change", 0.0, round((ratio - 1) * 100, 6), "percent", "%", context.today, end)
    if not change.amount:  # none, or no change at all
        return "no_target"
    amount, note = _one_value(change, "down" if down else "up")
    won = not down and change.kind in ("count", "money")
    kind: Kind = "total" if won else "change"
    return Course(kind, 0.0, -amount if down else amount, _kind(change), _unit(change), context.today, end, None, note)


def _one_value(figure: Entity, direction: str | None) -> tuple[float, str]:
    """Of a range, the end that satisfies it: the lower one of a rise, the upper one of a fall; with what to say of it."""
    amount = figure.amount or 0.0
    if figure.amount_max is None or figure.amount_max == amount:
        return amount, ""
    return (figure.amount_max, "range_high") if direction == "down" else (amount, "range_low")


def _bare(baseline: Entity, target: Entity, goal: float) -> tuple[float, float] | None:
    """A starting value without a unit takes that of its target: "85 000 €, dont 22 000 déjà promis", "70 g, vs 118"."""
    first = baseline.amount
    if baseline.kind != "count" or baseline.unit or target.kind not in ("money", "count") or not first or not goal:
        return None
    return (first, goal) if 1 / CLOSE < goal / first < CLOSE else None


def _kind(figure: Entity) -> str:
    return "percent" if figure.kind == "ratio" else str(figure.kind)


def _unit(figure: Entity) -> str | None:
    return "%" if figure.kind == "ratio" else figure.unit


def _in_unit(amount: float, figure: Entity) -> float:
    """Back from the scale of `pace.value` to the figure's own unit: only time has another."""
    if figure.kind == "time" and figure.unit in SECONDS:
        return round(amount / SECONDS[figure.unit], 6)
    return amount


def _per(context: Context, figure: Entity) -> str | None:
    """The unit of a figure's own cadence ("20 leads par mois": M); that of the means and of reviews is none of its."""
    means = context.frame.means
    for cadence in (e for e in context.entities if e.label == "DATE" and e.kind == "cadence"):
        between = context.text[figure.end : cadence.start]
        if cadence.start < figure.end or len(between) > BEHIND or re.search(r"[,;:(]|\d", between):
            continue
        if means and means[0] <= cadence.start < means[1] and not means[0] <= figure.start < means[1]:
            continue
        rest = between
        for entity in context.entities:
            if figure.end <= entity.start and entity.end <= cadence.start:
                rest = rest.replace(entity.text, " ")
        if len(rest.split()) > 3:
            continue
        for units in (context.language.dates.units, realism(context.language.code).cadences):
            for pattern, unit in units.items():
                if unit in PERIODS and found((pattern,), cadence.text):
                    return unit
        return ODD
    return None


def _held(context: Context, target: Entity) -> bool:
    """Whether the flow is kept up until the end ("over the next 6 months", "until June", "read 2 books a month in 2027") rather than
    reached by then."""
    end = context.frame.deadline
    if end is None:
        return False
    if end.kind == "period" and _won(context, target):
        return True
    before = context.text[: end.start].rstrip()
    said = follow_up(context.language.code).held
    patterns = "|".join(said).replace(" ", "[ \u00a0]")
    return re.search(rf"(?<!\w)(?:{patterns})$", before, re.IGNORECASE) is not None


def _kept(context: Context, target: Entity) -> bool:
    verb = list(_words(context.language.code).keep.finditer(context.text, 0, target.start))
    return bool(verb) and not _last(_words(context.language.code).win, context.text, target) > verb[-1].start()


def _won(context: Context, target: Entity) -> bool:
    """Whether a count or a sum is won from now on, and so begins at nothing: "gagner 50 leads", "10 nouveaux avis"."""
    metric, kpi, text = context.frame.metric, context.kpi, context.text
    if target.kind not in ("count", "money") or target.direction == "down" or context.frame.direction == "down":
        return False
    if kpi and kpi.direction == "down":
        return False
    if metric and metric.end <= target.start and text[metric.end : target.start].strip():
        return False  # "un panier moyen de 60 €" is a level, whatever the verb
    said = follow_up(context.language.code).gained
    near = text[target.end : (metric.end if metric and metric.start >= target.end else target.end) + 24]
    if found(said, near):
        return True
    words = _words(context.language.code)
    named = metric.end if metric and metric.start >= target.end else target.end
    after = re.compile(r"\w*[ \u00a0]?[\w'’-]*").match(text, named)
    if words.win.search(text, target.end, after.end() if after else named):
        return True  # "50 leads générés"
    win, other = _last(words.win, text, target), _last(words.other, text, target)
    return win >= 0 and win >= other


def _last(verbs: re.Pattern[str], text: str, target: Entity) -> int:
    """Where the last of some verbs before a figure stands; -1 when none does."""
    return max((m.start() for m in verbs.finditer(text, 0, target.start)), default=-1)
