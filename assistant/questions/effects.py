"""What an answer would change: the score and the verdicts of the goal with the answer in it, computed, not guessed.

An answer is put into the goal's frame as if the text said it, and the criteria judge the frame. A value without an
indicator ("20 %" of what?) counts for nothing until the indicator is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant import criteria
from assistant.criteria.base import Context
from assistant.entities import calendar, channels, dates, figures, metrics
from assistant.entities.calendar import PLAIN, Reckoning
from assistant.knowledge import knowledge
from assistant.records import Entity, Frame, Verdict
from assistant.rewriting.gaps import keeps, placeholders_in
from assistant.rewriting.values import next_deadline, resolve

FIGURES = ("target", "baseline")
RANKS = {"missing": 0, "unknown": 1, "partial": 2, "met": 3}


@dataclass(frozen=True, slots=True)
class Effect:
    """What an answer changes: points of the score, and how many verdicts become better."""

    gain: int
    verdicts: int


def stripped(context: Context) -> Context:
    """The goal without the indicator that a placeholder only stands for."""
    held = {p.slot for p in placeholders_in(context.text, context.language)}
    if "metric" not in held and "target" not in held:
        return context
    frame = context.frame
    if "metric" in held:
        frame = replace(frame, metric=None, fuzzy=False)
    if "target" in held:
        frame = replace(frame, target=None, change=None)
    return replace(context, frame=frame)


def answered(context: Context, answers: Mapping[str, str], reckoning: Reckoning = PLAIN) -> Context:
    """The goal with answers in its frame. An answer to what the text says already stands in for it."""
    context = stripped(context)
    order = ("metric", "baseline", "target", "deadline", "audience", "channel", "means", "reason")
    for slot in order:
        if answer := answers.get(slot, "").strip():
            context = _put(context, slot, answer, answers, reckoning)
    return context


def effect(context: Context, slot: str, before: Mapping[str, Verdict] | None = None) -> Effect:
    """What a sound answer to one question would change in a goal (a frame that holds the answers so far; `before`: its verdicts)."""
    before, after = before or criteria.judge(context), criteria.judge(sound(context, slot))
    better = sum(RANKS[v.status] > RANKS[before[name].status] for name, v in after.items())
    return Effect(criteria.score(after, context.profile) - criteria.score(before, context.profile), better)


def sound(context: Context, slot: str) -> Context:
    """The goal with a sound answer in one slot, whose value is left open."""
    frame = context.frame
    if slot in FIGURES and nameless(context):
        return context
    if slot == "metric":
        theme = knowledge().themes.get(frame.theme) if frame.theme else None
        action = None if keeps(context) else frame.action  # what is kept is no indicator, but now there is one
        return _framed(context, "x", "METRIC", "metric", fuzzy=False, action=action, entity={"id": theme.kpis[0] if theme else None})
    if slot == "target":
        return _framed(context, "x", "FIGURE", "target", change=None, entity={"kind": "count", "role": "target"})
    if slot == "baseline":
        return _framed(context, "x", "FIGURE", "baseline", entity={"kind": "count", "role": "baseline"})
    if slot == "deadline":
        end = calendar.date.fromisoformat(next_deadline(context))
        return _framed(context, "x", "DATE", "deadline", entity={"kind": "deadline", "end_date": end})
    if slot in ("audience", "channel"):
        return _framed(context, "x", slot.upper(), slot, entity={})
    return _framed(context, "x", None, slot, entity={})


def nameless(context: Context) -> bool:
    """Whether the goal still needs an indicator before a value means anything."""
    frame = context.frame
    return (frame.metric is None or frame.fuzzy or keeps(context)) and not frame.deliverable and frame.figure is None


def _framed(context: Context, value: str, label: str | None, slot: str, *, entity: dict[str, Any], **more: Any) -> Context:
    """The context with a value written behind its text and its slot pointing there."""
    start = len(context.text) + 1
    text = f"{context.text}\n{value}"
    found = Entity(label, start, len(text), value, **entity) if label else (start, len(text))
    frame: Frame = replace(context.frame, **{slot: found, **more})
    return replace(context, text=text, frame=frame)


def _put(context: Context, slot: str, answer: str, answers: Mapping[str, str], reckoning: Reckoning) -> Context:
    code, frame = context.language.code, context.frame
    if slot == "metric":
        finder = metrics.finder(code)
        action = None if keeps(context) else frame.action
        return _framed(
            context, answer, "METRIC", slot, fuzzy=finder.is_fuzzy(answer), action=action, entity={"id": finder.identify(answer)}
        )
    if slot in FIGURES:
        if nameless(context):
            return context
        found = figures.grammar(code).find(answer, [])
        entity = figure_values(found[0]) if found else {}
        if slot == "baseline":
            if entity.get("direction") == "down" and entity["amount"] is not None:
                entity["amount"] = -entity["amount"]  # an NPS below nought
            return _framed(context, answer, "FIGURE", slot, entity=entity | {"role": "baseline"})
        values = resolve(context, [], {k: v for k, v in answers.items() if k in FIGURES}, "placeholder")
        if values.change is not None:
            down = "down" if values.change_down else "up"
            return _framed(context, answer, "FIGURE", "change", target=None, entity=entity | {"role": "change", "direction": down})
        return _framed(context, answer, "FIGURE", slot, change=None, entity=entity | {"role": "target"})
    if slot == "deadline":
        day = next((d for d in dates.grammar(code, reckoning).find(context.language.rules.deadline(answer), context.today)
                    if d.kind in ("deadline", "duration", "period")), None)  # fmt: skip
        ends: dict[str, Any] = {"kind": day.kind, "start_date": day.start_date, "end_date": day.end_date} if day else {"kind": "deadline"}
        return _framed(context, answer, "DATE", slot, entity=ends)
    if slot == "channel":
        return _framed(context, answer, "CHANNEL", slot, entity={"id": channels.finder(code).identify(answer)})
    if slot == "audience":
        return _framed(context, answer, "AUDIENCE", slot, entity={})
    return _framed(context, answer, None, slot, entity={})


def figure_values(figure: Entity) -> dict[str, Any]:
    """What a figure is worth, without its place."""
    return {
        "kind": figure.kind,
        "amount": figure.amount,
        "amount_max": figure.amount_max,
        "unit": figure.unit,
        "direction": figure.direction,
    }
