"""Files to take away. They are made in the browser from what the server sends, so that none lies about on the server."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import followup, lang, work
from assistant.records import Analysis
from assistant.reports import reporter
from assistant.reports.base import Options

OF_A_GOAL = ("markdown", "calendar")


@dataclass(frozen=True)
class File:
    """A file: name, media type, content."""

    name: str
    kind: str
    data: bytes

    def to_dict(self) -> dict[str, str]:
        """As the page takes it."""
        return {"name": self.name, "kind": self.kind, "data": base64.b64encode(self.data).decode()}


def connect(buttons: Mapping[str, gr.Button], inputs: list[Any], make: Callable[..., File | None]) -> None:
    """Let buttons save the file that `make(kind, *inputs)` gives; None saves nothing."""
    for kind, button in buttons.items():
        parcel = gr.JSON(visible=False)

        def given(*values: object, kind: str = kind) -> dict[str, str] | None:
            file = make(kind, *values)
            return file.to_dict() if file else None

        button.click(given, inputs, parcel, api_visibility="private", show_progress="hidden").then(
            None, parcel, parcel, js="(file) => window.smartgoals.save(file)", api_visibility="private"
        )


def goal_file(kind: str, analysis: Analysis, today: date, code: str) -> File | None:
    """One goal as a file."""
    name = lang.interface(code).web["file_goal"]
    if kind == "calendar":
        return calendar(name, [analysis], today, code)
    return File(f"{name}.md", "text/markdown;charset=utf-8", report("markdown", [work.TextResult(1, analysis)], today, code).encode())


def calendar(name: str, analyses: Iterable[Analysis], today: date, code: str) -> File | None:
    """The deadlines, milestones and reviews of goals as an iCalendar file; None where none has an end."""
    goals = [analysis for analysis in analyses if analysis.follow_up and analysis.follow_up.deadline]
    if not goals:
        return None
    return File(f"{name}.ics", "text/calendar;charset=utf-8", followup.to_ics(goals, today=today, screen=code))


def report(form: str, results: list[Any], today: date, code: str) -> str:
    """A report in one of the formats of `smartgoals check --format`."""
    written: list[str] = []
    made = reporter(form, Options(written.append, code, Path(), today))
    for result in results:
        made.add(result)
    made.close()
    return "".join(written)
