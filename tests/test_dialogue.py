"""Conversations of several turns, in both languages; the state is plain data after each turn."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import dialogue, lang

NB = "\u00a0"


def talk(helper, code, *messages):
    """(state, replies), the state having passed through JSON after each message."""
    state, replies = dialogue.State(code), []
    for message in messages:
        state, reply = dialogue.respond(helper, state, message)
        state = dialogue.State.from_dict(json.loads(json.dumps(state.to_dict())))
        replies.append(reply)
    return state, replies


@pytest.mark.parametrize(("code", "messages", "expected"), [
    ("fr", ["Vendre plus", "1", "disons 20 %", "non, plutôt 25 %", "d'ici l'été", "passe", "1"],
     f"Vendre plus{NB}: d'ici l'été, augmenter le chiffre d'affaires de 25 %, pour financer un recrutement"),
    ("en", ["Sell more", "the first one", "let's say 20%", "actually 25%", "end of June", "skip", "1"],
     "Sell more: raise revenue by 25% by the end of June to pay for a new hire"),
    ("fr", ["Augmenter le taux de conversion d'ici fin juin", "de 2 à 4 %", "finalement pour septembre", "non, plutôt 5 %", "passe"],
     f"Augmenter le taux de conversion de 2{NB}% à 5 % d'ici fin septembre"),
    ("en", ["Keep our customers", "repeat rate", "24", "in 6 months", "18", "skip"],
     "Keep our customers: take the repeat rate from 18% to 24% in 6 months"),
    ("fr", ["Augmenter le panier moyen", "45 €, d'ici fin mars, sur Instagram", "40", "stop"],
     f"Augmenter le panier moyen de 40{NB}€ à 45 € sur Instagram d'ici fin mars"),
    ("en", ["Win 50 leads by June 2025", "end of June", "stop"], "Win 50 leads by the end of June"),
    ("fr", ["Vendre plus", "1", "+20 %", "fin juin", "stop", "en fait 25 %"], f"Vendre plus{NB}: d’ici fin juin, augmenter le chiffre d'affaires de 25 %"),
])  # fmt: skip
def test_a_conversation_leads_to(helper, code, messages, expected):
    state, _ = talk(helper, code, *messages)
    text = dialogue.current(helper, state).rewrite.text
    assert text.replace("+25", "25") == expected


@pytest.mark.parametrize(
    ("code", "goal", "answer", "undo"), [("fr", "Vendre plus", "le taux de clic", "annule"), ("en", "Sell more", "the click rate", "undo")]
)
def test_undo_goes_back_to_the_question_before(helper, code, goal, answer, undo):
    before, _ = talk(helper, code, goal)
    state, replies = talk(helper, code, goal, answer, undo)
    assert (state.asked, state.answers, state.count) == (before.asked, before.answers, before.count)
    assert lang.interface(code).chat["undone"] in replies[-1].text
    _, replies = talk(helper, code, goal, undo)
    assert lang.interface(code).chat["nothing_to_undo"] in replies[-1].text


@pytest.mark.parametrize(("code", "goal", "words", "yes", "tool"), [
    ("fr", "Augmenter le taux de conversion", "je ne sais pas", "oui", "Google Analytics 4"), ("en", "Increase the conversion rate", "no idea", "yes", "Google Analytics 4"),
])  # fmt: skip
def test_who_does_not_know_is_offered_a_tool_and_a_marked_assumption(helper, code, goal, words, yes, tool):
    state, replies = talk(helper, code, goal, words)
    assert tool in replies[-1].text
    assert not state.answers  # nothing is taken before the user agrees
    offered = state.offer["value"]
    assert offered in replies[-1].text
    state, _ = talk(helper, code, goal, words, yes)
    made = dialogue.current(helper, state).rewrite
    assert [(a.slot, a.value) for a in made.assumptions] == [("target", offered)]
    assert lang.get(code).templates.sentences["confirm"].strip() in made.text
    state, _ = talk(helper, code, goal, words, "non" if code == "fr" else "no")
    assert "target" in state.skipped
    assert not dialogue.current(helper, state).rewrite.assumptions


@pytest.mark.parametrize(("code", "goal", "other", "yes", "no"), [
    ("fr", "Augmenter le taux de conversion", "Gagner 200 abonnés Instagram d'ici mars", "oui", "non"),
    ("en", "Increase the conversion rate", "Win 200 Instagram followers by March", "yes", "no"),
])  # fmt: skip
def test_another_goal_is_taken_only_when_the_user_agrees(helper, code, goal, other, yes, no):
    state, replies = talk(helper, code, goal, other)
    assert state.goal == goal
    assert "?" in replies[-1].text
    assert talk(helper, code, goal, other, no)[0].asked == "target"
    assert talk(helper, code, goal, other, yes)[0].goal == other


@pytest.mark.parametrize(("code", "goal", "words"), [("fr", "Vendre plus", "on recommence"), ("en", "Sell more", "start over")])
def test_restart(helper, code, goal, words):
    state, _ = talk(helper, code, goal, "20 %", words)
    assert state == dialogue.State(code)


def test_older_states_are_still_read():
    old = {"lang": "en", "goal": "Sell more", "answers": {}, "skipped": [], "asked": "metric", "count": 1}
    assert dialogue.State.from_dict(old).asked == "metric"


def test_an_answer_in_between_costs_no_question(helper):
    state, _ = talk(helper, "fr", "Augmenter le taux de conversion", "d'ici fin juin")
    assert (state.asked, state.count, state.answers) == ("target", 1, {"deadline": "d'ici fin juin"})


MESSAGES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["Vendre plus", "Sell more", "oui", "no", "20 %", "fin juin", "annule", "undo", "2", "les deux", "en fait 25", "je ne sais pas", "stop", "merci", "LinkedIn"]),
)  # fmt: skip


@given(messages=st.lists(MESSAGES, max_size=5), code=st.sampled_from(["fr", "en"]))
@settings(max_examples=40, deadline=None)
def test_any_conversation(helper, messages, code):
    state, replies = talk(helper, code, "Vendre plus" if code == "fr" else "Sell more", *messages)
    assert all(reply.text for reply in replies)
    assert state.count <= dialogue.MOST_QUESTIONS
