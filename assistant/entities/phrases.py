"""Match catalogue phrases in a text without regard to case, accents, plural marks, hyphens and kinds of apostrophe."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """A run of letters or digits with its place and its normal form."""

    start: int
    end: int
    norm: str
    raw: str


@lru_cache(maxsize=2**16)
def folded(word: str) -> str:
    """Lower case without accents, for people leave them out."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


@lru_cache(maxsize=2**16)
def _plain(word: str) -> str:
    if len(word) >= 40:
        return word
    bare = folded(word)
    return bare[:-1] if len(bare) > 3 and bare[-1] in "sx" else bare


@lru_cache(maxsize=256)  # the stages ask for the words of a text some nine times
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    return tuple([Word(*m.span(), _plain(m[0]), m[0]) for m in _WORD.finditer(text)])


def normal(phrase: str) -> tuple[str, ...]:
    """The normal form of a phrase."""
    return tuple(word.norm for word in words_of(phrase))


class PhraseTable:
    """A set of phrases with ids, matched longest first from left to right; time is linear in the text."""

    def __init__(self, phrases: Iterable[tuple[str, str]], exact: Iterable[tuple[str, str]] = ()) -> None:
        """Args: pairs (phrase, id); `exact` ones are single words matched with their case (abbreviations)."""
        self._first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for phrase, identity in phrases:
            if key := normal(phrase):
                self._first[key[0]].append((key, identity))
        for entries in self._first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._exact = dict(exact)

    def find(self, words: Sequence[Word]) -> list[tuple[int, int, str]]:
        """(first word, past the last word, id) of each match, without overlaps."""
        found, i = [], 0
        while i < len(words):
            hit = self._at(words, i)
            if hit:
                found.append((i, hit[0], hit[1]))
                i = hit[0]
            else:
                i += 1
        return found

    def _at(self, words: Sequence[Word], i: int) -> tuple[int, str] | None:
        for key, identity in self._first.get(words[i].norm, ()):
            if len(key) <= len(words) - i and all(words[i + j].norm == part for j, part in enumerate(key)):
                return i + len(key), identity
        identity = self._exact.get(words[i].raw)  # type: ignore[assignment]
        return (i + 1, identity) if identity is not None else None

    def words(self) -> set[str]:
        """Every word of the phrases, in normal form."""
        return {word for entries in self._first.values() for key, _ in entries for word in key}

    def __contains__(self, phrase: str) -> bool:
        key = normal(phrase)
        return bool(key) and any(entry == key for entry, _ in self._first.get(key[0], ()))
