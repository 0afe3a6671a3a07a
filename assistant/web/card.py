"""The scorecard beside the conversation: its parts, and what they show of a goal."""

from __future__ import annotations

from datetime import date
from typing import Any

import gradio as gr

from assistant import lang
from assistant.records import Analysis
from assistant.web import marks, saving, scorecard, trajectory
from assistant.web.page import Page


def build_card(page: Page) -> tuple[list[Any], dict[str, gr.Button]]:
    """Put the scorecard into the page: its changing parts in the order of `shown`, and the buttons that save the goal."""
    add, word = page.labels.add, page.word

    def title(code: str) -> str:
        return f"## {lang.interface(code).web['card_title']}"

    add(gr.Markdown(title(page.code), elem_classes="sg-title"), value=title)
    wording = add(
        gr.HighlightedText(label=word("so_far"), show_legend=True, combine_adjacent=True, visible=False, elem_id="sg-wording"),
        label="so_far",
    )
    with gr.Row(visible=False, elem_classes="sg-files") as actions:
        copy = page.button("copy", "sg-copy")
        files = {kind: page.button(f"save_{kind}", f"sg-save-{kind}") for kind in saving.OF_A_GOAL}
    verdicts = gr.HTML(scorecard.verdicts(None, page.code), elem_id="sg-verdicts", padding=False)
    evidence = add(gr.HighlightedText(label=word("evidence"), visible=False, elem_id="sg-evidence"), label="evidence")
    details = gr.HTML("", visible=False, elem_id="sg-details", padding=False)
    copy.click(None, [wording], None, js="(value) => { window.smartgoals.copy(value); }", api_visibility="private")
    return [wording, actions, verdicts, evidence, details], files


def shown(card: Analysis | None, today: date, code: str) -> tuple[Any, ...]:
    """What the row of wishes, the way to the goal and the scorecard show of a goal."""
    there = card is not None and bool(card.criteria)
    more, drawn = scorecard.details(card, code), trajectory.as_html(card, today, code) if card else ""
    stretches, words = marks.evidence(card), marks.wording(card.rewrite if card else None, code)
    used = {label for _, label in words if label}
    hues = {name: hue for name, hue in marks.colours(code).items() if name in used}
    return (
        gr.update(visible=there),
        gr.update(value=drawn, visible=bool(drawn)),
        gr.update(value=words, visible=there, color_map=hues, show_legend=bool(used)),
        gr.update(visible=there),
        scorecard.verdicts(card, code),
        gr.update(value=stretches, visible=there, color_map={label: marks.EVIDENCE for _, label in stretches if label}),
        gr.update(value=more, visible=bool(more)),
    )
