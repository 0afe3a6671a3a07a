"""The date words of a language: tables for the patterns, and what a matched word means."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.entities import numbers
from assistant.entities.calendar import PLAIN, Reckoning
from assistant.lang.date_models import Dates
from assistant.lang.models import Figures

Match = re.Match[str]
CENTURY_PIVOT = 69  # POSIX: '69 to '99 are of the last century
LEAST_YEARS = 10  # a spelled year has tens after its century: "nineteen ten"
_AROUND = re.compile(r"\(\?<?[=!][^()]*\)")
_ACCENTED = re.compile(r"\[[^\]]*\]|\\.|[à-öù-ÿ]")
_BARE = str.maketrans("àâäèéêëîïôöùûüç", "aaaeeeeiioouuuc")


def tolerant(pattern: str) -> str:
    """The pattern with each accent left to the writer ("fête" also finds "fete")."""
    return _ACCENTED.sub(lambda m: f"[{m.group()}{m.group().translate(_BARE)}]" if m.group().isalpha() else m.group(), pattern)


class Words:
    """The word tables of a language's dates, looked up by what a pattern has matched."""

    def __init__(self, dates: Dates, figures: Figures, code: str, reckoning: Reckoning = PLAIN) -> None:
        self.day_first = dates.day_first if reckoning.day_first is None else reckoning.day_first
        self.fiscal_start = reckoning.fiscal_start
        self._fiscal = re.compile(rf"(?<!\w){numbers.alternation(dates.fiscal)}(?![^\W\d])", re.IGNORECASE)
        self.dates, self.figures, self.code = dates, figures, code
        table: dict[str, Mapping[str, str | int]] = {
            "month": dates.months, "weekday": dates.weekdays, "unit": dates.units, "ordinal": dates.ordinals, "shift": dates.shifts,
            "season": dates.seasons, "event": dates.events, "adverb": dates.adverbs, "decade": dates.decades,
            "dayname": dates.weekdays | dates.short_weekdays, "dayordinal": dates.day_ordinals,
        }  # fmt: skip
        self.table = table
        self._entries = {
            name: [(re.compile(_AROUND.sub("", tolerant(key)), re.IGNORECASE), value) for key, value in entries.items()]
            for name, entries in table.items()
        }
        self._determiner = re.compile(rf"(?<!\w){numbers.alternation(dates.determiners)}[ \u00a0]?$", re.IGNORECASE)
        self._genitive = re.compile(rf"(?<!\w){numbers.alternation(dates.genitives)}[ \u00a0]?$", re.IGNORECASE)
        stops, notes = numbers.alternation(dates.stops), numbers.alternation(dates.note_leads)
        self.named_by = re.compile(rf"[ \u00a0-](?!{stops}(?!\w))[^\W\d_]{{3,}}", re.IGNORECASE) if dates.stops else None
        self.noted = re.compile(rf"(?<!\w){notes}[ \u00a0]$", re.IGNORECASE) if dates.note_leads else None
        # abbreviated months may carry a point, so the longer spelling has to be tried first
        self.named = {name: f"(?:{'|'.join(sorted('|'.join(keys).split('|'), key=len, reverse=True))})" for name, keys in table.items()
                       if name not in ("event", "season", "shift", "unit", "ordinal", "adverb")}  # fmt: skip
        self.named |= {name: f"(?:{'|'.join(keys)})" for name, keys in table.items() if name not in self.named}
        self.named["num"] = (
            rf"(?:\d{{1,4}}(?:[.,]5)?|{numbers.alternation(tuple(figures.approximate))}(?!\w)|{numbers.words_pattern(figures)})"
        )
        self.part = re.compile(rf"(?P<n>{self.named['num']}) ?(?P<unit>{tolerant(self.named['unit'])})(?!\w)", re.IGNORECASE)
        self.named["year"] = r"20[0-9]{2}(?!\d)"
        self.named["anyyear"] = rf"(?:20[0-9]{{2}}(?!\d)|19[0-9]{{2}}{dates.macros['stop']}|{dates.macros['spelled']})"
        self.named["daynumber"] = rf"(?:\d{{1,2}}(?!\d){numbers.alternation(dates.day_suffixes)}?|{dates.macros['dayword']})"
        self.named["numword"] = numbers.alternation(figures.number_words)
        self.named |= dates.macros

    def expand(self, pattern: str) -> str:
        """The pattern with each `{name}` replaced by its table or macro; accents are optional."""
        while (expanded := re.sub(r"\{([a-z]+)\}", lambda m: self.named[m.group(1)], pattern)) != pattern:
            pattern = expanded
        return tolerant(pattern)

    def look(self, name: str, text: str | None) -> str | int | None:
        """The value of the table's entry that matches the whole text."""
        if text is None:
            return None
        return next((value for key, value in self._entries[name] if key.fullmatch(text.strip())), None)

    def shift_in(self, text: str | None) -> int:
        """How many units on or back a phrase is ("next month", "la semaine d'après"); 0 where it does not say."""
        found = next(
            (value for key, value in self._entries["shift"] if re.search(rf"(?<!\w)(?:{key.pattern})(?!\w)", text or "", re.IGNORECASE)), 0
        )
        return found if isinstance(found, int) else 0

    def day_number(self, text: str) -> int | None:
        """A day of a month in digits or words: 1er, 15th, vingt et un, twenty-first."""
        digits = re.sub(r"\D", "", text)
        if digits:
            return int(digits)
        plain = self.look("dayordinal", text)
        if isinstance(plain, int):
            return plain
        tens, _, last = re.sub("-", " ", text.strip()).rpartition(" ")
        unit = self.look("dayordinal", last)
        value = numbers.value(tens, self.figures, self.code) if tens and isinstance(unit, int) else self.number(text)
        return None if value is None else int(value) + (unit if tens and isinstance(unit, int) else 0)

    def year(self, text: str) -> int | None:
        """A year in two or four digits or in words ("two thousand and thirty", "nineteen ninety")."""
        digits = re.sub(r"\D", "", text)
        if digits:
            return int(digits) + (1900 if int(digits) >= CENTURY_PIVOT else 2000) if len(digits) == 2 else int(digits)
        whole = numbers.value(text, self.figures, self.code)
        if whole is not None and whole >= 1000:
            return int(whole)
        century, _, rest = text.strip().replace("-", " ").partition(" ")
        parts = [numbers.value(part, self.figures, self.code) for part in (century, rest)]
        return None if None in parts or parts[1] < LEAST_YEARS else int(parts[0] * 100 + parts[1])  # type: ignore[operator]

    def after_determiner(self, match: Match) -> bool:
        """Whether an article or its like stands before the match ("avant le salon", not "by opening …")."""
        return bool(self._determiner.search(match.string[max(0, match.start() - 16) : match.start()]))

    def is_attribute(self, match: Match, start: int) -> bool:
        """Whether a feast or a season only names a thing ("marché de Noël", "the Christmas market", "last spring's customers")."""
        text = match.string
        if text[match.end() : match.end() + 2] in ("'s", "’s") or self._genitive.search(text[max(0, start - 12) : start]):
            return True
        return bool(self.named_by and self.named_by.match(text, match.end()))

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
        return {"couple of": 2.0, "a couple of": 2.0, "few": None}.get(stripped, numbers.value(stripped, self.figures, self.code))
