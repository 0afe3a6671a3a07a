"""What the commands do, as plain functions: analyse or rewrite texts, lines and documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assistant import documents
from assistant.criteria import is_rule
from assistant.documents import Block, Document
from assistant.documents.marks import ALL_RULES
from assistant.pipeline import Assistant
from assistant.records import Analysis

LISTED_THRESHOLD = 0.2  # score above which an entry of a list of goals is believed to be one
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
    blocks = [block for block in opened.blocks if not block.ignored >= ALL_RULES]
    for block, analysis in zip(blocks, helper.pipe(b.text for b in blocks), strict=True):
        if not analysis.goal and block.listed and analysis.goal_score is not None and analysis.goal_score >= LISTED_THRESHOLD:
            analysis = replace(helper.analyse(block.text, goal=True), goal_score=analysis.goal_score)
        doubtful = block.kind == "sentence" and (analysis.goal_score or 0.0) < PROSE_THRESHOLD
        if not analysis.goal or doubtful:
            continue
        kept = tuple(f for f in analysis.findings if not f.rule.startswith(tuple(block.ignored)))
        analysis = replace(analysis, findings=kept)
        finished = _finished(helper, analysis, first + len(goals), rewrite=rewrite, fill=fill, answers=answers)
        goals.append(FoundGoal(block, finished))
    return DocumentResult(path, opened, tuple(goals), _unknown_rules(opened))


def _unknown_rules(opened: Document) -> tuple[tuple[str, str], ...]:
    """What ignore marks name and no rule or family is called, each name once, with the place of its first mark."""
    places: dict[str, str] = {}
    for block in opened.blocks:
        for name in sorted(block.ignored - ALL_RULES):
            if not is_rule(name):
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
