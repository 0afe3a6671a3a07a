"""A plan as the page shows it."""

from __future__ import annotations

from typing import Any

from assistant import lang
from assistant.plan import PlanFinding
from assistant.reports.base import clean
from assistant.web import marks
from assistant.web.planwork import OpenPlan, Row, proposals
from assistant.web.rendering import finding, render, verdicts

ACTS = ("accepted", "edited", "rejected")
SHORT = 70  # characters of a goal in the heat map


def as_html(plan: OpenPlan, code: str) -> str:
    """The whole plan: figures, heat map, findings, questions, goals."""
    web = lang.interface(code).web
    if not plan.rows:
        return told(web["plan_no_goals"].format(name=plan.name), code)
    smart = sum(row.after.smart for row in plan.rows)
    figures = (
        (str(len(plan.rows)), web["figure_goals" if len(plan.rows) > 1 else "figure_goal"]),
        (f"{plan.mean_before} → {plan.mean_after}", web["figure_score"]),
        (str(smart), web["figure_smart"]),
    )
    found = [finding(f, code) for row in plan.rows for f in row.before.findings if isinstance(f, PlanFinding)]
    rows = [_row(row, code) for row in plan.rows]
    return render("plan", code, figures=figures, rows=rows, findings=found, questions=_questions(plan, code))


def told(message: str, code: str) -> str:
    """One sentence to the user."""
    return render("told", code, message=clean(message))


def _questions(plan: OpenPlan, code: str) -> list[dict[str, Any]]:
    say = lang.interface(code).text
    return [
        {
            "text": clean(q.text),
            "goals": say["plan_goals_one" if len(q.goals) == 1 else "plan_goals"].format(list=", ".join(map(str, q.goals))),
            "gain": say["plan_gain"].format(gain=q.gain) if q.gain > 0 else "",
            "hint": clean(", ".join(value for value, _ in proposals(plan, q)[:3])),
            "options": [(clean(value), clean(shown)) for value, shown in proposals(plan, q)],
        }
        for q in plan.questions
    ]


def _row(row: Row, code: str) -> dict[str, Any]:
    say, web = lang.interface(code).text, lang.interface(code).web
    text, decision = clean(row.before.text), row.decision
    return {
        "number": row.number,
        "place": clean(" › ".join((*row.found.block.heading, row.found.block.where))),
        "text": text,
        "short": text if len(text) <= SHORT else text[: SHORT - 1].rsplit(" ", 1)[0] + "…",
        "before": verdicts(row.before, code),
        "score_before": row.before.score or 0,
        "proposed": row.made.changed,
        "changed": decision.text != row.before.text,
        "after_text": marks.wording(row.made, code) if decision.kind == "accepted" else [(clean(decision.text), None)],
        "after": verdicts(row.after, code),
        "score_after": row.after.score or 0,
        "wording": clean(decision.text),
        "decision": decision.kind,
        "unchanged": web["kept_as_is"] if decision.kind == "rejected" else say["unchanged" if row.before.smart else "nothing_to_add"],
    }
