"""The words by which the criteria judge: makers of deliverables, scopes, and what the rules look for. One file a language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assistant.resources import Resource, read_model

Words = tuple[str, ...]
FOLDER = Path(__file__).resolve().parent


class DeliverableWords(Resource):
    """What makes a thing a deliverable.

    `makers` are infinitives after which one named thing is made ("launch", "redesign"); `done` patterns that say a thing is to be
    finished ("live", "rolled out"); `determiners` those of one thing; `vague` patterns that make the sentence a wish after all.
    """

    makers: Words
    done: Words
    determiners: Words
    vague: Words


class ScopeWords(Resource):
    """What delimits an indicator: links to a place, product or stage, and what is no scope after one.

    `links` are patterns beside those of the lexicon; `alone` patterns that delimit with no link ("out of season"); `never` patterns of
    adverbials; `before` patterns of what delimits right before the indicator ("the fleet's"), its name in group `of`; `wholes` nouns
    that, bare, name the organisation or town as a whole; `stops` words that end the indicator's clause.
    """

    links: Words
    alone: Words
    never: Words
    before: Words
    wholes: Words
    stops: Words


class RuleWords(Resource):
    """Words that the rules look for; all are patterns, but `times` (words that count) and `gainers` (infinitives).

    `states` follow people who are kept in a state ("keep customers informed"), not kept.
    """

    jargon: Words
    vague_nouns: Words
    vague_times: Words
    open_ends: Words
    vague_amounts: Words
    negations: Words
    uncollectable: Words
    conjunctions: Words
    imitations: Words
    empty_reasons: Words
    reviews: Words
    reading: Words
    local: Words
    pastimes: Words
    alternatives: Words
    times: Words
    gainers: Words
    states: Words


class Judging(Resource):
    """All of it."""

    deliverable: DeliverableWords
    scope: ScopeWords
    rules: RuleWords


@cache
def judging(code: str) -> Judging:
    """The words of one language.

    Raises:
        ResourceError: the file is missing or malformed; names file and key.
    """
    return read_model(FOLDER / code / "judging.toml", Judging)
