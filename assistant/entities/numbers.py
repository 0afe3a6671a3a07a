"""Numbers in digits and in words: the pattern that finds them and the value they have. Words are valued by text2num."""

from __future__ import annotations

import re
from functools import cache

from assistant.lang.models import Figures

SPACE = "[ \u00a0\u202f\u2009]"
LARGEST = 1e15  # anything beyond is no figure of a goal; the span is kept, the value left open


def alternation(words: tuple[str, ...] | list[str]) -> str:
    """A group of alternatives, longest first, so that "points de base" wins over "points"."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


@cache
def digits_pattern(group: str, decimal: str) -> str:
    """The pattern of a number in digits with the language's group and decimal marks."""
    return rf"(?:\d{{1,3}}(?:{group}\d{{3}})+(?!\d)(?:{decimal}\d+)?|\d{{1,15}}(?:{decimal}\d{{1,6}})?)(?!\d)"


def words_pattern(words: Figures) -> str:
    """The pattern of a number in words. Bounded in length so that matching stays linear."""
    word = alternation(words.number_words)
    joiner = alternation(words.number_joiners)
    return rf"(?:{word}(?:(?:[ -]|[ -]{joiner}[ -]){word}){{0,12}}(?!\w))"


def pattern(words: Figures) -> str:
    """Digits, a collective ("une dizaine") or number words."""
    return f"(?:{digits_pattern(words.group, words.decimal)}|{alternation(tuple(words.approximate))}(?!\\w)|{words_pattern(words)})"


def value(text: str, words: Figures, code: str) -> float | None:
    """The value of what `pattern` has matched, or None when it cannot be told.

    Args:
        text: the number as written, without unit.
        words: the language's figure words.
        code: the language code that text2num is given.
    """
    stripped = text.strip()
    if stripped[:1].isdigit():
        return _digits(stripped, words)
    for expression, number in words.approximate.items():
        if re.fullmatch(expression, stripped, re.IGNORECASE):
            return number
    return _spelled(stripped.lower(), code)


def _digits(text: str, words: Figures) -> float | None:
    plain = re.sub(rf"{words.group}(?=\d{{3}}(?!\d))", "", text)
    if not plain.isascii():
        return None
    try:
        number = float(plain.replace(",", "."))
    except ValueError:
        return None
    return number if number < LARGEST else None


@cache
def _spelled(text: str, code: str) -> float | None:
    from text_to_num import text2num  # costs some milliseconds; most texts have digits only

    try:
        return float(text2num(text, code))
    except (ValueError, KeyError, OverflowError):
        return None
