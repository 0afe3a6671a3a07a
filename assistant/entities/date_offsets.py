"""Days counted from a dated one: "une semaine avant Noël", "three days after Easter"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.entities import calendar
from assistant.entities.date_resolvers import Found
from assistant.entities.date_words import Words

LOOK_BACK = 48  # characters before an expression in which what is counted from it is looked for


@dataclass(frozen=True, slots=True)
class Offset:
    """What is counted from a date: where the count begins, and how many units on (or back) it lies."""

    start: int
    count: float
    unit: str

    def applied(self, found: Found) -> Found:
        """The day so far before the first or behind the last day of a stretch; no day where that has none."""
        base = found.first if self.count < 0 else found.last
        day: date | None = base and calendar.add(base, self.count, self.unit)
        return Found(day, day, explicit=True)


class Offsets:
    """The compiled offset of one language. A value may stand before a deadline ("from 6 to 3 days before 15 March"): that is none."""

    def __init__(self, words: Words, determiner: str) -> None:
        self.words = words
        self.pattern = re.compile(rf"(?<![\w-]){words.expand('{offset}')}[ \u00a0]{determiner}$", re.IGNORECASE)

    def find(self, text: str, start: int) -> Offset | None:
        """The offset that stands right before `start`."""
        begin = max(0, start - LOOK_BACK)
        match = self.pattern.search(text[begin:start])
        if match is None:
            return None
        groups = match.groupdict()
        count, unit = self.words.number(groups["n"] or groups["one"]), self.words.look("unit", groups["unit"] or groups["unit2"])
        if count is None or not unit:
            return None
        return Offset(begin + match.start(), -count if groups["before"] else count, str(unit))
