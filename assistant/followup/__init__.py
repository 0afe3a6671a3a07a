"""The follow-up of a goal: milestones planned backwards from its deadline, reviews, exports and a drawing.

>>> from datetime import date
>>> import assistant
>>> from assistant import followup
>>> goal = assistant.load(today=date(2026, 11, 23)).rewrite("Passer de 100 à 200 clients d'ici fin juin 2027")
>>> goal.milestones[-1].label
'Cible : 200'
>>> svg = followup.trajectory_svg(goal, today=date(2026, 11, 23))
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.followup import chart, ics, png, svg, tables
from assistant.followup.entries import Entry, entries
from assistant.followup.options import DEFAULT, SHAPES, Options
from assistant.followup.planning import plan
from assistant.records import Analysis

__all__ = ["DEFAULT", "SHAPES", "Entry", "Options", "entries", "plan", "to_csv", "to_ics", "to_json", "trajectory_png", "trajectory_svg"]


def to_csv(analyses: Iterable[Analysis], *, screen: str | None = None) -> str:
    """The milestones of rewritten goals as a table; `screen` is the language of its headings, else that of the first goal."""
    goals = entries(analyses)
    return tables.to_csv(goals, code=_voice(goals, screen))


def to_json(analyses: Iterable[Analysis], *, today: date) -> str:
    """The follow-ups of rewritten goals as JSON."""
    return tables.to_json(entries(analyses), today=today)


def to_ics(analyses: Iterable[Analysis], *, today: date, screen: str | None = None) -> bytes:
    """The milestones, deadlines and reviews of rewritten goals as an iCalendar file."""
    goals = entries(analyses)
    return ics.to_ics(goals, today=today, code=_voice(goals, screen))


def trajectory_svg(analysis: Analysis, *, today: date, screen: str | None = None) -> str | None:
    """The trajectory of one rewritten goal as SVG; None where there is no figure to draw."""
    drawn = _drawing(analysis, today, screen)
    return svg.to_svg(drawn) if drawn else None


def trajectory_png(analysis: Analysis, *, today: date, screen: str | None = None) -> bytes | None:
    """The same as PNG.

    Raises:
        ConfigError: matplotlib is not installed (extra `plot`).
    """
    drawn = _drawing(analysis, today, screen)
    return png.to_png(drawn) if drawn else None


def _drawing(analysis: Analysis, today: date, screen: str | None) -> chart.Drawing | None:
    goals = entries([analysis])
    if not goals or not chart.can_be_drawn(goals[0].follow_up):
        return None
    return chart.trajectory(goals[0], today=today, code=_voice(goals, screen))


def _voice(goals: tuple[Entry, ...], screen: str | None) -> str:
    from assistant import lang

    return screen or next((goal.lang for goal in goals), lang.available()[0])
