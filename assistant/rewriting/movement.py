"""Whether words say that something moves: what an indicator and its figures need between them in a sentence that a model wrote."""

from __future__ import annotations

import re
from functools import cache

from assistant import lang
from assistant.criteria.aims import pattern, verbs
from assistant.entities.heads import WordPattern
from assistant.lang.realising import VOICES, patterns, realiser


@cache
def movers(code: str) -> tuple[WordPattern, ...]:
    """Patterns of the verbs and nouns of movement: those that the language's patterns put before a pair, and those up or down."""
    voice, rules, lexicon = realiser(code), lang.rules(code), lang.lexicon(code)
    sentences = " ".join(variant for key, variants in patterns(code).items() if "_pair" in key for variant in variants)
    own = set(re.findall(r"<([^>]+)>", sentences)) - {"verb"}
    forms = {form for verb in own for form in (*(voice.verb(verb, v) for v in VOICES if v != "noun"), *(rules.forms(verb) or ()), verb)}
    return pattern(tuple(forms)), verbs(code, "verbs_up", "verbs_down"), pattern((*lexicon.nouns_up, *lexicon.nouns_down))


def moves(code: str, text: str) -> bool:
    """Whether a text holds a word of movement."""
    return any(found.search(text) for found in movers(code))


@cache
def ways(code: str, direction: str) -> tuple[WordPattern, ...]:
    """Patterns of the verbs and nouns that go "up" or "down"."""
    return verbs(code, f"verbs_{direction}"), pattern(getattr(lang.lexicon(code), f"nouns_{direction}"))


def goes(code: str, direction: str, text: str) -> bool:
    """Whether a text holds a word that goes in a direction."""
    return any(found.search(text) for found in ways(code, direction))
