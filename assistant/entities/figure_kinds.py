"""What a bare number measures: a score, NPS points, or the unit of what it is set against ("from 8 to 12 %").

One step, taken when the roles are known, for they tell what stands against what. It is taken after the grammar's roles, whose
figures are the evidence of the trained ones, and once more after those; a figure that has a kind keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.entities import numbers
from assistant.entities.numbers import SPACE, alternation
from assistant.lang.models import Language
from assistant.records import Entity

REACH = 70  # characters between a bare number and what it is set against, or the word that says what it measures
SCORE = re.compile(r"\d{1,2}[.,]\d(?: \S{1,2} \d{1,2}[.,]\d)?")
MEASURED = ("percent", "money", "time", "rating", "points")
OPPOSITE = {"baseline": "target", "target": "baseline"}


class KindGrammar:
    """The compiled cues of one language."""

    def __init__(self, language: Language) -> None:
        words = language.figures
        self.words, self.code = words, language.code
        pairs, to = alternation([*words.pair_to, *words.pair_from]), alternation(words.pair_to)
        self.against = re.compile(rf"(?<!\w){alternation(words.against)}{SPACE}?[:(]?{SPACE}?$", re.IGNORECASE)
        self.paired = re.compile(rf"{SPACE}{pairs}{SPACE}", re.IGNORECASE)
        self.reached = re.compile(rf"(?<!\w){to}{SPACE}$", re.IGNORECASE)
        self.bare = re.compile(rf"{SPACE}?(?:[,.;:)!?|→>/–—-]|$)|{SPACE}{alternation(words.bare_after)}(?!\w)", re.IGNORECASE)
        self.ended = re.compile(r"[ \u00a0]?(?:[,.;:)!?]|$)")
        today = alternation(words.baseline_after)
        self.today = re.compile(rf"[ \u00a0(]{{0,3}}(?:[^\W\d_]{{1,24}}['’ ]){{0,2}}?{today}(?!\w)", re.IGNORECASE)
        self.rating = re.compile(rf"(?<!\w){alternation(words.rating_cues)}(?!\w)", re.IGNORECASE)
        self.points = re.compile(rf"(?<!\w){alternation(words.points_cues)}(?!\w)", re.IGNORECASE)

    def settle(self, text: str, figures: Sequence[Entity]) -> list[Entity]:
        """The figures of a text, in order and with their roles, each bare one with the kind and unit that it must have."""
        out = list(figures)
        for i, figure in enumerate(out):
            if figure.kind == "count" and figure.unit is None:
                out[i] = self._settled(text, out, i)
        return out

    def _settled(self, text: str, figures: Sequence[Entity], i: int) -> Entity:
        figure = figures[i]
        twin = self._twin(text, figures, i)
        if twin and twin.unit is None and twin.kind == "count":
            return self._told(text, figure) or figure  # "from 300 to 1,000 subscribers": both are counted
        other = twin or (None if (told := self._told(text, figure)) else self._partner(text, figures, i))
        if other is None:
            return told or figure
        amount = figure.amount
        if figure.start < other.start:  # "de 38 à 50 k€"
            amount = numbers.carried(figure.amount, other.amount, other.text, self.words, self.code)
        return replace(figure, kind=other.kind, unit=other.unit, amount=amount)

    def _told(self, text: str, figure: Entity) -> Entity | None:
        """A word before the number says what it measures."""
        if not self.bare.match(text, figure.end):
            return None
        before = text[max(0, figure.start - REACH) : figure.start]
        if self.points.search(before) and abs(figure.amount or 0) <= 100:
            return replace(figure, kind="points", unit="points")
        around = text[max(0, figure.start - REACH) : figure.end + REACH]
        if SCORE.fullmatch(figure.text) and (figure.amount or 99) <= 10 and self.rating.search(around):
            return replace(figure, kind="rating")
        return None

    def _twin(self, text: str, figures: Sequence[Entity], i: int) -> Entity | None:
        """The other end of a move: "from 80 to 72 kg"."""
        figure, wanted = figures[i], OPPOSITE.get(figures[i].role or "")
        for other in (f for f in figures[max(0, i - 1) : i + 2] if wanted and f.role == wanted):
            first, second = sorted((figure, other), key=lambda f: f.start)
            if self.paired.fullmatch(text, first.end, second.start) and (figure is first or self.bare.match(text, figure.end)):
                return other
        return None

    def _partner(self, text: str, figures: Sequence[Entity], i: int) -> Entity | None:
        """The measured figure that a bare one is set against, from afar by their roles, from near by a word before it."""
        figure, wanted = figures[i], OPPOSITE.get(figures[i].role or "")
        before = text[max(0, figure.start - REACH) : figure.start]
        bare = bool(self.bare.match(text, figure.end))
        if figure.role == "baseline":
            alone = bare or bool(self.today.match(text, figure.end))
        else:
            alone = bool(self.ended.match(text, figure.end)) or (bare and bool(self.reached.search(before)))
        if wanted and alone:
            others = [f for f in figures if f.role == wanted and f.kind in MEASURED]
            if nearest := min(others, key=lambda f: abs(f.start - figure.start), default=None):
                return nearest
        last = figures[i - 1] if i else None
        if last is None or last.kind not in MEASURED or figure.start - last.end > REACH or not bare:
            return None
        amount = figure.amount or 0.0
        if (last.kind == "money" and amount < 1) or (last.kind == "percent" and amount > 100 >= (last.amount or 0.0)):
            return None  # "+40 % page views, currently 900 a week"
        return last if self.against.search(before) or self.paired.fullmatch(text, last.end, figure.start) else None


@cache
def grammar(language_code: str) -> KindGrammar:
    """The compiled cues of a language, built once."""
    from assistant import lang

    return KindGrammar(lang.get(language_code))
