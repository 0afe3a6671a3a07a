"""A plan on the table: its goals, what their author decided on each, and the files that come of it. No web framework in here."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from assistant import documents, lang, questions, work
from assistant.answers.file import PlanAnswers
from assistant.documents import sandbox
from assistant.documents.table import neutral
from assistant.pipeline import Assistant
from assistant.questions import PlanQuestion
from assistant.records import Analysis, Rewrite

Verdict = Literal["accepted", "edited", "rejected"]
PLAIN = (".md", ".markdown", ".txt", ".text", ".csv", ".tsv")  # the others go through parsers that a hostile file can strain
MOST_QUESTIONS = 5  # of a plan, shown at once


@dataclass(frozen=True, slots=True)
class Decision:
    """What the author does with a proposal; `text` is the wording that then stands."""

    kind: Verdict
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A goal of a plan: its place, the goal as it stands, its proposal, and what that would be worth."""

    number: int
    found: work.FoundGoal
    after: Analysis
    decision: Decision

    @property
    def before(self) -> Analysis:
        """The goal as it stands."""
        return self.found.analysis

    @property
    def made(self) -> Rewrite:
        """The proposal."""
        return self.found.analysis.rewrite or Rewrite(self.before.text, "template", False)


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """A plan that was read. `data` is the file, kept for the session only, so that it can be read in another language."""

    name: str
    data: bytes
    result: work.DocumentResult
    rows: tuple[Row, ...]
    questions: tuple[PlanQuestion, ...]
    given: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    @property
    def mean_before(self) -> int:
        """Mean score of the goals as they stand."""
        return round(sum(r.before.score or 0 for r in self.rows) / len(self.rows)) if self.rows else 0

    @property
    def mean_after(self) -> int:
        """Mean score with the decisions taken."""
        return round(sum((r.before if r.decision.kind == "rejected" else r.after).score or 0 for r in self.rows) / max(1, len(self.rows)))


class Telling(Assistant):
    """An assistant that tells how many texts it has read."""

    tell: Callable[[int], None] | None = None

    def pipe(self, texts: Iterable[str], *, goal: bool | None = None, batch_size: int = 16) -> Iterator[Analysis]:
        """As `Assistant.pipe`."""
        for number, analysis in enumerate(super().pipe(texts, goal=goal, batch_size=batch_size), 1):
            if self.tell and number % 4 == 0:
                self.tell(number)
            yield analysis


def read(helper: Assistant, name: str, data: bytes, given: Mapping[int, Mapping[str, str]] | None = None) -> OpenPlan:
    """Read a plan.

    Args:
        helper: the assistant.
        name: of the file; its ending tells the format.
        data: the file.
        given: what the author answered, number of a goal → slot → answer.

    Raises:
        InputError: it cannot be read.
    """
    said = dict(given or {})
    with tempfile.TemporaryDirectory(prefix="smartgoals-") as folder:
        path = Path(folder) / f"plan{Path(name).suffix.lower()}"
        path.write_bytes(data)
        opened = documents.read if path.suffix in PLAIN else sandbox.read
        result = work.document(helper, path, rewrite=True, fill="placeholder", answers=_answers(helper, said), read=opened)
    result = replace(result, path=Path(name))
    rows = tuple(_row(helper, number, found) for number, found in enumerate(result.goals, 1))
    screen = None if helper.screen == "auto" else helper.screen
    asked = questions.for_plan([row.before for row in rows], screen=screen)[:MOST_QUESTIONS]
    return OpenPlan(name, data, result, rows, asked, said)


def _answers(helper: Assistant, given: Mapping[int, Mapping[str, str]]) -> work.AnswersFor:
    table = PlanAnswers(goals=given)
    return lambda number, analysis: table.for_goal(number, analysis, helper.context(analysis))


def _row(helper: Assistant, number: int, found: work.FoundGoal) -> Row:
    made = found.analysis.rewrite
    text = made.text if made else found.analysis.text
    after = helper.analyse(text, goal=True) if text != found.analysis.text else found.analysis
    if made and made.placeholders and (after.score or 0) < (found.analysis.score or 0):
        after = found.analysis  # gaps that are marked and not yet filled make a goal no worse than it was
    return Row(number, found, after, Decision("accepted", text))


def again(helper: Assistant, plan: OpenPlan) -> OpenPlan:
    """The plan read anew (in another language), the author's decisions kept."""
    return _decided_as(helper, read(helper, plan.name, plan.data, plan.given), plan)


