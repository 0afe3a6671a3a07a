"""Find figures and their values: number and unit, sign, ratings, ratios, multipliers.

Fractions (`fractions`) and what two figures make together (`figure_pairs`) have their own files; roles come later (`roles`).
"""

from __future__ import annotations

import re
from functools import cache

from assistant.entities import numbers
from assistant.entities.figure_pairs import FigurePairs
from assistant.entities.figure_sense import FigureSense
from assistant.entities.fractions import FractionGrammar
from assistant.entities.numbers import SPACE, alternation
from assistant.entities.prefilter import Literals, Scanner
from assistant.entities.units import Units
from assistant.lang.models import Language
from assistant.records import Entity, Span

SIGNS = {"+": "up", "-": "down", "−": "down", "–": "down", "±": None}
RATING_SCALES = "5|10|20|100"
WHOLES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000)  # what shares are taken of, with the noun inside ("un client sur trois")
LOOK_BACK = 24
COUNTED = re.compile(r"[ ][^\W\d_]{3,}")  # a noun follows: in "en ligne cinq fiches" the five is counted, in "page cinq" it is a name


class FigureGrammar:
    """The compiled figure grammar of one language."""

    def __init__(self, language: Language) -> None:
        words = language.figures
        self.language, self.words = language, words
        number = numbers.pattern(words)
        literals = Literals({"n": number}, str)
        self.sense = FigureSense(words, literals)
        self.units = units = Units(words)
        self.pairs = FigurePairs(language, units)
        self.fractions = FractionGrammar(words, language.code, units)
        scale = numbers.scales_pattern(words)
        half = rf"{SPACE}{alternation(words.halves)}(?!\w)"
        dash = "[-–~]"
        self.figure = re.compile(
            rf"(?P<sign>(?<![\w)%])(?:[+−±]{SPACE}?|[–-](?=[\d.,$€£])))?"
            rf"(?:(?<![^\W_])(?P<before>{units.prefix}){SPACE}?|(?<![\w&])(?<!\w[+/.,:#]))(?P<n>{number})(?P<half1>{half})?"
            rf"(?:{SPACE}{{0,2}}(?P<s>{scale})(?:(?!\w)|(?<=['’]))(?P<half3>{half})?)?"
            rf"(?:{SPACE}?{dash}{SPACE}?(?:[€$£]{SPACE}?)?(?P<n2>{number})(?:{SPACE}?(?P<s2>{scale})(?!\w))?)?"
            # a sign behind a number that has one in front belongs to the next ("$ 20,000 $ 30,000")
            rf"(?:(?:{SPACE}|-)?(?(before)(?=[^\W\d_]))(?P<unit>{units.suffix})(?!\w)(?P<half2>{half})?)?",
            re.IGNORECASE,
        )
        self.joiner = re.compile(rf"[ -]{alternation(words.number_joiners)}[ -]", re.IGNORECASE)
        self.minus = re.compile(rf"(?<!\w){alternation(words.minus)}{SPACE}$", re.IGNORECASE)
        self.cents = re.compile(
            rf"{SPACE}(?:{alternation(words.number_joiners)}{SPACE})?(?P<n>\d\d|{numbers.words_pattern(words)})(?=[ ]*(?:[,.;:)!?]|$))",
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
        self.compound_time = re.compile(
            rf"(?<![\w.,])(?P<n>\d{{1,3}}){SPACE}?(?P<unit>{units.hours}){SPACE}?(?P<rest>[0-5]\d)(?![\d.,]*\d)(?!{SPACE}?%)", re.IGNORECASE
        )
        self.factors = tuple(words.multipliers.values())
        self.multipliers = Scanner([rf"(?<!\w){alternation(self._forms(word))}(?!\w)" for word in words.multipliers], literals)
        self.senses = tuple(words.multiplier_patterns.values())
        named = [p.replace("{n}", "(?P<n>{n})") for p in words.multiplier_patterns]
        self.multiplier_patterns = Scanner([rf"(?<!\w){p}(?!\w)" for p in named], literals)
        self.not_before = re.compile(rf"(?<!\w){alternation(words.not_before)}{SPACE}?$", re.IGNORECASE)
        self.not_after = re.compile(rf"{alternation(words.not_after)}", re.IGNORECASE)

    def _forms(self, word: str) -> tuple[str, ...]:
        return self.language.rules.forms(word) or (word,)

    def find(self, text: str, occupied: list[Span]) -> list[Entity]:
        """All figures outside the occupied spans, in order, without overlaps; `role` is still None."""
        found: list[Entity] = []
        taken = bytearray(len(text))  # one mark a character, so that a line full of figures costs no more than its length

        def take(start: int, end: int) -> None:
            taken[start:end] = b"\x01" * (end - start)

        def add(entity: Entity | None) -> None:
            if entity and not any(taken[slice(*entity.span)]):
                found.append(entity)
                take(*entity.span)

        for span in (*occupied, *self.sense.named(text)):
            take(*span)
        finders = (
            self.sense.quantities, self._multipliers, self._compound_times, self.fractions.find, self._ratings, self._ratios, self._plain,
            self.sense.ones,
        )  # fmt: skip
        for finder in finders:
            for entity in finder(text):
                add(entity)
        found.sort(key=lambda e: e.start)
        return self.pairs.joined(text, found)

    def _multipliers(self, text: str) -> list[Entity]:
        out = []
        for i, m in self.multipliers.matches(text):
            out.append(_multiplier(text, m.start(), m.end(), self.factors[i]))
        for i, m in self.multiplier_patterns.matches(text):
            sense = self.senses[i]
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
            unit = self.units.of(text, m.span("unit"))
            amount = int(m["n"]) + int(m["rest"]) / 60
            out.append(
                Entity("FIGURE", m.start(), m.end(), m.group(), kind="time", amount=round(amount, 4), unit=unit.unit if unit else None)
            )
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
                if m["part"] and one and two and one > two:
                    continue  # "1000 € sur 3 ans"
            out.append(Entity("FIGURE", m.start(), m.end(), m.group(), kind="ratio", amount=amount))
        return out

    def _plain(self, text: str) -> list[Entity]:
        return [e for m in self.figure.finditer(text) if (e := self._figure(text, m))]

    def _figure(self, text: str, m: re.Match[str]) -> Entity | None:
        number = m["n"]
        spelled = number[0].isalpha()
        unit = self.units.of(text, m.span("unit")) or self.units.of(text, m.span("before"), prefix=True)
        halved = m["half1"] or m["half2"] or m["half3"]
        if spelled and number.lower() in self.words.not_alone and unit is None and not m["s"] and not halved:
            return None
        before = text[max(0, m.start() - LOOK_BACK) : m.start()]
        named = self.not_before.search(before) and not (spelled and unit is None and COUNTED.match(text, m.end()))
        if (named and unit is None) or (unit is None and not m["s"] and self.not_after.match(text, m.end())):
            return None
        factor = numbers.scale(m["s"], self.words) * (unit.factor if unit else 1.0)
        low = numbers.value(number, self.words, self.language.code)
        high = numbers.value(m["n2"], self.words, self.language.code) if m["n2"] else None
        if high is not None and low is not None:
            high_factor = numbers.scale(m["s2"], self.words) * (unit.factor if unit else 1.0)
            low, high = low * (factor if m["s"] else high_factor), high * high_factor
            if high < low:  # "seventy - four": no range, and who knows what
                low = high = None
        elif low is not None:
            low = (low + (numbers.half(number, self.words) if halved else 0.0)) * factor
        elif spelled and self.pairs.range_opener.search(before):
            low, high = self._both(number)
        sign, start = (m["sign"] or "").strip(), m.start()
        if sign and m["sign"] != sign and re.search(r"\w[ ]$", before):
            sign, start = "", start + len(m["sign"])  # "free trial + $500": the plus joins
        direction = SIGNS.get(sign) or ("down" if not sign and self.minus.search(before) else None)
        kind, end = unit.kind if unit else "count", m.end()
        if kind == "money" and low is not None and high is None and text[end - 1].isalpha() and (cents := self.cents.match(text, end)):
            few = numbers.value(cents["n"], self.words, self.language.code)
            if few is not None and 10 <= few < 100:
                low, end = low + few / 100, cents.end()  # "12 euros 50"
        return Entity(
            "FIGURE", start, end, text[start:end], kind=kind, amount=_exact(low), amount_max=_exact(high), unit=unit.unit if unit else None,
            direction=direction,
        )  # fmt: skip

    def _both(self, number: str) -> tuple[float | None, float | None]:
        """ "Between one hundred and two hundred": the two numbers that a joiner makes look like one."""
        for m in self.joiner.finditer(number):
            low, high = (numbers.value(part, self.words, self.language.code) for part in (number[: m.start()], number[m.end() :]))
            if low is not None and high is not None and low < high:
                return low, high
        return None, None


def _exact(amount: float | None) -> float | None:
    # 16.4 million are not 16399999.999999998
    return None if amount is None else round(amount, 6)


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
