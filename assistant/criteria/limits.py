"""What cannot be: shares of more than all, ratings above their scale, less than nothing."""

from __future__ import annotations

import re

from assistant.criteria.base import Context, once
from assistant.criteria.capacity import lack
from assistant.criteria.funnel import named_behind
from assistant.criteria.pace import couple, found, kpi_of, relative
from assistant.entities import numbers
from assistant.knowledge import Kpi, knowledge
from assistant.lang.realism import realism as words
from assistant.records import Entity, Span

PEOPLE_KPIS = frozenset(
    {"new-customers", "unique-visitors", "members", "subscribers", "active-users", "volunteers", "donors", "beneficiaries"}
)
ROUNDING = 0.5  # percentage points by which two shares of one whole may miss a hundred
SHARE = 22  # characters before and after a number in which those are named of whom it is the number
PER_HEAD = 1000.0  # money from each of a named number of people beyond which it is not given. Editorial estimate.


def beyond(context: Context) -> Span | None:
    """The first figure that no work can reach, by arithmetic or by what the indicator is."""
    for figure in (f for f in (context.frame.target, context.frame.change) if f and f.amount is not None):
        kpi = kpi_of(context, figure)
        if (
            _share_over_all(context, figure, kpi)
            or _outside_best(context, figure, kpi)
            or _negative(context, figure, kpi)
            or _rating_over_scale(context, figure, kpi)
            or _fall_by_more_than_all(context, figure, kpi)
        ):
            return figure.span
    return _two_shares(context) or _more_than_there_are(context) or _everyone(context)


def top(figure: Entity) -> float:
    """The upper end of a figure."""
    return figure.amount_max or figure.amount or 0.0


def signed(figure: Entity) -> bool:
    """Whether a minus stands before the number."""
    return figure.text[:1] in "-−–"


def bounded(context: Context, kpi: Kpi | None) -> bool:
    """Whether an indicator in percent is a share of a whole, which is never more than a hundred nor less than nothing."""
    metric = context.frame.metric
    if kpi is not None:
        return kpi.max == 100 and kpi.unit == "percent"
    return metric is not None and not any(w in metric.text.lower() for w in context.language.lexicon.unbounded_words)


def _share_over_all(context: Context, figure: Entity, kpi: Kpi | None) -> bool:
    if figure.kind != "percent" or figure.role != "target" or top(figure) <= 100:
        return False
    if kpi is None or kpi.max == 100:
        return bounded(context, kpi) or kpi is not None
    # "130 % of customers": a share of people, whatever the catalogue knows them for
    return context.frame.metric is not None and context.frame.metric.id in PEOPLE_KPIS and not _growth(context, figure)


def _growth(context: Context, figure: Entity) -> bool:
    """Whether the percentage may be of another year's figure or of a plan rather than of the people."""
    around = context.text[max(0, figure.start - SHARE) : figure.end + SHARE].lower()
    return any(w in around for w in context.language.lexicon.unbounded_words) or bool(found(words(context.language.code).year_ago, around))


def _outside_best(context: Context, figure: Entity, kpi: Kpi | None) -> bool:
    """A target that even the best do not reach (conversion of 100 %, a bounce rate of 0 %), unless today's value is beyond it too."""
    if figure.role != "target" or figure.amount is None:
        return False
    named = context.frame.metric.id if context.frame.metric else named_behind(context, figure, skipped=2)
    people = named in PEOPLE_KPIS
    if figure.kind == "percent" and people and found(words(context.language.code).convert, context.text):
        kpi = knowledge().kpis["conversion-rate"]  # visitors who are to be turned into buyers
    if figure.kind == "percent" and top(figure) == 100 and lack(context):  # all of it, with nothing
        return True
    if kpi is None:
        return False
    zero = figure.amount == 0 and figure.kind in ("count", "time") and (kpi.lowest is not None or figure.kind == "time")
    if not zero and (figure.kind != "percent" or kpi_holds(kpi, figure.amount, top(figure))):
        return False
    baseline = context.frame.baseline
    both = couple(baseline, figure) if baseline else None
    return both is None or kpi_holds(kpi, both[0], both[0])


