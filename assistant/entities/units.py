"""The units of figures: currencies before and behind a number, percent, time, measures."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.entities.numbers import SPACE, alternation
from assistant.lang.figure_models import Figures, Unit
from assistant.records import Span


class Units:
    """The compiled units of one language; `suffix` and `prefix` are patterns without groups."""

    def __init__(self, words: Figures) -> None:
        self._known = [(re.compile(alternation(_cased(u.words)) + ("" if u.prefix else r"(?!\w)"), re.IGNORECASE), u) for u in words.units]
        # the "de" of "2 millions de dollars", "une dizaine d'euros"
        link = f"(?:{alternation(words.unit_links)})?" if words.unit_links else ""
        self.link = re.compile(link, re.IGNORECASE)
        self.suffix = link + _longest_first(w for unit in words.units if not unit.prefix for w in _cased(unit.words))
        self.prefix = alternation(w for unit in words.units if unit.prefix for w in _cased(unit.words))
        self.hours = alternation(w for unit in words.units if unit.unit in ("h", "min") for w in _cased(unit.words))

    def of(self, text: str, span: Span, *, prefix: bool = False) -> Unit | None:
        """The unit that stands there (its "de" included), read in place, for a word may look at what follows it."""
        start, end = span
        if start < 0:
            return None
        for at in (self.link.match(text, start, end).end(), start):  # type: ignore[union-attr]
            for pattern, unit in self._known:
                if unit.prefix == prefix and (m := pattern.match(text, at)) and m.end() == end:
                    return unit
        return None

    def behind(self, name: str = "unit") -> str:
        """The pattern of a unit behind a number or a fraction, as a named group."""
        return rf"(?:{SPACE}|-)?(?P<{name}>{self.suffix})(?!\w)"


def _longest_first(words: Iterable[str]) -> str:
    # by what is matched alone: "degrees(?! a year)" gives way to "degrees celsius"
    return "(?:" + "|".join(sorted(words, key=lambda w: len(re.split(r"\(\?[!=]", w)[0]), reverse=True)) + ")"


def _cased(words: tuple[str, ...]) -> list[str]:
    # a single letter is case-sensitive: "5 M" are millions, "5 m" metres
    return [f"(?-i:{w})" if len(w) == 1 and w.isalpha() else w for w in words]
