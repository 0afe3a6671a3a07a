"""How the matches of a pattern can begin, so that it is tried only on texts, and at places, where one can.

A text is looked at once: the first letters of its words. A pattern whose matches begin with none of them needs no search, which
spares most of the hundred searches a text, and its compilation until a text needs it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from re import _casefix  # type: ignore[attr-defined]
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from assistant.entities.alternatives import QUANTIFIERS, joined, split

LENGTH = 3  # letters of a beginning
MOST = 400  # beginnings beyond which a pattern can begin with about anything
DIGIT = "0"  # any digit
Heads = frozenset[str]
_RUN = re.compile(r"\w+")
_ANY_DIGIT = re.compile(r"\d")
_UNKEPT = re.compile(r"\W.*", re.DOTALL)
# characters that match others than their lower case without regard to case ("ſ" and "s"); a text with one is always searched
_ODD = re.compile("[İ" + "".join(chr(c) for c in _casefix._EXTRA_CASES if c > 127) + "]")


def lowered(text: str) -> str | None:
    """The text in lower case, its digits all the same, character by character; None where case is not so simple."""
    return None if _ODD.search(text) else _ANY_DIGIT.sub(DIGIT, text.lower())


@lru_cache(maxsize=64)
def beginnings(text: str) -> dict[str, list[int]] | None:
    """The first one, two and three characters of the words of a text, with their places; None where they do not tell."""
    low = lowered(text)
    if low is None or len(low) != len(text):
        return None
    found: dict[str, list[int]] = {}
    for word in _RUN.finditer(low):
        start, letters = word.start(), word[0]
        for length in range(1, min(LENGTH, len(letters)) + 1):
            found.setdefault(letters[:length], []).append(start)
    return found


def heads(parsed: Iterable[Any], named: Callable[[str], Heads | None] | None = None) -> Heads | None:
    """The beginnings of all matches of a parsed pattern: each starts with one of them. None when that cannot be told.

    Args:
        parsed: what `re` makes of the pattern, without regard to case.
        named: the beginnings of what a private-use character stands for.
    """
    ended, live = _heads(parsed, named)
    found = {_UNKEPT.sub("", head) for head in ended | live}
    if "" in found or len(found) > MOST:
        return None
    return frozenset(h for h in found if not any(h[:n] in found for n in range(1, len(h))))


def _heads(parsed: Iterable[Any], named: Callable[[str], Heads | None] | None) -> tuple[set[str], set[str]]:
    """(beginnings after which anything may follow, beginnings after which what comes next in the pattern follows)."""
    ended: set[str] = set()
    live = {""}
    for op, value in parsed:
        if op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
            continue
        closed, open_ = _of_part(op, value, named)
        ended |= {head + c for head in live for c in closed}
        live = {head + o for head in live for o in open_}
        ended |= {head[:LENGTH] for head in live if len(head) >= LENGTH}
        live = {head for head in live if len(head) < LENGTH}
        if not live or len(ended) + len(live) > MOST:
            break
    return {head[:LENGTH] for head in ended}, live


def _of_part(op: Any, value: Any, named: Callable[[str], Heads | None] | None) -> tuple[set[str], set[str]]:
    if op is ops.LITERAL:
        character = chr(value)
        if named and 0xE000 <= value < 0xF900:
            return set(named(character) or {""}), set()
        return set(), {DIGIT if character.isdigit() else character.lower()}
    if op is ops.IN:
        characters = _members(value)
        return (set(), characters) if characters else ({""}, set())
    if op is ops.SUBPATTERN:
        return _heads(value[3], named)
    if op is ops.BRANCH:
        parts = [_heads(branch, named) for branch in value[1]]
        return set().union(*(p[0] for p in parts)), set().union(*(p[1] for p in parts))
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        least, most, inner = value
        closed, open_ = _heads(inner, named)
        if most > 1:
            closed, open_ = closed | open_, set()
        return closed, (open_ | {""} if not least else open_)
    return {""}, set()  # any character, references


def _members(items: Iterable[Any]) -> set[str] | None:
    """The characters of a class, in lower case; None when there are many."""
    out: set[str] = set()
    for op, value in items:
        if op is ops.LITERAL:
            out.add(DIGIT if chr(value).isdigit() else chr(value).lower())
        elif op is ops.CATEGORY and value is ops.CATEGORY_DIGIT:
            out.add(DIGIT)
        elif op is ops.RANGE and value[1] - value[0] < 40:
            out |= {DIGIT if chr(c).isdigit() else chr(c).lower() for c in range(value[0], value[1] + 1)}
        else:
            return None
    return out


def _of_alternative(alternative: str) -> Heads | None:
    """The beginnings of one alternative: its first letters where it opens with some, else by parsing it."""
    letters = ""
    for i, c in enumerate(alternative[:LENGTH]):
        if not c.isalpha() or alternative[i + 1 : i + 2] in QUANTIFIERS:
            break
        letters += c.lower()
    plain = letters and ("|" not in alternative or len(split(alternative)) == 1)
    return frozenset({letters}) if plain else heads(parser.parse(alternative, re.IGNORECASE))


class WordPattern:
    """Words, as patterns, found as whole words of a text without regard to case; otherwise like a compiled pattern.

    Args:
        alternatives: the words, in the order in which they are tried.
        before: a look-behind that lets a match begin only where a word does.
        after: what follows, without a group.
    """

    def __init__(self, alternatives: Iterable[str], before: str = r"(?<!\w)", after: str = r"(?!\w)") -> None:
        self._alternatives = tuple(alternatives)
        self._frame = before, after
        self._made: dict[str, re.Pattern[str]] = {}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All of it as one pattern, for texts whose beginnings do not tell."""
        return self._compile(self._alternatives)

    @cached_property
    def groups(self) -> dict[str, list[str]] | None:
        """The alternatives by the beginning of their matches, none of which is the beginning of another; None where some have none."""
        begin = [_of_alternative(alternative) for alternative in self._alternatives]
        if not begin or None in begin:
            return None
        known = frozenset().union(*begin)  # type: ignore[arg-type]
        out: dict[str, list[str]] = {}
        for alternative, own in zip(self._alternatives, begin, strict=True):
            for head in dict.fromkeys(next(h[:n] for n in range(1, len(h) + 1) if h[:n] in known) for h in own or ()):
                out.setdefault(head, []).append(alternative)
        return out

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match between two places."""
        return next(self.finditer(text, start, end), None)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """All matches between two places, from left to right."""
        groups = self.groups
        found = None if groups is None else beginnings(text)
        if found is None or groups is None:
            yield from self.pattern.finditer(text, start, end)
            return
        places = [(at, head) for head in found.keys() & groups.keys() for at in found[head]]
        places.sort()
        for at, begin in places:
            if at >= start and (match := self._of(begin).match(text, at, end)):
                start = match.end()
                yield match

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The match that begins at a place."""
        pattern = self._at(text[start : start + LENGTH])
        return pattern.match(text, start) if pattern else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match of a whole text."""
        pattern = self._at(text[:LENGTH])
        return pattern.fullmatch(text) if pattern else None

    def _at(self, letters: str) -> re.Pattern[str] | None:
        """The pattern of what may begin with these letters."""
        low = lowered(letters)
        if self.groups is None or low is None or len(low) != len(letters):
            return self.pattern
        return next((self._of(low[:n]) for n in range(1, len(low) + 1) if low[:n] in self.groups), None)

    def _of(self, head: str) -> re.Pattern[str]:
        if head not in self._made:
            self._made[head] = self._compile((self.groups or {})[head])
        return self._made[head]

    def _compile(self, alternatives: Sequence[str]) -> re.Pattern[str]:
        return re.compile(f"{self._frame[0]}(?:{joined(alternatives)}){self._frame[1]}", re.IGNORECASE)
