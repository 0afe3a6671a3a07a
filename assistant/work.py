"""What the commands do, as plain functions: analyse or rewrite texts, lines and documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant import documents, lang, plan, profiles
from assistant.criteria import is_rule
from assistant.documents import Block, Document, Edit, Writing
from assistant.documents.marks import ALL_RULES
from assistant.documents.refusal import Refusal
from assistant.pipeline import Assistant
from assistant.plan import Gathering, Item, PlanFinding
from assistant.profiles import Profile
from assistant.records import CRITERIA, Analysis

LISTED_THRESHOLD = 0.2  # score above which an entry of a list of goals is believed to be one
_CRITERIA = frozenset(name[0].upper() for name in CRITERIA)  # families of rules that the verdicts tell already
OWNER_RULES = frozenset({"O002"})  # they ask for an owner, whom another column of the table may name
PROSE_THRESHOLD = 0.75  # and a sentence of running text, where most figures are context
CONTEXT_THRESHOLD = 0.95  # and anything under a heading such as "Context", where figures tell how things stand
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

    `unknown_rules` holds (place, name) of what the document's ignore marks name and no rule is called; `today`,
    `screen` and `profile` are the assistant's.
    """

    path: Path
    document: Document
    goals: tuple[FoundGoal, ...]
    unknown_rules: tuple[tuple[str, str], ...] = ()
    today: date | None = None
    screen: str = "auto"
    profile: Profile | None = None


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
    helper: Assistant, path: Path, *, rewrite: bool, fill: str, answers: AnswersFor | None = None, first: int = 1,
    read: Callable[[Path], Document] = documents.read,
) -> DocumentResult:  # fmt: skip
    """Read a document and find its goals; `first` is the number of the first one for `answers`, `read` what opens the file
    (`documents.sandbox.read` does so in a child process with limits).

    Raises:
        InputError: the document cannot be read.
    """
    opened = read(path)
    goals: list[FoundGoal] = []
    together = gathering(helper)
    blocks = [block for block in opened.blocks if not block.ignored >= ALL_RULES]
    for block, analysis in zip(blocks, helper.pipe(b.text for b in blocks), strict=True):
        if not analysis.goal and block.listed and analysis.goal_score is not None and analysis.goal_score >= LISTED_THRESHOLD:
            analysis = replace(helper.analyse(block.text, goal=True), goal_score=analysis.goal_score)
        bar = CONTEXT_THRESHOLD if block.context else PROSE_THRESHOLD if block.kind == "sentence" else 0.0
        doubtful = (analysis.goal_score or 0.0) < bar
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
    return DocumentResult(path, opened, tuple(goals), _unknown_rules(opened), helper.today, helper.screen, helper.profile)


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


def rewritten_bytes(result: DocumentResult, *, mode: str | None = None, suffix: str = "") -> bytes:
    """The document with its goals rewritten.

    Args:
        result: of `document` with `rewrite=True`.
        mode: how (`documents.base.Writing`); the first of the format's own when None.
        suffix: of the output, where the format writes another one than it reads.

    Raises:
        Refusal: the format has no such mode.
    """
    modes = documents.format_of(result.path).modes
    if mode is not None and mode not in modes:
        raise Refusal(result.path, "bad_mode", mode=mode, modes=", ".join(modes))
    edits = {found.block.key: edit_of(found, result.screen, result.profile) for found in result.goals if found.analysis.rewrite}
    how = Writing(mode or modes[0], result.today or date.min, suffix, _language_of(result))
    return result.document.write(edits, how)


def edit_of(found: FoundGoal, screen: str = "auto", profile: Profile | None = None) -> Edit:
    """What is written back for a goal, in the language of the screen, else of the goal."""
    analysis, block, made = found.analysis, found.block, found.analysis.rewrite
    own = block.text.removesuffix(block.beside) if block.beside else block.text
    new = own if made is None else made.text.replace(block.beside, "", 1) if block.beside else made.text
    code = analysis.lang if screen == "auto" else screen
    say, names = lang.document_texts(code).note, (profile or profiles.default()).strings(code)
    lines = [say["score"].format(score=analysis.score)]
    for name, verdict in analysis.criteria.items():
        lines.append(say["criterion"].format(letter=name[0].upper(), name=names[name], status=names[verdict.status], reason=verdict.reason))
    lines += [say["finding"].format(message=finding.message) for finding in analysis.findings if finding.rule[0] not in _CRITERIA]
    if analysis.questions:
        lines += [say["ask"], *(say["question"].format(text=question.text) for question in analysis.questions)]
    criteria = " ".join(f"{name[0].upper()}:{verdict.status}" for name, verdict in analysis.criteria.items())
    columns = {"smart_rewrite": new, "smart_score": str(analysis.score), "smart_criteria": criteria}
    if new == own:
        return Edit(None, "\n".join(lines), columns=columns)
    proposal, original = (say[key].format(text=text) for key, text in (("proposal", new), ("original", own)))
    return Edit(new, "\n".join(lines), proposal, original, say["kept_apart"], columns)


def _language_of(result: DocumentResult) -> str:
    """The language of most goals of a document, or the screen's."""
    if result.screen != "auto":
        return result.screen
    known = Counter(found.analysis.lang for found in result.goals)
    return known.most_common(1)[0][0] if known else lang.available()[0]
