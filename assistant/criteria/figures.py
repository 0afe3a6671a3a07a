"""The rules of M: figures, the indicator that they are read on, and whether anyone can read it."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.criteria.aims import pattern
from assistant.criteria.base import Context
from assistant.criteria.pace import CLOSE, counts_another
from assistant.criteria.specific import counted_habit
from assistant.criteria.wording import first, words
from assistant.entities.phrases import normal
from assistant.records import Entity, Span

WIDE = 1.5  # upper end over lower end of a range: editorial estimate
NEAR = 24  # characters between two targets of one indicator
RATES = frozenset({"percent", "points", "ratio"})


def no_figure(context: Context) -> Span | None:
    """No value to reach."""
    frame = context.frame
    if frame.figure or frame.deliverable or counted_habit(context):
        return None
    return frame.metric.span if frame.metric else context.whole


def vanity(context: Context) -> Span | None:
    """An indicator that rises while the business does not."""
    metric = context.frame.metric
    return metric.span if metric and context.kpi and context.kpi.vanity else None


def ambiguous_percent(context: Context) -> Span | None:
    """ "+2 %" on a rate can mean two points or two percent of it."""
    change, kpi = context.frame.change, context.kpi
    if change and change.kind == "percent" and kpi and kpi.unit == "percent" and not context.frame.baseline:
        return change.span
    return None


def without_metric(context: Context) -> Span | None:
    """A percentage of nothing named."""
    figure = context.frame.figure
    return figure.span if figure and figure.kind == "percent" and not context.frame.metric else None


def no_tool(context: Context) -> Span | None:
    """A figure on a known indicator, and no word on where it is read, though known tools read it."""
    frame, kpi = context.frame, context.kpi
    if not (frame.figure and frame.metric and kpi and kpi.tools and frame.deadline and _is_headed(context)):
        return None
    local = context.language.messages.tools
    named = {re.escape(name) for tool in kpi.tools for name in (tool, local.get(tool, tool))}
    rest = context.text[: frame.metric.start] + " " * len(frame.metric.text) + context.text[frame.metric.end :]
    return None if pattern((*sorted(named), *words(context).reading)).search(rest) else frame.metric.span


def tools(context: Context) -> str:
    """The tools that read the indicator, for the message."""
    messages = context.screen.messages
    named = [messages.tools.get(tool, tool) for tool in context.kpi.tools] if context.kpi else []
    return messages.reasons["measurable.tools"].format(tools=", ".join(named))


def mixed_units(context: Context) -> Span | None:
    """A start and a target that are not told in the same unit."""
    baseline, target = context.frame.baseline, context.frame.target
    if baseline is None or target is None or baseline.kind is None or target.kind is None:
        return None
    others = [e for e in context.entities if e.label == "FIGURE" and e.role == "target" and e != target]
    if any(other.kind == baseline.kind for other in others):
        return None  # the start belongs to the other figure: "95% within two hours, against 80%"
    rates = baseline.kind in RATES, target.kind in RATES
    odd = rates[0] != rates[1] and _said(baseline) and _said(target)
    # "from 2% to 300 orders": the target has its own noun, so that the sign of the start does not hold for it
    odd = odd or (baseline.kind in RATES and target.text.strip().isdigit() and counts_another(context, target))
    coins = baseline.kind == target.kind == "money" and baseline.unit != target.unit and baseline.unit and target.unit
    return target.span if odd or coins else None


def _said(figure: Entity) -> bool:
    """Whether a figure tells its unit: "from 8 to 12%" leaves the first one to the second."""
    return figure.kind != "count" or figure.unit is not None


def uncollectable(context: Context) -> Span | None:
    """A feeling or quality that nobody can count."""
    found = pattern(words(context).uncollectable).search(context.text)
    return found.span() if found else None


def wide_range(context: Context) -> Span | None:
    """A range whose ends are two different goals."""
    figure = context.frame.figure
    if figure is None or not figure.amount or figure.amount_max is None:
        return None
    return figure.span if figure.amount_max / figure.amount > WIDE else None


def several_targets(context: Context) -> Span | None:
    """Two values to reach, of one kind, for one indicator."""
    targets = [e for e in context.entities if e.label == "FIGURE" and e.role == "target" and e.amount is not None]
    metrics = [e for e in context.entities if e.label == "METRIC"]
    dates = [e for e in context.entities if e.label == "DATE"]
    for one, other in pairwise(targets):
        between = context.text[one.end : other.start]
        owned = [any(0 <= m.start - figure.end < CLOSE for m in metrics) for figure in (one, other)]
        dated = any(one.end <= d.start < other.start for d in dates)
        alike = one.kind == other.kind and one.unit == other.unit and one.amount != other.amount
        # a figure with its own noun is another goal, one with its own day a stage
        choice = pattern(words(context).alternatives).search(between)
        if alike and not all(owned) and not dated and len(between) <= NEAR and choice:
            return other.span
    return None


def vague_amount(context: Context) -> Span | None:
    """An amount that is none ("a few", "significantly")."""
    return None if context.frame.figure else first(context, words(context).vague_amounts)


def wrong_way(context: Context) -> Span | None:
    """An indicator that is to go where nobody wants it: a higher bounce rate, lower sales."""
    frame, kpi = context.frame, context.kpi
    if not (frame.metric and kpi and frame.figure) or not _is_named(context):
        return None
    way = frame.change.direction if frame.change else None
    start, end = frame.baseline, frame.target
    if start and end and start.amount is not None and end.amount is not None:
        # a share of what is counted ("12% of the carts") is another measure, and a start below zero is read without its sign
        alike = (start.kind, start.unit) == (end.kind, end.unit) and (end.kind in RATES) == (kpi.unit in RATES)
        if not alike or start.amount == end.amount or start.text[:1] in "−-":
            return None
        way = "up" if end.amount > start.amount else "down"
    return frame.figure.span if way and way != kpi.direction else None


def _is_named(context: Context) -> bool:
    """Whether the indicator is the catalogue's, not one that holds its name ("cost per qualified lead")."""
    metric = context.frame.metric
    return metric is not None and metric.id is not None and any(normal(name) == normal(metric.text) for name in _names(context, metric.id))


def _names(context: Context, identity: str) -> tuple[str, ...]:
    entry = context.language.kpis[identity]
    return entry.name, *entry.synonyms, *entry.aliases, *entry.abbreviations


def _is_headed(context: Context) -> bool:
    """Whether the indicator is the catalogue's with no more than words that narrow it ("switchboard waiting time"): then the same
    tools read it. What stands at the other side of a link is measured otherwise ("cost per qualified lead")."""
    metric, phrase = context.frame.metric, context.language.lexicon.noun_phrase
    if metric is None or metric.id is None:
        return False
    whole, links = normal(metric.text), set(phrase.links) - set(phrase.partitives)
    for name in map(normal, _names(context, metric.id)):
        rest = whole[: -len(name)] if phrase.before else whole[len(name) :]
        at_head = whole[-len(name) :] == name if phrase.before else whole[: len(name)] == name
        if at_head and not links & set(rest):
            return True
    return False


def false_precision(context: Context) -> Span | None:
    """A target told to the hundredth that nobody reads so finely."""
    figure = context.frame.figure
    if figure is None or figure.kind not in ("percent", "count") or figure.amount is None:
        return None
    return figure.span if figure.amount >= 10 and re.search(r"\d[.,]\d{2}(?!\d)", figure.text) else None
