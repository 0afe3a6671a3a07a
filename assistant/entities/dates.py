"""Find and resolve dates: deadlines, durations, periods, cadences, starts.

The grammar of a language (`lang/<code>/dates.toml`) finds the span of an expression ("T3", "30 juin 2027"); what stands
before it says the rest: an edge ("fin du …") widens the span, a lead ("d'ici", "avant", "depuis") gives the kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dateutil.relativedelta import relativedelta

from assistant.entities import calendar
from assistant.entities.calendar import PLAIN, Reckoning
from assistant.entities.date_days import DAYS
from assistant.entities.date_durations import DURATIONS
from assistant.entities.date_offsets import Offsets
from assistant.entities.date_parts import PARTS
from assistant.entities.date_resolvers import RESOLVERS, Found
from assistant.entities.date_sense import Sense
from assistant.entities.date_weeks import WEEKS
from assistant.entities.date_words import Words, tolerant
from assistant.entities.numbers import alternation
from assistant.entities.prefilter import Literals, Scanner
from assistant.lang.date_models import DatePattern
from assistant.lang.models import Language
from assistant.records import Entity

SPANS = ("month_days", "years")  # have a first and a last day of their own, whatever stands before them
OPEN = ("event", "open_event")  # may have no day of their own
NAMED = ("event", "adverb", "end_day")  # a day by name, from which others are counted: "a week before Christmas"
NUMBERED = ("day", "iso", "numeric")  # only on from it: "to 3 days before 15 March" is a value and a deadline
ALL = RESOLVERS | DURATIONS | PARTS | DAYS | WEEKS
LOOK_BACK = 48  # characters before an expression in which its edge and lead are looked for


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expression with its place, resolved, before overlaps are settled."""

    start: int
    end: int
    order: int
    kind: str
    found: Found
    lead: str | None
    edge: str | None
    open: bool = False


OPENING = r"(?:(?<![\w€$£])(?<!\d[.,])|(?=/))"  # what stands before a date


