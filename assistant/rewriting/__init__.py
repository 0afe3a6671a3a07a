"""Rewrite a goal: gaps, values, phrases, sentence, verification, layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.criteria.base import Context
from assistant.lang.models import Language
from assistant.provenance import Rejection
from assistant.records import Assumption, Entity, Rewrite, Verdict
from assistant.rewriting import compound, phrases, styles
from assistant.rewriting.breakdown import breakdown, texts
from assistant.rewriting.gaps import gaps_of, placeholders_in
from assistant.rewriting.marking import is_marked
from assistant.rewriting.phrases import Engine, Request
from assistant.rewriting.pieces import Candidate, Piece, of_source, text_of, traces
from assistant.rewriting.template import TemplateEngine
from assistant.rewriting.values import Values, resolve
from assistant.rewriting.verify import lost, numbers, problems, untraced

Review = Callable[[str], tuple[Context, Mapping[str, Verdict]]]
Read = Callable[[str], Sequence[Entity]]

FILLS = ("placeholder", "suggest")
STYLES = styles.STYLES
COMPOUNDS = compound.COMPOUNDS
ENGINES: tuple[Engine, ...] = (TemplateEngine(),)


@dataclass(frozen=True, slots=True)
class Writing:
    """How rewrites are written.

    Attributes:
        style: sentence, card (title over five lines) or okr (objective and key results).
        compound: "parts" rewrites several goals in one sentence, "split" makes one sentence of each.
        keep_words: the author's own words only, to which gaps are added in brackets.
        engines: what proposes sentences, best first.
    """

    style: str = "sentence"
    compound: str = "parts"
    keep_words: bool = False
    engines: Sequence[Engine] = ENGINES


@dataclass(frozen=True, slots=True)
class Readers:
    """How a candidate is read again.

    Attributes:
        review: as a goal of its own, with its criteria: what was written from answers must leave nothing to ask.
        read: its figures and dates alone, by the extractor's grammar: enough where placeholders or marks show that it waits.
    """

    review: Review
    read: Read


@dataclass(frozen=True, slots=True)
class _Made:
    """A verified sentence with all that led to it."""

    candidate: Candidate
    values: Values
    gaps: list[str]
    engine: str
    rejected: tuple[Rejection, ...]
    context: Context
    verdicts: Mapping[str, Verdict]


def rewrite(
    context: Context, verdicts: Mapping[str, Verdict], answers: Mapping[str, str], fill: str, readers: Readers, *,
    writing: Writing | None = None, smart: bool = False,
) -> Rewrite:  # fmt: skip
    """The SMART version of a goal, verified.

    Args:
        context: the analysed goal.
        verdicts: its criteria.
        answers: what the user has said, by slot.
        fill: "placeholder" (gaps show as marked placeholders) or "suggest" (declared assumptions).
        readers: read a candidate again, for the verifier.
        writing: style and the like.
        smart: whether the goal is SMART already, so that its sentence stays as it is.
    """
    writing = writing or Writing()
    waits = is_rewrite(context.text, context.language)
    if styles.is_styled(context) and not answers:
        return Rewrite(context.text, ENGINES[-1].name, False, placeholders_in(context.text, context.language), style=writing.style)
    made: tuple[_Made, ...] = ()
    if not (smart or waits):
        made = _parts(context, answers, fill, readers, writing)
    joined_text = _together(context, made, writing) if made else None
    if joined_text is None:
        gaps = [] if waits and not answers else gaps_of(context, verdicts)  # a rewrite of ours waits for its answers
        made = (_one(context, verdicts, gaps, answers, fill, readers, writing),)
        sentences = [made[0].candidate]
    else:
        sentences = joined_text
    lines = _lines(made, None)
    if writing.style != "sentence":
        own = _lines(made, context) if context.screen is not context.language else lines
        candidate = styles.laid_out(context, sentences, own, writing.style)
    else:
        candidate = styles.laid_out(context, sentences, lines, writing.style)
    text = text_of(candidate)
    assumptions = dict.fromkeys(a for m in made for a in m.values.assumptions)
    return Rewrite(
        text=text,
        engine=made[-1].engine,
        changed=text != context.text,
        placeholders=placeholders_in(text, context.language),
        assumptions=_shown(assumptions, candidate) if text != context.text else (),
        smart=texts(lines),
        provenance=traces(candidate),
        style=writing.style,
        rejected=tuple(rejection for m in made for rejection in m.rejected),
    )


def is_rewrite(text: str, language: Language) -> bool:
    """Whether a text is a rewrite of ours that waits for values or for their confirmation."""
    held = {p.slot for p in placeholders_in(text, language)}
    return "target" in held or ("deadline" in held and bool(numbers(language.code, text))) or is_marked(text, language.code)


def _shown(assumptions: Mapping[Assumption, None], candidate: Candidate) -> tuple[Assumption, ...]:
    """The assumptions that the text holds."""
    held = _plain(text_of(piece for piece in candidate if piece.origin == "assumption"))
    return tuple(a for a in assumptions if _plain(a.value).lstrip("+−– -") in held)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _one(
    context: Context, verdicts: Mapping[str, Verdict], gaps: list[str], answers: Mapping[str, str], fill: str, readers: Readers,
    writing: Writing,
) -> _Made:  # fmt: skip
    values = resolve(context, gaps, answers, fill)
    if not gaps and not values.given:  # nothing to add
        return _Made(of_source(context, 0, len(context.text)), values, gaps, ENGINES[-1].name, (), context, verdicts)
    candidate, used, engine, rejected = _chosen(context, verdicts, gaps, values, readers, writing)
    return _Made(candidate, used, gaps, engine, rejected, context, verdicts)


def _parts(context: Context, answers: Mapping[str, str], fill: str, readers: Readers, writing: Writing) -> tuple[_Made, ...]:
    """The goals of which a text is made, each rewritten; nothing for one that is no compound."""
    read = [readers.review(part.text) for part in compound.parts_of(context)]
    if not read:
        return ()
    lacking = [gaps_of(*one) for one in read]

    def written(each: list[list[str]]) -> tuple[_Made, ...]:
        said = compound.answers_for(answers, each)
        return tuple(_one(*one, gaps, given, fill, readers, writing) for one, gaps, given in zip(read, each, said, strict=True))

    if writing.compound == "parts" and writing.style != "okr":
        # one sentence has one deadline, at its end
        made = written([[gap for gap in gaps if gap != "deadline" or n == len(read) - 1] for n, gaps in enumerate(lacking)])
        if not any(compound.has_colon(m.candidate) for m in made):
            return made
    return written(lacking)


def _together(context: Context, made: tuple[_Made, ...], writing: Writing) -> list[Candidate] | None:
    """The parts as sentences, or as one; None where something of the author's would be lost."""
    parts = compound.parts_of(context)
    candidates = [m.candidate for m in made]
    split = writing.compound == "split" or writing.style == "okr" or any(compound.has_colon(c) for c in candidates)
    whole = compound.together(context, parts, candidates, split=split)
    if lost(context.entities, text_of(whole)) or untraced(context, whole):
        return None
    if writing.style == "okr":
        return [part.moved(candidate) for part, candidate in zip(parts, candidates, strict=True)]
    return [whole]


