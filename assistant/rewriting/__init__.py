"""Rewrite a goal: gaps, values, phrases, sentence, verification, breakdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.criteria.base import Context
from assistant.provenance import Rejection
from assistant.records import Rewrite, Verdict
from assistant.rewriting import phrases
from assistant.rewriting.breakdown import breakdown, texts
from assistant.rewriting.gaps import gaps_of, placeholders_in
from assistant.rewriting.marking import is_marked
from assistant.rewriting.phrases import Engine, Request
from assistant.rewriting.pieces import Candidate, of_source, text_of, traces
from assistant.rewriting.template import TemplateEngine
from assistant.rewriting.values import Values, resolve
from assistant.rewriting.verify import problems

Review = Callable[[str], tuple[Context, Mapping[str, Verdict]]]

FILLS = ("placeholder", "suggest")
ENGINES: tuple[Engine, ...] = (TemplateEngine(),)


def rewrite(
    context: Context, verdicts: Mapping[str, Verdict], answers: Mapping[str, str], fill: str, review: Review, *,
    keep_words: bool = False, engines: Sequence[Engine] = ENGINES,
) -> Rewrite:  # fmt: skip
    """The SMART version of a goal, verified.

    Args:
        context: the analysed goal.
        verdicts: its criteria.
        answers: what the user has said, by slot.
        fill: "placeholder" (gaps show as marked placeholders) or "suggest" (declared assumptions).
        review: reads a candidate as if it were a goal of its own, for the verifier.
        keep_words: the author's own words only, gaps added.
        engines: what proposes sentences, best first.
    """
    gaps = gaps_of(context, verdicts)
    if not answers and is_rewrite(context):
        gaps = []  # a rewrite of ours that waits for its answers
    values = resolve(context, gaps, answers, fill)
    chosen, used, engine, rejected = _chosen(context, verdicts, gaps, values, review, keep_words, engines)
    text = text_of(chosen)
    return Rewrite(
        text=text,
        engine=engine,
        changed=text != context.text,
        placeholders=placeholders_in(text, context.language),
        assumptions=used.assumptions if text != context.text else (),
        smart=texts(breakdown(context, verdicts, gaps, used)),
        provenance=traces(chosen),
        rejected=rejected,
    )


def is_rewrite(context: Context) -> bool:
    """Whether a text is a rewrite of ours that waits for values or for their confirmation."""
    return any(p.slot == "target" for p in placeholders_in(context.text, context.language)) or is_marked(context)


def _chosen(
    context: Context, verdicts: Mapping[str, Verdict], gaps: list[str], values: Values, review: Review, keep_words: bool,
    engines: Sequence[Engine],
) -> tuple[Candidate, Values, str, tuple[Rejection, ...]]:  # fmt: skip
    """The first candidate that keeps the facts and leaves nothing to add on a second reading; failing that, one that keeps the facts."""
    rejected: list[Rejection] = []
    factual: tuple[Candidate, Values, str] | None = None
    seen: set[str] = set()
    for engine, request in _tries(context, verdicts, gaps, values, keep_words, engines):
        for candidate in engine.propose(request):
            text = text_of(candidate)
            if text in seen:
                continue
            seen.add(text)
            if text == context.text:
                return candidate, request.values, engine.name, tuple(rejected)
            reread, reverdicts = review(text)
            if faults := problems(request, candidate, reread.entities):
                rejected.append(Rejection(engine.name, text, tuple(faults)))
                continue
            if is_rewrite(reread) or not gaps_of(reread, reverdicts):
                return candidate, request.values, engine.name, tuple(rejected)
            factual = factual or (candidate, request.values, engine.name)
    chosen = factual or (of_source(context, 0, len(context.text)), values, ENGINES[-1].name)
    return (*chosen, tuple(rejected))


def _tries(
    context: Context, verdicts: Mapping[str, Verdict], gaps: list[str], values: Values, keep_words: bool, engines: Sequence[Engine]
) -> Iterator[tuple[Engine, Request]]:
    """Each engine with the values at hand; at last the template with placeholders alone."""

    def request(with_values: Values, words_kept: bool) -> Request:
        return Request(context, verdicts, tuple(gaps), with_values, phrases.of_goal(context, gaps, with_values), words_kept)

    for engine in engines:
        yield engine, request(values, keep_words)
    yield ENGINES[-1], request(Values(dict(context.language.templates.placeholders)), True)
