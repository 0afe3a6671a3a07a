"""The means that a goal names, or says that it lacks, against what it wants: money, people's days, and what a month brings at most."""

from __future__ import annotations

import re

from assistant.criteria.base import Context, once
from assistant.criteria.funnel import cadence_factor, named_behind, needs, read
from assistant.criteria.pace import SHORTEST, found, months_left, steps
from assistant.knowledge import Kpi, knowledge
from assistant.lang.realism import realism as words
from assistant.records import Entity, Span

# All figures here are editorial estimates, set wide: they are to catch what nobody would believe, not what is merely hard.
# Money (in any of the usual currencies) for each one won below which no budget reaches, by how near to a sale it is.
LEAST_COST = {"deal": 3.0, "do": 0.8, "think": 0.5}
LARGEST_RETURN = 100.0  # times the money put in
BEST, BEST_IN_DAYS = 30.0, 10.0  # times the usual month's volume that nobody passes
VOLUME, MONTHLY_MONEY = 150.0, 1_500_000.0  # of an indicator that the catalogue does not know
TIMES_WEIGHT = 3.0  # what doctors advise
LACKING = 5.0  # what is out of reach is so much less where nothing is put in
SOON = 3.0  # months beyond which a large organisation might well do it
DAYS = 8  # days within which a step is a matter of days
HEAVY, LIGHT = 3.0, 100.0  # deeds that one person does in a day: signing, hiring, writing; answering, planting
WORKING_DAYS = 365.25 / 12 * 5 / 7  # a month
NEAR = 24
SAVINGS_SLACK = 1.25


@once
def lack(context: Context) -> re.Match[str] | None:
    """Where the text says that nothing, or hardly anything, is put in."""
    return found(words(context.language.code).lack, context.text)


@once
def budget(context: Context) -> tuple[Entity, float] | None:
    """The money named as means, over the whole time; a price, a discount and a bonus are none."""
    said, months = words(context.language.code), months_left(context)
    for figure in (f for f in context.frame.means_figures if f.kind == "money" and f.amount):
        before = context.text[max(0, figure.start - NEAR) : figure.start].rstrip()
        behind = context.text[figure.end : figure.end + NEAR].lstrip(" \u00a0)")
        priced = re.search(rf"(?<!\w)(?:{'|'.join(said.not_budget_before)})$", before, re.IGNORECASE)
        if priced or re.match(rf"(?:{'|'.join(said.not_budget_after)})(?!\w)", behind, re.IGNORECASE):
            continue
        times = cadence_factor(context, figure)
        if times is not None and months is None:
            return None
        return figure, (figure.amount or 0) * (times * max(months or 0, SHORTEST) if times is not None else 1.0)
    return None


def means_too_small(context: Context) -> Span | None:
    """A budget of cents for each customer, lead or sale, or one that should come back a hundredfold."""
    found_budget, target, kpi = budget(context), context.frame.target, context.kpi
    if found_budget is None or target is None or not target.amount:
        return None
    figure, money = found_budget
    if target.kind == "money":
        return figure.span if target.amount > LARGEST_RETURN * money and cadence_factor(context, figure) is None else None
    if target.kind != "count" or target.unit or (kpi and (kpi.vanity or kpi.stage == "see")):  # views and visits cost less than a cent each
        return None
    stage = kpi.stage if kpi and kpi.stage == "think" else "do"
    name = context.frame.metric.id if context.frame.metric else None
    least = LEAST_COST["deal" if name == "deals" else stage]
    return figure.span if money < least * _wanted(context, target) else None


def _wanted(context: Context, target: Entity) -> float:
    """How many are wanted, beyond those there are."""
    baseline = context.frame.baseline
    there = baseline.amount if baseline and baseline.kind == target.kind and baseline.amount else 0.0
    return max((target.amount or 0) - there, 0.0)


def sum_of_means(context: Context) -> tuple[float, Entity] | None:
    """(what regular payments come to, the payment), where money is to be put aside until there is enough."""
    target, months = context.frame.target, months_left(context)
    if target is None or target.kind != "money" or not target.amount or months is None:
        return None
    paid = [f for f in context.frame.means_figures if f.kind == "money" and f.amount and f.unit == target.unit]
    times = cadence_factor(context, paid[0]) if len(paid) == 1 else None
    saved = context.kpi is None or context.frame.metric is None or context.frame.metric.id == "savings"
    return ((paid[0].amount or 0) * times * months, paid[0]) if times and saved else None


def does_not_add_up(context: Context) -> Span | None:
    """Means times rate against the target: visits that convert, payments that add up."""
    target = context.frame.target
    if target is None or not target.amount:
        return None
    payments = sum_of_means(context)
    baseline = context.frame.baseline
    there = baseline.amount if baseline and baseline.kind == "money" and baseline.amount else 0.0
    if payments and payments[0] * SAVINGS_SLACK + there < target.amount:
        return payments[1].span
    return target.span if any(s.short for s in needs(read(context))) else None