class DateGrammar:
    """The compiled date grammar of one language."""

    def __init__(self, language: Language, reckoning: Reckoning = PLAIN) -> None:
        dates = language.dates
        self.language = language
        self.words = Words(dates, language.figures, language.code, reckoning)
        self.patterns = dates.patterns
        literals = Literals(self.words.named, tolerant)
        self.scanner = Scanner([pattern.match for pattern in dates.patterns], literals, self.compiled, at_words=True)
        self._compiled: dict[int, re.Pattern[str]] = {}
        determiner = rf"(?:{alternation(dates.determiners)}[ \u00a0]?){{0,4}}"
        edges = "|".join(f"(?P<{value}>{key})" for key, value in dates.edges.items())
        self.edge = re.compile(rf"(?<!\w)(?:{edges})(?:[ \u00a0-]+|$){determiner}$", re.IGNORECASE)
        self.leads = {
            kind: re.compile(rf"(?<![\w-]){alternation(words)}(?:[ \u00a0:]+|$|(?<=['’])){determiner}$", re.IGNORECASE)
            for kind, words in dates.leads.items()
        }
        self.after_start = re.compile(rf"[ ]?{alternation(dates.after_start)}", re.IGNORECASE)
        self.range_opener = re.compile(rf"(?<!\w){alternation(dates.range_openers)}[ ]?{determiner}$", re.IGNORECASE)
        self.range_connector = re.compile(rf"[ ]?{alternation(dates.range_connectors)}[ ]?{determiner}", re.IGNORECASE)
        self.day_connector = re.compile(rf"[ ]{alternation(dates.day_connectors)}[ ]", re.IGNORECASE)
        self.offsets = Offsets(self.words, determiner)
        self.sense = Sense(language, self.words)
        self.apposed = re.compile(rf"[ ]?[,(:–-]?[ ]?(?:\w{{1,5}}[ ]){{0,2}}{determiner}", re.IGNORECASE)

    def compiled(self, order: int) -> re.Pattern[str]:
        """A pattern, compiled when it is first tried: one goal needs a quarter of them."""
        if order not in self._compiled:
            body = self.words.expand(self.patterns[order].match)
            self._compiled[order] = re.compile(rf"{OPENING}(?:{body})(?!\w)", re.IGNORECASE)
        return self._compiled[order]

    def find(self, text: str, today: date, past: bool = False) -> list[Entity]:
        """All dates of the text, in order, without overlaps.

        Args:
            text: the text.
            today: the day from which expressions are resolved.
            past: the text tells what has been, so that a bare "October" is the last one, not the next.
        """
        candidates = [
            candidate
            for order, match in self.scanner.matches(text)
            if (candidate := self._candidate(text, match, self.patterns[order], order, today))
        ]
        candidates.sort(key=lambda c: (-(c.end - c.start), c.order, c.start))
        kept: list[Candidate] = []
        for candidate in candidates:
            if all(candidate.end <= k.start or candidate.start >= k.end for k in kept):
                kept.append(candidate)
        kept = self._counted_from(text, sorted(kept, key=lambda c: c.start))
        settled = self._horizons(text, self._named_twice(text, self._ranges(text, kept)))
        return [self._entity(text, self._told(text, c, today, past), today) for c in settled]

    def _told(self, text: str, c: Candidate, today: date, past: bool) -> Candidate:
        firm = c.lead in ("before", "deadline") or (c.edge is not None and c.kind == "deadline")
        found = self.sense.told(text, (c.start, c.end), c.found, today, firm, past)
        if found is None:
            return c
        return replace(c, found=found, kind="period" if c.kind == "deadline" else c.kind)

    def _counted_from(self, text: str, kept: list[Candidate]) -> list[Candidate]:
        """ "A week before Christmas" is that day, not the eve of the feast, and the week is no duration."""
        out: list[Candidate] = []
        for c in kept:
            offset = self.offsets.find(text, c.start) if c.found.last else None
            resolve = self.patterns[c.order].resolve
            if offset and (resolve in NAMED or (offset.count > 0 and resolve in NUMBERED)):
                while out and out[-1].end > offset.start:
                    out.pop()
                lead = self._lead(text, offset.start)
                c = replace(
                    c,
                    start=offset.start,
                    kind="deadline",
                    found=offset.applied(c.found),
                    lead=lead if lead == "deadline" else None,
                    edge=None,
                )
            out.append(c)
        return out

    def _named_twice(self, text: str, kept: list[Candidate]) -> list[Candidate]:
        """ "Before my wedding, on 19 June": the day stands for the event that it dates."""
        out = []
        for i, c in enumerate(kept):
            nearest = kept[i + 1] if i + 1 < len(kept) else None
            dated = c.open and c.found.last is None and nearest and nearest.found.last and nearest.kind != "cadence"
            if not (dated and nearest and self.apposed.fullmatch(text, c.end, nearest.start)):
                out.append(c)
        return out

    def _horizons(self, text: str, kept: list[Candidate]) -> list[Candidate]:
        due = [c.start for c in kept if c.kind in ("deadline", "period") and c.found.count is None]
        return [c for c in kept if not self.sense.is_service(text, (c.start, c.end), c.found, c.lead, due)]

    def _candidate(self, text: str, match: re.Match[str], pattern: DatePattern, order: int, today: date) -> Candidate | None:
        start, end = match.span()
        if pattern.kind == "cadence":
            counted = pattern.resolve == "cadence" or ALL[pattern.resolve](match, self.words, today, None, None)
            return Candidate(start, end, order, "cadence", Found(), None, None) if counted else None
        edge, start = self._edge(text, start)
        lead = self._lead(text, start)
        found = ALL[pattern.resolve](match, self.words, today, lead, edge)
        if found is None or not self._acceptable(text, match, pattern, found, lead, edge):
            return None
        kind = self._kind(text, end, pattern, found, lead, edge)
        return Candidate(start, end, order, kind, found, lead, edge, pattern.resolve in OPEN)

    def _edge(self, text: str, start: int) -> tuple[str | None, int]:
        offset = max(0, start - LOOK_BACK)
        match = self.edge.search(text[offset:start])
        if not match or not match.lastgroup:
            return None, start
        # an article before the edge ("la fin de …") may be part of the pattern; spans start at the bare word
        group = match.group(match.lastgroup)
        bare = re.search(r"(?:^|[ ])(\S+(?: of)?)$", group, re.IGNORECASE)
        shift = bare.start(1) if bare and bare.group(1) else 0
        return match.lastgroup, offset + match.start() + shift

    def _lead(self, text: str, start: int) -> str | None:
        offset = max(0, start - LOOK_BACK)
        before = text[offset:start]
        best, width = None, 0
        for kind, compiled in self.leads.items():
            match = compiled.search(before)
            if match and len(match.group()) > width:
                best, width = kind, len(match.group())
        return best

    def _acceptable(self, text: str, match: re.Match[str], pattern: DatePattern, found: Found, lead: str | None, edge: str | None) -> bool:
        span = match.group()
        if found.count is not None:
            tail = text[max(0, match.start() - LOOK_BACK) : match.start()]
            return not pattern.lead or bool(self.leads["duration"].search(tail))
        if pattern.lead and not lead and not edge and not found.explicit:
            return False
        if pattern.resolve == "month" and found.bare and not lead and not edge:
            return not self.language.dates.capital_months or span[:1].isupper()
        return True

    def _kind(self, text: str, end: int, pattern: DatePattern, found: Found, lead: str | None, edge: str | None) -> str:
        if lead == "start":
            return "period" if pattern.resolve in SPANS else "start"
        if self.after_start.match(text, end):
            return "start"
        if found.count is not None:
            return "duration"
        if found.gone:
            return "period"
        if lead in ("before", "deadline"):
            return "deadline"
        if edge and edge != "within":
            return "deadline"
        if pattern.resolve == "event" and lead in ("period", "duration") and found.first != found.last:
            return "period"  # "pendant les soldes"
        return pattern.kind

    def _ranges(self, text: str, kept: list[Candidate]) -> list[Candidate]:
        out: list[Candidate] = []
        for candidate in kept:
            last = out[-1] if out else None
            if last and self._joined(text, last, candidate):
                first, second = last.found.first, candidate.found
                if first and second.last and last.found.implied:
                    if not second.implied:  # "3 mai - 8 juin 2028": the year is said once
                        first += relativedelta(years=second.last.year - first.year)
                    first -= relativedelta(years=first > second.last)
                found = replace(second, first=first)
                out[-1] = Candidate(last.start, candidate.end, last.order, "period", found, last.lead, None)
            else:
                out.append(candidate)
        return out

    def _joined(self, text: str, one: Candidate, two: Candidate) -> bool:
        if "cadence" in (one.kind, two.kind) or one.found.count is not None or two.found.count is not None:
            return False
        if one.lead == "start" and two.edge:
            return False  # "from January until the end of H1": a start and a deadline
        between = text[one.end : two.start]
        if len(between) > 12 or not self.range_connector.fullmatch(between):
            return False
        opener = self.range_opener.search(text[max(0, one.start - LOOK_BACK) : one.start])
        days = one.kind == two.kind == "deadline" and one.lead not in ("before", "deadline") and self.day_connector.fullmatch(between)
        return bool(opener or days) or between.strip() in "-–—"

    def _entity(self, text: str, c: Candidate, today: date) -> Entity:
        found, kind = c.found, c.kind
        first, last = found.first, found.last
        iso: str | None = None
        if kind in ("cadence", "start"):
            return Entity("DATE", c.start, c.end, text[c.start : c.end], kind=kind, start_date=first if kind == "start" else None)
        if kind == "duration":
            if found.count is not None and found.unit:
                parts = ((found.count, found.unit), *found.more)
                iso, last = calendar.composed(parts), today
                for count, unit in parts:
                    last = last and calendar.add(last, count, unit)
            return Entity("DATE", c.start, c.end, text[c.start : c.end], kind=kind, iso=iso, start_date=today, end_date=last)
        if c.lead == "before" and c.edge != "end":
            # "before June" ends on 31 May; before a dated middle or start, on the day before it
            anchor = last if c.edge in ("start", "mid") else first
            last = anchor and anchor - calendar.DAY
        if kind == "deadline":
            return Entity("DATE", c.start, c.end, text[c.start : c.end], kind=kind, iso=last.isoformat() if last else None, end_date=last)
        iso = f"{first}/{last}" if first and last else None
        return Entity("DATE", c.start, c.end, text[c.start : c.end], kind=kind, iso=iso, start_date=first, end_date=last)


@cache
def grammar(language_code: str, reckoning: Reckoning = PLAIN) -> DateGrammar:
    """The compiled grammar of a language and a way of reckoning, built once."""
    from assistant import lang

    return DateGrammar(lang.get(language_code), reckoning)