def answered(helper: Assistant, plan: OpenPlan, answers: Mapping[str, str]) -> OpenPlan:
    """The plan with answers to its questions (number of the question, from 0 → answer) put into all goals concerned."""
    given = {number: dict(slots) for number, slots in plan.given.items()}
    for number, question in enumerate(plan.questions):
        if answer := str(answers.get(str(number), "")).strip()[:500]:
            for goal in question.goals:
                given.setdefault(goal, {})[question.slot] = answer
    return _decided_as(helper, read(helper, plan.name, plan.data, given), plan)


def proposals(plan: OpenPlan, question: PlanQuestion) -> list[tuple[str, str]]:
    """(the answer, how it is shown) for each suggestion of a question; the sum beside a value is no part of the answer."""
    values: dict[str, str] = {}
    for number in question.goals:
        for asked in plan.rows[number - 1].before.questions:
            if asked.slot == question.slot:
                values |= dict(zip(asked.suggestions, asked.values, strict=False))
    return [(values.get(shown, shown), shown) for shown in question.suggestions]


def _decided_as(helper: Assistant, fresh: OpenPlan, old: OpenPlan) -> OpenPlan:
    for row in old.rows:
        if row.decision.kind != "accepted":
            fresh = decide(helper, fresh, row.number, row.decision.kind, row.decision.text)
    return fresh


def decide(helper: Assistant, plan: OpenPlan, number: int, kind: Verdict, text: str = "") -> OpenPlan:
    """The plan with a decision on one goal; what the author wrote is judged anew."""
    if not 1 <= number <= len(plan.rows):
        return plan
    row = plan.rows[number - 1]
    words = {"accepted": row.made.text, "rejected": row.before.text}.get(kind) or " ".join(text.split())[:2000] or row.made.text
    after = row.before if words == row.before.text else helper.analyse(words, goal=True)
    rows = [*plan.rows]
    rows[number - 1] = replace(row, decision=Decision(kind, words), after=after)
    return replace(plan, rows=tuple(rows))


def decide_all(helper: Assistant, plan: OpenPlan, kind: Verdict) -> OpenPlan:
    """The same decision on every goal."""
    for row in plan.rows:
        plan = decide(helper, plan, row.number, kind)
    return plan


def decided(plan: OpenPlan) -> work.DocumentResult:
    """The document with the decisions as its rewrites."""
    goals = []
    for row in plan.rows:
        made = row.made
        if row.decision.kind != "accepted":
            made = Rewrite(row.decision.text, "author", row.decision.text != row.before.text)
        goals.append(replace(row.found, analysis=replace(row.before, rewrite=made)))
    return replace(plan.result, goals=tuple(goals))


def dated(helper: Assistant, plan: OpenPlan) -> list[Analysis]:
    """The goals as they stand after the decisions, with their follow-up."""
    return [helper.rewritten(row.after) for row in plan.rows]


def document_name(plan: OpenPlan) -> str:
    """What the rewritten document is called; a format that cannot be written (PDF) gives a report in its first other one."""
    name = Path(plan.name)
    outputs = documents.format_of(name).outputs or (name.suffix.lower(),)
    return f"{name.stem}.smart{outputs[0] if name.suffix.lower() not in outputs else name.suffix.lower()}"


def document_bytes(plan: OpenPlan) -> bytes:
    """The document with the decisions in it: tracked changes where its format has them."""
    suffix = Path(document_name(plan)).suffix
    return work.rewritten_bytes(decided(plan), suffix=suffix)


def to_csv(plan: OpenPlan, code: str) -> str:
    """The table of goals for a spreadsheet."""
    web, say, out = lang.interface(code).web, lang.interface(code).text, io.StringIO()
    table = csv.writer(out, delimiter=web["csv_separator"], lineterminator="\r\n")
    names = list(plan.rows[0].before.criteria) if plan.rows else []
    table.writerow(
        [web["place"], say["before"], say["after"], web["score_before"], web["score_after"], *(say[n] for n in names), web["decision"]]
    )
    for row in plan.rows:
        verdicts = (say[v.status] for v in row.after.criteria.values())
        texts = (neutral(text) for text in (row.found.block.where, row.before.text, row.decision.text))
        table.writerow([*texts, row.before.score, row.after.score, *verdicts, web[f"is_{row.decision.kind}"]])
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + out.getvalue()
