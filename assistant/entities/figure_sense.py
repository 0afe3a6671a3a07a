"""What the words around numbers say of them: which are names, when "one" is counted, which quantities have no number."""

from __future__ import annotations

from assistant.entities.prefilter import Literals, Scanner
from assistant.lang.models import Figures
from assistant.records import Entity, Span


class FigureSense:
    """The compiled cues of one language; `literals` name the pattern of a number, "n"."""

    def __init__(self, words: Figures, literals: Literals) -> None:
        self.names = Scanner(words.not_numbers, literals)
        self.one = Scanner(words.one_patterns, literals)
        self.amounts = words.phrases
        self.phrases = Scanner([rf"(?<!\w){p.match}(?!\w)" for p in words.phrases], literals)

    def named(self, text: str) -> list[Span]:
        """Stretches whose numbers are names, clock times, ages: "booth 14B", "after 6 p.m.", "under-9s"."""
        return [m.span() for _, m in self.names.matches(text)]

    def ones(self, text: str) -> list[Entity]:
        """The word for one where it counts: "with one trainee", "au lieu d'un"."""
        return [Entity("FIGURE", m.start("one"), m.end("one"), m["one"], kind="count", amount=1.0) for _, m in self.one.matches(text)]

    def quantities(self, text: str) -> list[Entity]:
        """Quantities without a number: "half an hour", "une demi-journée"."""
        return [
            Entity("FIGURE", m.start(), m.end(), m.group(), kind=p.kind, amount=p.amount, unit=p.unit or None)
            for i, m in self.phrases.matches(text)
            if (p := self.amounts[i])
        ]
