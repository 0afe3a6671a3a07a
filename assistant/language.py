"""Tell the language of a text: one of the available ones, or undecided. The only import of langdetect.

A vote of words comes first, for goals are short and langdetect errs on them ("run more" is French to it). langdetect,
seeded, speaks when the vote is silent or close, and can say that a text is in neither language.
"""

from __future__ import annotations

import re
from functools import cache

from assistant import lang
from assistant.lang import UNDECIDED

SAMPLE = 4000  # characters that are looked at; more do not change the answer
FUNCTION_WEIGHT, CONTENT_WEIGHT, NOUN_WEIGHT = 2.0, 1.5, 1.0
SURE = 0.9  # langdetect's probability above which a foreign language is believed against a thin vote
CLEAR = 0.45  # share of words with a vote above which the vote needs no second opinion
FEW = 5  # words; a foreign language is not believed on fewer
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _votes() -> dict[str, dict[str, float]]:
    """Weight of each word for each language; a word that several languages have does not vote."""
    table: dict[str, dict[str, float]] = {}
    for code in lang.available():
        lexicon = lang.lexicon(code)
        listed = (
            (lang.nouns(code).values(), NOUN_WEIGHT),
            (lexicon.content_words, CONTENT_WEIGHT),
            (lexicon.function_words, FUNCTION_WEIGHT),
        )
        for words, weight in listed:
            for phrase in words:
                for word in _WORD.findall(phrase.lower()):
                    table.setdefault(word, {})[code] = weight
    return {word: votes for word, votes in table.items() if len(votes) == 1}


def detect(text: str, choice: str = "auto") -> str:
    """The code of the text's language, or "und".

    Args:
        text: any text.
        choice: "auto", or a language code that the user has chosen, which always wins.
    """
    if choice != "auto":
        return choice
    sample = text[:SAMPLE]
    words = _WORD.findall(sample.lower())
    if not words:
        return UNDECIDED
    scores = dict.fromkeys(lang.available(), 0.0)
    known = 0
    for word in words:
        for code, weight in _votes().get(word, {}).items():
            scores[code] += weight
            known += 1
    ranked = sorted(scores, key=lambda code: -scores[code])
    best, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    margin = scores[best] - (scores[second] if second else 0.0)
    share = known / len(words)
    if margin >= 2.0 and (share >= CLEAR or (len(words) < FEW and share >= 0.25)):
        return best
    if _foreign_script(sample):
        return UNDECIDED
    guess, probability = _langdetect(sample.lower())  # capitals look German to it
    if margin >= 2.0 and not (guess not in scores and probability >= SURE and len(words) >= FEW):
        return best
    if guess is None:
        return best if margin > 0 else UNDECIDED
    if guess in scores and margin <= 0:
        return guess
    if guess not in scores and len(words) >= FEW - 1 and probability >= SURE:
        return UNDECIDED
    if margin > 0:
        return best
    return UNDECIDED if probability >= SURE and len(words) >= 3 else lang.available()[0] if second is None else _tie(scores)


def _tie(scores: dict[str, float]) -> str:
    return UNDECIDED if len(set(scores.values())) == 1 and not any(scores.values()) else max(scores, key=lambda code: scores[code])


def _foreign_script(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(ord(c) < 0x250 for c in letters) < len(letters) / 2


def _langdetect(text: str) -> tuple[str | None, float]:
    from langdetect import DetectorFactory, LangDetectException, detect_langs  # half a second to import, rarely needed

    DetectorFactory.seed = 0
    try:
        best = detect_langs(text)[0]
    except LangDetectException:
        return None, 0.0
    return best.lang, best.prob
