"""The page: a title, the language switch, three tabs, and the endpoints for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import lang
from assistant.profiles import Profile
from assistant.web import api, goals, plantab, talk
from assistant.web.page import STORAGE_KEY, STORAGE_SECRET, Labels, Page, browser_language
from assistant.web.rendering import render
from assistant.web.shelf import Shelf, shelf

FOLDER = Path(__file__).resolve().parent
FONTS = ("system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "DejaVu Sans", "Arial", "sans-serif")
SCRIPTED = ("copied", "saved", "nothing_to_save", "delete_sure", "queue", "working", "too_large_here", "lost")  # words that page.js says
LARGEST = 10_000_000  # bytes of an upload, unless the operator says otherwise
KEPT = (600, 3600)  # seconds: how often files of uploads are looked for, and the age at which they go


def theme() -> gr.themes.Base:
    """Soft, with the fonts of the reader's own system: complete in both languages, and nothing to fetch."""
    made: gr.themes.Base = gr.themes.Soft(
        primary_hue=gr.themes.colors.indigo,
        neutral_hue=gr.themes.colors.slate,
        font=FONTS,
        font_mono=("ui-monospace", "Consolas", "monospace"),
    )
    return made.set(
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600",
        button_primary_text_color="white",
        checkbox_label_background_fill_selected="*primary_600",
        input_border_color="*neutral_400",
        input_border_color_dark="*neutral_500",
        input_border_width="1px",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        block_label_text_color="*primary_700",
        block_title_text_color="*primary_700",
    )


def head(largest: int = LARGEST) -> str:
    """The script and the words that the page needs before it is drawn; `largest` bytes may be uploaded."""
    words = {code: {key: lang.interface(code).web[key] for key in SCRIPTED} for code in lang.available()}
    told = json.dumps(words, ensure_ascii=True).replace("<", "\\u003c")
    script = (FOLDER / "page.js").read_text("utf-8")
    return f"<script>window.smartgoalsWords = {told}; window.smartgoalsLargest = {largest};\n{script}</script>"


def build(
    today: date | None = None, language: str = "auto", *, profile: Profile | None = None, largest: int = LARGEST,
    clock: Callable[[], date] = date.today,
) -> gr.Blocks:  # fmt: skip
    """The app.

    Args:
        today: the day for deadlines; that of the clock at each message when None.
        language: "auto" for the browser's, or a code.
        profile: how goals are judged.
        largest: bytes of an upload.
        clock: gives the present day.
    """
    codes = lang.available()
    first = language if language in codes else codes[0]
    with gr.Blocks(title="smartgoals", analytics_enabled=False, delete_cache=KEPT, fill_width=False) as app:
        labels = Labels()
        word = lang.interface(first).web
        with gr.Row(elem_classes="sg-head"):
            title = gr.HTML(_title(first), elem_id="sg-title", scale=4, min_width=240)
            labels.add(title, value=_title)
            choice = gr.Radio(
                [(lang.lexicon(c).name.capitalize(), c) for c in codes],
                value=first,
                label=word["language"],
                show_label=False,
                container=False,
                scale=1,
                min_width=200,
                elem_id="sg-language",
            )
            labels.add(choice, label="language")
        store = gr.BrowserState(Shelf().to_dict(), storage_key=STORAGE_KEY, secret=STORAGE_SECRET)
        page = Page(lambda: today or clock(), profile, first, choice, store, labels, largest)
        listed = goals.build(page)
        with gr.Tabs(elem_id="sg-tabs"):
            with labels.add(gr.Tab(word["tab_talk"], id="talk"), label="tab_talk"):
                parts = talk.build(page, listed)
            with labels.add(gr.Tab(word["tab_plan"], id="plan"), label="tab_plan"):
                plantab.build(page)
            with labels.add(gr.Tab(word["tab_goals"], id="goals"), label="tab_goals"):
                goals.place(page, listed, lambda kept, code: _flat(talk.reopened(page, kept, code)), [parts.history, *parts.card])
        labels.add(gr.Markdown(word["footer"], elem_classes="sg-footer"), value="footer")
        api.build(page)

        def opened(data: object, request: gr.Request) -> tuple[Any, ...]:
            kept = shelf(data)
            code = language if language in codes else kept.lang or browser_language(request.headers.get("accept-language", ""), codes)
            messages, kept, card = talk.opening(page, kept, code)
            return code, messages, kept.to_dict(), goals.as_html(kept, code), *card, *labels.updates(code)

        ready: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        app.load(opened, [store], [choice, parts.history, store, listed, *parts.card, *labels.outputs], **ready).then(
            None, [choice], None, js="(code) => window.smartgoals.ready(code)", api_visibility="private"
        )
        choice.change(labels.updates, [choice], labels.outputs, js="(code) => { window.smartgoals.ready(code); return [code]; }", **ready)
    return app


def _flat(opened: tuple[Any, Shelf, tuple[Any, ...]]) -> tuple[Any, ...]:
    messages, _, card = opened
    return messages, *card


def _title(code: str) -> str:
    return render("title", code)
