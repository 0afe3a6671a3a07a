"""One question for each gap, weakest first, with suggestions made from what is known."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.criteria.achievable import months_left
from assistant.criteria.base import Context
from assistant.entities import calendar
from assistant.knowledge import knowledge
from assistant.records import Question, Verdict
from assistant.rewriting.gaps import SLOTS, gaps_of, placeholders_in
from assistant.rewriting.values import assumed_change, next_deadline, resolve

MOST = 4  # suggestions


def ask(context: Context, verdicts: Mapping[str, Verdict], answered: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions that are still open, in the order in which to ask them."""
    frame = context.frame
    open_slots = set(gaps_of(context, verdicts)) | {p.slot for p in placeholders_in(context.text, context.language)}
    if verdicts["achievable"].status == "unknown":
        open_slots.add("means")
    if frame.figure and not frame.baseline and frame.metric and frame.figure.kind != "multiplier":
        open_slots.add("baseline")
    if verdicts["relevant"].status == "unknown":
        open_slots.add("reason")
    if verdicts["specific"].status == "partial" and not frame.audience and not frame.fuzzy:
        open_slots.add("audience")
    if resolve(context, [], answered, "placeholder").change is not None:
        open_slots.discard("baseline")  # "+20 %" needs no starting value to be written down
    past = frame.deadline and frame.deadline.end_date and frame.deadline.end_date < context.today
    if past:
        open_slots.add("deadline")
    texts = context.screen.templates.questions
    out = []
    for slot in SLOTS:
        if slot in open_slots and slot not in answered:
            key = "deadline_past" if slot == "deadline" and past else slot
            out.append(Question(slot, texts[key], suggestions(context, slot)))
    return tuple(out)


def suggestions(context: Context, slot: str) -> tuple[str, ...]:
    """Concrete answers to choose from; empty where nothing sound can be proposed."""
    language, frame = context.language, context.frame
    theme = knowledge().themes.get(frame.theme) if frame.theme else None
    texts = language.templates.suggestions
    if slot == "metric":
        ids = theme.kpis if theme else ("revenue", "leads", "customer-satisfaction")
        return tuple(language.kpis[i].name for i in ids if i in language.kpis)[:MOST]
    if slot == "target":
        return _targets(context)
    if slot == "deadline":
        first = calendar.date.fromisoformat(next_deadline(context))
        later = calendar.current("Q", first, 1).last
        year_end = calendar.date(first.year, 12, 31)
        days = sorted({day for day in (first, later, year_end) if day})
        return tuple(language.rules.date(day.isoformat()) for day in days)
    if slot == "channel":
        return tuple(language.channels[i].name for i in (theme.channels if theme else ()))[:MOST]
    if slot in ("reason", "means"):
        return tuple(texts[f"{slot}_{i}"] for i in (1, 2, 3))
    return ()


def _targets(context: Context) -> tuple[str, ...]:
    frame, rules = context.frame, context.language.rules
    identity = frame.metric.id if frame.metric and not frame.fuzzy else None
    if identity is None and frame.theme:
        identity = knowledge().themes[frame.theme].kpis[0]
    months = months_left(context) or 6.0
    percent, down, _ = assumed_change(context, identity, months)
    baseline = frame.baseline
    if baseline and baseline.amount:
        factor = -1 if down else 1
        amounts = [baseline.amount * (1 + factor * share * percent / 100) for share in (0.5, 1.0, 1.5)]
        return tuple(rules.figure(_round(amount), baseline.unit, baseline.kind or "count") for amount in amounts)
    sign = "−" if down else "+"
    return tuple(f"{sign}{rules.figure(p, '%', 'percent')}" for p in sorted({max(5.0, percent / 2 // 5 * 5), percent, percent + 10}))


def _round(amount: float) -> float:
    """Two significant digits: suggestions are round figures."""
    return float(f"{amount:.2g}")
