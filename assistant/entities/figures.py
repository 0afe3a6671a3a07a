"""Find figures and their values: number and unit, sign, ranges, ratings, ratios, multipliers. Roles come later (`roles`)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from assistant.entities import numbers
from assistant.entities.figure_sense import FigureSense
from assistant.entities.numbers import SPACE, alternation
from assistant.lang.models import Language
from assistant.records import Entity, Span

SIGNS = {"+": "up", "-": "down", "−": "down", "–": "down", "±": None}
RATING_SCALES = "5|10|20|100"
WHOLES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000)  # what shares are taken of, with the noun inside ("un client sur trois")
CENTS = re.compile(r"[ \u00a0](\d{2})(?=[ ]*(?:[,.;:)!?]|$))")
LOOK_BACK = 24
COUNTED = re.compile(r"[ ][^\W\d_]{3,}")  # a noun follows: in "en ligne cinq fiches" the five is counted, in "page cinq" it is a name


class FigureGrammar:
    """The compiled figure grammar of one language."""

    def __init__(self, language: Language) -> None:
        words = language.figures
        self.language, self.words = language, words
        number = numbers.pattern(words)
        self.sense = FigureSense(words, number)
        scale = self._scales(tuple(words.scales))
        suffix = [u for u in words.units if not u.prefix]
        self.prefixes = [u for u in words.units if u.prefix]
        self.suffixes = suffix
        half = rf"{SPACE}{alternation(words.halves)}(?!\w)"
        unit = "|".join(f"(?P<u{i}>{self._unit(u.words)})" for i, u in enumerate(suffix))
        prefix = "|".join(f"(?P<p{i}>{alternation(u.words)})" for i, u in enumerate(self.prefixes))
        self.figure = re.compile(
            rf"(?P<sign>(?<![\w)%])(?:[+−±]{SPACE}?|[–-](?=[\d$€£])))?(?:(?<![^\W\d_])(?:{prefix}){SPACE}?)?(?<![\w&])(?<!\w[+/.,:#])(?P<n>{number})(?P<half1>{half})?(?:{SPACE}?(?P<s>{scale})(?:(?!\w)|(?<=['’])))?"
            rf"(?:{SPACE}?[-–]{SPACE}?(?:[€$£]{SPACE}?)?(?P<n2>{number})(?:{SPACE}?(?P<s2>{scale})(?!\w))?)?"
            rf"(?:[- \u00a0\u202f\u2009]?(?:{unit})(?!\w)(?P<half2>{half})?)?",
            re.IGNORECASE,
        )
        joiner = alternation(words.ratio_joiners)
        digits = numbers.digits_pattern(words.group, words.decimal)
        self.rating = re.compile(
            rf"(?<![\w/.,])(?P<n>{digits}){SPACE}?(?:/|{joiner}){SPACE}?(?P<of>{RATING_SCALES})(?![\w/])(?!{SPACE}?%)", re.IGNORECASE
        )
        self.ratio = re.compile(
            rf"(?<![\w/:.,])(?:(?P<a>\d{{1,3}}):(?P<b>\d)(?!\d)|"
            rf"(?P<part>{number}){SPACE}(?:(?P<of>[^\W\d_][\w’'-]*{SPACE}(?:[^\W\d_][\w’'-]*{SPACE})?))?{joiner}{SPACE}(?P<whole>{number})|"
            rf"(?P<num>\d)/(?P<den>\d)|(?P<word>{alternation(tuple(words.ratios))}))(?![\w/])",
            re.IGNORECASE,
        )
        hours = alternation([w for u in suffix if u.unit in ("h", "min") for w in u.words])
        self.compound_time = re.compile(
            rf"(?<![\w.,])(?P<n>\d{{1,3}}){SPACE}?(?P<unit>{hours}){SPACE}?(?P<rest>[0-5]\d)(?![\d.,]*\d)(?!{SPACE}?%)", re.IGNORECASE
        )
        self.multipliers = [
            (re.compile(rf"(?<!\w){alternation(self._forms(word))}(?!\w)", re.IGNORECASE), factor)
            for word, factor in words.multipliers.items()
        ]
        self.multiplier_patterns = [
            (re.compile(rf"(?<!\w){p.replace('{n}', f'(?P<n>{number})')}(?!\w)", re.IGNORECASE), f)
            for p, f in words.multiplier_patterns.items()
        ]
        self.not_before = re.compile(rf"(?<!\w){alternation(words.not_before)}{SPACE}?$", re.IGNORECASE)
        self.not_after = re.compile(rf"{alternation(words.not_after)}", re.IGNORECASE)
        self.pair_from = re.compile(rf"(?<!\w){alternation(words.pair_from)}{SPACE}?$", re.IGNORECASE)
        self.range_opener = re.compile(rf"(?<!\w){alternation(words.range_openers)}{SPACE}?$", re.IGNORECASE)
        self.range_word = re.compile(rf"{SPACE}{alternation(words.range_words)}{SPACE}", re.IGNORECASE)
        self.range_and = re.compile(rf"{SPACE}{alternation(words.number_joiners)}{SPACE}", re.IGNORECASE)
        changes = (*language.lexicon.nouns_up, *language.lexicon.nouns_down)
        self.changing = re.compile(rf"(?<!\w){alternation(changes)}{SPACE}(?:(?-i:[a-zà-ÿ'’]{{1,3}}){SPACE})?$", re.IGNORECASE)

    def _forms(self, word: str) -> tuple[str, ...]:
        return self.language.rules.forms(word) or (word,)

    @staticmethod
    def _unit(words: tuple[str, ...]) -> str:
        # a single letter is case-sensitive: "5 M" are millions, "5 m" metres
        return alternation([f"(?-i:{w})" if len(w) == 1 and w.isalpha() else w for w in words])

    @staticmethod
    def _scales(words: tuple[str, ...]) -> str:
        return alternation([f"(?-i:{w})" if len(w) <= 3 else w for w in words])

    def find(self, text: str, occupied: list[Span]) -> list[Entity]:
        """All figures outside the occupied spans, in order, without overlaps; `role` is still None."""
        found: list[Entity] = []

        def add(entity: Entity | None) -> None:
            if entity and all(entity.end <= s or entity.start >= e for s, e in [*occupied, *(f.span for f in found)]):
                found.append(entity)

        occupied = [*occupied, *self.sense.named(text)]
        finders = (
            self.sense.quantities, self._multipliers, self._compound_times, self._ratings, self._ratios, self._plain, self.sense.ones,
        )  # fmt: skip
        for finder in finders:
            for entity in finder(text):
                add(entity)
        found.sort(key=lambda e: e.start)
        return self.sense.settle(text, self._merge_ranges(text, found))

    def _multipliers(self, text: str) -> list[Entity]:
        out = []
        for pattern, factor in self.multipliers:
            out += [_multiplier(text, m.start(), m.end(), factor) for m in pattern.finditer(text)]
        for pattern, sense in self.multiplier_patterns:
            for m in pattern.finditer(text):
                number = numbers.value(m["n"], self.words, self.language.code) if "n" in m.groupdict() and m["n"] else None
                if number == 0:
                    continue
                amount = abs(sense) if number is None else number
                start, end = m.span("span") if "span" in m.groupdict() else m.span()
                out.append(_multiplier(text, start, end, 1 / amount if sense < 0 else amount))
        return out

    def _compound_times(self, text: str) -> list[Entity]:
        """ "1 h 30", "2 min 10": the value in the first unit."""
        out = []
        for m in self.compound_time.finditer(text):
            unit = next(u.unit for u in self.suffixes if any(re.fullmatch(w, m["unit"], re.IGNORECASE) for w in u.words))
            amount = int(m["n"]) + int(m["rest"]) / 60
            out.append(Entity("FIGURE", m.start(), m.end(), m.group(), kind="time", amount=round(amount, 4), unit=unit))
        return out

    def _ratings(self, text: str) -> list[Entity]:
        out = []
        for m in self.rating.finditer(text):
            amount, of = numbers.value(m["n"], self.words, self.language.code), int(m["of"])
            spelled = not re.search(r"/", m.group())
            if spelled and of != 5 and amount is not None and amount == int(amount):
                continue  # "9 sur 10" is a share
            if amount is not None and amount <= (2 * of if of == 5 else of):  # "6/5" is a rating, though an impossible one
                out.append(Entity("FIGURE", m.start(), m.end(), m.group(), kind="rating", amount=amount, unit=f"/{of}"))
        return out

    def _ratios(self, text: str) -> list[Entity]:
        out = []
        for m in self.ratio.finditer(text):
            amount: float | None = None
            if m["word"]:
                # matched in place, for an entry may look at what follows ("half of …")
                amount = next(v for k, v in self.words.ratios.items() if re.compile(k, re.IGNORECASE).match(text, m.start("word")))
            else:
                top = m["a"] or m["part"] or m["num"]
                below = m["b"] or m["whole"] or m["den"]
                one, two = (numbers.value(x, self.words, self.language.code) for x in (top, below))
                amount = one / two if one is not None and two else None
                if m["of"] and not (one and two in WHOLES and one < two):
                    continue  # "30 articles sur 4 thèmes"
            out.append(Entity("FIGURE", m.start(), m.end(), m.group(), kind="ratio", amount=amount))
        return out

    def _plain(self, text: str) -> list[Entity]:
        return [e for m in self.figure.finditer(text) if (e := self._figure(text, m))]

    def _figure(self, text: str, m: re.Match[str]) -> Entity | None:
        number = m["n"]
        spelled = not number[0].isdigit()
        unit = next((u for i, u in enumerate(self.suffixes) if m[f"u{i}"]), None) or next(
            (u for i, u in enumerate(self.prefixes) if m[f"p{i}"]), None
        )
        if spelled and number.lower() in self.words.not_alone and unit is None and not m["s"]:
            return None
        before = text[max(0, m.start() - LOOK_BACK) : m.start()]
        named = self.not_before.search(before) and not (spelled and unit is None and COUNTED.match(text, m.end()))
        if (named and unit is None) or (unit is None and not m["s"] and self.not_after.match(text, m.end())):
            return None
        spare = 0.5 if m["half1"] or m["half2"] else 0.0
        factor = self._scale(m["s"]) * (unit.factor if unit else 1.0)
        low = numbers.value(number, self.words, self.language.code)
        high = numbers.value(m["n2"], self.words, self.language.code) if m["n2"] else None
        if high is not None and low is not None:
            high_factor = self._scale(m["s2"]) * (unit.factor if unit else 1.0)
            low, high = low * (factor if m["s"] else high_factor), high * high_factor
        elif low is not None:
            low = (low + spare) * factor
        sign, start = (m["sign"] or "").strip(), m.start()
        if sign and m["sign"] != sign and re.search(r"\w[ ]$", before):
            sign, start = "", start + len(m["sign"])  # "free trial + $500": the plus joins
        kind, end = unit.kind if unit else "count", m.end()
        if kind == "money" and low is not None and high is None and text[end - 1].isalpha() and (cents := CENTS.match(text, end)):
            low, end = low + int(cents[1]) / 100, cents.end()  # "12 euros 50"
        return Entity(
            "FIGURE", start, end, text[start:end], kind=kind, amount=low, amount_max=high, unit=unit.unit if unit else None,
            direction=SIGNS.get(sign),
        )  # fmt: skip

    def _scale(self, text: str | None) -> float:
        if not text:
            return 1.0
        for key, factor in self.words.scales.items():
            flags = re.IGNORECASE if len(key) > 3 else 0
            if re.fullmatch(key, text, flags):
                return factor
        return 1.0

    def _merge_ranges(self, text: str, found: list[Entity]) -> list[Entity]:
        """Join "10 à 15 %" and "entre 10 et 15 %"; "de 10 à 15 %" is baseline and target unless a change stands before."""
        out: list[Entity] = []
        for entity in found:
            last = out[-1] if out else None
            if last and self._is_range(text, last, entity):
                scale = (entity.unit is not None and last.unit is None) and entity.kind == "money" and entity.amount and last.amount
                low = last.amount
                if scale and low is not None and low < 1000 <= (entity.amount or 0):
                    low *= 1000 if entity.amount and entity.amount / 1000 < 1000 else 1_000_000
                out[-1] = replace(
                    entity,
                    start=last.start,
                    text=text[last.start : entity.end],
                    amount=low,
                    amount_max=entity.amount,
                    direction=last.direction,
                )
            else:
                out.append(entity)
        return out

    def _is_range(self, text: str, one: Entity, two: Entity) -> bool:
        if one.amount_max is not None or two.amount_max is not None or two.direction or (one.unit and one.unit != two.unit):
            return False
        if one.kind in ("multiplier", "ratio", "rating") or two.kind in ("multiplier", "ratio"):
            return False
        between, before = text[one.end : two.start], text[max(0, one.start - 2 * LOOK_BACK) : one.start]
        if self.range_and.fullmatch(between):
            return bool(self.range_opener.search(before))
        if not self.range_word.fullmatch(between) or (one.amount or 0) >= (two.amount or 0):
            return False
        opener = self.pair_from.search(before)
        if opener:
            return bool(self.changing.search(before[: opener.start()]))
        return not one.unit and not re.search(r"[A-Z]{2,}[ ]?:?[ ]?$", before)


def _multiplier(text: str, start: int, end: int, factor: float) -> Entity:
    direction = "up" if factor > 1 else "down"
    return Entity(
        "FIGURE", start, end, text[start:end], kind="multiplier", role="change", amount=round(factor, 4), unit="x", direction=direction
    )


@cache
def grammar(language_code: str) -> FigureGrammar:
    """The compiled grammar of a language, built once."""
    from assistant import lang

    return FigureGrammar(lang.get(language_code))
