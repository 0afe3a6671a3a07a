"""The way to a goal: its milestones as a drawing and as a list, dates and figures as the language writes them."""

from __future__ import annotations

from markupsafe import Markup

from assistant import lang
from assistant.records import Analysis, Milestone
from assistant.reports.base import clean

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 360, 170, 18, 46, 26, 30


def as_html(analysis: Analysis, code: str) -> str:
    """The milestones of a goal; empty where none can be computed."""
    steps = analysis.milestones
    if not steps:
        return ""
    web, day = lang.interface(code).web, lang.rules(code).date
    rows = Markup("").join(Markup("<li><strong>{}</strong> {}</li>").format(day(m.date.isoformat()), clean(m.label)) for m in steps)
    return str(Markup('<div class="sg-card sg-details"><h3>{}</h3>{}<ol>{}</ol></div>').format(web["way"], _drawing(steps, code), rows))


def _drawing(steps: tuple[Milestone, ...], code: str) -> Markup:
    """A line through the milestones; the list beside it tells the same in words."""
    values = [m.value or 0.0 for m in steps]
    first, last = steps[0].date.toordinal(), steps[-1].date.toordinal()
    low, high = min(values), max(values)
    wide, tall = max(last - first, 1), (high - low) or 1.0

    def place(step: Milestone) -> tuple[float, float]:
        x = LEFT + (WIDTH - LEFT - RIGHT) * (step.date.toordinal() - first) / wide
        y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * ((step.value or 0.0) - low) / tall
        return round(x, 1), round(y, 1)

    number = lang.rules(code).number
    points = [place(step) for step in steps]
    dots = Markup("").join(
        Markup('<circle cx="{}" cy="{}" r="4"/><text x="{}" y="{}">{}</text>').format(x, y, x + 2, y - 9, number(step.value or 0.0))
        for (x, y), step in zip(points, steps, strict=True)
    )
    return Markup('<svg class="sg-plot" viewBox="0 0 {} {}" aria-hidden="true"><polyline points="{}"/>{}</svg>').format(
        WIDTH, HEIGHT, " ".join(f"{x},{y}" for x, y in points), dots
    )
