"""What the words around figures say of them: which numbers are names, when "one" is counted, what a bare number measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.entities.numbers import SPACE, alternation
from assistant.lang.models import Figures
from assistant.records import Entity, Span

REACH = 70  # characters between a bare number and what it is set against, or the word that says what it measures
SCORE = re.compile(r"\d{1,2}[.,]\d(?: \S{1,2} \d{1,2}[.,]\d)?")
MEASURED = ("percent", "money", "time", "rating", "points")


class FigureSense:
    """The compiled cues of one language."""

    def __init__(self, words: Figures, number: str) -> None:
        self.names = [re.compile(p.replace("{n}", number), re.IGNORECASE) for p in words.not_numbers]
        self.one = [re.compile(p.replace("{n}", number), re.IGNORECASE) for p in words.one_patterns]
        self.phrases = [(re.compile(rf"(?<!\w){p.match}(?!\w)", re.IGNORECASE), p) for p in words.phrases]
        self.against = re.compile(rf"(?<!\w){alternation(words.against)}{SPACE}?[:(]?{SPACE}?$", re.IGNORECASE)
        self.paired = re.compile(rf"{SPACE}{alternation([*words.pair_to, *words.pair_from])}{SPACE}", re.IGNORECASE)
        bare = alternation(words.bare_after)
        self.bare = re.compile(rf"{SPACE}?(?:[,.;:)!?|→>/–—-]|$)|{SPACE}{bare}(?!\w)", re.IGNORECASE)
        self.rating = re.compile(rf"(?<!\w){alternation(words.rating_cues)}(?!\w)", re.IGNORECASE)
        self.points = re.compile(rf"(?<!\w){alternation(words.points_cues)}(?!\w)", re.IGNORECASE)

    def named(self, text: str) -> list[Span]:
        """Stretches whose numbers are names, clock times, ages: "booth 14B", "after 6 p.m.", "under-9s"."""
        return [m.span() for p in self.names for m in p.finditer(text)]

    def ones(self, text: str) -> list[Entity]:
        """The word for one where it counts: "with one trainee", "au lieu d'un"."""
        return [
            Entity("FIGURE", m.start("one"), m.end("one"), m["one"], kind="count", amount=1.0) for p in self.one for m in p.finditer(text)
        ]

    def quantities(self, text: str) -> list[Entity]:
        """Quantities without a number: "half an hour", "une demi-journée"."""
        return [
            Entity("FIGURE", m.start(), m.end(), m.group(), kind=p.kind, amount=p.amount, unit=p.unit or None)
            for compiled, p in self.phrases
            for m in compiled.finditer(text)
        ]

    def settle(self, text: str, found: Sequence[Entity]) -> list[Entity]:
        """Give a bare number the kind that the text gives it: a score, NPS points, or the unit of what it is set against."""
        out = list(found)
        for i, figure in enumerate(out):
            if figure.kind != "count" or figure.unit is not None or not self.bare.match(text, figure.end):
                continue
            before = text[max(0, figure.start - REACH) : figure.start]
            around = text[max(0, figure.start - REACH) : figure.end + REACH]
            if self.points.search(before) and abs(figure.amount or 0) <= 100:
                out[i] = replace(figure, kind="points", unit="points")
            elif SCORE.fullmatch(figure.text) and (figure.amount or 99) <= 10 and self.rating.search(around):
                out[i] = replace(figure, kind="rating")
            elif i and (self.against.search(before) or self.paired.fullmatch(text, out[i - 1].end, figure.start)):
                last = out[i - 1]
                if last.kind in MEASURED and figure.start - last.end <= REACH and (last.kind != "money" or (figure.amount or 0) >= 1):
                    out[i] = replace(figure, kind=last.kind, unit=last.unit)
        return out
