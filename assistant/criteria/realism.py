"""How realistic the change is that a goal asks for: its pace against the usual one, of the user's own history or of the catalogue."""

from __future__ import annotations

import math
from dataclasses import dataclass

from assistant.criteria import capacity
from assistant.criteria.base import Context, once
from assistant.criteria.history import judged_by_history
from assistant.criteria.pace import DAYS_A_MONTH, SHORTEST, YEAR, Step, months_left, relative, steps
from assistant.knowledge import EDITORIAL
from assistant.realism import Band, Realism
from assistant.records import Entity

DEFAULT_PACE = 3.0  # percent a month for an indicator that the catalogue does not know; editorial estimate
# The pace, in percent a month, beyond which progress is not credible, by kind of figure. Editorial estimates, set on the training
# records: numbers and money rise by `FASTEST` times the plausible pace, within bounds; rates that customers decide rise faster from
# a low value; what lies in one's own hands (a delay, an answer rate, a fall in errors) may change at a stroke.
FASTEST, SLOWEST_STRETCH, FASTEST_STRETCH = 8.0, 20.0, 40.0
RATE_STRETCH, OWN_STRETCH, FALL_STRETCH = 80.0, 270.0, 360.0
LEAST_TOTAL, LEAST_FALL = 40.0, 50.0  # a rise or fall of no more in percent, in all, is never out of proportion
MEANS, LACKING = 1.5, 0.5  # what means, or their lack, make of a pace
# A handful is no matter of percentages, and counts vary by their square root (Poisson): from 2 bookings a week to 10 is a step that
# chance and one good idea take.
HANDFUL, NOISE = 15.0, 4.0
REST_EASE = 4.0  # times the plausible pace at which what a rate lacks of a hundred may shrink
POINTS, LEAST_POINTS = 40.0, 20.0  # of a score from −100 to 100, a month and in all
LARGEST_SHOWN = 1000.0  # percent a month


@dataclass(frozen=True, slots=True)
class Assessment:
    """A realism record, the step that it is about (None without one), and its sum in the language of the screen ("" without one)."""

    realism: Realism
    step: Step | None = None
    sum: str = ""


@once
def assess(context: Context) -> Assessment:
    """The hardest of a goal's steps against what is usual."""
    own = judged_by_history(context)
    if own is not None:
        return Assessment(*own)
    judged = [(step, *_judge(context, step)) for step in _steps(context)]
    if not judged:
        return Assessment(Realism("unknown", months=months_left(context)))
    order = ("unknown", "plausible", "ambitious", "not-credible")
    step, band, plausible = max(judged, key=lambda j: (order.index(j[1]), j[0].speed))
    source = step.kpi.pace_source if step.kpi else EDITORIAL
    record = Realism(band, step.total, step.monthly, step.months, plausible, source)
    return Assessment(record, step, sum_of(context, step, band, record))


def _steps(context: Context) -> tuple[Step, ...]:
    """The steps of a goal; without an end, a year is assumed where the text says that nothing is put in."""
    found = steps(context)
    change = context.frame.change
    if found or months_left(context) is not None or not change or not capacity.lack(context):
        return found
    ratio = relative(change, context.frame.baseline, context.frame.direction)
    return () if ratio is None else (Step(ratio, YEAR, None, None, "", change.text, change, context.kpi),)


def widening(context: Context) -> float:
    """What the means named, or their lack, make of a pace."""
    if capacity.lack(context):
        return LACKING
    return MEANS if context.frame.means or context.frame.means_figures else 1.0


def _judge(context: Context, step: Step) -> tuple[Band, float]:
    """(band, plausible pace in percent a month)."""
    factor = widening(context)
    pace = (step.kpi.pace if step.kpi else DEFAULT_PACE) * factor
    if _from_points(step):
        return "unknown", pace
    # without any change, or towards where nobody wants to go, nothing has to be reached
    if step.speed <= math.log1p(pace / 100) and not _saturated(step, pace):
        return "plausible", pace
    if step.speed <= math.log1p(stretch(step) * factor / 100) or _small(step):
        return "ambitious", pace
    return "not-credible", pace


def _saturated(step: Step, pace: float) -> bool:
    """Near a hundred in a hundred each step costs more: what is missing has to shrink much faster than the rate grows."""
    if step.baseline is None or step.target is None or step.ratio <= 1 or not step.kpi or step.kpi.max != 100 or step.kpi.unit != "percent":
        return False
    return _rest_speed(step) > math.log1p(REST_EASE * pace / 100)


def _rest_speed(step: Step) -> float:
    """How fast what a rate lacks of a hundred has to shrink: -ln(rest / rest today) a month."""
    rest = max(100 - (step.target or 0), 0.01) / max(100 - (step.baseline or 0), 0.01)
    return -math.log(rest) / max(step.months, SHORTEST)


