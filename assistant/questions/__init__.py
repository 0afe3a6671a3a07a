"""One question for each gap, the most valuable first, with suggestions made from what is known.

The order: at each place stands the question whose answer raises the score most, given the answers so far and the questions
before it answered; at equal gain the one that betters more verdicts, then the order of `SLOTS`. So the first question raises
the score at least as much as any other one. One rule goes before it: an indicator is worth what it opens, for the value to be
reached can be asked only then. The gain is computed by judging the goal with the answer in it (`effects`). What an answer
would change no more, once those before it are known, is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant import criteria, lang
from assistant.criteria.base import Context
from assistant.entities.calendar import PLAIN, Reckoning
from assistant.questions.effects import FIGURES, Effect, answered, effect, nameless, sound
from assistant.questions.plan import PlanQuestion, for_plan
from assistant.questions.suggestions import suggest, tool_of
from assistant.records import Question, Verdict
from assistant.rewriting.amend import at_fault
from assistant.rewriting.gaps import SLOTS, gaps_of, placeholders_in
from assistant.rewriting.values import resolve

__all__ = ["Effect", "PlanQuestion", "answered", "ask", "effect", "for_plan", "open_slots", "suggest", "worth"]


def ask(
    context: Context, verdicts: Mapping[str, Verdict], answers: Mapping[str, str], reckoning: Reckoning = PLAIN
) -> tuple[Question, ...]:
    """The questions that are still open, in the order in which to ask them.

    Args:
        context: the analysed goal.
        verdicts: its criteria.
        answers: what the user has said, by slot.
        reckoning: how dates are read; a fiscal year gives its ends as suggestions.
    """
    known = answered(context, answers, reckoning)
    left = open_slots(context, verdicts, answers)
    firm = set(gaps_of(context, verdicts)) | set(at_fault(context)) | {p.slot for p in placeholders_in(context.text, context.language)}
    now, out = known, []
    while left:
        waiting = FIGURES if nameless(now) and "metric" in left else ()  # a value means nothing before its indicator is known
        choice = [slot for slot in left if slot not in waiting]
        before = criteria.judge(now)
        effects = {slot: worth(now, slot, left, before) for slot in choice}
        best = max(choice, key=lambda slot: (effects[slot].gain, effects[slot].verdicts, -SLOTS.index(slot)))
        left = [slot for slot in left if slot != best]
        alone = effect(now, best, before)
        if best in firm or alone.gain > 0 or alone.verdicts > 0:
            out.append(_question(known, best, alone, reckoning))
            now = sound(now, best)
    return tuple(out)


def worth(context: Context, slot: str, left: Sequence[str], before: Mapping[str, Verdict] | None = None) -> Effect:
    """What an answer is worth: its effect, and for an indicator that of the value that waits for it."""
    alone = effect(context, slot, before)
    if slot != "metric" or "target" not in left or not nameless(context):
        return alone
    opened = effect(sound(context, slot), "target")
    return Effect(alone.gain + opened.gain, alone.verdicts + opened.verdicts)


def open_slots(context: Context, verdicts: Mapping[str, Verdict], answers: Mapping[str, str]) -> list[str]:
    """The slots about which something may be asked: what neither the text nor an answer tells."""
    frame = context.frame
    slots = set(gaps_of(context, verdicts)) | {p.slot for p in placeholders_in(context.text, context.language)} | set(at_fault(context))
    if verdicts["achievable"].status == "unknown":
        slots.add("means")
        if frame.figure and frame.metric and frame.figure.kind != "multiplier":
            slots.add("baseline")
    if verdicts["relevant"].status == "unknown":
        slots.add("reason")
    if verdicts["specific"].status != "met" and "target" not in slots:  # a value would delimit the indicator as well
        slots |= {slot for slot in ("audience", "channel") if not getattr(frame, slot)}
    if resolve(context, [], answers, "placeholder").change is not None:
        slots.discard("baseline")  # "+20 %" needs no starting value to be written down
    return [slot for slot in SLOTS if slot in slots and slot not in answers]


def _question(context: Context, slot: str, made_by: Effect, reckoning: Reckoning) -> Question:
    made = suggest(context, slot, reckoning)
    return Question(slot, _text(context, slot), tuple(s.shown for s in made), tuple(s.value for s in made), made_by.gain, made_by.verdicts)


def _text(context: Context, slot: str) -> str:
    """The question, with the name of what it is about where the text or an answer tells it."""
    texts, say, frame = lang.advice(context.screen.code).texts, context.screen.templates.questions, context.frame
    metric = frame.metric.text.strip() if frame.metric and not frame.fuzzy else ""
    if slot == "deadline" and frame.deadline:
        return say["deadline_past"]
    if slot == "metric" and frame.metric and frame.fuzzy:
        return texts["metric_fuzzy"].format(metric=frame.metric.text)
    if slot == "target" and frame.figure:
        return texts["target_reach"].format(figure=frame.figure.text)
    if slot == "channel" and frame.channel:
        return texts["channel_misses"].format(channel=frame.channel.text)
    if slot == "target" and metric:
        return texts["target_metric"].format(metric=metric)
    if slot == "baseline":
        tool = tool_of(context)
        key = "baseline_metric" if metric and tool else "baseline_plain" if metric else "baseline_tool" if tool else ""
        return texts[key].format(metric=metric, tool=tool) if key else say["baseline"]
    return say[slot]
