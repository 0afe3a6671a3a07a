"""The tab of the goals that this browser keeps: reopen, take away, delete."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import gradio as gr

from assistant import lang
from assistant.reports.base import clean
from assistant.web import saving
from assistant.web.page import Page
from assistant.web.rendering import render
from assistant.web.saving import File
from assistant.web.shelf import Shelf, shelf, to_csv, to_markdown

SAVED_AS = ("markdown", "csv")
# Buttons are told by their data; focus goes back to the same button after the list was written anew.
CLICKS = """
let last = null;
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (!button || !element.contains(button)) return;
  const row = button.closest('[data-row]');
  const field = row && row.querySelector('textarea');
  last = `${row ? `[data-row="${row.dataset.row}"] ` : ''}[data-act="${button.dataset.act}"]`;
  const answers = {};
  if (button.dataset.act === 'answers')
    element.querySelectorAll('input[data-question]').forEach((input) => { answers[input.dataset.question] = input.value; });
  trigger('click', { act: button.dataset.act, row: row ? row.dataset.row : '', text: field ? field.value : '', answers });
});
element.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches('input[data-question]')) element.querySelector('[data-act="answers"]').click();
});
watch('value', () => { const again = last && element.querySelector(last); if (again) again.focus(); });
"""


def build(page: Page) -> gr.HTML:
    """Make the list of goals; `place` puts it and its buttons into the page."""
    return gr.HTML(as_html(Shelf(), page.code), js_on_load=CLICKS, elem_id="sg-goals", render=False)


def place(page: Page, listed: gr.HTML, reopen: Any, outputs: list[Any]) -> None:
    """Put the tab into the page. `reopen(shelf, code)` gives what `outputs` become when a goal is taken up again."""
    add, word = page.labels.add, page.word
    add(gr.Markdown(word("goals_note"), elem_classes="sg-note"), value="goals_note")
    listed.render()
    with gr.Row(elem_classes="sg-files"):
        files = {
            k: add(gr.Button(word(f"save_all_{k}"), size="sm", min_width=80, elem_id=f"sg-all-{k}"), value=f"save_all_{k}")
            for k in SAVED_AS
        }
        clear = add(gr.Button(word("delete_all"), size="sm", min_width=80, variant="stop", elem_id="sg-delete-all"), value="delete_all")

    def acted(data: object, code: str, event: gr.EventData) -> tuple[Any, ...]:
        kept, wanted = shelf(data), str(event._data.get("row", ""))
        if event._data.get("act") == "delete":
            kept = kept.without(wanted)
            return (kept.to_dict(), as_html(kept, code), *[gr.skip()] * len(outputs))
        if event._data.get("act") == "open" and kept.find(wanted):
            opened = replace(kept, current=wanted)
            return (opened.to_dict(), as_html(opened, code), *reopen(opened, code))
        return tuple([gr.skip()] * (2 + len(outputs)))

    def cleared(data: object, code: str) -> tuple[Any, ...]:
        empty = Shelf(lang=shelf(data).lang)
        return empty.to_dict(), as_html(empty, code)

    hidden: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    listed.click(acted, [page.shelf, page.choice], [page.shelf, listed, *outputs], **hidden)
    clear.click(
        cleared, [page.shelf, page.choice], [page.shelf, listed], js="(...all) => window.smartgoals.sure('delete_sure', all)", **hidden
    )
    saving.connect(files, [page.shelf, page.choice], _file)


def _file(kind: str, data: object, code: str) -> File | None:
    goals = shelf(data).goals
    if not goals:
        return None
    web = lang.interface(code).web
    if kind == "csv":
        return File(f"{web['file_goals']}.csv", "text/csv;charset=utf-8", to_csv(goals, code).encode())
    return File(f"{web['file_goals']}.md", "text/markdown;charset=utf-8", to_markdown(goals, code).encode())


def as_html(kept: Shelf, code: str) -> str:
    """The goals, the last changed first."""
    day = lang.rules(code).date
    goals = [{"id": g.id, "text": clean(g.text), "score": g.score, "day": _day(g.day, day), "done": g.done} for g in kept.goals]
    return render("goals", code, goals=goals)


def _day(iso: str, day: Any) -> str:
    """The day as the language writes it; it comes from a browser."""
    try:
        return str(day(iso))
    except ValueError:
        return ""