def _lines(made: tuple[_Made, ...], own: Context | None) -> dict[str, Candidate]:
    """The five lines; those of several goals one behind the other, said once where they agree."""
    each = [breakdown(m.context, m.verdicts, m.gaps, m.values, own.language if own else None) for m in made]
    separator = (own.language if own else made[0].context.screen).templates.smart["several"]
    out: dict[str, Candidate] = {}
    for letter in "SMART":
        rows = {text_of(lines[letter]): lines[letter] for lines in each}
        out[letter] = tuple(piece for n, row in enumerate(rows.values()) for piece in ((Piece(separator), *row) if n else row))
    return out


def _chosen(
    context: Context, verdicts: Mapping[str, Verdict], gaps: list[str], values: Values, readers: Readers, writing: Writing
) -> tuple[Candidate, Values, str, tuple[Rejection, ...]]:
    """The first candidate that keeps the facts and leaves nothing to add on a second reading; failing that, one that keeps the facts."""
    rejected: list[Rejection] = []
    factual: tuple[Candidate, Values, str] | None = None
    seen: set[str] = set()
    for engine, request in _tries(context, verdicts, gaps, values, writing):
        if factual and values.given and not request.values.given:
            break  # placeholders alone would drop what the author has answered
        for candidate in engine.propose(request):
            text = text_of(candidate)
            if text in seen:
                continue
            seen.add(text)
            if text == context.text:
                return candidate, request.values, engine.name, tuple(rejected)
            waits = is_rewrite(text, context.language) and not request.strict
            whole = None if waits else readers.review(text)
            if faults := problems(request, candidate, whole[0].entities if whole else readers.read(text)):
                rejected.append(Rejection(engine.name, text, tuple(faults)))
                continue
            if whole is None or is_rewrite(text, context.language) or not gaps_of(*whole):
                return candidate, request.values, engine.name, tuple(rejected)
            factual = factual or (candidate, request.values, engine.name)
    chosen = factual or (of_source(context, 0, len(context.text)), values, ENGINES[-1].name)
    return (*chosen, tuple(rejected))


def _tries(
    context: Context, verdicts: Mapping[str, Verdict], gaps: list[str], values: Values, writing: Writing
) -> Iterator[tuple[Engine, Request]]:
    """Each engine with the values at hand; at last the template with placeholders alone."""

    def request(with_values: Values, keep_words: bool) -> Request:
        return Request(context, verdicts, tuple(gaps), with_values, phrases.of_goal(context, gaps, with_values), keep_words)

    first = request(values, writing.keep_words)
    for engine in writing.engines:
        yield engine, replace(first, strict=engine.name != ENGINES[-1].name)
    yield ENGINES[-1], request(Values(dict(context.language.templates.placeholders)), True)
