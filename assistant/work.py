"""What the commands do, as plain functions: analyse or rewrite texts, lines and documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assistant import documents, plan
from assistant.criteria import is_rule
from assistant.documents import Block, Document
from assistant.documents.marks import ALL_RULES
from assistant.pipeline import Assistant
from assistant.plan import Gathering, Item, PlanFinding
from assistant.records import Analysis

LISTED_THRESHOLD = 0.2  # score above which an entry of a list of goals is believed to be one
OWNER_RULES = frozenset({"O002"})  # they ask for an owner, whom another column of the table may name
PROSE_THRESHOLD = 0.75  # and a sentence of running text, where most figures are context
AnswersFor = Callable[[int, Analysis], Mapping[str, str]]  # number of a goal, from 1, and the goal → what its author answered


@dataclass(frozen=True, slots=True)
class FoundGoal:
    """A goal in a document."""

    block: Block
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class TextResult:
    """A text of its own, or a line of a file.

    Attributes:
        number: of the text in the call, from 1.
        path, line, offset: the file of a line, its line from 1, and the offset of the line in the decoded file.
    """

    number: int
    analysis: Analysis
    path: Path | None = None
    line: int | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """A document with the goals found in it.

    `unknown_rules` holds (place, name) of what the document's ignore marks name and no rule is called.
    """

    path: Path
    document: Document
    goals: tuple[FoundGoal, ...]
    unknown_rules: tuple[tuple[str, str], ...] = ()


def texts(
    helper: Assistant, lines: Iterable[str], *, rewrite: bool, fill: str, answers: AnswersFor | None = None, first: int = 1
) -> Iterator[Analysis]:
    """Analyse texts in order, one at a time in memory; `first` is the number of the first one for `answers`."""
    for number, analysis in enumerate(helper.pipe(lines), first):
        yield _finished(helper, analysis, number, rewrite=rewrite, fill=fill, answers=answers)


def gathering(helper: Assistant) -> Gathering:
    """What takes the goals of a plan, judged as the assistant judges."""
    return Gathering(today=helper.today, screen=helper.screen, most_priorities=helper.profile.most_priorities)


def plan_findings(helper: Assistant, gathered: Gathering) -> tuple[PlanFinding, ...]:
    """What the gathered goals show together."""
    return plan.check(gathered.plan(), helper.profile)


def _finished(helper: Assistant, analysis: Analysis, number: int, *, rewrite: bool, fill: str, answers: AnswersFor | None) -> Analysis:
    if not rewrite:
        return analysis
    return helper.rewritten(analysis, answers=answers(number, analysis) if answers and analysis.goal else None, fill=fill)


def document(
    helper: Assistant, path: Path, *, rewrite: bool, fill: str, answers: AnswersFor | None = None, first: int = 1
) -> DocumentResult:
    """Read a document and find its goals; `first` is the number of the first one for `answers`.

    Raises:
        InputError: the document cannot be read.
    """
    opened = documents.read(path)
    goals: list[FoundGoal] = []
    together = gathering(helper)
    blocks = [block for block in opened.blocks if not block.ignored >= ALL_RULES]
    for block, analysis in zip(blocks, helper.pipe(b.text for b in blocks), strict=True):
        if not analysis.goal and block.listed and analysis.goal_score is not None and analysis.goal_score >= LISTED_THRESHOLD:
            analysis = replace(helper.analyse(block.text, goal=True), goal_score=analysis.goal_score)
        doubtful = block.kind == "sentence" and (analysis.goal_score or 0.0) < PROSE_THRESHOLD
        taken = replace(analysis, goal=False) if doubtful and analysis.goal else analysis
        together.add(Item(taken, block.where, block.heading, block.owner, block.kind != "cell" or block.owner is not None, block.ignored))
        if not taken.goal:
            continue
        needless = (*block.ignored, *(OWNER_RULES if block.owner else ()))
        kept = tuple(f for f in analysis.findings if not f.rule.startswith(needless))
        analysis = replace(analysis, findings=kept)
        finished = _finished(helper, analysis, first + len(goals), rewrite=rewrite, fill=fill, answers=answers)
        goals.append(FoundGoal(block, finished))
    for finding in plan_findings(helper, together):
        carrier = finding.goals[0] if finding.goals else 0
        goals[carrier] = replace(goals[carrier], analysis=with_findings(goals[carrier].analysis, (finding,)))
    return DocumentResult(path, opened, tuple(goals), _unknown_rules(opened))


def with_findings(analysis: Analysis, findings: tuple[PlanFinding, ...]) -> Analysis:
    """An analysis that carries what its plan shows."""
    return replace(analysis, findings=(*analysis.findings, *findings))


def _unknown_rules(opened: Document) -> tuple[tuple[str, str], ...]:
    """What ignore marks name and no rule or family is called, each name once, with the place of its first mark."""
    places: dict[str, str] = {}
    for block in opened.blocks:
        for name in sorted(block.ignored - ALL_RULES):
            if not is_rule(name) and not any(name in (rule.id, rule.id[:1]) for rule in plan.RULES):
                places.setdefault(name, block.where)
    return tuple((where, name) for name, where in places.items())


def rewritten_bytes(result: DocumentResult) -> bytes:
    """The document with its goals rewritten, or with added columns where it is a table."""
    changes, extra = {}, {}
    for found in result.goals:
        made = found.analysis.rewrite
        if made is None:
            continue
        if made.changed:
            changes[found.block.key] = made.text
        criteria = " ".join(f"{name[0].upper()}:{verdict.status}" for name, verdict in found.analysis.criteria.items())
        extra[found.block.key] = {"smart_rewrite": made.text, "smart_score": str(found.analysis.score), "smart_criteria": criteria}
    return result.document.write(changes, extra)
