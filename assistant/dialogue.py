"""The conversation: plain data in, plain data out. No web framework in here.

A goal is analysed, the weakest gap is asked for, the answer is put in, and so on, at most five questions; the user can
skip, stop, say "I don't know", or start over with another goal.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from assistant import lang
from assistant.entities import dates, figures
from assistant.pipeline import Assistant
from assistant.records import Analysis, Question

MOST_QUESTIONS = 5
LONGEST = 2000  # characters of a message
NEEDED = {"target": "FIGURE", "baseline": "FIGURE"}


@dataclass(frozen=True, slots=True)
class State:
    """Where a conversation stands; `to_dict` and `from_dict` make it storable.

    Attributes:
        lang: the language of the screen.
        goal: the goal as the user wrote it, empty before there is one.
        answers: what was answered, by slot.
        skipped: slots that are not asked for again.
        asked: the slot of the open question, empty when none is open.
        count: questions asked so far.
    """

    lang: str
    goal: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    asked: str = ""
    count: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "lang": self.lang,
            "goal": self.goal,
            "answers": dict(self.answers),
            "skipped": list(self.skipped),
            "asked": self.asked,
            "count": self.count,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> State:
        """The state from plain data."""
        return cls(data["lang"], data["goal"], dict(data["answers"]), tuple(data["skipped"]), data["asked"], data["count"])


@dataclass(frozen=True, slots=True)
class Reply:
    """What the assistant says: text (Markdown), suggestions to click, and the analysis behind it."""

    text: str
    suggestions: tuple[str, ...] = ()
    analysis: Analysis | None = None


def greet(code: str) -> Reply:
    """The first words."""
    return Reply(lang.interface(code).chat["greeting"])


def respond(helper: Assistant, state: State, message: str) -> tuple[State, Reply]:
    """Take a message of the user; returns the new state and what to say."""
    say, talk = lang.interface(state.lang).chat, lang.interface(state.lang).small_talk
    text = message.strip()
    plain = text.lower().rstrip(" .!")
    if len(text) > LONGEST:
        return state, Reply(say["too_long"])
    if plain in talk["thanks"]:
        return state, Reply(say["thanks"])
    if plain in talk["hello"] or not text:
        return state, Reply(say["greeting"])
    if not state.asked and any(plain in talk[kind] for kind in ("skip", "stop", "dont_know")):
        return state, Reply(say["greeting"])
    if not state.asked:
        return _new_goal(helper, state, text)
    if plain in talk["stop"]:
        return _finish(helper, state)
    if plain in talk["skip"]:
        return _ask(helper, replace(state, skipped=(*state.skipped, state.asked), asked=""), say["skipped"])
    if plain in talk["dont_know"]:
        return _ask(helper, replace(state, skipped=(*state.skipped, state.asked), asked=""), say["dont_know"])
    if not _usable(helper, state, text):
        hint = say.get(f"hint_{state.asked}", "")
        return state, Reply(say["not_understood"].format(hint=hint), _open_question(helper, state).suggestions)
    answers = {**state.answers, state.asked: text}
    return _ask(helper, replace(state, answers=answers, asked=""), say["noted"])


def current(helper: Assistant, state: State) -> Analysis | None:
    """The goal with the answers so far, analysed and rewritten."""
    if not state.goal:
        return None
    return helper.rewrite(state.goal, answers=state.answers, goal=True)


def card(helper: Assistant, state: State) -> Analysis | None:
    """The scorecard: the goal as it stands now, judged anew, so that it grows with the answers."""
    analysis = current(helper, state)
    if analysis is None or analysis.rewrite is None:
        return None
    return replace(helper.analyse(analysis.rewrite.text, goal=True), rewrite=analysis.rewrite)


def translate(helper: Assistant, state: State, code: str) -> tuple[State, Reply]:
    """Go on in another language: the open question again, in that language."""
    moved = replace(state, lang=code)
    if not state.asked:
        return moved, greet(code)
    question = _open_question(helper, moved)
    return moved, Reply(_question_text(moved, "", question, first=False), question.suggestions)


def _new_goal(helper: Assistant, state: State, text: str) -> tuple[State, Reply]:
    analysis = helper.rewrite(text)
    say = lang.interface(state.lang).chat
    if analysis.goal is None:
        return state, Reply(say["undecided"])
    if not analysis.goal:
        return replace(state, lang=analysis.lang), Reply(lang.interface(analysis.lang).chat["not_a_goal"])
    fresh = State(analysis.lang, text)
    if analysis.smart:
        return fresh, Reply(lang.interface(analysis.lang).chat["already"].format(goal=escape(text)), analysis=analysis)
    return _ask(helper, fresh, "")


def _open_questions(helper: Assistant, state: State) -> list[Question]:
    analysis = current(helper, state)
    return [q for q in analysis.questions if q.slot not in state.skipped] if analysis else []


def _open_question(helper: Assistant, state: State) -> Question:
    return next((q for q in _open_questions(helper, state) if q.slot == state.asked), Question(state.asked, ""))


def _ask(helper: Assistant, state: State, lead: str) -> tuple[State, Reply]:
    questions = _open_questions(helper, state)
    if not questions or state.count >= MOST_QUESTIONS:
        return _finish(helper, state)
    question = questions[0]
    text = _question_text(state, lead, question, first=state.count == 0)
    moved = replace(state, asked=question.slot, count=state.count + 1)
    return moved, Reply(text, question.suggestions, current(helper, state))


def _question_text(state: State, lead: str, question: Question, first: bool) -> str:
    say = lang.interface(state.lang).chat
    parts = [lead, f"**{question.text}**"]
    if question.suggestions:
        parts.append(say["suggestions"].format(list=" · ".join(question.suggestions)))
    if first:
        parts.append(f"_{say['skip_hint']}_")
    return "\n\n".join(part for part in parts if part)


def _finish(helper: Assistant, state: State) -> tuple[State, Reply]:
    analysis = current(helper, state)
    say = lang.interface(state.lang).chat
    done = replace(state, asked="")
    if analysis is None or analysis.rewrite is None:
        return done, Reply(say["greeting"])
    key = "finished_gaps" if analysis.rewrite.placeholders else "finished"
    return done, Reply(say[key].format(goal=escape(analysis.rewrite.text)), analysis=analysis)


def _usable(helper: Assistant, state: State, text: str) -> bool:
    """Whether an answer holds what was asked for: a figure, a date; anything for the open slots."""
    if state.asked in NEEDED:
        return bool(figures.grammar(state.lang).find(text, []))
    if state.asked == "deadline":
        complement = lang.get(state.lang).rules.deadline(text)
        return any(d.kind != "cadence" for d in dates.grammar(state.lang, helper.reckoning).find(complement, helper.today))
    return True


def escape(text: str) -> str:
    """Goal text as text: nothing in it is Markdown or HTML."""
    out = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{c}" if c in "\\`*_[](){}#!|~" else c for c in out).replace("\n", " ")
