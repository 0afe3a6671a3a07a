"""Fractions and mixed numbers: "two fifths", "five and a quarter", "7 1/4 miles", "½", "half a litre"."""

from __future__ import annotations

import re
import unicodedata

from assistant.entities import numbers
from assistant.entities.numbers import GAP, SPACE, alternation
from assistant.entities.units import Units
from assistant.lang.models import Figures
from assistant.records import Entity, Span

VULGAR = "[¼-¾⅐-⅞]"
LOOK_BACK = 12
TOLD = rf"{SPACE}?(?:[,.;:)!?]|$)"  # nothing counted follows: in "a fifth shop" the fifth is an ordinal


class FractionGrammar:
    """The compiled fractions of one language."""

    def __init__(self, words: Figures, code: str, units: Units) -> None:
        self.words, self.code, self.units = words, code, units
        spelled, joiner, part = numbers.words_pattern(words), alternation(words.number_joiners), alternation(words.fraction_parts)
        scaled = rf"(?:{SPACE}?(?P<scale>{numbers.scales_pattern(words)})(?!\w))?"
        behind = f"{scaled}(?:{units.behind()})?"
        self.digits = re.compile(
            rf"(?<![\w/.,])(?:(?P<whole>\d{{1,3}}){SPACE}{{1,2}})?(?P<num>[1-7])/(?P<den>[2348])(?![\w/]){behind}", re.IGNORECASE
        )
        self.signs = re.compile(rf"(?<![\w/.,])(?:(?P<whole>\d{{1,6}}){SPACE}?)?(?P<vulgar>{VULGAR}){behind}", re.IGNORECASE)
        whole = numbers.pattern(words)
        top = alternation([spelled, *words.fraction_articles])
        self.spoken = re.compile(
            rf"(?<![\w-])(?:(?P<whole>{whole}){GAP}{joiner}{GAP})?(?P<top>{top})[ -](?P<part>{part})(?!\w){behind}", re.IGNORECASE
        )
        self.portion = re.compile(rf"(?<![\w-])(?P<portion>{alternation(words.portions)})(?!\w){units.behind()}", re.IGNORECASE)
        before, after = alternation(words.fraction_before), alternation(words.fraction_after)
        self.before = re.compile(rf"(?<!\w){before}{SPACE}?$", re.IGNORECASE)
        self.after = re.compile(rf"{TOLD}|{SPACE}{after}(?!\w)", re.IGNORECASE)
        self.joined = re.compile(rf"(?<!\w){joiner}{SPACE}$", re.IGNORECASE)

    def find(self, text: str) -> list[Entity]:
        """Fractions with a unit, mixed numbers, and shares; a bare digit fraction is left to the ratios and ratings."""
        found = [self._in_digits(text, m) for pattern in (self.digits, self.signs) for m in pattern.finditer(text)]
        found += [self._in_words(text, m) for m in self.spoken.finditer(text)]
        for m in self.portion.finditer(text):
            amount = next(v for k, v in self.words.portions.items() if re.fullmatch(k, m["portion"], re.IGNORECASE))
            found.append(self._entity(m.start(), m.end(), text, amount, m.span("unit"), mixed=False))
        return [entity for entity in found if entity]

    def _in_digits(self, text: str, m: re.Match[str]) -> Entity | None:
        if "vulgar" in m.re.groupindex:
            share = unicodedata.numeric(m["vulgar"])
        else:
            share = int(m["num"]) / int(m["den"])
            if share >= 1 or not (m["whole"] or m["unit"] or m["scale"]):
                return None
        amount = (share + int(m["whole"] or 0)) * numbers.scale(m["scale"], self.words)
        return self._entity(m.start(), m.end(), text, amount, m.span("unit"), mixed=bool(m["whole"] or m["scale"]))

    def _in_words(self, text: str, m: re.Match[str]) -> Entity | None:
        below = next(v for k, v in self.words.fraction_parts.items() if re.compile(k, re.IGNORECASE).match(text, m.start("part")))
        article = any(re.fullmatch(a, m["top"], re.IGNORECASE) for a in self.words.fraction_articles)
        above = 1.0 if article else numbers.value(m["top"], self.words, self.code)
        whole = numbers.value(m["whole"], self.words, self.code) if m["whole"] else 0.0
        if above is None or whole is None:
            return None
        start = m.start()
        if m["whole"] and above >= below:  # "a hundred and seven fifths"
            together = numbers.value(text[start : m.end("top")], self.words, self.code)
            if together is None:
                return None
            above, whole = together, 0.0
        bare = not m["whole"] and not m["unit"] and not m["scale"]
        if bare and not (m["part"].lower().endswith("s") and above > 1):
            before = text[max(0, start - LOOK_BACK) : start]
            if self.joined.search(before) or not (self.before.search(before) or self.after.match(text, m.end("part"))):
                return None
        amount = (whole + above / below) * numbers.scale(m["scale"], self.words)
        return self._entity(start, m.end(), text, amount, m.span("unit"), mixed=bool(whole or m["scale"]))

    def _entity(self, start: int, end: int, text: str, amount: float, written: Span, *, mixed: bool) -> Entity:
        unit = self.units.of(text, written)
        kind = unit.kind if unit else "count" if mixed else "ratio"
        return Entity(
            "FIGURE",
            start,
            end,
            text[start:end],
            kind=kind,
            amount=round(amount * (unit.factor if unit else 1.0), 4),
            unit=unit.unit if unit else None,
        )
