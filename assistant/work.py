"""What the commands do, as plain functions: analyse or rewrite texts, lines and documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assistant import documents, plan
from assistant.documents import Block, Document
from assistant.documents.lines import ALL_RULES
from assistant.pipeline import Assistant
from assistant.plan import Gathering, Item, PlanFinding
from assistant.records import Analysis

LISTED_THRESHOLD = 0.2  # score above which an entry of a list of goals is believed to be one
OWNER_RULES = frozenset({"O002"})  # they ask for an owner, whom another column of the table may name
PROSE_THRESHOLD = 0.75  # and a sentence of running text, where most figures are context


@dataclass(frozen=True, slots=True)
class FoundGoal:
    """A goal in a document."""

    block: Block
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """A document with the goals found in it, and what its goals show together, told in `lang`."""

    path: Path
    document: Document
    goals: tuple[FoundGoal, ...]
    findings: tuple[PlanFinding, ...] = ()
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class PlanResult:
    """What the lines of an input show together."""

    findings: tuple[PlanFinding, ...]
    lang: str


def texts(
    helper: Assistant, lines: Iterable[str], *, rewrite: bool, fill: str, answers: Mapping[str, str] | None = None
) -> Iterator[Analysis]:
    """Analyse texts in order, one at a time in memory."""
    for analysis in helper.pipe(lines):
        yield helper.rewritten(analysis, answers=answers, fill=fill) if rewrite else analysis


def gathering(helper: Assistant) -> Gathering:
    """What takes the goals of a plan, judged as the assistant judges."""
    return Gathering(today=helper.today, screen=helper.screen, most_priorities=helper.profile.most_priorities)


def document(helper: Assistant, path: Path, *, rewrite: bool, fill: str) -> DocumentResult:
    """Read a document and find its goals.

    Raises:
        InputError: the document cannot be read.
    """
    opened = documents.read(path)
    goals = []
    together = gathering(helper)
    for block, analysis in zip(opened.blocks, helper.pipe(b.text for b in opened.blocks), strict=True):
        if not analysis.goal and block.listed and analysis.goal_score is not None and analysis.goal_score >= LISTED_THRESHOLD:
            analysis = replace(helper.analyse(block.text, goal=True), goal_score=analysis.goal_score)
        doubtful = block.kind == "sentence" and (analysis.goal_score or 0.0) < PROSE_THRESHOLD
        counts = bool(analysis.goal) and not doubtful and block.ignored != ALL_RULES
        taken = analysis if counts else replace(analysis, goal=analysis.goal and False)
        together.add(Item(taken, block.where, block.heading, block.owner, block.kind != "cell" or block.owner is not None, block.ignored))
        if not counts:
            continue
        needless = block.ignored | (OWNER_RULES if block.owner else set())
        kept = tuple(f for f in analysis.findings if f.rule not in needless)
        analysis = replace(analysis, findings=kept)
        goals.append(FoundGoal(block, helper.rewritten(analysis, fill=fill) if rewrite else analysis))
    whole = together.plan()
    return DocumentResult(path, opened, tuple(goals), plan.check(whole, helper.profile), whole.screen)


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
