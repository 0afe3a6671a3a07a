"""What the words around numbers say of them: which are names, when "one" is counted, which quantities have no number."""

from __future__ import annotations

import re

from assistant.lang.models import Figures
from assistant.records import Entity, Span


class FigureSense:
    """The compiled cues of one language."""

    def __init__(self, words: Figures, number: str) -> None:
        self.names = [re.compile(p.replace("{n}", number), re.IGNORECASE) for p in words.not_numbers]
        self.one = [re.compile(p.replace("{n}", number), re.IGNORECASE) for p in words.one_patterns]
        self.phrases = [(re.compile(rf"(?<!\w){p.match}(?!\w)", re.IGNORECASE), p) for p in words.phrases]

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
