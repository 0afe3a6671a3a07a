"""The conversation, without and with the server."""

import pytest

from assistant import dialogue, lang
from assistant.web import app as web
from assistant.web import scorecard
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


def test_state_is_plain_data(helper):
    state, _ = talk(helper, "fr", "Vendre plus", "le CA")
    assert dialogue.State.from_dict(state.to_dict()) == state


def test_goal_text_is_shown_as_text(helper):
    evil = "Vendre plus <script>alert(1)</script> [x](javascript:alert(1)) **gras**"
    _, reply = talk(helper, "fr", evil, "stop")
    assert "<script>" not in reply.text
    assert "](javascript" not in reply.text
    card = scorecard.render(reply.analysis, "fr")
    assert "<script>" not in card


@pytest.mark.parametrize(
    ("header", "code"), [("fr-FR,fr;q=0.9,en;q=0.8", "fr"), ("en-GB,en;q=0.9", "en"), ("de-DE,fr;q=0.5", "fr"), ("", lang.available()[0])]
)
def test_browser_language(header, code):
    assert web.browser_language(header, lang.available()) == code


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_server_answers_and_asks_nobody():
    from gradio_client import Client

    app = web.build(TODAY)
    _, url, _ = app.launch(server_name="127.0.0.1", server_port=0 or None, prevent_thread_lock=True, quiet=True, share=False)
    try:
        client = Client(url, verbose=False)
        history = client.predict("Vendre plus", [], api_name="/message")[0]
        assert "indicateur" in str(history[-1]["content"])
        history = client.predict("le chiffre d'affaires", history, api_name="/message")[0]
        assert "valeur" in str(history[-1]["content"])
    finally:
        app.close()
