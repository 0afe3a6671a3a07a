"""The shape of a language's figure words. Patterns are regular expressions."""

from __future__ import annotations

from typing import Literal

from assistant.resources import Resource

Words = tuple[str, ...]


class Unit(Resource):
    """A unit of a figure: kind, the unit of the record, how it is written (patterns), and a factor on the number."""

    kind: Literal["count", "percent", "points", "money", "rating", "time"]
    unit: str
    words: Words
    factor: float = 1.0
    prefix: bool = False


class Phrase(Resource):
    """A quantity that no number and unit spell out ("half an hour", "une demi-journée"): its pattern and what it is worth."""

    match: str
    kind: Literal["count", "percent", "points", "money", "rating", "ratio", "time"]
    unit: str
    amount: float


class Figures(Resource):
    """Number words, units and cue words of a language's figures.

    Attributes:
        number_links: joiners inside a number ("vingt et un"); `number_joiners` join two of them.
        number_spellings: spellings that text2num does not know → those that it does.
        decimal_words: the spoken decimal mark.
        minus: words that make the number behind them a loss.
        not_alone: number words that are figures only with a unit, a scale or a half.
        fraction_parts: names of the parts of a fraction → into how many the whole is cut.
        fraction_articles, fraction_before, fraction_after: what stands for one part, and what tells a share from an ordinal.
        portions: words that are a share of the unit right behind them.
        unit_links: what may stand between a number and its unit.
    """

    group: str
    decimal: str
    number_words: Words
    number_joiners: Words
    number_links: Words
    number_spellings: dict[str, str]
    decimal_words: Words
    minus: Words
    not_alone: Words
    scales: dict[str, float]
    approximate: dict[str, float]
    ratios: dict[str, float]
    fraction_parts: dict[str, float]
    fraction_articles: Words
    fraction_before: Words
    fraction_after: Words
    portions: dict[str, float]
    unit_links: Words
    multipliers: dict[str, float]
    multiplier_patterns: dict[str, float]
    range_words: Words
    range_openers: Words
    pair_from: Words
    pair_to: Words
    units: tuple[Unit, ...]
    baseline_before: Words
    baseline_after: Words
    target_before: Words
    change_before: Words
    change_after: Words
    means_before: Words
    means_before_money: Words
    means_after: Words
    not_before: Words
    not_after: Words
    not_numbers: Words
    halves: Words
    ratio_joiners: Words
    one: Words
    one_breaks: Words
    one_patterns: Words
    against: Words
    bare_after: Words
    rating_cues: Words
    points_cues: Words
    phrases: tuple[Phrase, ...]
