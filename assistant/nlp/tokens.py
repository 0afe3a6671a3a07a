"""What the stages need of a tagged text: tokens with place, part of speech and normal form, free of spaCy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken


@dataclass(frozen=True, slots=True)
class Token:
    """One token; offsets are code points. `past` marks a finite past tense, `infinitive` a bare verb,
    `tag` the fine-grained part of speech."""

    start: int
    end: int
    text: str
    pos: str
    past: bool = False
    infinitive: bool = False
    tag: str = ""

    @property
    def lower(self) -> str:
        """The text in lower case, without a trailing apostrophe."""
        return self.text.lower().rstrip("'’")


def tokens_of(doc: Doc) -> list[Token]:
    """The tokens of a spaCy Doc, without white space."""
    return [
        Token(t.idx, t.idx + len(t.text), t.text, t.pos_, _past(t), "Inf" in t.morph.get("VerbForm", []), t.tag_)
        for t in doc
        if not t.is_space
    ]


def _past(token: SpacyToken) -> bool:
    """Whether the token is a verb in a finite past tense."""
    morph = token.morph
    return token.pos_ in ("VERB", "AUX") and "Fin" in morph.get("VerbForm", []) and bool({"Past", "Imp"} & set(morph.get("Tense", [])))
