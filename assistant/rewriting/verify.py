"""The verifier: re-reads a rewrite with the extractor and says what is wrong with it. It cannot be switched off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.criteria.base import Context
from assistant.records import Entity
from assistant.rewriting.phrases import Request
from assistant.rewriting.pieces import Candidate, text_of

_DIGITS = re.compile(r"\d+")


def problems(request: Request, candidate: Candidate, reread: Context) -> list[str]:
    """What a candidate breaks, empty when it may be shown.

    Args:
        request: the goal and what may be said beside it.
        candidate: the rewrite, in pieces.
        reread: the rewrite, analysed.
    """
    context, text = request.context, text_of(candidate)
    return [*lost(context.entities, text), *invented(candidate, context.text, reread.entities), *untraced(candidate, context.text)]


def lost(entities: Sequence[Entity], candidate: str) -> list[str]:
    """Entities of the source that do not stand in the candidate as the author wrote them, as often as there."""
    return [f"lost: {text}" for text, count in Counter(e.text for e in entities).items() if candidate.count(text) < count]


def invented(candidate: Candidate, source: str, reread: Sequence[Entity]) -> list[str]:
    """Digits, figures and dates of the candidate that no piece with an origin brings, or that stand there more often than in their origins."""
    allowed = Counter(_DIGITS.findall(source))
    said = [p for p in candidate if p.origin in ("answer", "arithmetic", "assumption")]
    for piece in said:
        allowed.update(_DIGITS.findall(piece.text))
    text = text_of(candidate)
    found = [f"invented: {run}" for run, count in Counter(_DIGITS.findall(text)).items() if count > allowed[run]]
    known = " \n ".join([source, *(p.text for p in said)]).casefold()
    for entity in reread:
        if entity.label in ("FIGURE", "DATE") and entity.text.casefold() not in known and not _composed(entity.text, known):
            found.append(f"invented: {entity.text}")
    return found


def untraced(candidate: Candidate, source: str) -> list[str]:
    """Pieces whose trace is wrong: a source piece that does not stand at its place, words of a template that hold a digit."""
    out = []
    for piece in candidate:
        if piece.origin == "source" and piece.source and piece.slot != "metric" and source[slice(*piece.source)] != piece.text:
            out.append(f"untraced: {piece.text}")
        if piece.origin in (None, "placeholder") and _DIGITS.search(piece.text):
            out.append(f"untraced: {piece.text}")
    return out


def _composed(text: str, known: str) -> bool:
    """Whether each word of a span is known: a wider span around known parts is no invention."""
    return all(word in known for word in re.findall(r"\w+", text.casefold()))


def _words(texts: Iterable[str]) -> str:
    return " ".join(texts)
