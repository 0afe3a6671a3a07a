"""The conversation, without and with the server."""

import pytest

from assistant import dialogue, lang
from assistant.web import card as scorecard
from tests.conftest import TODAY


def talk(helper, code, *messages):
    """(state, last reply) after the messages."""
    state, reply = dialogue.State(code), dialogue.greet(code)
    for message in messages:
        state, reply = dialogue.respond(helper, state, message)
    return state, reply


def test_from_a_vague_goal_to_a_smart_one_in_french(helper):
    state, reply = talk(
        helper, "fr", "Vendre plus", "le chiffre d'affaires", "+20 %", "fin juin", "une vendeuse à mi-temps", "financer un second magasin"
    )
    assert not state.asked
    wanted = "Vendre plus\u00a0: d’ici fin juin, augmenter le chiffre d'affaires de 20 %, avec une vendeuse à mi-temps, pour financer un second magasin"
    assert wanted in reply.text
    assert not reply.analysis.rewrite.placeholders


def test_from_a_vague_goal_to_a_smart_one_in_english(helper):
    state, reply = talk(helper, "en", "Sell more", "orders", "400", "end of June", "250", "stop")
    assert "Sell more: take orders from 250 to 400 by the end of June" in reply.text
    assert state.asked == ""


def test_at_most_five_questions(helper):
    state, _ = talk(helper, "fr", "Vendre plus", *["passer"] * 9)
    assert state.count <= dialogue.MOST_QUESTIONS
    assert not state.asked


def test_i_dont_know_leaves_a_marked_gap(helper):
    _, reply = talk(helper, "fr", "Être plus visible", "je ne sais pas", "stop")
    assert "indicateur" in reply.text


def test_an_answer_that_is_none_is_asked_again(helper):
    state, reply = talk(helper, "en", "Increase the conversion rate", "banana")
    assert state.asked == "target"
    assert "number" in reply.text


@pytest.mark.parametrize(("code", "message", "key"), [
    ("fr", "merci", "thanks"), ("en", "Hello!", "greeting"), ("fr", "Nous avons vendu 300 bougies en mai", "not_a_goal"), ("en", "売上を増やす", "undecided"), ("en", "x" * 5000, "too_long"),
])  # fmt: skip
def test_what_is_no_goal(helper, code, message, key):
    state, reply = talk(helper, code, message)
    assert reply.text == lang.interface(state.lang).chat[key]


def test_a_smart_goal_is_left_alone(helper):
    _, reply = talk(helper, "fr", "Passer le taux de conversion de 2 % à 3,5 % d'ici fin juin")
    assert "déjà SMART" in reply.text


def test_the_language_follows_the_user(helper):
    state, reply = talk(helper, "fr", "Sell more")
    assert state.lang == "en"
    assert "indicator" in reply.text


@pytest.mark.parametrize(("code", "other", "words"), [("fr", "en", "in English, please"), ("en", "fr", "en français")])
def test_the_language_is_switched_by_a_word(helper, code, other, words):
    state, reply = talk(helper, code, "Vendre plus" if code == "fr" else "Sell more", words)
    assert state.lang == other
    assert state.asked
    assert lang.get(other).templates.questions[state.asked] in reply.text


@pytest.mark.parametrize(("code", "message", "count"), [
    ("fr", "Gagner 50 clients d'ici fin juin. Augmenter le panier moyen.", 2), ("en", "- Win 50 customers\n- Raise the basket to 60 euros\n- Cut returns by 10%", 3),
])  # fmt: skip
def test_several_goals_are_worked_on_one_after_the_other(helper, code, message, count):
    state, reply = talk(helper, code, message)
    assert str(count) in reply.text
    assert len(state.waiting) == count - 1
    state, reply = dialogue.respond(helper, state, "", "stop")
    assert reply.suggestions == (lang.interface(code).chat["yes"], lang.interface(code).chat["no"])
    after, reply = dialogue.respond(helper, state, reply.suggestions[0])
    assert (after.goal, len(after.waiting)) == (state.waiting[0], count - 2)
    assert after.number == state.number + 1


def test_small_talk_around_a_goal_is_left_out(helper):
    state, _ = talk(helper, "en", "I run a small bakery. I want to sell more bread.")
    assert state.goal == "I want to sell more bread."


@pytest.mark.parametrize("wish", ["skip", "dont_know", "undo", "restart", "stop"])
def test_a_button_before_there_is_a_goal_does_no_harm(helper, wish):
    state, reply = dialogue.respond(helper, dialogue.State("en"), "", wish)
    assert not state.goal
    assert reply.text


def test_a_wish_is_understood_in_either_language(helper):
    state, _ = talk(helper, "fr", "Vendre plus")
    state, _ = dialogue.translate(helper, state, "en")
    after, _ = talk_on(helper, state, "skip")
    assert state.asked in after.skipped


def talk_on(helper, state, *messages):
    """(state, last reply) after further messages."""
    for message in messages:
        state, reply = dialogue.respond(helper, state, message)
    return state, reply


def test_a_stored_talk_is_taken_up_again(helper):
    state, _ = talk(helper, "fr", "Vendre plus", "commandes")
    reply = dialogue.resume(helper, dialogue.State.from_dict(state.to_dict()))
    assert "Vendre plus" in reply.text
    assert reply.suggestions


def test_state_is_plain_data(helper):
    state, _ = talk(helper, "fr", "Vendre plus", "le CA")
    assert dialogue.State.from_dict(state.to_dict()) == state


def test_goal_text_is_shown_as_text(helper):
    evil = "Vendre plus <script>alert(1)</script> [x](javascript:alert(1)) **gras**"
    state, reply = talk(helper, "fr", evil, "stop")
    assert "<script>" not in reply.text
    assert "](javascript" not in reply.text
    made = dialogue.card(helper, state)
    markup = [part for part in scorecard.shown(made, TODAY, "fr") if isinstance(part, str)]
    assert not [part for part in markup if "<script>" in part]
