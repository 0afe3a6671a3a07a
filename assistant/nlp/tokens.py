"""What the stages need of a tagged text: tokens with place, part of speech and normal form, free of spaCy."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

TOLD = 50_000  # tokens whose attributes are kept
COLUMNS: list[int | str] = ["IDX", "LENGTH", "IS_SPACE", "LOWER", "TAG", "POS", "MORPH"]


class Token(NamedTuple):  # made fifteen times a goal, five times as fast as a frozen dataclass
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


class Reader:
    """Turns the Docs of one pipeline into tokens.

    The pipeline's attribute ruler, which derives parts of speech and morphology from tags (or tags from parts of speech),
    takes a third of the tagger's time, yet without a parser what it says of a token hangs on that token's tag, part of
    speech, morphology and lower-case form alone. So it is asked once for each of these, on a text of that one token.
    """

    def __init__(self, ruler: Callable[[Doc], Doc]) -> None:
        self.ruler = ruler
        self._known: dict[tuple[int, ...], tuple[str, bool, bool, str]] = {}

    def tokens(self, doc: Doc) -> list[Token]:
        """The tokens of a Doc that the ruler has not seen, without white space."""
        text, known, out = doc.text, self._known, []
        for i, (start, length, space, *key) in enumerate(doc.to_array(COLUMNS).tolist()):
            if space:
                continue
            told = known.get(tuple(key))
            if told is None:
                if len(known) >= TOLD:
                    known.clear()
                told = known[tuple(key)] = self._ask(doc[i])
            out.append(Token(start, start + length, text[start : start + length], *told))
        return out

    def _ask(self, token: SpacyToken) -> tuple[str, bool, bool, str]:
        doc = type(token.doc)(token.vocab, words=[token.text], tags=[token.tag_], pos=[token.pos_], morphs=[str(token.morph)])
        (t,) = self.ruler(doc)
        forms = t.morph.get("VerbForm", [])
        past = t.pos_ in ("VERB", "AUX") and "Fin" in forms and bool({"Past", "Imp"} & set(t.morph.get("Tense", [])))
        return t.pos_, past, "Inf" in forms, t.tag_
