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

Needed = frozenset[str]  # one of these strings, in lower case, stands in every match
DIGIT = "0"  # any digit: texts are compared with their digits turned into this one
FIRST_MARK = 0xE000  # private-use characters that stand for named patterns
MOST = 80  # strings beyond which looking for them costs as much as the pattern
_ANY_DIGIT = re.compile(r"\d")


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
        self._known: dict[str, Needed | None] = {}

    def needed(self, pattern: str) -> Needed | None:
        """Strings of which a match of the pattern holds at least one; None when nothing of use can be said."""
        marked = re.sub(r"\{([a-z]+)\}", lambda m: self._mark[m.group(1)], pattern)
        found = self._of(parser.parse(self._prepare(marked), re.IGNORECASE))
        return found if found and len(found) <= MOST else None

    def _of_named(self, name: str) -> Needed | None:
        if name not in self._known:
            self._known[name] = self.needed(self._named[name])
        return self._known[name]

    def _of(self, parsed: Iterable[Any]) -> Needed | None:
        """The best necessary condition of a sequence: that of its most telling part."""
        best: Needed | None = None
        run = ""
        for op, value in [*parsed, (None, None)]:
            if op is ops.LITERAL and value < FIRST_MARK and not chr(value).isdigit():
                run += chr(value).lower()
                continue
            best, run = _better(best, frozenset({run}) if run.strip() else None), ""
            best = _better(best, self._of_part(op, value))
        return best

    def _of_part(self, op: Any, value: Any) -> Needed | None:
        if op is ops.LITERAL:  # a digit or a named pattern
            return self._of_named(self._name[chr(value)]) if chr(value) in self._name else frozenset({DIGIT})
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


class Gates:
    """The conditions of a list of patterns, each looked up once a text.

    Args:
        conditions: one for each pattern, None for one that is always to be tried.
    """

    def __init__(self, conditions: Sequence[Needed | None]) -> None:
        self._always = [i for i, condition in enumerate(conditions) if condition is None]
        self._groups: dict[Needed, list[int]] = {}
        for i, condition in enumerate(conditions):
            if condition is not None:
                self._groups.setdefault(condition, []).append(i)

    def open(self, text: str) -> list[int]:
        """The indices of the patterns that may match the text, in order."""
        low = _ANY_DIGIT.sub(DIGIT, text.lower())
        out = list(self._always)
        for strings, indices in self._groups.items():
            if any(s in low for s in strings):
                out += indices
        out.sort()
        return out
