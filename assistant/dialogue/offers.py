"""What to offer someone who does not know: where the figure can be read, and an assumption where one is sound."""

from __future__ import annotations

from dataclasses import dataclass

from assistant import lang, questions
from assistant.dialogue.state import State, escape
from assistant.pipeline import Assistant
from assistant.questions.suggestions import tool_of
from assistant.rewriting.values import next_deadline


@dataclass(frozen=True, slots=True)
class Offer:
    """How to find out (a sentence, or empty), and a value with its reason; no value where any would be a guess."""

    find_out: str = ""
    value: str = ""
    reason: str = ""


def offer_for(helper: Assistant, state: State) -> Offer:
    """The offer for the open question.

    Today's value, an audience or the means are facts about the user: nothing is assumed there. The indicator is assumed by
    the theme, the target by the plausible pace, the end by the calendar.
    """
    known = questions.answered(helper.context(helper.analyse(state.goal, goal=True)), state.answers, helper.reckoning)
    say, notes = lang.interface(state.lang).chat, known.screen.templates.suggestions
    find_out = ""
    if state.asked in ("baseline", "target") and (tool := tool_of(known)):
        metric = known.frame.metric.text if known.frame.metric else ""
        find_out = say["find_out"].format(metric=escape(metric), tool=tool)
    made = questions.suggest(known, state.asked, helper.reckoning)
    if state.asked == "metric" and known.frame.theme and made:
        return Offer(find_out, made[0].value, notes["assumption_metric"].format(theme=known.screen.themes[known.frame.theme].name))
    if state.asked == "deadline":
        return Offer(find_out, known.language.rules.date(next_deadline(known)), notes["assumption_deadline"])
    if state.asked == "target" and made and known.frame.metric and not known.frame.figure:
        middle = made[len(made) // 2]
        return Offer(find_out, middle.value, say["plausible"].format(sum=middle.shown))
    return Offer(find_out)
