"""The conversation: plain data in, plain data out. No web framework in here.

A goal is analysed, the most valuable gap is asked for, the answer is read (`answers`) and put in, and so on, at most five
questions. The user can skip, say "I don't know" (and is offered a way to find out, or an assumption that is marked as one),
correct an earlier answer or the goal itself, undo, stop, or start over with another goal.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from assistant import answers, lang, questions
from assistant.answers import Ask, Reading
from assistant.dialogue.memory import Remembering
from assistant.dialogue.offers import offer_for
from assistant.dialogue.several import MOST_GOALS, goals_in
from assistant.dialogue.state import Reply, State, escape, quoted
from assistant.dialogue.turns import acknowledged, current, open_question, open_questions, question_text
from assistant.pipeline import Assistant
from assistant.records import Analysis
from assistant.rewriting.amend import amend

__all__ = [
    "LONGEST", "MOST_QUESTIONS", "Remembering", "Reply", "State", "card", "current", "escape", "greet", "respond", "resume", "translate",
]  # fmt: skip

Wish = Literal["skip", "dont_know", "undo", "restart", "stop"]  # what a button can say
MOST_QUESTIONS = 5
LONGEST = 2000  # characters of a message


def greet(code: str) -> Reply:
    """The first words."""
    return Reply(lang.interface(code).chat["greeting"])


def respond(helper: Assistant, state: State, message: str, wish: Wish | None = None) -> tuple[State, Reply]:
    """Take a message of the user; returns the new state and what to say.

    Args:
        helper: the assistant; its `screen` is the language of the reply.
        state: where the conversation stands.
        message: what the user wrote.
        wish: what the user wants, where a button says it in place of words; the message is then not read.
    """
    say, talk = lang.interface(state.lang).chat, lang.interface(state.lang).small_talk
    text = message.strip()
    if wish:
        return _wanted(helper, state, Reading(wish))
    plain = text.lower().rstrip(" .!\u00a0").replace(",", "")
    if len(text) > LONGEST:
        return state, Reply(say["too_long"])
    for code in lang.available():
        if plain in lang.interface(code).small_talk["speak"]:
            return translate(helper, state, code)
    if plain in talk["thanks"]:
        return _again(helper, state, say["thanks"])
    if plain in talk["hello"] or not text:
        return _again(helper, state, say["greeting"])
    if not state.goal:
        return _first(helper, state, text)
    return _wanted(helper, state, _read(helper, state, text), text)


def _wanted(helper: Assistant, state: State, reading: Reading, text: str = "") -> tuple[State, Reply]:
    """Do what a message means, once there is a goal."""
    say = lang.interface(state.lang).chat
    if not state.goal:
        return state, Reply(say["restarted" if reading.kind == "restart" else "greeting"])
    if state.offer and (
        reading.kind in ("agree", "refuse") or (state.offer["kind"] == "assumption" and reading.kind in ("dont_know", "skip"))
    ):
        return _offered(helper, state, agreed=reading.kind == "agree")
    state = replace(state, offer={})
    if reading.kind in ("undo", "restart", "stop", "new_goal"):
        return _wished(helper, state, reading)
    if not state.asked:
        return _after_the_end(helper, state, reading, text)
    if reading.kind in ("skip", "refuse"):
        return _ask(helper, _passed(state), say["skipped"])
    if reading.kind == "dont_know":
        return _unknown(helper, state)
    if reading.kind in ("not_understood", "agree"):
        hint = say.get(reading.hint or "hint_choice", "")
        return state, Reply(say["not_understood"].format(hint=hint), open_question(helper, state).suggestions)
    return _taken(helper, state, reading)


def card(helper: Assistant, state: State) -> Analysis | None:
    """The scorecard: the goal as it stands now, judged anew, so that it grows with the answers; with milestones once it has no gap."""
    analysis = current(helper, state)
    if analysis is None or analysis.rewrite is None:
        return None
    now = helper.analyse(analysis.rewrite.text, goal=True)
    if not analysis.rewrite.placeholders:
        now = helper.rewritten(now)
    return replace(now, rewrite=analysis.rewrite, questions=analysis.questions)


def resume(helper: Assistant, state: State) -> Reply:
    """Where a stored conversation stands: its open question, or its goal."""
    say = lang.interface(state.lang).chat
    if not state.goal:
        return greet(state.lang)
    if state.asked:
        question = open_question(helper, state)
        return Reply(question_text(state, say["welcome_back"].format(goal=quoted(state.goal)), question, first=False), question.suggestions)
    return _finish(helper, state)[1]


def translate(helper: Assistant, state: State, code: str) -> tuple[State, Reply]:
    """Go on in another language: the open question again, in that language."""
    moved = replace(state, lang=code)
    if code != helper.screen:
        helper = type(helper)(today=helper.today, lang=helper.lang, screen=code, reckoning=helper.reckoning, history=helper.history,
                              profile=helper.profile)  # fmt: skip
    if not state.goal:
        return moved, greet(code)
    if not state.asked:
        return _finish(helper, moved)
    question = open_question(helper, moved)
    return moved, Reply(question_text(moved, "", question, first=False), question.suggestions)


def _read(helper: Assistant, state: State, text: str) -> Reading:
    analysis = helper.analyse(state.goal, goal=True)
    context = helper.context(analysis)
    known = questions.answered(context, state.answers, helper.reckoning)
    question = open_question(helper, state) if state.asked else None
    reading = answers.read(Ask(known, context.frame, question, state.answers, helper.reckoning, helper.analyse), text)
    if reading.kind != "not_understood":
        return reading
    # the goal is in one language and the screen may be in another: a wish is understood in each
    wishes = (answers.wish(code, text) for code in lang.available())
    return next((Reading(wish) for wish in wishes if wish), reading)  # type: ignore[arg-type]


def _first(helper: Assistant, state: State, text: str) -> tuple[State, Reply]:
    """The first message, or one that is a wish without a goal to which it could apply."""
    say = lang.interface(state.lang).chat
    if answers.wish(state.lang, text):
        return state, Reply(say["greeting"])
    return _goals(helper, state, text)


def _goals(helper: Assistant, state: State, text: str) -> tuple[State, Reply]:
    """Take the goals of a message: the first one is worked on, the others wait."""
    message = goals_in(helper, text)
    first, *others = message.goals or (message.whole,)
    moved, reply = _new_goal(helper, state, first)
    if not others or not moved.goal:
        return moved, reply
    left = tuple(others[: MOST_GOALS - 1])
    lead = lang.interface(moved.lang).chat["several"].format(count=len(left) + 1, goal=quoted(first))
    moved = replace(moved, waiting=left)
    if not moved.asked:
        moved, reply = _finish(helper, moved)
    return moved, replace(reply, text=f"{lead}\n\n{reply.text}")


def _new_goal(helper: Assistant, state: State, text: str) -> tuple[State, Reply]:
    analysis = helper.rewrite(text)
    say = lang.interface(state.lang).chat
    if analysis.goal is None:
        return state, Reply(say["undecided"])
    if not analysis.goal:
        return replace(state, lang=analysis.lang), Reply(lang.interface(analysis.lang).chat["not_a_goal"])
    fresh = State(analysis.lang, text, waiting=state.waiting, number=state.number + 1)
    if analysis.smart:
        return fresh, Reply(lang.interface(analysis.lang).chat["already"].format(goal=escape(text)), analysis=analysis)
    return _ask(helper, fresh, "")


def _passed(state: State) -> State:
    return state.after(skipped=(*state.skipped, state.asked), asked="")


def _taken(helper: Assistant, state: State, reading: Reading) -> tuple[State, Reply]:
    """Put the values of an answer in; what the goal's own text tells is said anew in it."""
    goal, given = state.goal, dict(state.answers)
    for slot, value in reading.values.items():
        context = helper.context(helper.analyse(goal, goal=True))
        told = slot not in given and slot != state.asked and Ask(context, context.frame, None, {}).told(slot)
        if said_anew := amend(context, slot, value) if told else None:
            goal = said_anew
            continue
        given.pop(slot, None)
        given[slot] = value  # the last answer stands last
    left_open = bool(state.asked) and state.asked not in reading.values
    kept = {slot: value for slot, value in state.assumed.items() if slot not in reading.values}
    moved = state.after(goal=goal, answers=given, asked="", assumed=kept, count=state.count - left_open)
    return _ask(helper, moved, acknowledged(state, reading, goal != state.goal))


