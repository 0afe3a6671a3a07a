"""The arithmetic of a goal: what change its figures ask for, in all and a month, whatever they are written in."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.criteria.base import Context, once
from assistant.entities.heads import WordPattern
from assistant.knowledge import Kpi, knowledge
from assistant.lang.realism import realism as words
from assistant.records import Entity

DAYS_A_MONTH = 365.25 / 12
SHORTEST = 0.25  # months: what happens within a week counts as a week
YEAR = 12.0
SECONDS = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0, "mo": 86400 * DAYS_A_MONTH, "y": 86400 * 365.25}
SCALE = re.compile(r"\d[ \u00a0\u202f]?[kKmM](?!\w)")
NEAR = 28  # characters around a starting value in which it is said to be last year's
CLOSE = 4  # characters between a figure and its own noun
LARGEST = 1e12  # figures beyond count as this much


@dataclass(frozen=True, slots=True)
class Step:
    """From a starting value to a target, or a relative change without either.

    Attributes:
        ratio: target / baseline; never negative.
        months: time for it, decimal.
        baseline, target: values on one scale (percent, seconds, a currency, pieces), None for a relative change alone.
        first, last: as the text writes them; `last` is the change where there is no target.
        figure: the entity that asks for the step.
        kpi: the catalogue entry of the indicator, None when it is none.
    """

    ratio: float
    months: float
    baseline: float | None
    target: float | None
    first: str
    last: str
    figure: Entity
    kpi: Kpi | None

    @property
    def total(self) -> float:
        """Relative change in percent, in all."""
        return (self.ratio - 1) * 100

    @property
    def monthly(self) -> float:
        """Relative change in percent a month, compound: (1 + total) ** (1 / months) - 1; less than a week counts as a week."""
        if self.ratio <= 0:
            return -100.0
        return math.expm1(min(math.log(self.ratio) / max(self.months, SHORTEST), 700)) * 100

    @property
    def speed(self) -> float:
        """|ln ratio| a month: the same for a doubling and a halving in the same time."""
        return abs(math.log(max(self.ratio, 0.01))) / max(self.months, SHORTEST)


def months_of(end: Entity) -> float | None:
    """The months of a duration as it is written ("6 mois" is 6.0, "15 jours" 0.49); None for any other date."""
    match = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", end.iso or "")
    if end.kind != "duration" or not match:
        return None
    years, months, weeks, days = (int(g or 0) for g in match.groups())
    return years * 12 + months + (weeks * 7 + days) / DAYS_A_MONTH


def months_left(context: Context, *, flow: bool = True) -> float | None:
    """Months to the end, as decimal; None without an end.

    Args:
        context: the goal.
        flow: count a coming period from its first day (what is won in the first quarter), else from today (what must have
            changed by then).
    """
    end = context.frame.deadline
    if end is None or end.end_date is None or is_comparison(context, end):
        return None
    written = months_of(end)
    if written is not None:
        return written
    start = max(context.today, end.start_date) if flow and end.kind == "period" and end.start_date else context.today
    return max((end.end_date - start).days, 0) / DAYS_A_MONTH


def is_comparison(context: Context, end: Entity) -> bool:
    """Whether a past stretch is what the goal is compared with ("20 % de plus que l'an dernier") rather than its end."""
    if end.end_date is None or end.end_date >= context.today:
        return False
    match = found(words(context.language.code).year_ago, context.text[max(0, end.start - 3) : end.end])
    return match is not None and not any(c.isdigit() for c in match.group())


def value(figure: Entity) -> tuple[str, float] | None:
    """(scale, amount) of a figure; scales: "%", "s" for time, "#" for bare numbers, else the unit."""
    if figure.amount is None or math.isnan(figure.amount):
        return None
    amount = max(-LARGEST, min(figure.amount, LARGEST))
    if figure.role in ("baseline", "target") and figure.text[:1] in "-−–":
        amount = -abs(amount)  # the record gives the size, the sign stands in the text
    if figure.kind == "percent":
        return "%", amount
    if figure.kind == "ratio" and 0 < amount <= 1:
        return "%", amount * 100
    if figure.kind == "time" and figure.unit in SECONDS:
        return "s", amount * SECONDS[figure.unit]
    if figure.kind in ("count", "rating", "points", "money"):
        return (figure.unit if figure.kind in ("count", "money") and figure.unit else "#"), amount
    return None


def couple(first: Entity, last: Entity) -> tuple[float, float] | None:
    """Two figures on one scale; a bare number next to one with a unit takes its unit. None when they do not compare."""
    one, two = value(first), value(last)
    if one is None or two is None:
        return None
    if one[0] == two[0]:
        scaled = last.kind == "money" and SCALE.search(last.text) and first.text.strip().isdigit() and one[1] < 1000 <= two[1]
        return one[1] * (1e6 if scaled and two[1] >= 1e6 else 1e3 if scaled else 1), two[1]  # "95 k€ (vs 81)"
    bare = "#" in (one[0], two[0])
    if bare and "%" in (one[0], two[0]) and one[1] <= 100:
        return one[1], two[1]
    near = max(first.start, last.start) - min(first.end, last.end) <= 8
    if bare and "s" in (one[0], two[0]) and near:
        factor = SECONDS[str((first if one[0] == "s" else last).unit)]
        return (one[1], two[1] * factor) if one[0] == "s" else (one[1] * factor, two[1])
    return None


def kpi_of(context: Context, figure: Entity) -> Kpi | None:
    """The catalogue entry of the indicator that a figure belongs to: the nearest one named; the goal's own for its own figure."""
    if figure in (context.frame.target, context.frame.change):
        return context.kpi
    metrics = [e for e in context.entities if e.label == "METRIC"]
    nearest = min(metrics, key=lambda m: max(m.start - figure.end, figure.start - m.end), default=None)
    return knowledge().kpis.get(nearest.id) if nearest and nearest.id else None


