"""The Gradio chat. Only glue: the conversation is `dialogue`, the scorecard `scorecard`. Nothing leaves the machine."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant import dialogue, lang
from assistant.errors import ConfigError, InputError
from assistant.pipeline import Assistant
from assistant.web import scorecard

if TYPE_CHECKING:
    import gradio as gr

# No analytics, no look-ups: set before gradio is imported, for it reads them on import.
OFFLINE = {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "GRADIO_SHARE": "False"}


def _gradio() -> Any:
    os.environ.update(OFFLINE)
    try:
        import gradio
    except ModuleNotFoundError as error:
        raise ConfigError("the chat needs gradio: pip install 'smartgoals[chat]'") from error
    return gradio


def _rerun(state: dialogue.State, helper: Assistant) -> Any:
    return scorecard.render(dialogue.card(helper, state), state.lang)


def build(today: date | None = None, language: str = "auto") -> gr.Blocks:
    """The app. `today` is the day for deadlines; the present day of each message when None."""
    gr = _gradio()
    codes = lang.available()
    first = language if language in codes else codes[0]

    def helper(code: str) -> Assistant:
        return Assistant(today=today or date.today(), screen=code)

    def first_message(code: str) -> list[dict[str, Any]]:
        return [{"role": "assistant", "content": dialogue.greet(code).text}]

    def labels(code: str) -> tuple[Any, ...]:
        say = lang.interface(code).chat
        return (
            gr.Markdown(f"# {say['title']}"),
            gr.Textbox(value="", placeholder=say["placeholder"], label=say["placeholder"]),
            gr.Button(say["send"]),
            gr.Button(say["restart"]),
            gr.Markdown(f"## {say['scorecard']}"),
        )

    def opened(request) -> tuple[Any, ...]:  # type: ignore[no-untyped-def]
        code = language if language in codes else browser_language(request.headers.get("accept-language", ""), codes)
        return (code, *restarted(code), *labels(code))

    # gradio passes the request to a parameter annotated so; the name is local, so no string annotation can be resolved
    opened.__annotations__ = {"request": gr.Request}

    def restarted(code: str) -> tuple[Any, ...]:
        return first_message(code), dialogue.State(code).to_dict(), scorecard.render(None, code), gr.Dataset(samples=[], visible=False)

    def switched(code: str, history: list[Any], data: dict[str, Any]) -> tuple[Any, ...]:
        state = dialogue.State.from_dict(data)
        if not state.goal:
            return (*restarted(code), *labels(code))
        state, reply = dialogue.translate(helper(code), state, code)
        history = [*history, {"role": "assistant", "content": reply.text}]
        return (history, state.to_dict(), _rerun(state, helper(code)), suggested(reply), *labels(code))

    def suggested(reply: dialogue.Reply) -> Any:
        return gr.Dataset(samples=[[s] for s in reply.suggestions], visible=bool(reply.suggestions))

    def sent(message: str, history: list[Any], data: dict[str, Any]) -> tuple[Any, ...]:
        before = dialogue.State.from_dict(data)
        state, reply = dialogue.respond(helper(before.lang), before, message)
        if state.lang != before.lang:  # the user writes in another language: answer in it
            state, reply = dialogue.respond(helper(state.lang), dialogue.State(state.lang), message)
        history = [*history, {"role": "user", "content": dialogue.escape(message)}, {"role": "assistant", "content": reply.text}]
        relabelled = labels(state.lang) if state.lang != before.lang else (gr.skip(), gr.Textbox(value=""), *[gr.skip()] * 3)
        return history, state.to_dict(), _rerun(state, helper(state.lang)), suggested(reply), state.lang, *relabelled

    say = lang.interface(first).chat
    with gr.Blocks(title="smartgoals", analytics_enabled=False) as app:
        data = gr.State(dialogue.State(first).to_dict())
        title = gr.Markdown(f"# {say['title']}")
        choice = gr.Radio([(lang.lexicon(c).name, c) for c in codes], value=first, label=say["language"], show_label=False, container=False)
        with gr.Row():
            with gr.Column(scale=3):
                history = gr.Chatbot(first_message(first), height=440, sanitize_html=True, show_label=False, buttons=[])
                samples = gr.Dataset(components=[gr.Textbox(visible=False)], samples=[], visible=False, show_label=False)
                with gr.Row():
                    box = gr.Textbox(
                        placeholder=say["placeholder"], label=say["placeholder"], show_label=False, scale=4, max_length=dialogue.LONGEST
                    )
                    send = gr.Button(say["send"], variant="primary", scale=1)
                restart = gr.Button(say["restart"], size="sm")
            with gr.Column(scale=2):
                card_title = gr.Markdown(f"## {say['scorecard']}")
                card = gr.HTML(scorecard.render(None, first))
        named = [title, box, send, restart, card_title]
        outputs = [history, data, card, samples, choice, *named]
        box.submit(sent, [box, history, data], outputs, api_name="message")
        send.click(sent, [box, history, data], outputs, api_name=False)
        samples.click(lambda chosen, h, d: sent(chosen[0], h, d), [samples, history, data], outputs, api_name=False)
        restart.click(restarted, [choice], [history, data, card, samples], api_name=False)
        history.clear(restarted, [choice], [history, data, card, samples], api_name=False)
        choice.input(switched, [choice, history, data], [history, data, card, samples, *named], api_name=False)
        app.load(opened, None, [choice, history, data, card, samples, *named], api_name=False)
    return app


def browser_language(header: str, codes: tuple[str, ...]) -> str:
    """The first available language of an Accept-Language header."""
    for part in header.split(","):
        code = part.split(";")[0].strip()[:2].lower()
        if code in codes:
            return code
    return codes[0]


def serve(*, host: str, port: int, today: date | None, lang: str) -> None:
    """Start the server and wait.

    Raises:
        InputError: the port is taken.
    """
    gr = _gradio()
    app = build(today, lang)
    try:
        app.launch(
            server_name=host,
            server_port=port or None,
            share=False,
            show_error=False,
            theme=gr.themes.Soft(),
            footer_links=[],
            enable_monitoring=False,
        )
    except OSError as error:
        raise InputError(f"cannot listen on {host}:{port}: {error}; choose another --port") from error
