"""The conversation tab: messages on one side, the scorecard on the other. The state lives in the browser; the server keeps nothing."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from assistant import dialogue, lang
from assistant.dialogue.state import State
from assistant.web import saving
from assistant.web.card import build_card, shown
from assistant.web.goals import as_html
from assistant.web.page import Page
from assistant.web.shelf import Shelf, kept_goal, shelf, state_of

MOST_MESSAGES = 80  # shown; what is older scrolls out of memory
WISHES: dict[str, dialogue.Wish] = {"dont_know": "dont_know", "skip": "skip", "undo": "undo", "finish": "stop", "restart": "restart"}
Messages = list[dict[str, Any]]


@dataclass(frozen=True)
class Talk:
    """The parts of the tab that others write to: what a turn changes, in the order of `shown`."""

    history: gr.Chatbot
    card: list[Any]


def build(page: Page, goals: gr.HTML) -> Talk:
    """Put the tab into the page. `goals` shows the shelf and is kept up to date."""
    add, word = page.labels.add, page.word
    with gr.Row(elem_classes="sg-columns"):
        with gr.Column(scale=6, min_width=320):
            history = add(
                gr.Chatbot(
                    as_messages([said(dialogue.greet(page.code))]),
                    elem_id="sg-chat",
                    height="max(22rem, calc(100vh - 22rem))",
                    label=word("chat_label"),
                    show_label=False,
                    sanitize_html=True,
                    buttons=[],
                    latex_delimiters=[],
                    feedback_options=None,
                    layout="bubble",
                    allow_tags=False,
                ),
                label="chat_label",
            )
            with gr.Row(elem_classes="sg-entry"):
                box = add(
                    gr.Textbox(
                        placeholder=word("box_hint"),
                        label=word("box_label"),
                        show_label=False,
                        container=False,
                        scale=5,
                        min_width=180,
                        max_length=dialogue.LONGEST,
                        elem_id="sg-box",
                        max_lines=6,
                    ),
                    placeholder="box_hint",
                    label="box_label",
                )
                send = add(gr.Button(word("send"), variant="primary", scale=1, min_width=96, elem_id="sg-send"), value="send")
            with gr.Row(elem_classes="sg-wishes", visible=False) as wishes:
                buttons = {key: page.button(key, f"sg-{key}") for key in WISHES}
            way = gr.HTML("", visible=False, elem_id="sg-way", padding=False)
        with gr.Column(scale=5, min_width=320, elem_classes="sg-side"):
            parts, files = build_card(page)
    card = [wishes, way, *parts]
    inputs, outputs = [box, history, page.shelf, page.choice], [history, box, page.shelf, page.choice, goals, *card]

    def sent(message: str, past: Messages, data: object, code: str) -> tuple[Any, ...]:
        return _turn(page, past, data, code, message) if message.strip() else _nothing(outputs)

    def picked(past: Messages, data: object, code: str, event: gr.SelectData) -> tuple[Any, ...]:
        return _turn(page, past, data, code, str(event.value))

    def wished(key: str) -> Any:
        def on_click(past: Messages, data: object, code: str) -> tuple[Any, ...]:
            return _turn(page, past, data, code, lang.interface(code).web[key], WISHES[key])

        return on_click

    quiet: dict[str, Any] = {"outputs": outputs, "api_visibility": "private", "show_progress": "minimal", "show_progress_on": [history]}
    gr.on([box.submit, send.click], sent, inputs, trigger_mode="once", **quiet)
    history.option_select(picked, inputs[1:], trigger_mode="once", **quiet)
    for key, button in buttons.items():
        button.click(wished(key), inputs[1:], trigger_mode="once", **quiet)

    def switched(code: str, past: Messages, data: object) -> tuple[Any, ...]:
        kept = shelf(data)
        state = _open(kept, code)
        if not state.goal:
            messages = [said(dialogue.greet(code))] if len(past) < 2 else [*_plain(past), said(dialogue.greet(code))]
            return (messages, replace(kept, lang=code).to_dict(), as_html(kept, code), *shown(None, page.day(), code))
        helper = page.helper(code)
        moved, reply = dialogue.translate(helper, state, code)
        return _told(page, helper, [*_plain(past), said(reply)], replace(kept, lang=code), state, moved)

    switch_outputs = [history, page.shelf, goals, *card]
    page.choice.input(switched, [page.choice, history, page.shelf], switch_outputs, api_visibility="private", show_progress="hidden")
    saving.connect(files, [page.shelf, page.choice], lambda kind, data, code: _file(page, kind, data, code))
    return Talk(history, card)


def opening(page: Page, kept: Shelf, code: str) -> tuple[Messages, Shelf, tuple[Any, ...]]:
    """The first screen: where an unfinished talk stopped, else a greeting."""
    state = _open(kept, code)
    if not state.asked:
        return [said(dialogue.greet(code))], replace(kept, current="", lang=code), shown(None, page.day(), code)
    return reopened(page, kept, code)


def reopened(page: Page, kept: Shelf, code: str) -> tuple[Messages, Shelf, tuple[Any, ...]]:
    """A goal of the shelf, taken up again."""
    helper, state = page.helper(code), _open(kept, code)
    return [said(dialogue.resume(helper, state))], replace(kept, lang=code), shown(dialogue.card(helper, state), page.day(), code)


def as_messages(messages: Messages) -> Any:
    """Messages as gradio's own type names them."""
    return messages


