"""The plan tab: a document in, its goals side by side with their SMART versions, a decision on each, files out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import gradio as gr

from assistant import documents, lang
from assistant.errors import AssistantError
from assistant.web import planview, planwork, saving
from assistant.web.goals import CLICKS
from assistant.web.page import Page
from assistant.web.planwork import OpenPlan, Telling
from assistant.web.refusals import formats, refusal

SAVED_AS = ("document", "html", "markdown", "csv", "calendar")
PASTED = "plan.md"
SESSION = 3600  # seconds for which an untouched plan is remembered


def build(page: Page) -> None:
    """Put the tab into the page."""
    add, word = page.labels.add, page.word
    size = page.largest // 1_000_000

    def note(code: str) -> str:
        return lang.interface(code).web["plan_note"].format(formats=formats(), size=size)

    add(gr.Markdown(note(page.code), elem_classes="sg-note"), value=note)
    with gr.Row(elem_classes="sg-source"):
        with gr.Column(scale=1, min_width=240):
            kinds = list(documents.known_suffixes())
            upload = add(gr.UploadButton(word("upload"), file_types=kinds, variant="primary", elem_id="sg-upload"), label="upload")
        with gr.Column(scale=3, min_width=300):
            pasted = add(
                gr.Textbox(
                    label=word("paste_label"),
                    placeholder=word("paste_hint"),
                    lines=3,
                    max_lines=12,
                    max_length=500_000,
                    elem_id="sg-paste",
                ),
                label="paste_label",
                placeholder="paste_hint",
            )
            go = add(gr.Button(word("read_plan"), elem_id="sg-read"), value="read_plan")
    plan = gr.State(None, time_to_live=SESSION)
    with gr.Row(visible=False, elem_classes="sg-files") as actions:
        files = {kind: page.button(f"save_{kind}", f"sg-plan-{kind}") for kind in SAVED_AS}
    shown = gr.HTML("", js_on_load=CLICKS, elem_id="sg-plan", padding=False)
    outputs = [plan, shown, actions]
    hidden: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

    def helper(code: str, progress: gr.Progress | None = None) -> Telling:
        made = Telling(today=page.day(), screen=code, profile=page.profile)
        if progress is not None:
            web = lang.interface(code).web
            made.tell = lambda count: progress((count, None), desc=web["reading"], unit=web["passages"])
        return made

    def opened(name: str, data: bytes, code: str, progress: gr.Progress) -> tuple[Any, ...]:
        return _guarded(page, name, code, lambda: planwork.read(helper(code, progress), name, data))

    def uploaded(path: str, code: str, progress: gr.Progress = gr.Progress()) -> tuple[Any, ...]:  # noqa: B008
        place = Path(path)
        try:
            data = place.read_bytes()
        finally:
            shutil.rmtree(place.parent, ignore_errors=True)  # gradio gives each upload a folder of its own
        return opened(place.name, data, code, progress)

    def was_pasted(text: str, code: str, progress: gr.Progress = gr.Progress()) -> tuple[Any, ...]:  # noqa: B008
        if not text.strip():
            return None, planview.told(lang.interface(code).web["paste_empty"], code), gr.update(visible=False)
        return opened(PASTED, text.encode("utf-8", "replace"), code, progress)

    busy: dict[str, Any] = {"api_visibility": "private", "show_progress_on": [shown]}
    upload.upload(uploaded, [upload, page.choice], outputs, **busy)
    go.click(was_pasted, [pasted, page.choice], outputs, **busy)

    def acted(current: OpenPlan | None, code: str, event: gr.EventData) -> tuple[Any, ...]:
        return _acted(page, helper(code), current, code, event._data or {})

    shown.click(acted, [plan, page.choice], outputs, **hidden)

    def spoken(code: str, current: OpenPlan | None) -> tuple[Any, ...]:
        if current is None:
            return gr.skip(), "", gr.skip()
        return _guarded(page, current.name, code, lambda: planwork.again(helper(code), current))

    page.choice.change(spoken, [page.choice, plan], outputs, **hidden)
    saving.connect(files, [plan, page.choice], lambda kind, current, code: _file(page, helper(code), kind, current, code))


def _guarded(page: Page, name: str, code: str, make: Callable[[], OpenPlan]) -> tuple[Any, ...]:
    """The plan and how it looks; where it cannot be read, a sentence that says why."""
    try:
        plan = make()
    except AssistantError as error:
        return None, planview.told(refusal(error, name, code), code), gr.update(visible=False)
    return plan, planview.as_html(plan, code), gr.update(visible=bool(plan.rows))


def _acted(page: Page, helper: Telling, plan: OpenPlan | None, code: str, data: dict[str, Any]) -> tuple[Any, ...]:
    """What a click on the plan changes; the data come from a browser."""
    if plan is None:
        return None, planview.told(lang.interface(code).web["plan_forgotten"], code), gr.update(visible=False)
    act, row = str(data.get("act", "")), str(data.get("row", ""))
    if act in planview.ACTS and row.isdecimal():
        kind = cast("planwork.Verdict", act)
        return _guarded(page, plan.name, code, lambda: planwork.decide(helper, plan, int(row), kind, str(data.get("text", ""))))
    if act in ("all_accepted", "all_rejected"):
        every = cast("planwork.Verdict", act.removeprefix("all_"))
        return _guarded(page, plan.name, code, lambda: planwork.decide_all(helper, plan, every))
    if act == "answers" and isinstance(data.get("answers"), dict):
        return _guarded(page, plan.name, code, lambda: planwork.answered(helper, plan, data["answers"]))
    return plan, gr.skip(), gr.skip()


def _file(page: Page, helper: Telling, kind: str, plan: OpenPlan | None, code: str) -> saving.File | None:
    """The plan as a file of a kind."""
    if plan is None or not plan.rows:
        return None
    stem = Path(plan.name).stem
    result = planwork.decided(plan)
    if kind == "document":
        return saving.File(planwork.document_name(plan), "application/octet-stream", planwork.document_bytes(plan))
    if kind == "calendar":
        return saving.calendar(stem, planwork.dated(helper, plan), page.day(), code)
    if kind == "csv":
        return saving.File(f"{stem}.csv", "text/csv;charset=utf-8", planwork.to_csv(plan, code).encode())
    ending, media = {"html": ("html", "text/html"), "markdown": ("md", "text/markdown")}[kind]
    name = f"{stem}.{lang.interface(code).web['file_report']}.{ending}"
    return saving.File(name, f"{media};charset=utf-8", saving.report(kind, [result], page.day(), code).encode())
