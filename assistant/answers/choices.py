"""Which of the suggestions an answer means: "2", "la deuxième", "both", or a suggestion as it was shown."""

from __future__ import annotations

import re

from assistant import lang
from assistant.answers.reading import ONE_VALUE, Ask, Reading
from assistant.answers.words import Talk, flat, trimmed
from assistant.entities import figures
from assistant.questions.effects import FIGURES

NONE = Reading("not_understood", hint="hint_choice")


def choose(ask: Ask, words: Talk, text: str) -> Reading | None:
    """The choice that a text makes, None when it makes none. A bare number for a value is the value, unless that would go the wrong way."""
    question = ask.question
    if question is None or not question.suggestions:
        return None
    plain = trimmed(flat(words.bare(text)))
    shown = [trimmed(flat(s)) for s in question.suggestions]
    values = question.values or question.suggestions
    if trimmed(flat(text)) in shown:
        return _chosen(ask, (shown.index(trimmed(flat(text))),))
    if plain in (flats := [trimmed(flat(v)) for v in values]):
        return _chosen(ask, (flats.index(plain),))
    for pattern, place in words.positions.items():
        if pattern.fullmatch(plain):
            index = len(values) - 1 if place < 0 else place - 1
            return _chosen(ask, (index,)) if index < len(values) else NONE
    for pattern, count in words.both.items():
        if pattern.fullmatch(plain):
            return _several(ask, count)
    if match := words.number.fullmatch(plain):
        return _numbered(ask, plain, int(match[1]))
    if ask.slot not in FIGURES and words.numbers.fullmatch(plain):
        return _checked(ask, tuple(int(n) - 1 for n in re.findall(r"\d", plain)))
    return None


def _numbered(ask: Ask, plain: str, number: int) -> Reading | None:
    count = len(ask.question.suggestions) if ask.question else 0
    if ask.slot in FIGURES and plain.isdigit() and not (1 <= number <= count and _wrong_way(ask, number)):
        return None
    return _chosen(ask, (number - 1,)) if 1 <= number <= count else NONE


def _wrong_way(ask: Ask, number: int) -> bool:
    """Whether a number cannot be the value that is wanted: all suggestions lie on its other side of today's value."""
    baseline = ask.context.frame.baseline
    values = ask.question.values if ask.question else ()
    if ask.slot != "target" or not baseline or baseline.amount is None or not values:
        return False
    found = figures.grammar(ask.context.language.code).find(values[0], [])
    if not found or found[0].amount is None or found[0].direction:
        return False
    return (found[0].amount > baseline.amount) == (number < baseline.amount)


def _several(ask: Ask, count: int) -> Reading:
    total = len(ask.question.suggestions) if ask.question else 0
    if ask.slot in ONE_VALUE:
        return Reading("not_understood", hint="hint_one")
    if count not in (0, total):
        return NONE  # "both" of three: which two?
    return _chosen(ask, tuple(range(total)))


def _checked(ask: Ask, places: tuple[int, ...]) -> Reading:
    total = len(ask.question.suggestions) if ask.question else 0
    if ask.slot in ONE_VALUE:
        return Reading("not_understood", hint="hint_one")
    return _chosen(ask, tuple(dict.fromkeys(places))) if all(0 <= p < total for p in places) else NONE


def _chosen(ask: Ask, places: tuple[int, ...]) -> Reading:
    question = ask.question
    values = [(question.values or question.suggestions)[p] for p in places] if question else []
    join = lang.answer_words(ask.context.language.code).join
    text = values[0] if len(values) == 1 else join.format(first=", ".join(values[:-1]), last=values[-1])
    return Reading("choice", {ask.slot: text})
