"""Concrete answers to choose from, made from what is known; proposals until the user chooses one, and none where nothing sound is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant import lang
from assistant.criteria.achievable import months_left
from assistant.criteria.base import Context
from assistant.criteria.pace import DAYS_A_MONTH
from assistant.entities import calendar
from assistant.entities.calendar import PLAIN, Reckoning
from assistant.knowledge import knowledge
from assistant.lang.talk import Advice
from assistant.records import Entity
from assistant.rewriting.values import assumed_change, next_deadline, tool_name

MOST = 4
USUAL_MONTHS = 6.0  # the span for a target while the deadline is open
SHARES = (0.5, 1.0, 1.5)  # of what the plausible pace gives: a safe, a plausible and a bold target
FINER = (0.25, 0.5, 0.75)
ANY_KPIS = ("revenue", "new-customers", "csat")  # for a wish whose theme nobody can tell
INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposal as shown, with its sum, and the answer that it stands for."""

    shown: str
    value: str


def suggest(context: Context, slot: str, reckoning: Reckoning = PLAIN) -> tuple[Suggestion, ...]:
    """At most four proposals for a slot of a goal whose frame holds the answers so far."""
    makers = {"metric": _metrics, "target": _targets, "channel": _channels, "audience": _audiences}
    if slot == "deadline":
        return _deadlines(context, reckoning)
    if slot in ("means", "reason"):
        return _plain(_advised(context, "means" if slot == "means" else "reasons"))
    return makers[slot](context)[:MOST] if slot in makers else ()


def advice_of(context: Context) -> Advice:
    """The proposals in the language of the goal, for they become part of it."""
    return lang.advice(context.language.code)


def tool_of(context: Context) -> str | None:
    """Where the indicator is usually read, in the language of the screen."""
    return tool_name(context.kpi, context.screen.code)


def _plain(values: tuple[str, ...]) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(v, v) for v in values[:MOST])


def _advised(context: Context, table: str) -> tuple[str, ...]:
    found: dict[str, tuple[str, ...]] = getattr(advice_of(context), table)
    theme = context.frame.theme
    if theme in found:
        return found[theme]
    return found[knowledge().themes[theme].stage if theme else "do"]


def _metrics(context: Context) -> tuple[Suggestion, ...]:
    """The KPIs of the theme, those that move the way the goal wants first; the companion of a vanity metric before them."""
    theme = knowledge().themes.get(context.frame.theme) if context.frame.theme else None
    ids = theme.kpis if theme else ANY_KPIS
    trend = context.frame.direction if context.frame.direction == "down" else None
    known = [i for i in ids if i in context.language.kpis]
    if trend:
        known.sort(key=lambda i: knowledge().kpis[i].direction != trend)
    if context.kpi and context.kpi.better:
        known = [context.kpi.better, *(i for i in known if i != context.kpi.better)]
    return _plain(tuple(context.language.kpis[i].name for i in known))


def _targets(context: Context) -> tuple[Suggestion, ...]:
    frame = context.frame
    identity = frame.metric.id if frame.metric and not frame.fuzzy else None
    if identity is None and frame.metric is None and frame.theme:
        identity = knowledge().themes[frame.theme].kpis[0]
    months = months_left(context)
    months = USUAL_MONTHS if months is None or months < 0.5 else months
    percent, down, _ = assumed_change(context, identity, months)
    baseline = frame.baseline
    if baseline and baseline.amount is not None:
        return _from_baseline(context, baseline, percent, down)
    return _as_change(context, percent, down, months)


def _from_baseline(context: Context, baseline: Entity, percent: float, down: bool) -> tuple[Suggestion, ...]:
    """Round targets around what the plausible pace gives, within what the indicator allows, each with the difference."""
    rules, texts, start = context.language.rules, advice_of(context).texts, baseline.amount or 0.0
    whole = baseline.kind == "count" and start.is_integer()
    sign = -1 if down else 1

    def amounts(shares: tuple[float, ...]) -> list[float]:
        made = [_round(start + sign * abs(start) * share * percent / 100, start, whole=whole) for share in shares]
        return [a for a in dict.fromkeys(made) if a != start and (a < start) == down and _possible(context, baseline, a)]

    found = amounts(SHARES)
    if len(found) < len(FINER) - 1:  # near a limit, or so few that a share of them is none
        steps = [start + sign * step for step in (1, 2, 3)] if whole else []
        found = sorted({*found, *amounts(FINER), *(a for a in steps if _possible(context, baseline, a))}, reverse=down)[:3]
    out = []
    for amount in found:
        points, difference = baseline.kind == "percent", round(abs(amount - start), 4)
        step = rules.figure(difference, "points" if points else baseline.unit, "points" if points else baseline.kind or "count")
        value = rules.figure(amount, baseline.unit, baseline.kind or "count")
        shown = texts["target_amount"].format(value=value, sum=("\N{MINUS SIGN}" if down else "+") + step.partition("/")[0])
        out.append(Suggestion(shown, value))
    return tuple(out)


