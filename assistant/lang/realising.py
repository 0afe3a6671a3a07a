"""The shape of a language's realiser: what turns the facts of a goal into grammatical phrases of that language."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from assistant.resources import read_model

# How a goal speaks: "to do", "do!" (one, several or ourselves), "we do", "I do", "one does", "we will do", a noun with no verb.
Voice = Literal["infinitive", "thou", "you", "let", "we", "I", "one", "will", "noun"]
VOICES: tuple[str, ...] = ("infinitive", "thou", "you", "let", "we", "I", "one", "will", "noun")


@dataclass(frozen=True)
class Realiser:
    """The functions that sentences need of a language. All take and give plain texts.

    Attributes:
        voice: a goal (without its label) → the voice in which it speaks.
        verb: infinitive (with what follows the verb: "faire passer"), voice → the form, with its pronoun where it has one.
        definite: noun phrase, gender (m, f, n), number (s, p) → with its definite article, where the language puts one.
        guess: a noun phrase that the catalogue does not know → its gender and number.
        number_of: a plural of things that are counted → a singular that can go from 40 to 60 ("le nombre d’abonnés").
        of, to: a noun phrase with its article → behind "de" / "of" and "à" / "to", elided and contracted.
        deadline: an answer about the end → a complement ("d’ici le 30 juin 2027").
        until: the same, for a habit that goes on until then ("jusqu’au 30 juin 2027", "pendant 6 mois").
        means, reason, audience, channel, owner: an answer → a complement, with the comma or bracket that it takes.
        more: the quantifiers that a wish for more puts before a plural ("plus de", "more"), as a pattern that ends before the noun.
        listing: coordinates parts ("a, b et c").
        typeset: words of ours, the author's text → the words with the apostrophes and spaces that the author uses.
        lower: an opening word that goes on inside a sentence; proper names and abbreviations keep their capitals.
    """

    voice: Callable[[str], str]
    verb: Callable[[str, str], str]
    definite: Callable[[str, str, str], str]
    guess: Callable[[str], tuple[str, str]]
    number_of: Callable[[str], str]
    of: Callable[[str], str]
    to: Callable[[str], str]
    deadline: Callable[[str], str]
    until: Callable[[str], str]
    means: Callable[[str], str]
    reason: Callable[[str], str]
    audience: Callable[[str], str]
    channel: Callable[[str], str]
    owner: Callable[[str], str]
    more: str
    listing: Callable[[Sequence[str]], str]
    typeset: Callable[[str, str], str]
    lower: Callable[[str], str]


@cache
def realiser(code: str) -> Realiser:
    """The realiser of one language, `lang/<code>/realiser.py`."""
    found: Realiser = importlib.import_module(f"assistant.lang.{code}.realiser").REALISER
    return found


@cache
def patterns(code: str) -> dict[str, tuple[str, ...]]:
    """The sentence patterns of one language by situation, `lang/<code>/patterns.toml`.

    Raises:
        ResourceError: the file is missing or malformed; names file and key.
    """
    return read_model(Path(__file__).resolve().parent / code / "patterns.toml", dict[str, tuple[str, ...]])