def counts_another(context: Context, figure: Entity) -> bool:
    """Whether a bare number has a noun of its own, other than the goal's indicator ("the rate from 2% to 300 orders")."""
    follower = next((e for e in context.entities if e.label == "METRIC" and 0 <= e.start - figure.end < CLOSE), None)
    return figure.kind == "count" and figure.unit is None and follower is not None and follower != context.frame.metric


def _unlike(context: Context, first: Entity, last: Entity) -> bool:
    """Whether a share is set against a number of something else: no step leads from one to the other."""
    return (first.kind == "percent") != (last.kind == "percent") and (counts_another(context, last) or counts_another(context, first))


def is_of_last_year(context: Context, baseline: Entity) -> bool:
    """Whether a starting value is said to be last year's: then a year more went into the change."""
    around = context.text[max(0, baseline.start - NEAR) : baseline.end + NEAR]
    return found(words(context.language.code).year_ago, around) is not None


@once
def steps(context: Context) -> tuple[Step, ...]:
    """The changes that a goal asks for: each starting value with the target next to it; without one, percentage or multiplier."""
    months = months_left(context, flow=False)
    frame, out = context.frame, []
    if months is None:
        return ()
    figures = [e for e in context.entities if e.label == "FIGURE"]
    for first in (f for f in figures if f.role == "baseline"):
        others = [(f, both) for f in figures if f.role == "target" and (both := couple(first, f)) and not _unlike(context, first, f)]
        inside = context.text[: first.start].rfind("(") > context.text[: first.start].rfind(")")  # "180 (140 last year) and 4,000 …"
        others = [o for o in others if o[0].end <= first.start] or others if inside else others
        last, both = min(others, key=lambda o: max(o[0].start - first.end, first.start - o[0].end), default=(None, None))
        if last is None or both is None or both[0] < 0 or both[1] < 0:
            continue
        if both[0] == 0:
            if value(last) is None or value(last)[0] != "%":  # type: ignore[index]
                continue
            both = (1.0, both[1])  # a share that begins at nothing is taken to begin at one in a hundred
        span = months + (YEAR if is_of_last_year(context, first) else 0)
        out.append(Step(both[1] / both[0], span, *both, first.text, last.text, last, kpi_of(context, last)))
    change = frame.change
    if not out and change and (ratio := relative(change, frame.baseline, frame.direction)) is not None:
        first_value = value(frame.baseline) if frame.baseline else None
        start = first_value[1] if first_value and first_value[1] > 0 else None
        out.append(Step(ratio, months, start, start * ratio if start else None, "", change.text, change, context.kpi))
    return tuple(out)


def relative(change: Entity, baseline: Entity | None, direction: str | None) -> float | None:
    """target / baseline of a change: a percentage, a multiplier, or a difference on a known starting value; None when it cannot be told.

    Points are added, percent multiply: "+10 %" on 20 % gives 22 %, "+10 points" 30 %.
    """
    down = (change.direction or direction) == "down"
    if change.amount is None or not change.amount >= 0:
        return None
    amount = min(change.amount, LARGEST)
    if change.kind == "multiplier":
        return amount
    if change.kind in ("percent", "ratio"):
        share = amount / 100 if change.kind == "percent" else amount
        return max(1 + (-share if down else share), 0.0)
    first = couple(baseline, change) if baseline else None
    if baseline and change.kind == "points" and baseline.amount:
        first = baseline.amount, amount
    if first is None or first[0] <= 0:
        return None
    return max(1 + (-first[1] if down else first[1]) / first[0], 0.0)


def found(patterns: tuple[str, ...], text: str) -> re.Match[str] | None:
    """The first match of any pattern as whole words; a blank in a pattern also matches a no-break space."""
    return _words(patterns).search(text) if patterns else None


@lru_cache(maxsize=256)
def _words(patterns: tuple[str, ...]) -> WordPattern:
    return WordPattern(pattern.replace(" ", "[ \u00a0\u202f]") for pattern in patterns)
