"""What programs call: `/analyse`, `/rewrite`, `/plan` and `/message`, which give the records of the command line; the same as MCP tools.

The docstrings of the functions inside are what an MCP client reads.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import dialogue, lang
from assistant.dialogue import State
from assistant.errors import AssistantError
from assistant.pipeline import LONGEST, Assistant
from assistant.reports import jsonout
from assistant.rewriting.gaps import SLOTS
from assistant.web.page import Page
from assistant.web.planwork import decided, read
from assistant.web.refusals import refusal
from assistant.web.shelf import state_of

AUTO = "auto"


def build(page: Page) -> None:
    """Add the named endpoints."""

    def analyse(text: str, language: str = AUTO) -> dict[str, Any]:
        """Judge a goal by SMART: what it names (metric, figures, dates, channel, audience), a verdict with its reason for each of
        specific, measurable, achievable, relevant and time-bound, a score from 0 to 100, and findings.

        Args:
            text: the goal, in French or English, up to 20,000 characters.
            language: "auto", or the code of a language (fr, en).

        Returns:
            The record: text, lang, goal, goal_score, entities, criteria, score, findings, realism.
        """
        return _helper(page, language).analyse(_checked(page, text)).to_dict()

    def rewrite(text: str, answers: dict[str, Any] | None = None, fill: str = "placeholder", language: str = AUTO) -> dict[str, Any]:
        """Write a goal anew so that it is SMART, without inventing a fact: what is missing shows as a marked placeholder.

        Args:
            text: the goal, in French or English.
            answers: what its author answers, by slot: metric, target, baseline, deadline, audience, channel, means, reason.
            fill: "placeholder" for marked gaps, "suggest" for assumptions that are declared as such.
            language: "auto", or the code of a language (fr, en).

        Returns:
            The record of `analyse` with questions, rewrite and milestones.
        """
        given = answers or {}
        wrong = [slot for slot, answer in given.items() if slot not in SLOTS or not isinstance(answer, str)]
        if wrong:
            raise _error(f"answers: '{wrong[0]}': expected a text for one of {', '.join(SLOTS)}")
        try:
            return _helper(page, language).rewrite(_checked(page, text), answers=given, fill=fill).to_dict()
        except AssistantError as error:
            raise _error(str(error)) from error

    def message(text: str, state: dict[str, Any] | None = None, language: str = AUTO) -> dict[str, Any]:
        """Say something in the conversation that leads from a vague goal to a SMART one. The server remembers nothing: give back `state`.

        Args:
            text: what the user says.
            state: the `state` of the last reply, none to begin with.
            language: language of the first reply: a code (fr, en); the first there is when "auto".

        Returns:
            reply (Markdown), suggestions, state, and record: the goal as it stands with its rewrite, or null.
        """
        code = language if language in lang.available() else page.code
        before = State(code) if state is None else state_of(state)
        if before is None:
            raise _error("state: not the state of a conversation; give back what the last call gave, or none")
        helper = page.helper(before.lang)
        after, reply = dialogue.respond(helper, before, text)
        if after.lang != before.lang:
            helper = page.helper(after.lang)
            if not before.goal:
                after, reply = dialogue.respond(helper, State(after.lang), text)
        card = dialogue.card(helper, after)
        record = card.to_dict() if card else None
        return {"reply": reply.text, "suggestions": list(reply.suggestions), "state": after.to_dict(), "record": record}

    gr.api(analyse, api_name="analyse")
    gr.api(rewrite, api_name="rewrite")
    gr.api(message, api_name="message")

    def plan(text: str, file: str | None, language: str) -> dict[str, Any]:
        """Read a plan (a document, or its text), find its goals, judge them, write them anew and check them together.

        Args:
            text: the plan as plain text or Markdown; empty when a file is given.
            file: a document instead.
            language: "auto", or the code of a language (fr, en).

        Returns:
            documents (goals with place and record, findings on the plan; path is null), summary, name, questions that help most goals.
        """
        name, data = "plan.md", (text or "").encode("utf-8", "replace")
        if file:
            place = Path(file)
            name, data = place.name, place.read_bytes()
            shutil.rmtree(place.parent, ignore_errors=True)
        if not data.strip():
            raise _error("text: empty; give the plan as text, or a file")
        if len(data) > page.largest:
            raise _error(f"{name}: {len(data)} bytes, larger than the limit of {page.largest}")
        try:
            found = read(_helper(page, language), name, data)
        except AssistantError as error:
            raise _error(refusal(error, name, page.code)) from error
        made = jsonout.documents_object([decided(found)])
        for document in made["documents"]:
            # gradio's client takes an object with a path for a file that it should fetch; and there is none here any more
            document["path"] = None
            for goal in document["goals"]:
                goal["path"] = None
        return {**made, "name": name, "questions": [q.to_dict() for q in found.questions]}

    words = gr.Textbox(visible=False, label="text")
    file = gr.File(visible=False, label="file")
    speech = gr.Textbox(AUTO, visible=False, label="language")
    out = gr.JSON(visible=False, label="plan")
    gr.Button(visible=False).click(plan, [words, file, speech], out, api_name="plan")


def _helper(page: Page, language: str) -> Assistant:
    try:
        return Assistant(today=page.day(), lang=language, screen=language, profile=page.profile)
    except AssistantError as error:
        raise _error(str(error)) from error


def _checked(page: Page, text: str) -> str:
    if not isinstance(text, str) or not text.strip():
        raise _error("text: empty; give a goal, for example 'Sell more'")
    if len(text) > LONGEST:
        raise _error(f"text: {len(text)} characters, more than {LONGEST}; one goal a call")
    return text


def _error(message: str) -> gr.Error:
    """What a caller did wrong; it is told and not logged."""
    return gr.Error(message, print_exception=False)