def _unknown(helper: Assistant, state: State) -> tuple[State, Reply]:
    """ "I don't know": how to find out, and where something sound can be assumed, an offer to write it down as an assumption."""
    say = lang.interface(state.lang).chat
    made = offer_for(helper, state)
    if made.value:
        moved = replace(state, offer={"kind": "assumption", "slot": state.asked, "value": made.value})
        text = " ".join(part for part in (made.find_out, say["offer"].format(value=escape(made.value), reason=made.reason)) if part)
        return moved, Reply(text, (say["yes"], say["no"]))
    return _ask(helper, _passed(state), " ".join(part for part in (say["dont_know"], made.find_out) if part))


def _offered(helper: Assistant, state: State, *, agreed: bool) -> tuple[State, Reply]:
    """The answer to an offer: an assumption, or the replacement of the goal."""
    say, offer = lang.interface(state.lang).chat, state.offer
    state = replace(state, offer={})
    if offer["kind"] == "next":
        if not agreed or not state.waiting:
            return replace(state, waiting=()), Reply(say["enough"])
        first, *others = state.waiting
        moved, reply = _new_goal(helper, replace(state, waiting=tuple(others)), first)
        lead = say["next_goal"].format(goal=quoted(first))
        return moved, replace(reply, text=f"{lead}\n\n{reply.text}")
    if offer["kind"] == "goal":
        if not agreed:
            return _again(helper, state, say["kept"])
        moved, reply = _new_goal(helper, state, offer["value"])
        return (moved, reply) if moved.goal != state.goal else (state, reply)
    if not agreed:
        return _ask(helper, _passed(state), say["dont_know"])
    slot, value = offer["slot"], offer["value"]
    moved = state.after(answers={**state.answers, slot: value}, asked="", assumed={**state.assumed, slot: value})
    return _ask(helper, moved, say["assumed"])


