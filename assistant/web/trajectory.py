"""The way to a goal: its milestones as a drawing and as a list, dates and figures as the language writes them."""

from __future__ import annotations

from datetime import date

from assistant import followup, lang
from assistant.records import Analysis
from assistant.reports.base import clean
from assistant.web.rendering import render


def as_html(analysis: Analysis, today: date, code: str) -> str:
    """The milestones of a goal, their sums and reviews; empty where none can be computed."""
    if not analysis.milestones:
        return ""
    day = lang.rules(code).date
    steps = [{"day": day(m.date.isoformat()), "label": clean(m.label), "sum": clean(m.sum)} for m in analysis.milestones]
    notes = [clean(note) for note in analysis.follow_up.notes] if analysis.follow_up else []
    # the drawing escapes its texts itself; without a figure to draw there is none
    drawn = followup.trajectory_svg(analysis, today=today, screen=code) or ""
    return render("way", code, steps=steps, notes=notes, drawn=drawn)
