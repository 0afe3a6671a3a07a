"""What a heading says of the text below it: that goals follow, or how things stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from assistant import lang


def is_goal_heading(headings: Sequence[str]) -> bool:
    """Whether a heading, in any language, says that goals follow."""
    return any(_goals().search(heading) for heading in headings)


def is_context(headings: Sequence[str]) -> bool:
    """Whether the nearest heading that tells says how things stand, not what is wanted."""
    for heading in reversed(headings):
        if is_goal_heading((heading,)):
            return False
        if _context().search(heading):
            return True
    return False


@cache
def _goals() -> re.Pattern[str]:
    return _any(word for code in lang.available() for word in lang.lexicon(code).goal_headings)


@cache
def _context() -> re.Pattern[str]:
    return _any(word for code in lang.available() for word in lang.document_texts(code).context_headings)


def is_bare_heading(text: str) -> bool:
    """Whether a short text can only be a heading, though nothing marks it as one ("Our goals", "Moyens 2027")."""
    return _bare().fullmatch(text.strip()) is not None


@cache
def _bare() -> re.Pattern[str]:
    codes = lang.available()
    words = "|".join(w for c in codes for w in (*lang.lexicon(c).goal_headings, *lang.document_texts(c).context_headings))
    openers = "|".join(w for c in codes for w in lang.document_texts(c).heading_openers)
    return re.compile(rf"(?:(?:{openers})\s+)?(?:{words})(?:\s+(?:smart|\d{{4}}|20\d\d-20\d\d))?", re.IGNORECASE)


def is_caption(text: str) -> bool:
    """Whether a text is the caption of a table or figure ("Table 1: loyalty goals")."""
    return _captions().match(text) is not None


@cache
def _captions() -> re.Pattern[str]:
    words = "|".join(word for code in lang.available() for word in lang.document_texts(code).captions)
    return re.compile(rf"\A\s*(?:{words})\s?(?:n°\s?)?\d{{1,3}}\s*(?:[:.–—-]|$)", re.IGNORECASE)


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
