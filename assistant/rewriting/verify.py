"""The verifier: re-reads a rewrite with the extractor and says what is wrong with it. It cannot be switched off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.records import Entity

_DIGITS = re.compile(r"\d+")


def problems(source: str, entities: Sequence[Entity], candidate: str, allowed: Iterable[str], reread: Sequence[Entity]) -> list[str]:
    """What a candidate breaks, empty when it may be shown.

    Args:
        source: the author's text.
        entities: what the extractor found in it.
        candidate: the rewrite.
        allowed: texts whose figures and dates may stand in the rewrite beside the author's: answers and assumptions.
        reread: what the extractor finds in the candidate.

    Checks: every entity of the source stands in the candidate as the author wrote it, as often as there; every run of
    digits, and every figure and date that the extractor reads in the candidate, comes from the source or an allowed text.
    """
    found: list[str] = []
    for text, count in Counter(e.text for e in entities).items():
        if candidate.count(text) < count:
            found.append(f"lost: {text}")
    permitted = [source, *allowed]
    digits = {run for text in permitted for run in _DIGITS.findall(text)}
    found += [f"invented: {run}" for run in _DIGITS.findall(candidate) if run not in digits]
    known = " \n ".join(permitted).casefold()
    for entity in reread:
        if entity.label in ("FIGURE", "DATE") and entity.text.casefold() not in known and not _composed(entity.text, known):
            found.append(f"invented: {entity.text}")
    return found


def _composed(text: str, known: str) -> bool:
    """Whether each word of a span is known: a wider span around known parts is no invention."""
    return all(word in known for word in re.findall(r"\w+", text.casefold()))
