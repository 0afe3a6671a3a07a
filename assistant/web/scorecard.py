"""The scorecard as HTML, with everything from the user escaped."""

from __future__ import annotations

from html import escape

from assistant import lang
from assistant.records import Analysis

COLOURS = {"met": "#166534", "partial": "#854d0e", "missing": "#991b1b", "unknown": "#475569"}
BACKGROUNDS = {"met": "#dcfce7", "partial": "#fef9c3", "missing": "#fee2e2", "unknown": "#f1f5f9"}


def render(analysis: Analysis | None, code: str) -> str:
    """The five verdicts with reasons, the score, and the goal as it stands."""
    say = lang.interface(code)
    if analysis is None or not analysis.criteria:
        return f"<p>{escape(say.chat['empty'])}</p>"
    rows = []
    for name, verdict in analysis.criteria.items():
        style = (
            f"background:{BACKGROUNDS[verdict.status]};color:{COLOURS[verdict.status]};padding:2px 8px;border-radius:8px;white-space:nowrap"
        )
        rows.append(
            f"<tr><th scope='row' style='text-align:left'>{escape(say.text[name])}</th>"
            f"<td><span style='{style}'>{escape(say.text[verdict.status])}</span></td><td>{escape(verdict.reason)}</td></tr>"
        )
    made = analysis.rewrite
    wording = f"<p><strong>{escape(say.chat['current'])}</strong><br>{escape(made.text)}</p>" if made else ""
    score = f"<p><strong>{escape(say.chat['score'])}: {analysis.score}/100</strong></p>"
    return f"{wording}{score}<table>{''.join(rows)}</table>"
