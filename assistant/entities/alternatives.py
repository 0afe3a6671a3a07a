"""Alternatives of a pattern, ordered so that a failing search looks at few of them.

The regular-expression engine tries the alternatives of a group one after the other at every place. Those that open with the
same letter are put together behind that letter ("cr(?:éer|oître)"), as a trie does: at most places two dozen letters are
compared instead of a thousand verbs. What a pattern matches stays the same, for alternatives that open with different letters
never match at the same place, and those with the same letter keep their order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

QUANTIFIERS = frozenset("?*+{")


def alternation(words: Iterable[str]) -> str:
    """A group of alternatives, longest first, so that "points de base" wins over "points"."""
    return f"(?:{joined(sorted(words, key=len, reverse=True))})"


def joined(alternatives: Sequence[str]) -> str:
    """The alternatives, joined as by "|" and in that order, with common first letters said once."""
    out: list[str] = []
    run: dict[str, list[str]] = {}
    bare: dict[str, str] = {}

    def flush() -> None:
        for letter, tails in run.items():
            out.append(letter + tails[0] if len(tails) == 1 else f"{letter}(?:{joined(tails)})")
        run.clear()
        bare.clear()

    for alternative in alternatives:
        if not _opens_with_letter(alternative):
            flush()  # it may match wherever others do, so that nothing moves across it
            out.append(alternative)
            continue
        letter = alternative[0]
        if bare.setdefault(_bare(letter), letter) != letter:  # "É" and "é" match alike where case or accents are left open
            flush()
            bare[_bare(letter)] = letter
        run.setdefault(letter, []).append(alternative[1:])
    flush()
    return "|".join(out)


def _opens_with_letter(alternative: str) -> bool:
    return (
        alternative[:1].isalpha()
        and alternative[1:2] not in QUANTIFIERS
        and not _captures(alternative)
        and ("|" not in alternative or len(split(alternative)) == 1)
    )


def _captures(pattern: str) -> bool:
    """Whether a pattern has a group of its own, whose number would change with the order."""
    return "(" in pattern and ("(?P" in pattern or any(c == "(" and pattern[i + 1 : i + 2] != "?" for i, c in enumerate(pattern)))


def split(pattern: str) -> list[str]:
    """The alternatives of a pattern: its parts between the "|" that stand in no group or class."""
    parts, start, depth, escaped, in_class = [], 0, 0, False, False
    for i, c in enumerate(pattern):
        if escaped:
            escaped = False
        elif c == "\\":
            escaped = True
        elif in_class:
            in_class = c != "]"
        elif c == "[":
            in_class = True
        elif c == "(":
            depth += 1
        elif c == ")":
            depth -= 1
        elif c == "|" and not depth:
            parts.append(pattern[start:i])
            start = i + 1
    return [*parts, pattern[start:]]


@lru_cache(maxsize=512)
def _bare(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter.casefold())[:1]
