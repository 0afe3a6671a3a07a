"""Which patterns can match a text at all: a cheap necessary condition for each, found in the pattern itself.

A grammar tries a hundred patterns on every text, and nearly all of them fail after a look at each character. A pattern
that holds "semestre" or one of twelve names of months cannot match a text without any of them; finding a plain string is
fifty times faster than trying the pattern. Regular-expression engines such as RE2 do the same with required literals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from assistant.entities.heads import DIGIT, Heads, beginnings, heads, lowered

Needed = frozenset[str]  # one of these strings, in lower case, stands in every match
FIRST_MARK = 0xE000  # private-use characters that stand for named patterns
MOST = 80  # strings beyond which looking for them costs as much as the pattern
_NAME = re.compile(r"\{([a-z]+)\}")


class Literals:
    """Finds the strings that a pattern needs; `{name}` in a pattern stands for a named one.

    Args:
        named: the named patterns, which may name others.
        prepare: what is done to each pattern before it is used (accents made optional).
    """

    def __init__(self, named: Mapping[str, str], prepare: Callable[[str], str]) -> None:
        self._named, self._prepare = named, prepare
        self._mark = {name: chr(FIRST_MARK + i) for i, name in enumerate(named)}
        self._name = {mark: name for name, mark in self._mark.items()}
        self._known: dict[str, tuple[Needed | None, Heads | None]] = {}

    def expand(self, pattern: str) -> str:
        """The pattern with the named ones in it."""
        while (expanded := _NAME.sub(lambda m: self._named[m.group(1)], pattern)) != pattern:
            pattern = expanded
        return self._prepare(pattern)

    def told(self, pattern: str, at_words: bool = True) -> tuple[Needed | None, Heads | None]:
        """(strings of which a match of the pattern holds at least one, beginnings of words with one of which each match begins).

        None for either when nothing of use can be said.
        """
        marked = _NAME.sub(lambda m: self._mark[m.group(1)], pattern)
        parsed = parser.parse(self._prepare(marked), re.IGNORECASE)
        found = self._of(parsed)
        begin = heads(parsed, lambda mark: self._of_named(self._name[mark])[1]) if at_words or _begins_word(parsed) else None
        return found if found and len(found) <= MOST else None, begin

    def _of_named(self, name: str) -> tuple[Needed | None, Heads | None]:
        if name not in self._known:
            self._known[name] = self.told(self._named[name])
        return self._known[name]

    def _of(self, parsed: Iterable[Any]) -> Needed | None:
        """The best necessary condition of a sequence: that of its most telling part."""
        best: Needed | None = None
        run = ""
        for op, value in [*parsed, (None, None)]:
            if _is_plain(op, value):
                run += chr(value).lower()
                continue
            best = _better(best, frozenset({run}) if run.strip() else None)
            if run and (following := _openings([(op, value)])):  # "cr(?:éer|oître)" needs "créer" or "croître"
                best = _better(best, frozenset(run + text for text in following))
            run = ""
            best = _better(best, self._of_part(op, value))
        return best

    def _of_part(self, op: Any, value: Any) -> Needed | None:
        if op is ops.LITERAL:  # a digit or a named pattern
            return self._of_named(self._name[chr(value)])[0] if chr(value) in self._name else frozenset({DIGIT})
        if op is ops.IN:
            return frozenset({DIGIT}) if all(_is_digit(*item) for item in value) else None
        if op is ops.SUBPATTERN:
            return self._of(value[3])
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            least, _, inner = value
            return self._of(inner) if least else None
        if op is ops.BRANCH:
            parts = [self._of(branch) for branch in value[1]]
            return frozenset().union(*parts) if all(parts) else None  # type: ignore[arg-type]
        return None  # look-arounds, classes, references


def _is_plain(op: Any, value: Any) -> bool:
    return op is ops.LITERAL and value < FIRST_MARK and not chr(value).isdigit()


def _openings(parsed: Iterable[Any]) -> Needed | None:
    """The strings one of which opens a sequence; None when it may open with none."""
    texts = {""}
    for op, value in parsed:
        if _is_plain(op, value):
            texts = {text + chr(value).lower() for text in texts}
            continue
        if op is ops.SUBPATTERN:
            following = _openings(value[3])
        elif op is ops.BRANCH:
            parts = [_openings(branch) for branch in value[1]]
            following = frozenset().union(*parts) if all(parts) else None  # type: ignore[arg-type]
        else:
            following = None
        if following and len(texts) * len(following) <= MOST:
            texts = {text + more for text in texts for more in following}
        break
    return frozenset(texts) if "" not in texts else None


def _is_digit(op: Any, value: Any) -> bool:
    if op is ops.CATEGORY:
        return value is ops.CATEGORY_DIGIT
    if op is ops.RANGE:
        return chr(value[0]) in "0123456789" and chr(value[1]) in "0123456789"
    return op is ops.LITERAL and chr(value) in "0123456789"


def _better(one: Needed | None, other: Needed | None) -> Needed | None:
    """Of two conditions the one that fewer texts meet: longer strings, then fewer."""
    if not one or not other:
        return one or other
    return max(one, other, key=lambda n: (min(min(len(s) for s in n), 4), -len(n)))


class Scanner:
    """A list of patterns, each tried only on texts, and at words, where a match of it can be.

    Args:
        patterns: what the patterns say, with `{name}` for the named ones.
        literals: the named ones.
        compiled: makes the pattern with a number, when it is first tried; else it is the pattern as it stands.
        at_words: they are compiled so that they match only where a word begins; else that is looked up in each.
    """

    def __init__(
        self, patterns: Sequence[str], literals: Literals, compiled: Callable[[int], re.Pattern[str]] | None = None, at_words: bool = False
    ) -> None:
        told = [literals.told(pattern, at_words) for pattern in patterns]
        self._made: dict[int, re.Pattern[str]] = {}
        self._expanded = [literals.expand(pattern) for pattern in patterns] if compiled is None else []
        self._compiled = compiled or self._compile
        conditions = {needed: None for needed, _ in told}
        places = {needed: i for i, needed in enumerate(conditions)}
        self._conditions = list(conditions)
        self._condition_of = [places[needed] for needed, _ in told]
        self._everywhere = [i for i, (_, begin) in enumerate(told) if begin is None]
        self._by_head: dict[str, list[int]] = {}
        for i, (_, begin) in enumerate(told):
            for head in begin or ():
                self._by_head.setdefault(head, []).append(i)

    def _compile(self, i: int) -> re.Pattern[str]:
        if i not in self._made:
            self._made[i] = re.compile(self._expanded[i], re.IGNORECASE)
        return self._made[i]

    def matches(self, text: str) -> list[tuple[int, re.Match[str]]]:
        """(number of the pattern, match) of all matches: those of each pattern, in their order, from left to right without overlaps."""
        found = beginnings(text)
        low = lowered(text)
        if found is None or low is None:
            return [(i, match) for i in range(len(self._condition_of)) for match in self._compiled(i).finditer(text)]
        met: dict[int, bool] = {}

        def may_match(i: int) -> bool:
            condition = self._condition_of[i]
            if (known := met.get(condition)) is None:
                needed = self._conditions[condition]
                known = met[condition] = needed is None or any(s in low for s in needed)
            return known

        out = [(i, match) for i in self._everywhere if may_match(i) for match in self._compiled(i).finditer(text)]
        places: dict[int, list[int]] = {}
        for head in found.keys() & self._by_head.keys():
            for i in self._by_head[head]:
                places.setdefault(i, []).extend(found[head])
        for i, starts in places.items():
            if not may_match(i):
                continue
            pattern, past = self._compiled(i), 0
            for start in sorted(starts):
                if start >= past and (match := pattern.match(text, start)):
                    past = match.end()
                    out.append((i, match))
        out.sort(key=lambda hit: (hit[0], hit[1].start()))
        return out


def _begins_word(parsed: Iterable[Any]) -> bool:
    """Whether a pattern says that its matches begin where no word goes on: "\\b", "(?<!\\w)"."""
    for op, value in parsed:
        if op is ops.AT:
            if value is ops.AT_BOUNDARY:
                return True
        elif op is ops.ASSERT_NOT:
            direction, inner = value
            if direction < 0 and len(inner) == 1 and inner[0][0] is ops.IN and (ops.CATEGORY, ops.CATEGORY_WORD) in inner[0][1]:
                return True
        elif op is ops.SUBPATTERN:
            return _begins_word(value[3])
        elif op is ops.BRANCH:
            return all(_begins_word(branch) for branch in value[1])
        elif op is not ops.ASSERT:
            return False
    return False