def over_capacity(context: Context) -> Span | None:
    """More deeds than the people named can do in the days there are."""
    target, said, months = context.frame.target, words(context.language.code), months_left(context)
    if target is None or target.kind != "count" or target.unit or not target.amount or months is None:
        return None
    people = _people(context)
    heavy, light = found(said.heavy, context.text), found(said.light, context.text)
    if people is None or not (heavy or light) or cadence_factor(context, target) is not None:
        return None
    days = max(months, 1 / WORKING_DAYS) * WORKING_DAYS
    each = HEAVY if heavy else LIGHT
    return target.span if _wanted(context, target) > each * people * days + HEAVY else None


def _people(context: Context) -> float | None:
    said = words(context.language.code)
    for figure in context.frame.means_figures:
        behind = context.text[figure.end : figure.end + NEAR].lstrip()
        match = found(said.people, behind)
        whole = match is not None and behind[match.end() : match.end() + 1] != "-"  # not "six staff-written posts"
        if figure.kind == "count" and figure.amount and match and whole and match.start() <= 12:
            return figure.amount
    return 1.0 if found(said.single, context.text) else None


def beyond_volume(context: Context, *, days: bool) -> Span | None:
    """A number, with no starting value, that no month brings: `days` tells whether within days or within weeks.

    The bound is `BEST` (within days `BEST_IN_DAYS`) times the indicator's usual monthly volume for the time there is, a fifth of it
    where nothing is put in.
    """
    frame, months = context.frame, months_left(context)
    target = frame.target
    if (
        target is None
        or frame.baseline
        or not target.amount
        or months is None
        or months > SOON
        or target.direction == "down"
        or steps(context)
    ):
        return None
    if (
        (_in_days(context) != days)
        or target.kind not in ("count", "money")
        or (target.kind == "count" and target.unit not in (None, "kg", "lb"))
    ):
        return None
    lacking = lack(context) is not None
    if cadence_factor(context, target) is not None and not lacking:  # a level, of which the text does not say where it stands today
        return None
    most = _most(context, target, BEST_IN_DAYS if days else BEST) * max(months, SHORTEST)
    return target.span if most and target.amount > most / (LACKING if lacking else 1.0) else None


def beyond_weight(context: Context) -> Span | None:
    """More body weight than can be lost or put on in time, by `TIMES_WEIGHT` times what doctors advise."""
    change, months = context.frame.change, months_left(context)
    metric, kpi = context.frame.metric, knowledge().kpis["weight"]
    body = metric is None or metric.id == "weight"
    if change is None or change.unit != "kg" or not change.amount or not body or months is None or not kpi.volume:
        return None
    return change.span if change.amount > TIMES_WEIGHT * kpi.volume * max(months, SHORTEST) else None


def _in_days(context: Context) -> bool:
    end = context.frame.deadline
    return end is not None and end.end_date is not None and (end.end_date - context.today).days <= DAYS


def _most(context: Context, target: Entity, best: float) -> float:
    """What a month may bring at most, `best` times its usual volume; 0 where it cannot be told."""
    kpi = kpi_counted(context, target)
    if target.kind == "money" or (context.frame.metric is None and target.text[-1:] in "kKmM"):  # "raise 18k"
        return MONTHLY_MONEY if kpi is None or context.frame.theme in ("nonprofit", None) or lack(context) else 0.0
    if kpi is not None:
        if kpi.direction == "down":
            return 0.0
        return best * (kpi.volume or VOLUME)
    hired = found(words(context.language.code).hiring, context.text)
    hires = knowledge().kpis["hires"].volume
    return best * (hires if hired and hires and context.frame.metric is not None else VOLUME)


def kpi_counted(context: Context, figure: Entity) -> Kpi | None:
    """The catalogue entry of what a number counts: the noun behind it, else the goal's indicator if that stands close."""
    behind = named_behind(context, figure)
    if behind:
        return knowledge().kpis[behind]
    metric = context.frame.metric
    close = metric and max(metric.start - figure.end, figure.start - metric.end) <= NEAR
    return context.kpi if close else None


def emptied_in_days(context: Context) -> Span | None:
    """Down to nothing within days, with no value to start from."""
    target = context.frame.target
    zero = target is not None and target.amount == 0 and target.kind in ("count", "percent", "money")
    end = context.frame.deadline
    within = end is not None and end.kind in ("deadline", "duration") and end.end_date is not None and end.end_date >= context.today
    return target.span if target and zero and within and context.frame.baseline is None and _in_days(context) else None