def _wished(helper: Assistant, state: State, reading: Reading) -> tuple[State, Reply]:
    say = lang.interface(state.lang).chat
    if reading.kind == "stop":
        return _finish(helper, state)
    if reading.kind == "restart" or (reading.kind == "new_goal" and not reading.goal):
        return State(state.lang), Reply(say["restarted"])
    if reading.kind == "new_goal":
        if not state.asked:
            return _new_goal(helper, state, reading.goal)
        offered = replace(state, offer={"kind": "goal", "slot": "", "value": reading.goal})
        return offered, Reply(say["replace_goal"].format(goal=quoted(reading.goal)), (say["yes"], say["no"]))
    before = state.before()
    if before is None:
        return _again(helper, state, say["nothing_to_undo"])
    return _again(helper, before, say["undone"])


def _after_the_end(helper: Assistant, state: State, reading: Reading, text: str) -> tuple[State, Reply]:
    """A message after the last question: a value for the goal, or another goal."""
    say = lang.interface(state.lang).chat
    if reading.kind in ("skip", "refuse", "dont_know", "agree"):
        return _finish(helper, state)
    analysis = helper.analyse(text)
    if reading.values and (reading.kind == "correction" or not analysis.goal):
        moved, _ = _taken(helper, replace(state, count=MOST_QUESTIONS), reading)
        done, reply = _finish(helper, replace(moved, asked="", count=state.count))
        return done, replace(reply, text=f"{say['noted']}\n\n{reply.text}")
    return _goals(helper, replace(state, waiting=()), text)


def _again(helper: Assistant, state: State, lead: str) -> tuple[State, Reply]:
    """Say something, and ask the open question again if there is one."""
    if not state.asked:
        return state, Reply(lead)
    question = open_question(helper, state)
    return state, Reply(question_text(state, lead, question, first=False), question.suggestions, current(helper, state))


def _ask(helper: Assistant, state: State, lead: str) -> tuple[State, Reply]:
    left = open_questions(helper, state)
    if not left or state.count >= MOST_QUESTIONS:
        return _finish(helper, state)
    question = left[0]
    text = question_text(state, lead, question, first=state.count == 0)
    moved = replace(state, asked=question.slot, count=state.count + 1)
    return moved, Reply(text, question.suggestions, current(helper, state))


def _finish(helper: Assistant, state: State) -> tuple[State, Reply]:
    analysis = current(helper, state)
    say = lang.interface(state.lang).chat
    done = replace(state, asked="", offer={})
    if analysis is None or analysis.rewrite is None:
        return done, Reply(say["greeting"])
    made = analysis.rewrite
    key = "finished_gaps" if made.placeholders else "finished" if made.changed else "already"
    text = say[key].format(goal=escape(made.text))
    if not state.waiting:
        return done, Reply(text, analysis=analysis)
    after = say["and_next"].format(goal=quoted(state.waiting[0]))
    offered = replace(done, offer={"kind": "next", "slot": "", "value": state.waiting[0]})
    return offered, Reply(f"{text}\n\n{after}", (say["yes"], say["no"]), analysis)