def said(reply: dialogue.Reply) -> dict[str, Any]:
    """A reply as a message, its suggestions as buttons."""
    options = [{"value": text, "label": text} for text in reply.suggestions]
    return {"role": "assistant", "content": reply.text, "options": options}


def _open(kept: Shelf, code: str) -> State:
    """The open conversation, in the language of the screen."""
    state = state_of(kept.open.state) if kept.open else None
    return replace(state, lang=code) if state else State(code)


def _turn(page: Page, past: Messages, data: object, code: str, message: str, wish: dialogue.Wish | None = None) -> tuple[Any, ...]:
    """One message: what the conversation, the box, the shelf, the switch, the list of goals and the scorecard become."""
    kept = shelf(data)
    before, helper = _open(kept, code), page.helper(code)
    state, reply = dialogue.respond(helper, before, message, wish)
    if state.lang != code:  # the user writes in another language: answer in it
        helper = page.helper(state.lang)
        if not before.goal:
            state, reply = dialogue.respond(helper, replace(before, lang=state.lang), message, wish)
    messages = [*_plain(past), {"role": "user", "content": dialogue.escape(message)}, said(reply)]
    history, store, listed, *card = _told(page, helper, messages, replace(kept, lang=state.lang), before, state)
    return history, "", store, state.lang, listed, *card


def _told(page: Page, helper: dialogue.Remembering, messages: Messages, kept: Shelf, before: State, state: State) -> tuple[Any, ...]:
    """The new messages, the shelf with the goal as it stands, the list of goals and the scorecard."""
    card = dialogue.card(helper, state)
    if card is None:
        kept = replace(kept, current="")
    else:
        same = kept.open and state.number == before.number
        wanted = kept.current if same else secrets.token_hex(4)
        kept = kept.with_goal(kept_goal(wanted, state, card, page.day().isoformat()))
    return messages[-MOST_MESSAGES:], kept.to_dict(), as_html(kept, state.lang), *shown(card, page.day(), state.lang)


def _plain(past: Messages) -> Messages:
    """The messages so far; what they offered is over."""
    return [{"role": m["role"], "content": m["content"]} for m in past]


def _nothing(outputs: list[Any]) -> tuple[Any, ...]:
    return tuple(gr.skip() for _ in outputs)


def _file(page: Page, kind: str, data: object, code: str) -> saving.File | None:
    """The open goal as a file."""
    kept = shelf(data)
    state = _open(kept, code)
    analysis = dialogue.card(page.helper(code), state)
    return saving.goal_file(kind, analysis, page.day(), code) if analysis else None