def _from_points(step: Step) -> bool:
    """Scores that pass through nothing (NPS) have no ratio."""
    return step.figure.kind == "points" and step.figure.role == "target" and step.baseline is not None and step.baseline < 5


def _small(step: Step) -> bool:
    if -LEAST_FALL <= step.total < LEAST_TOTAL:
        return True
    counted = step.figure.kind == "count" and step.figure.unit is None and step.baseline is not None and step.target is not None
    return counted and abs((step.target or 0) - (step.baseline or 0)) <= HANDFUL + NOISE * math.sqrt(step.baseline or 0)


def stretch(step: Step) -> float:
    """The pace in percent a month beyond which a step is not credible without means."""
    kpi, figure = step.kpi, step.figure
    if kpi and kpi.own:
        return OWN_STRETCH
    if step.ratio < 1:
        return FALL_STRETCH
    if kpi and kpi.stretch:
        return kpi.stretch
    rate = figure.kind in ("percent", "ratio") and figure.role == "target"
    # a share of what is counted ("90 % of the reviews answered") is as much one's own doing as an internal rate
    if rate and (kpi is None or kpi.stage == "internal" or kpi.unit != "percent"):
        return OWN_STRETCH
    pace = kpi.pace if kpi else FASTEST_STRETCH / FASTEST
    if rate or (kpi and kpi.unit == "percent"):
        return min(RATE_STRETCH, 2 * FASTEST * pace)
    return max(SLOWEST_STRETCH, min(FASTEST_STRETCH, pace * FASTEST))


def too_many_points(context: Context) -> Entity | None:
    """A rise in a score by more points than the time allows."""
    change, months = context.frame.change, months_left(context, flow=False)
    if change is None or change.kind != "points" or not change.amount or months is None or change.direction == "down":
        return None
    score = context.kpi is not None and context.kpi.unit == "points"
    return change if score and change.amount > max(LEAST_POINTS, POINTS * months) else None


def percent(context: Context, amount: float, *, sign: bool = False) -> str:
    """A percentage as the screen's language writes it, with its sign if asked for; beyond ten without decimals."""
    fmt = context.screen.rules
    shown = abs(amount) if sign else amount
    capped = min(shown, LARGEST_SHOWN)
    text = fmt.figure(float(round(capped)) if abs(capped) >= 10 else round(capped, 1), "%", "percent")
    mark = ("> " if shown > LARGEST_SHOWN else "") + ("" if not sign or not text.strip("0 %\u00a0") else "+" if amount > 0 else "−")
    return mark + text


def span(context: Context, months: float) -> str:
    """A stretch of time in words: days below a month."""
    say = context.screen.messages.reasons
    if months < 0.95:
        days = round(months * DAYS_A_MONTH)
        return say["achievable.span_day" if days <= 1 else "achievable.span_days"].format(n=context.screen.rules.number(max(days, 1)))
    shown = round(months, 1)
    return say["achievable.span_month" if shown == 1 else "achievable.span_months"].format(n=context.screen.rules.number(shown))


def source_name(context: Context, source: str) -> str:
    """A source as the screen's language names it."""
    return context.screen.messages.reasons["achievable.editorial"] if source == EDITORIAL else source


def sum_of(context: Context, step: Step, band: Band, record: Realism) -> str:
    """The sum in one sentence: "70 % → 59,5 % en 6 mois = −2,7 %/mois ; habituel : jusqu’à 4 %/mois (estimation éditoriale)".

    Beyond the plausible pace it names the limit of what is credible, too, with its own source.
    """
    say = context.screen.messages.reasons
    values = {
        "first": step.first, "last": step.last, "total": percent(context, step.total, sign=True), "span": span(context, step.months),
        "monthly": percent(context, step.monthly, sign=True), "plausible": percent(context, record.plausible_monthly or 0),
        "source": source_name(context, record.source or EDITORIAL),
    }  # fmt: skip
    text = say["achievable.sum_pair" if step.first else "achievable.sum_change"].format(**values)
    if band not in ("ambitious", "not-credible"):
        return text
    if step.speed <= math.log1p((record.plausible_monthly or 0) / 100):  # near a hundred: it is the rest that is hard
        return text + say["achievable.sum_rest"].format(rest=percent(context, 100 * math.expm1(-_rest_speed(step)), sign=True))
    limit = stretch(step) * widening(context)
    shown = limit if step.ratio >= 1 else 100 * (1 - 1 / (1 + limit / 100))  # a fall of so much a month undoes such a rise
    source = step.kpi.stretch_source if step.kpi and step.kpi.stretch_source and stretch(step) == step.kpi.stretch else EDITORIAL
    return text + say["achievable.sum_limit"].format(limit=percent(context, shown), source=source_name(context, source))