def kpi_holds(kpi: Kpi, low: float, high: float) -> bool:
    """Whether a target lies within what even the best reach (a bounce rate of 0 %, a conversion rate of 100 % do not)."""
    return not (kpi.highest is not None and high > kpi.highest) and not (kpi.lowest is not None and low < kpi.lowest)


def _negative(context: Context, figure: Entity, kpi: Kpi | None) -> bool:
    """Less than nothing of what is counted or is a share."""
    if figure.role != "target" or not signed(figure) or not figure.amount:
        return False
    if figure.kind == "percent":
        return kpi is not None and bounded(context, kpi)
    return figure.kind in ("count", "time") and kpi is not None and kpi.unit in ("count", "time") and figure.unit is None


def _rating_over_scale(context: Context, figure: Entity, kpi: Kpi | None) -> bool:
    if figure.kind == "rating" and figure.unit and figure.unit[1:].isdigit():
        return top(figure) > int(figure.unit[1:])
    if (
        kpi is None
        or kpi.unit != "rating"
        or not kpi.max
        or figure.unit
        or figure.role != "target"
        or figure.kind not in ("rating", "count")
    ):
        return False
    baseline = context.frame.baseline
    if baseline and baseline.amount and baseline.amount > kpi.max:  # another scale, or a number of ratings
        return False
    # a whole number far above the scale counts the ratings
    return kpi.max < top(figure) <= 2 * kpi.max


def _fall_by_more_than_all(context: Context, figure: Entity, kpi: Kpi | None) -> bool:
    if figure.role != "change":
        return False
    down = figure.direction == "down"
    if figure.kind == "percent" and down and top(figure) > 100:
        return True
    baseline = context.frame.baseline
    if figure.kind == "points" and baseline and baseline.kind == "percent" and baseline.amount is not None and bounded(context, kpi):
        return not 0 <= baseline.amount + (-top(figure) if down else top(figure)) <= 100
    if figure.kind == "percent" and baseline and baseline.kind == "percent" and baseline.amount and bounded(context, kpi):
        return baseline.amount * (relative(figure, baseline, context.frame.direction) or 0) > 100
    return False


def _two_shares(context: Context) -> Span | None:
    """Those who stay and those who leave are together a hundred in a hundred."""
    shares: dict[str, Entity] = {}
    figures = [e for e in context.entities if e.label == "FIGURE" and e.kind == "percent" and e.role == "target"]
    metrics = [e for e in context.entities if e.label == "METRIC" and e.id in ("retention-rate", "churn")]
    for metric in metrics:
        near = min(figures, key=lambda f: max(f.start - metric.end, metric.start - f.end), default=None)
        if near:
            shares[str(metric.id)] = near
    if len(shares) < 2 or shares["retention-rate"] == shares["churn"]:
        return None
    total = sum(f.amount or 0 for f in shares.values())
    return max(shares.values(), key=lambda f: f.start).span if total > 100 + ROUNDING else None


@once
def population(context: Context) -> tuple[Span, float] | None:
    """(place, number) of all the people there are, where the text gives it ("a village of 200", "nos 40 adhérents")."""
    said, language = words(context.language.code), context.language
    digits = numbers.digits_pattern(language.figures.group, language.figures.decimal)
    before = rf"(?<!\w)(?:{'|'.join(said.population_before)})[ \u00a0](?P<n>{digits})(?![\w%])"
    after = rf"(?<![\w.,])(?P<n>{digits})[ \u00a0](?:{'|'.join(said.population_after)})(?!\w)"
    for pattern in (before, after):
        match = re.search(pattern, context.text, re.IGNORECASE)
        amount = numbers.value(match["n"], language.figures, language.code) if match else None
        if match and amount:
            return match.span("n"), amount
    return None


def _more_than_there_are(context: Context) -> Span | None:
    """More people than a place has, or more money than they would give."""
    target, people = context.frame.target, population(context)
    if target is None or people is None or not target.amount or target.span == people[0] or target.role != "target":
        return None
    if target.kind == "money":
        return target.span if target.amount > PER_HEAD * people[1] else None
    there = target.kind == "count" and target.unit is None and found(words(context.language.code).population_after, context.text)
    return target.span if there and target.amount > people[1] else None


def _everyone(context: Context) -> Span | None:
    match = found(words(context.language.code).everyone, context.text)
    return match.span() if match else None
