"""What two figures side by side make together: a range ("10 à 15 %") or one quantity in two units ("3 dollars and 50 cents")."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.entities import numbers
from assistant.entities.numbers import SPACE, alternation
from assistant.entities.units import Units
from assistant.lang.models import Language
from assistant.records import Entity

LOOK_BACK = 24
DASH = re.compile(rf"{SPACE}?[-–]{SPACE}?")


class FigurePairs:
    """The compiled joints of one language."""

    def __init__(self, language: Language, units: Units) -> None:
        words, self.units = language.figures, units
        self.words, self.code = words, language.code
        self.pair_from = re.compile(rf"(?<!\w){alternation(words.pair_from)}{SPACE}?$", re.IGNORECASE)
        self.range_opener = re.compile(
            rf"(?<!\w){alternation(words.range_openers)}{SPACE}?(?:{alternation(words.minus)}{SPACE})?$", re.IGNORECASE
        )
        self.range_word = re.compile(rf"{SPACE}{alternation(words.range_words)}{SPACE}", re.IGNORECASE)
        joiner = alternation(words.number_joiners)
        self.range_and = re.compile(rf"{SPACE}{joiner}{SPACE}", re.IGNORECASE)
        self.more = re.compile(rf"{SPACE}(?:{joiner}{SPACE})?", re.IGNORECASE)
        changes = (*language.lexicon.nouns_up, *language.lexicon.nouns_down)
        self.changing = re.compile(rf"(?<!\w){alternation(changes)}{SPACE}(?:(?-i:[a-zà-ÿ'’]{{1,3}}){SPACE})?$", re.IGNORECASE)

    def joined(self, text: str, found: list[Entity]) -> list[Entity]:
        """Join "10 à 15 %" and "entre 10 et 15 %"; "de 10 à 15 %" is baseline and target unless a change stands before."""
        out: list[Entity] = []
        for entity in found:
            last = out[-1] if out else None
            if last and self._is_remainder(text, last, entity):
                total = round((last.amount or 0.0) + (entity.amount or 0.0), 6)
                out[-1] = replace(last, end=entity.end, text=text[last.start : entity.end], amount=total)
            elif last and self._is_range(text, last, entity):
                out[-1] = replace(
                    entity,
                    start=last.start,
                    text=text[last.start : entity.end],
                    amount=last.amount if last.unit else numbers.carried(last.amount, entity.amount, entity.text, self.words, self.code),
                    amount_max=entity.amount,
                    direction=last.direction,
                )
            else:
                out.append(entity)
        return out

    def _is_remainder(self, text: str, one: Entity, two: Entity) -> bool:
        """Cents behind their currency; they are a hundredth of whatever it is."""
        if not (one.kind == two.kind == "money") or one.amount_max is not None or two.amount is None or not 0 < two.amount < 1:
            return False
        written = re.search(r"(?<![^\W\d])[^\W\d]+$|[^\w\s]$", two.text)
        unit = self.units.of(text, (two.start + written.start(), two.end)) if written else None
        return (
            unit is not None
            and unit.factor < 1
            and one.amount == int(one.amount or 0)
            and bool(self.more.fullmatch(text, one.end, two.start))
        )

    def _is_range(self, text: str, one: Entity, two: Entity) -> bool:
        if one.amount_max is not None or two.amount_max is not None or two.direction or (one.unit and one.unit != two.unit):
            return False
        if one.kind in ("multiplier", "ratio", "rating") or two.kind in ("multiplier", "ratio"):
            return False
        between, before = text[one.end : two.start], text[max(0, one.start - 2 * LOOK_BACK) : one.start]
        if self.range_and.fullmatch(between):
            return bool(self.range_opener.search(before))
        if one.unit and DASH.fullmatch(between):
            return (one.amount or 0) < (two.amount or 0) and not self.pair_from.search(before)
        if not self.range_word.fullmatch(between) or (one.amount or 0) >= (two.amount or 0):
            return False
        opener = self.pair_from.search(before)
        if opener:
            return bool(self.changing.search(before[: opener.start()]))
        return not one.unit and not re.search(r"[A-Z]{2}[ ]?:?[ ]?$", before)
