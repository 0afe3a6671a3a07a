"""The date words of a language: tables for the patterns, and what a matched word means."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.entities import numbers
from assistant.entities.calendar import PLAIN, Reckoning
from assistant.lang.models import Dates, Figures

Match = re.Match[str]


class Words:
    """The word tables of a language's dates, looked up by what a pattern has matched."""

    def __init__(self, dates: Dates, figures: Figures, code: str, reckoning: Reckoning = PLAIN) -> None:
        self.day_first = dates.day_first if reckoning.day_first is None else reckoning.day_first
        self.fiscal_start = reckoning.fiscal_start
        self._fiscal = re.compile(rf"(?<!\w){numbers.alternation(dates.fiscal)}(?![^\W\d])", re.IGNORECASE)
        self.dates, self.figures, self.code = dates, figures, code
        table: dict[str, Mapping[str, str | int]] = {
            "month": dates.months, "weekday": dates.weekdays, "unit": dates.units, "ordinal": dates.ordinals, "shift": dates.shifts,
            "season": dates.seasons, "event": dates.events, "adverb": dates.adverbs,
        }  # fmt: skip
        self.table = table
        self._determiner = re.compile(rf"(?<!\w){numbers.alternation(dates.determiners)}[ \u00a0]?$", re.IGNORECASE)
        self._genitive = re.compile(rf"(?<!\w){numbers.alternation(dates.genitives)}[ \u00a0]?$", re.IGNORECASE)
        stops, notes = numbers.alternation(dates.stops), numbers.alternation(dates.note_leads)
        self._named_by = re.compile(rf"[ \u00a0-](?!{stops}(?!\w))[^\W\d_]{{3,}}", re.IGNORECASE) if dates.stops else None
        self.noted = re.compile(rf"(?<!\w){notes}[ \u00a0]$", re.IGNORECASE) if dates.note_leads else None
        # abbreviated months may carry a point, so the longer spelling has to be tried first
        self._named = {name: f"(?:{'|'.join(sorted('|'.join(keys).split('|'), key=len, reverse=True))})" for name, keys in table.items()
                       if name not in ("event", "season", "shift", "unit", "ordinal", "adverb")}  # fmt: skip
        self._named |= {name: f"(?:{'|'.join(keys)})" for name, keys in table.items() if name not in self._named}
        self._named["num"] = (
            rf"(?:\d{{1,4}}(?:[.,]5)?|{numbers.alternation(tuple(figures.approximate))}(?!\w)|{numbers.words_pattern(figures)})"
        )
        self._named["year"] = r"20[0-9]{2}(?!\d)"

    def expand(self, pattern: str) -> str:
        """The pattern with each `{name}` replaced by its table."""
        return re.sub(r"\{([a-z]+)\}", lambda m: self._named[m.group(1)], pattern)

    def look(self, name: str, text: str | None) -> str | int | None:
        """The value of the table's entry that matches the whole text."""
        if text is None:
            return None
        for key, value in self.table[name].items():
            if re.fullmatch(key, text.strip(), re.IGNORECASE):
                return value
        return None

    def after_determiner(self, match: Match) -> bool:
        """Whether an article or its like stands before the match ("avant le salon", not "by opening …")."""
        return bool(self._determiner.search(match.string[max(0, match.start() - 16) : match.start()]))

    def is_attribute(self, match: Match, start: int) -> bool:
        """Whether a feast or a season only names a thing ("marché de Noël", "the Christmas market", "last spring's customers")."""
        text = match.string
        if text[match.end() : match.end() + 2] in ("'s", "’s") or self._genitive.search(text[max(0, start - 5) : start]):
            return True
        return bool(self._named_by and self._named_by.match(text, match.end()))

    def is_last(self, ordinal: str) -> bool:
        """Whether the ordinal is the word for last, which the tables of quarters call the fourth."""
        return self.look("shift", ordinal) == -1

    def is_noted(self, match: Match) -> bool:
        """Whether the day of a meeting or a mailing is named ("réunion du 18/11")."""
        return bool(self.noted and self.noted.search(match.string[max(0, match.start() - 8) : match.start()]))

    def is_fiscal(self, text: str) -> bool:
        """Whether the expression names a fiscal year."""
        return bool(self._fiscal.search(text))

    def number(self, text: str) -> float | None:
        """The value of a number in digits or words; "a" and "an" are one, "half a" a half."""
        stripped = text.strip().lower()
        if stripped in ("a", "an", "un", "une", "one"):
            return 1.0
        if stripped.startswith("half"):
            return 0.5
        return {"couple of": 2.0, "few": None}.get(stripped, numbers.value(stripped, self.figures, self.code))
