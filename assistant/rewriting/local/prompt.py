"""What the model is asked, and what it was tuned to answer: a goal and the names of its phrases in, a sentence with the names out.

A name in braces, `{deadline}`, stands for a whole phrase that the grammar has made ("d’ici le 30 juin 2027"), so that the model
decides on verb and order alone and has no figure to write. Training and decoding share this file: a model that is asked in
other words than it was tuned on answers badly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# The names that a sentence may hold, in the order in which they are listed to the model. Of the four that hold the figure a goal
# has one: a value ("à 40 par mois"), a change ("de 15 %"), a pair ("de 1,2 % à 2 %"), or a figure with its noun ("40 nouveaux clients").
FIGURES = ("target", "change", "pair", "count")
NAMES = ("metric", *FIGURES, "deadline", "audience", "channel", "means", "reason")
LONGEST = 400  # characters of a goal that the model reads

_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NAME = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A goal with the sentence that says it with placeholders; `lang` is its language's code."""

    lang: str
    goal: str
    slots: tuple[str, ...]
    text: str


def as_data(text: str, *, trim: bool = True) -> str:
    """A goal, or a part of one, as one line without braces: it cannot be taken for the frame of the prompt, nor for a placeholder."""
    plain = _CONTROL.sub(" ", text).replace("{", "(").replace("}", ")")
    return plain.strip() if trim else plain


def question(lang: str, goal: str, slots: Iterable[str]) -> str:
    """The prompt of one goal: language, goal, names in a fixed order.

    `goal` is a line without braces of the author's own (`as_data`); it may hold names of its slots.
    """
    wanted = set(slots)
    names = " ".join(f"{{{name}}}" for name in NAMES if name in wanted)
    return f"{lang}: {_CONTROL.sub(' ', goal).strip()[:LONGEST]}\n{names}\n="


def answer(text: str) -> str:
    """What follows the prompt."""
    return f" {text}\n"


def prefix(examples: Sequence[Pair]) -> str:
    """What stands before every prompt: examples for a model that was not tuned, else nothing."""
    return "".join(question(e.lang, e.goal, e.slots) + answer(e.text) + "\n" for e in examples)


def names_in(text: str) -> list[str]:
    """The names in braces that a text holds, in order, known or not."""
    return _NAME.findall(text)


def as_template(generated: str) -> str:
    """The first line that a model has written."""
    return generated.strip().split("\n", 1)[0].strip()