def _possible(context: Context, baseline: Entity, amount: float) -> bool:
    """Whether a value lies within the scale and within what even the best reach."""
    kpi, unit = context.kpi, baseline.unit or ""
    top = kpi.highest or kpi.max if kpi else 100.0 if baseline.kind == "percent" else None
    if unit.startswith("/") and unit[1:].isdigit():
        top = float(unit[1:])
    lowest = kpi.lowest if kpi and kpi.lowest is not None else 0.0 if baseline.amount and baseline.amount > 0 else None
    return (top is None or amount <= top) and (lowest is None or amount >= lowest)


def _as_change(context: Context, percent: float, down: bool, months: float) -> tuple[Suggestion, ...]:
    """Relative changes, each with the pace a month that it asks for (simple, not compound)."""
    rules, texts = context.language.rules, advice_of(context).texts
    bold = max(percent * 1.5 // 5 * 5, percent + 5)
    steps = sorted({max(5.0, percent / 2 // 5 * 5), percent, min(bold, 60.0) if down else bold})
    sign = "\N{MINUS SIGN}" if down else "+"
    whole = round(months)
    out = []
    for step in steps:
        value = sign + rules.figure(step, "%", "percent")
        monthly = rules.figure(round(step / max(months, 1.0), 1), "%", "percent")
        shown = texts["target_percent" if whole > 1 else "target_total"].format(value=value, pace=monthly, months=rules.number(whole))
        out.append(Suggestion(shown, value))
    return tuple(out)


def _round(amount: float, near: float, *, whole: bool) -> float:
    """Two significant digits, three where two would give back the start: suggestions are round figures."""
    for digits in (2, 3):
        rounded = float(f"{amount:.{digits}g}")
        if whole:
            rounded = float(round(rounded))
        if rounded != near:
            return rounded
    return near


def _deadlines(context: Context, reckoning: Reckoning) -> tuple[Suggestion, ...]:
    """The ends of quarters, half-years and of the year (fiscal, where one is set) that leave time enough, as days."""
    first = date.fromisoformat(next_deadline(context))
    later = calendar.current("Q", first, 1).last
    year = calendar.fiscal_year_of(first, reckoning.fiscal_start)
    ends = [calendar.fiscal_year(y, reckoning.fiscal_start).last for y in (year, year + 1)]
    following = next((end for end in ends if end and end >= first), None)
    days = sorted({day for day in (first, later, following) if day})
    rules, text = context.language.rules, advice_of(context).texts["month"]
    out = []
    for day in days:
        value = rules.date(day.isoformat())
        months = rules.number(round((day - context.today).days / DAYS_A_MONTH))
        out.append(Suggestion(text.format(value=value, months=months), value))
    return tuple(out)


def _channels(context: Context) -> tuple[Suggestion, ...]:
    """The theme's channels and those that reach the audience well, without those that hardly reach it."""
    data, language = knowledge(), context.language
    theme = data.themes.get(context.frame.theme) if context.frame.theme else None
    group = group_of(context)
    usual = list(theme.channels) if theme else []
    if group:
        usual = [i for i in usual if group not in data.channels[i].weak]
        usual += [i for i, c in data.channels.items() if group in c.audiences and c.family in ("social", "event", "print", "ads")]
    named = context.frame.channel.id if context.frame.channel else None
    return _plain(tuple(language.channels[i].name for i in dict.fromkeys(usual) if i != named))


def group_of(context: Context) -> str | None:
    """The group of knowledge/channels.toml that the audience belongs to."""
    audience = context.frame.audience
    if audience is None:
        return None
    text = audience.text.lower()
    return next((g for g, words in context.language.audiences.groups.items() if any(w in text for w in words)), None)


def _audiences(context: Context) -> tuple[Suggestion, ...]:
    """Whom the channel reaches, or whom the theme is about; nothing where neither tells."""
    names = advice_of(context).audiences
    channel = knowledge().channels.get(context.frame.channel.id) if context.frame.channel and context.frame.channel.id else None
    groups = [g for g in channel.audiences if g != "all"] if channel else []
    if context.frame.theme in names and not groups:
        groups = [context.frame.theme]
    return _plain(tuple(dict.fromkeys(name for g in groups for name in names.get(g, ()))))
