"""Numbers in digits and in words: the pattern that finds them and the value they have. Words are valued by text2num."""

from __future__ import annotations

import re
from functools import cache

from assistant.entities.alternatives import alternation
from assistant.lang.models import Figures

SPACE = "[ \u00a0\u202f\u2009]"
GAP = "[ \u00a0]{1,2}"  # between number words; two where a text was cut from a form or a page
LARGEST = 1e15  # anything beyond is no figure of a goal; the span is kept, the value left open
SHORT = 3  # letters of an abbreviated scale
THOUSAND = 1000
ALIKE = 100  # times: from 38 to 50 k€ both are thousands, from 900 to 1.2 k€ they are not
MOST_WORDS = 12  # after the first; the longest number below a milliard has so many


@cache
def digits_pattern(group: str, decimal: str) -> str:
    """The pattern of a number in digits with the language's group and decimal marks.

    A number never ends before a mark that a digit follows: what the pattern cannot read to its end ("192.168.1.2") it leaves alone.
    """
    decimals = rf"(?:{decimal})\d{{1,15}}"
    return rf"(?:\d{{1,3}}(?:{group}\d{{3}})+(?!\d)(?:{decimals})?|\d{{1,15}}(?:{decimals})?|(?<![\w.,])(?<!\d ){decimals})(?!\d|[.,]\d)"


def words_pattern(words: Figures) -> str:
    """The pattern of a number in words, with spoken decimals ("two point five"). Bounded in length so that matching stays linear."""
    word = alternation(words.number_words)
    link = alternation(words.number_links)
    whole = rf"{word}(?:(?:{GAP}|-|(?:{GAP}|-){link}(?:{GAP}|-)){word}){{0,{MOST_WORDS}}}(?!\w)"
    return rf"(?:{whole}(?:{GAP}{alternation(words.decimal_words)}{GAP}{whole})?)"


def pattern(words: Figures) -> str:
    """Digits, a collective ("une dizaine") or number words."""
    return f"(?:{digits_pattern(words.group, words.decimal)}|{alternation(words.approximate)}(?!\\w)|{words_pattern(words)})"


def scales_pattern(words: Figures) -> str:
    """The pattern of a scale; short ones are case-sensitive."""
    return alternation(f"(?-i:{w})" if len(w) <= SHORT else w for w in words.scales)


def value(text: str, words: Figures, code: str) -> float | None:
    """The value of what `pattern` has matched, or None when it cannot be told.

    Args:
        text: the number as written, without unit.
        words: the language's figure words.
        code: the language code that text2num is given.
    """
    stripped = text.strip()
    if stripped[:1].isdigit() or stripped[:1] in (",", "."):
        return _digits(stripped, words)
    for expression, number in words.approximate.items():
        if re.fullmatch(expression, stripped, re.IGNORECASE):
            return number
    spoken = re.fullmatch(
        rf"(.+?){GAP}{alternation(words.decimal_words)}{GAP}(.+?)(?:{GAP}({alternation(words.scales)}))?", stripped, re.IGNORECASE
    )
    if spoken:
        decimal = _decimal(_plain(spoken[1], words), _plain(spoken[2], words), code)
        return None if decimal is None else round(decimal * scale(spoken[3], words), 6)
    return _whole(_plain(stripped, words), words, code)


def scale(text: str | None, words: Figures) -> float:
    """What a number is multiplied by: "k" → 1000."""
    if not text:
        return 1.0
    return next((f for key, f in words.scales.items() if re.fullmatch(key, text, re.IGNORECASE if len(key) > SHORT else 0)), 1.0)


def carried(amount: float | None, other: float | None, written: str, words: Figures, code: str) -> float | None:
    """A number with the scale of the one that it stands beside: "38" beside "50 k€", "two" beside "three million"; as it is where it
    is large without, or the other has none."""
    if amount is None or not other or amount >= THOUSAND:
        return amount
    digits = re.search(digits_pattern(words.group, words.decimal), written)
    number = _digits(digits.group(), words) if digits else None
    factor = round(other / number) if number else max(scale(word, words) for word in re.split(f"{SPACE}|-", written))
    return amount * factor if factor >= THOUSAND and amount <= ALIKE * other / factor else amount


def half(text: str, words: Figures) -> float:
    """What "and a half" adds to a number: half of its last large scale, else a half ("un million et demi")."""
    last = scale(re.split("[ -]", text)[-1], words) if text[:1].isalpha() else 1.0
    return last / 2 if last >= THOUSAND else 0.5


def _digits(text: str, words: Figures) -> float | None:
    plain = re.sub(rf"{words.group}(?=\d{{3}}(?!\d))", "", text)
    if not plain.isascii():
        return None
    try:
        number = float(plain.replace(",", "."))
    except ValueError:
        return None
    return number if number < LARGEST else None


def _plain(text: str, words: Figures) -> str:
    """Number words as text2num knows them: lower case, single spaces, without an article or an accent left out."""
    plain = re.sub(r"[ \u00a0]+", " ", text.lower())
    for spelling, word in words.number_spellings.items():
        plain = re.sub(rf"(?<!\w)(?:{spelling})(?!\w)", word, plain)
    return plain


def _decimal(whole: str, after: str, code: str) -> float | None:
    """ "two", "zero five" → 2.05: what is spoken after the mark is read digit by digit where it is no number by itself."""
    left = _spelled(whole, code)
    parts = after.split(" ")
    digits = ""
    while len(parts) > 1 and _spelled(parts[0], code) == 0:
        digits, parts = digits + "0", parts[1:]
    rest = _spelled(" ".join(parts), code)
    values = [rest] if rest is not None else [_spelled(part, code) for part in parts]
    if left is None or any(v is None for v in values):
        return None
    return float(f"{left:.0f}.{digits}{''.join(f'{v:.0f}' for v in values)}")


def _whole(text: str, words: Figures, code: str) -> float | None:
    number = _spelled(text, code)
    if number is not None:
        return number
    # a scale that text2num does not know ("nine trillion two hundred")
    for key, factor in words.scales.items():
        cut = (
            re.fullmatch(rf"(.+?)[ -](?:{key})(?:[ -](?:{alternation(words.number_joiners)}[ -])?(.+))?", text)
            if len(key) > SHORT
            else None
        )
        if cut and factor >= 1e6:
            left, right = _spelled(cut[1], code), _spelled(cut[2], code) if cut[2] else 0.0
            return left * factor + right if left is not None and right is not None and left * factor < LARGEST else None
    return None


@cache
def _spelled(text: str, code: str) -> float | None:
    from text_to_num import text2num  # costs some milliseconds; most texts have digits only

    try:
        return float(text2num(text, code))
    except (ValueError, KeyError, OverflowError):
        return None
