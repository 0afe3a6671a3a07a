"""Print the questions of a plan."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from assistant import lang as languages
from assistant import questions
from assistant.cli.inputs import screen_language
from assistant.questions import PlanQuestion
from assistant.records import Analysis
from assistant.reports import jsonout
from assistant.reports.base import Result, clean
from assistant.reports.text import console
from assistant.work import TextResult

FORMATS = ("text", "json", "jsonl")


def emit(items: Iterable[Result], form: str, lang: str | None, *, fiscal_known: bool) -> None:
    """Print the questions, those first that help most goals: as text, as one JSON object, or one JSON object a question."""
    analyses: list[Analysis] = []
    for item in items:
        analyses += [item.analysis] if isinstance(item, TextResult) else [found.analysis for found in item.goals]
    asked = questions.for_plan(analyses, screen=None if lang in (None, "auto") else lang, fiscal_known=fiscal_known)
    if form == "text":
        spoken = [a.lang for a in analyses if a.goal]
        _print(asked, analyses, lang if lang in languages.available() else spoken[0] if spoken else screen_language(None))
        return
    records = [q.to_dict() for q in asked]
    for record in records if form == "jsonl" else [{"questions": records}]:
        print(jsonout.dumps(record, indent=None if form == "jsonl" else 1))  # noqa: T201


def _print(asked: Iterable[PlanQuestion], analyses: list[Analysis], code: str) -> None:
    say, out = languages.interface(code).text, console()
    questions_asked = list(asked)
    if not questions_asked:
        out.print(Text(say["plan_no_questions"]))
        return
    for number, question in enumerate(questions_asked, 1):
        out.print(Text(f"{number}. {question.text}", style="bold"), soft_wrap=True)
        if question.suggestions:
            out.print(Text(f"   {say['suggestions']} {' / '.join(question.suggestions)}"), soft_wrap=True)
        goals = say["plan_goals_one" if len(question.goals) == 1 else "plan_goals"].format(list=", ".join(map(str, question.goals)))
        gain = say["plan_gain"].format(gain=question.gain) if question.gain > 0 else ""
        out.print(Text(f"   {question.slot} · {goals}{gain}", style="dim"), soft_wrap=True)
    for number, analysis in enumerate(analyses, 1):
        if any(number in q.goals for q in questions_asked):
            out.print(Text(f"{number:4d}  {clean(analysis.text)}", style="dim"), soft_wrap=True)
