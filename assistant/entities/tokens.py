"""Noun phrases: how they grow around a head."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.entities.phrases import normal
from assistant.lang.models import NounPhrase
from assistant.nlp.tokens import Token
from assistant.records import Span


class NounPhrases:
    """Grows noun phrases around a head, by a language's `NounPhrase` settings."""

    def __init__(self, settings: NounPhrase, stop_nouns: Sequence[str], openers: Sequence[str], verbs: frozenset[str]) -> None:
        self.settings, self.verbs = settings, verbs
        self.openers = frozenset(" ".join(normal(noun)) for noun in openers)
        self.stop = frozenset(" ".join(normal(noun)) for noun in stop_nouns)

    def grow(self, tokens: Sequence[Token], first: int, last: int, walls: Sequence[Span], opener: bool = False) -> tuple[int, int]:
        """Grow the phrase tokens[first:last] to both sides, up to a wall (a span that belongs to another entity)."""
        while first > 0 and self._before(tokens, first - 1, walls):
            first -= 1
        if first > 1 and tokens[first - 1].lower in self.settings.opener_links and " ".join(normal(tokens[first - 2].text)) in self.openers:
            first -= 2  # "nombre de", "number of"
        while True:
            grown = self._after(tokens, last, walls, opener)
            if grown == last:
                return first, last
            last, opener = grown, False

    def forward(self, tokens: Sequence[Token], first: int, walls: Sequence[Span]) -> int:
        """The end of the noun phrase that starts at `first` (past the last token), or `first` when there is none."""
        i = first
        while i < len(tokens) and self._may_open(tokens[i], walls):
            i += 1
        if i == first or not any(t.pos in ("NOUN", "PROPN", "X") for t in tokens[first:i]):
            if i < len(tokens) and tokens[i].pos in ("VERB", "ADV") and self._free(tokens[i], walls) and i > first:
                i += 1  # a noun mistaken for a verb ("qualified leads")
            else:
                return first
        last = i
        while True:
            grown = self._after(tokens, last, walls, opener=tokens[last - 1].lower in ("nombre", "number"))
            if grown == last:
                return last
            last = grown

    def _free(self, token: Token, walls: Sequence[Span]) -> bool:
        key = " ".join(normal(token.text))
        return (
            token.text[:1].isalpha()
            and token.lower not in self.settings.never
            and key not in self.stop
            and all(token.end <= s or token.start >= e for s, e in walls)
        )

    def _may_open(self, token: Token, walls: Sequence[Span]) -> bool:
        kinds = ("NOUN", "PROPN", "X", "ADJ") if self.settings.before else ("NOUN", "PROPN", "X")
        return self._free(token, walls) and (token.pos in kinds or token.lower in self.settings.openers_before or "-" in token.text[1:-1])

    def _before(self, tokens: Sequence[Token], i: int, walls: Sequence[Span]) -> bool:
        token = tokens[i]
        glued = tokens[i + 1].start == token.end
        if glued and (token.text == "-" or tokens[i + 1].text == "-"):
            # "boiler-service calls", "content-sourced leads": a hyphen holds what stands on both sides
            other = tokens[i - 1] if token.text == "-" and i else token
            return other.text.isalpha() and all(token.end <= s or token.start >= e for s, e in walls) and (i > 0 or token.text != "-")
        if not self._free(token, walls) or tokens[i + 1].start > token.end + 1:
            return False
        if token.lower in self.settings.openers_before:
            return True
        if i == 0 and token.lower in self.verbs:
            return False
        return token.pos in self.settings.before and token.lower not in self.verbs

    def _after(self, tokens: Sequence[Token], last: int, walls: Sequence[Span], opener: bool) -> int:
        if last >= len(tokens):
            return last
        token = tokens[last]
        if token.start > tokens[last - 1].end + 1:
            return last
        if token.pos in self.settings.after and self._free(token, walls):
            return last + 1
        links = self.settings.opener_links if opener else self.settings.links
        if token.lower in links and last + 1 < len(tokens):
            i = last + 1
            while i < len(tokens) and tokens[i].lower in self.settings.openers_before and self._free(tokens[i], walls):
                i += 1
            if i < len(tokens) and tokens[i].pos in ("NOUN", "PROPN", "X") and self._free(tokens[i], walls):
                return i + 1
            if opener and i < len(tokens) and self._free(tokens[i], walls):
                end = self.forward(tokens, i, walls)
                return end if end > i else last
        return last
