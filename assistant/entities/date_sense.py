"""What the words around a date say of it: past or to come, a service time or the horizon of the aim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from assistant.entities import calendar
from assistant.entities.date_resolvers import Found
from assistant.entities.date_words import Words
from assistant.entities.numbers import alternation
from assistant.lang.models import Language

BREAK = re.compile(r"[,;:(.!?][ \n]|[(]|[ ][–—-][ ]")
CLOSE = re.compile(r"[,;:.!?](?:[ \n]|$)|[)]|[ ][–—-][ ]")
NEAR = 26  # characters between a word of service and the stretch that it governs
CLAUSE = 160  # characters on either side in which a clause is looked for
EFFORT_DAYS = 12  # "pour deux jours" is an effort
NOTED_DAYS = 62  # a meeting is noted when it has just been


class Sense:
    """The compiled cues of one language."""

    def __init__(self, language: Language, words: Words) -> None:
        dates = language.dates
        number = alternation([rf"{w}\b" for w in language.figures.number_words if w not in language.figures.one])
        self.past = re.compile(rf"(?<!\w){alternation(dates.past_cues)}(?!\w)", re.IGNORECASE)
        self.future = re.compile(rf"(?<!\w){alternation(dates.future_cues)}(?!\w)", re.IGNORECASE)
        self.toward = re.compile(
            rf"(?<!\w){alternation(dates.toward)}(?:[ \u00a0]|(?<=['’]))(?:{alternation(dates.determiners)}[ ])?$", re.IGNORECASE
        )
        self.note = words.noted
        self.handling = re.compile(rf"(?<!\w){alternation(dates.handling)}(?!\w)", re.IGNORECASE)
        self.each = re.compile(rf"(?<!\w){alternation(dates.each)}(?!\w)", re.IGNORECASE)
        self.effort_lead = re.compile(rf"(?<!\w){alternation(dates.effort_leads)}[ \u00a0]*$", re.IGNORECASE)
        self.effort = re.compile(alternation(dates.effort_units), re.IGNORECASE)
        self.counted = re.compile(rf"\d|(?<!\w){number}", re.IGNORECASE)

    def clause(self, text: str, start: int, end: int) -> tuple[int, int]:
        """The clause around a span, between the nearest marks of punctuation."""
        low = max(0, start - CLAUSE)
        begin = max((m.end() for m in BREAK.finditer(text, low, start)), default=low)
        stop = CLOSE.search(text, end, min(len(text), end + CLAUSE))
        return begin, stop.start() if stop else min(len(text), end + CLAUSE)

    def is_past(self, text: str, start: int, end: int) -> bool:
        """Whether the clause tells what has been: by a verb or a comparison, or in brackets behind the aim ("(22 h in October)")."""
        begin, stop = self.clause(text, start, end)
        enclosed = text[max(0, begin - 1) : begin] == "(" and text[stop : stop + 1] in (")", ":")
        bracketed = enclosed and re.search(r"\d", text[begin : stop + 12])
        return bool(self.past.search(text, begin, start)) or bool(bracketed and text[:begin].strip("( "))

    def is_note(self, text: str, start: int, end: int) -> bool:
        """Whether the date names a meeting or a mailing ("réunion du 18/11", "works council 18 November: …")."""
        before = text[max(0, start - 8) : start]
        return bool(self.note and self.note.search(before)) or (text[end : end + 2].strip() == ":" and before.strip() != "")

    def told(self, text: str, span: tuple[int, int], found: Found, today: date, firm: bool, past: bool) -> Found | None:
        """The stretch moved back where the text speaks of the past, else None. A day goes to the nearer year, a weekday to the last one."""
        start, end = span
        first, last = found.first, found.last
        if firm or first is None or last is None or not (found.implied or found.weekly):
            return None
        single = first == last
        heading = single and self.is_note(text, start, end)
        if not (past or heading or self.is_past(text, start, end)):
            return None
        if single and self.toward.search(text[max(0, start - 12) : start]):
            return None
        if self.future.search(text, self.clause(text, start, end)[0], start):
            return None  # "arrived yesterday and will be tested on Wednesday"
        if found.weekly:
            day = first - calendar.DAY * (14 if first - 7 * calendar.DAY >= today else 7)
            return replace(found, first=day, last=day)
        if first <= today:
            return None
        back = relativedelta(years=1)
        if single and not found.earlier:
            gone, ahead = (today - (last - back)).days, (last - today).days
            if ahead < gone or (heading and not past and gone > NOTED_DAYS):
                return None
        if found.earlier:
            return replace(found, first=found.earlier[0], last=found.earlier[1])
        return replace(found, first=first - back, last=last - back)

    def is_service(self, text: str, span: tuple[int, int], found: Found, lead: str | None, due: Sequence[int]) -> bool:
        """Whether a number of days or weeks is a handling time to be measured, not the time in which the aim is to be reached.

        Working days always are. Else a word of service decides: right before the stretch always, elsewhere in the clause unless the
        aim itself is counted there without "every" or a dated deadline beside it.
        """
        if found.count is None or found.explicit or found.unit not in ("D", "W", "M", "Y"):
            return False
        start, end = span
        days = found.count * {"D": 1, "W": 7, "M": 30, "Y": 365}[found.unit]
        if self.effort.search(text[start : end + 10]):
            return True
        spent = bool(self.toward.search(text[max(0, start - 12) : start]))  # "for two days"
        if lead == "deadline" or (found.unit in ("M", "Y") and not spent):
            return False
        begin, stop = self.clause(text, start, end)
        before, clause = text[begin:start], text[begin:start] + " " + text[end:stop]
        served = bool(self.handling.search(clause))
        if self.handling.search(text[max(begin, start - NEAR) : start]):
            return True  # "free returns for 30 days"
        if self.effort_lead.search(text[max(0, start - 24) : start]):
            return found.unit == "D" or served
        if found.unit == "D" and any(begin <= day < stop for day in due):
            return True  # a clause has one horizon: "filled within 40 days by the end of Q2"
        counted = bool(self.counted.search(before))
        if days <= EFFORT_DAYS and spent:
            return True
        return served and (bool(due) or not counted or bool(self.each.search(clause)))
