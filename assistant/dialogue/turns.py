"""The goal and the questions of a conversation, as they stand."""

from __future__ import annotations

from assistant import lang, questions
from assistant.dialogue.state import State
from assistant.pipeline import Assistant
from assistant.records import Analysis, Question

VALUES = ("target", "baseline")  # their suggestions are not numbered, for a number is a value there


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
    """What is said (Markdown): a word on the last answer, the question, the suggestions, how to pass."""
    say = lang.interface(state.lang).chat
    parts = [lead, f"**{question.text}**"]
    if question.suggestions:
        shown = question.suggestions
        if question.slot not in VALUES:
            shown = tuple(say["numbered"].format(number=n, text=s) for n, s in enumerate(shown, 1))
        parts.append(say["suggestions"].format(list=" · ".join(shown)))
    if first:
        parts.append(f"_{say['skip_hint']}_")
    return "\n\n".join(part for part in parts if part)
