"""The conversation: plain data in, plain data out. No web framework in here.

A goal is analysed, the most valuable gap is asked for, the answer is read (`answers`) and put in, and so on, at most five
questions. The user can skip, say "I don't know" (and is offered a way to find out, or an assumption that is marked as one),
correct an earlier answer or the goal itself, undo, stop, or start over with another goal.
"""

from __future__ import annotations

from dataclasses import replace

from assistant import answers, lang, questions
from assistant.answers import Ask, Reading
from assistant.dialogue.offers import offer_for
from assistant.dialogue.state import Reply, State, escape
from assistant.dialogue.turns import current, open_question, open_questions, question_text
from assistant.pipeline import Assistant
from assistant.records import Analysis
from assistant.rewriting.amend import amend

__all__ = ["LONGEST", "MOST_QUESTIONS", "Reply", "State", "card", "current", "escape", "greet", "respond", "translate"]

MOST_QUESTIONS = 5
LONGEST = 2000  # characters of a message


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
        return _again(helper, state, say["thanks"])
    if plain in talk["hello"] or not text:
        return _again(helper, state, say["greeting"])
    if not state.goal:
        return _first(helper, state, text)
    reading = _read(helper, state, text)
    if state.offer and reading.kind in ("agree", "refuse"):
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
    question = open_question(helper, moved)
    return moved, Reply(question_text(moved, "", question, first=False), question.suggestions)


def _read(helper: Assistant, state: State, text: str) -> Reading:
    analysis = helper.analyse(state.goal, goal=True)
    context = helper.context(analysis)
    known = questions.answered(context, state.answers, helper.reckoning)
    question = open_question(helper, state) if state.asked else None
    return answers.read(Ask(known, context.frame, question, state.answers, helper.reckoning, helper.analyse), text)


def _first(helper: Assistant, state: State, text: str) -> tuple[State, Reply]:
    """The first message, or one that is a wish without a goal to which it could apply."""
    say = lang.interface(state.lang).chat
    if answers.wish(state.lang, text):
        return state, Reply(say["greeting"])
    return _new_goal(helper, state, text)


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
    return _ask(helper, moved, _acknowledged(state, reading, goal != state.goal))


def _acknowledged(state: State, reading: Reading, said_anew: bool) -> str:
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
        return offered, Reply(say["replace_goal"].format(goal=escape(reading.goal)), (say["yes"], say["no"]))
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
    return _new_goal(helper, state, text)


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
    key = "finished_gaps" if analysis.rewrite.placeholders else "finished"
    return done, Reply(say[key].format(goal=escape(analysis.rewrite.text)), analysis=analysis)
