"""The goal and the questions of a conversation, as they stand."""

from __future__ import annotations

from assistant import lang, questions
from assistant.answers import Reading
from assistant.dialogue.state import State, escape
from assistant.pipeline import Assistant
from assistant.records import Analysis, Question


def current(helper: Assistant, state: State) -> Analysis | None:
    """The goal with the answers so far, analysed and rewritten; what was only assumed is marked."""
    if not state.goal:
        return None
    analysis = helper.analyse(state.goal, goal=True)
    confirm = lang.get(analysis.lang).templates.sentences["confirm"] if analysis.lang in lang.available() else ""
    given = {slot: value + confirm if slot in state.assumed else value for slot, value in state.answers.items()}
    return helper.rewritten(analysis, answers=given)


def open_questions(helper: Assistant, state: State) -> list[Question]:
    """The questions that are left, most valuable first, without those that were skipped."""
    analysis = current(helper, state)
    return [q for q in analysis.questions if q.slot not in state.skipped] if analysis else []


def open_question(helper: Assistant, state: State) -> Question:
    """The question that waits for its answer."""
    found = next((q for q in open_questions(helper, state) if q.slot == state.asked), None)
    if found or not state.goal:
        return found or Question(state.asked, "")
    # an answer in between has settled it; it is still the one on the screen
    context = questions.answered(helper.context(helper.analyse(state.goal, goal=True)), state.answers, helper.reckoning)
    made = questions.suggest(context, state.asked, helper.reckoning)
    text = context.screen.templates.questions.get(state.asked, "")
    return Question(state.asked, text, tuple(s.shown for s in made), tuple(s.value for s in made))


def question_text(state: State, lead: str, question: Question, first: bool) -> str:
    """What is said (Markdown): a word on the last answer, the question, and the first time how to go about it.

    The suggestions are not in it: they are for the surface to show (buttons, a list).
    """
    parts = [lead, f"**{question.text}**"]
    if first:
        parts.append(f"_{lang.interface(state.lang).chat['skip_hint']}_")
    return "\n\n".join(part for part in parts if part)


def acknowledged(state: State, reading: Reading, said_anew: bool) -> str:
    """A word on what was taken; with its name where it is not simply the answer to the question."""
    say = lang.interface(state.lang).chat
    if set(reading.values) <= {state.asked} and reading.kind != "correction":
        return say["noted"]
    out = []
    corrected = {s for s in reading.values if s in state.answers or (said_anew and s != state.asked)}
    for key, slots in (("corrected", corrected), ("noted_slots", set(reading.values) - corrected)):
        listed = ", ".join(
            say["slot_value"].format(slot=say[f"slot_{s}"], value=escape(v)) for s, v in reading.values.items() if s in slots
        )
        out += [say[key].format(list=listed)] if listed else []
    return " ".join(out)
