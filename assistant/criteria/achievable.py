"""A: within the means at hand. Baseline or means speak for it, arithmetic and limits against it; else it is unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.criteria.base import Context, Rule, verdict
from assistant.knowledge import Kpi
from assistant.records import Entity, Span, Verdict

DAYS_A_MONTH = 365.25 / 12
# Relative change in percent a month beyond which a goal without means is called out of proportion. Editorial estimate, set so
# that +50 % in one month and a hundredfold in six are caught while +30 % in six months is not.
DISPROPORTION = 40.0
FASTEST_MULTIPLE = 8.0  # times the KPI's plausible monthly pace
# Below this much money (in any of the usual currencies) for each customer, lead or sale aimed at, no budget reaches. Editorial estimate.
LEAST_COST = 0.5
LARGEST_RETURN = 100.0  # times the money put in
SHORT = 3.0  # months in which nobody goes from nothing to `CROWD`
CROWD = 1000.0
HANDFUL = 15.0  # a difference of so few is no matter of percentages: from 2 bookings a week to 10


@dataclass(frozen=True, slots=True)
class Pace:
    """The arithmetic of a goal: relative change in percent in all and a month, over a number of months."""

    total: float
    monthly: float
    months: float


def months_left(context: Context) -> float | None:
    """Months from today (or the period's start) to the end, as decimal; None without an end."""
    end = context.frame.deadline
    if end is None or end.end_date is None:
        return None
    start: date = max(context.today, end.start_date) if end.kind == "period" and end.start_date else context.today
    return max((end.end_date - start).days, 0) / DAYS_A_MONTH


def pace(context: Context) -> Pace | None:
    """The relative change that the figures ask for: from baseline to target, by a percentage, or by a multiplier.

    The monthly figure is compound: (1 + total) ** (1 / months) - 1.
    """
    frame, months = context.frame, months_left(context)
    if months is None:
        return None
    ratio: float | None = None
    if frame.baseline and frame.target and frame.baseline.amount and frame.target.amount is not None:
        ratio = frame.target.amount / frame.baseline.amount
    elif frame.change and frame.change.amount is not None:
        if frame.change.kind == "multiplier":
            ratio = frame.change.amount
        elif frame.change.kind == "percent" and frame.change.amount < 1e6:
            ratio = 1 + (frame.change.amount if frame.change.direction != "down" else -frame.change.amount) / 100
    if ratio is None or ratio <= 0:
        return None
    span = max(months, 0.25)
    try:
        monthly = (ratio ** (1 / span) - 1) * 100
    except OverflowError:
        return None
    return Pace((ratio - 1) * 100, monthly, months)


def judge(context: Context) -> Verdict:
    """Missing when a rule of this family finds an error, met by a baseline or means, unknown otherwise."""
    frame, fmt = context.frame, context.screen.rules
    for rule in RULES:
        if context.is_fault(rule) and (span := rule.check(context)):
            sums = pace(context)
            values = {
                "figure": frame.figure.text if frame.figure else "",
                "date": frame.deadline.text if frame.deadline else "",
                "total": _percent(fmt.number, sums.total) if sums else "",
                "months": fmt.number(round(sums.months, 1)) if sums else "",
                "monthly": _percent(fmt.number, sums.monthly) if sums else "",
                "max": fmt.number(_bound(context)),
                "means": _money(context).text if _money(context) else "",  # type: ignore[union-attr]
            }
            return verdict(context, "achievable", "missing", (span,), rule.name.replace("-", "_"), **values)
    if frame.baseline and frame.figure:
        return verdict(context, "achievable", "met", (frame.baseline.span,), "baseline", baseline=frame.baseline.text)
    if real_means(context):
        return verdict(
            context,
            "achievable",
            "met",
            (frame.means or context.whole,),
            "means",
            means=context.text[slice(*frame.means)] if frame.means else "",
        )
    if frame.baseline:
        return verdict(context, "achievable", "met", (frame.baseline.span,), "baseline", baseline=frame.baseline.text)
    if frame.means_figures:
        return verdict(context, "achievable", "met", (frame.means_figures[0].span,), "means", means=frame.means_figures[0].text)
    return verdict(context, "achievable", "unknown", (), "unknown")


def real_means(context: Context) -> bool:
    """Whether the means say more than where it happens: "via TikTok" is a place, "grâce à des relances par e-mail" an effort."""
    frame = context.frame
    if frame.means is None:
        return False
    start, end = frame.means
    rest = context.text[start:end]
    channels = [e for e in context.entities if e.label == "CHANNEL" and start <= e.start < end]
    for entity in channels:
        rest = rest.replace(entity.text, " ")
    if not channels or len(re.findall(r"[^\W_]{4,}", rest)) > 1:
        return True
    cue = context.text[start : channels[0].start].strip().lower()
    return channels[0].text[:1].islower() and any(re.match(lever, cue) for lever in context.language.lexicon.lever_cues)


def _bound(context: Context) -> float:
    kpi = context.kpi
    return next((b for b in (kpi.highest, kpi.lowest, kpi.max) if b is not None), 100.0) if kpi else 100.0


def _percent(number: object, amount: float) -> str:
    return ("+" if amount > 0 else "") + number(round(amount) if abs(amount) >= 10 else round(amount, 1))  # type: ignore[operator]


def _beyond_limit(context: Context) -> Span | None:
    """A rate over 100 %, a rating above its scale, a fall by more than all."""
    frame, kpi = context.frame, context.kpi
    for figure in (frame.target, frame.change):
        if figure is None or figure.amount is None:
            continue
        top = figure.amount_max or figure.amount
        if figure.kind == "percent" and figure.role == "target" and kpi and kpi.max == 100 and top > 100:
            return figure.span
        if figure.kind == "percent" and figure.role == "target" and kpi and not kpi_holds(kpi, figure.amount, top):
            return figure.span
        unbounded = frame.metric is None or any(w in frame.metric.text.lower() for w in context.language.lexicon.unbounded_words)
        if figure.kind == "percent" and figure.role == "target" and kpi is None and not unbounded and top > 100:
            return figure.span
        if figure.kind == "percent" and figure.role == "change" and figure.direction == "down" and top > 100:
            return figure.span
        if figure.kind == "rating" and figure.unit and figure.unit[1:].isdigit() and top > int(figure.unit[1:]):
            return figure.span
        if (
            kpi
            and kpi.unit == "rating"
            and kpi.max
            and figure.kind in ("rating", "count")
            and figure.role == "target"
            and top > kpi.max
            and not figure.unit
        ):
            return figure.span
    return None


def kpi_holds(kpi: Kpi, low: float, high: float) -> bool:
    """Whether a target lies within what even the best reach (a bounce rate of 0 %, a conversion rate of 100 % do not)."""
    return not (kpi.highest is not None and high > kpi.highest) and not (kpi.lowest is not None and low < kpi.lowest)


def _past_deadline(context: Context) -> Span | None:
    end = context.frame.deadline
    return end.span if end and end.end_date and end.end_date < context.today else None


def _money(context: Context) -> Entity | None:
    """The budget, when the means name one."""
    return next((f for f in context.frame.means_figures if f.kind == "money" and f.amount), None)


def _means_too_small(context: Context) -> Span | None:
    """A budget of cents for each customer, lead or sale, or one that should come back a hundredfold."""
    money, target, kpi = _money(context), context.frame.target, context.kpi
    if money is None or money.amount is None or target is None or not target.amount or context.frame.cadence:
        return None
    if target.kind == "money":
        return money.span if target.amount > LARGEST_RETURN * money.amount else None
    seen = kpi is not None and (kpi.vanity or kpi.stage == "see")  # views and visits cost less than a cent each
    return money.span if target.kind == "count" and not target.unit and not seen and money.amount < LEAST_COST * target.amount else None


def _out_of_proportion(context: Context) -> Span | None:
    sums, frame = pace(context), context.frame
    months = months_left(context)
    from_nothing = frame.baseline is not None and frame.baseline.amount == 0 and months is not None and months <= SHORT
    if from_nothing and frame.target and (frame.target.amount or 0) >= CROWD:
        return frame.target.span
    if sums is None or frame.figure is None or sums.total <= 0:
        return None
    small = frame.baseline and frame.target and frame.target.kind == "count"
    if small and (frame.target.amount or 0) - (frame.baseline.amount or 0) <= HANDFUL:  # type: ignore[union-attr]
        return None
    ceiling = DISPROPORTION
    if context.kpi:
        ceiling = max(DISPROPORTION / 2, min(DISPROPORTION, context.kpi.pace * FASTEST_MULTIPLE))
    if frame.means or frame.means_figures:
        ceiling *= 1.5
    return frame.figure.span if sums.monthly > ceiling and sums.total >= 40 else None


def _no_baseline(context: Context) -> Span | None:
    frame = context.frame
    return frame.figure.span if frame.figure and frame.metric and not frame.baseline else None


def _no_means(context: Context) -> Span | None:
    frame = context.frame
    return context.whole if not real_means(context) and not frame.means_figures else None


RULES = (
    Rule("A001", "beyond-limit", "achievable", "error", _beyond_limit),
    Rule("A002", "no-baseline", "achievable", "suggestion", _no_baseline),
    Rule("A003", "out-of-proportion", "achievable", "error", _out_of_proportion),
    Rule("A004", "no-means", "achievable", "suggestion", _no_means),
    Rule("A005", "past-deadline", "achievable", "error", _past_deadline),
    Rule("A006", "means-too-small", "achievable", "error", _means_too_small),
)
