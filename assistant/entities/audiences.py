"""Find who is addressed: a cue ("auprès des", "among") or a link ("des", "of") before a noun of people or organisations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.entities.heads import WordPattern
from assistant.entities.numbers import alternation
from assistant.entities.tokens import NounPhrases, Token
from assistant.lang.models import Language
from assistant.records import Entity, Span

LOOK_BACK = 32


class AudienceGrammar:
    """The compiled audience grammar of one language."""

    def __init__(self, language: Language) -> None:
        words = language.audiences
        determiner = rf"(?:{alternation(words.determiners)}[ \u00a0]?){{0,4}}"
        openers = alternation(language.lexicon.noun_phrase.openers_before)
        self.strong = _people(words.heads)
        self.weak = _people(words.weak_heads)
        self.ages = re.compile(rf"(?<!\w)(?:{alternation(words.ages)})(?!\w)", re.IGNORECASE)
        self.cue = re.compile(rf"(?<!\w){alternation(words.cues)}[ \u00a0]?{determiner}(?:{openers} )?$", re.IGNORECASE)
        self.of_cue = re.compile(rf"(?<!\w){alternation(words.of_cues)}[ \u00a0]?{determiner}(?:{openers} )?$", re.IGNORECASE)
        self.firm_cue = re.compile(rf"(?<!\w){alternation(words.firm_cues)}[ \u00a0]?{determiner}", re.IGNORECASE)
        lexicon = language.lexicon
        self.stops = frozenset(lexicon.stop_nouns)
        self.phrases = NounPhrases(
            lexicon.noun_phrase,
            lexicon.stop_nouns,
            lexicon.metric_openers,
            frozenset((*lexicon.verbs_reach, *lexicon.verbs_acquire, *lexicon.verbs_act)),
        )
        # places keep their capitals in the patterns, so that "in June" or "de vente" is no qualifier
        self.qualifier = re.compile(rf"[ \u00a0](?:{'|'.join(sorted(words.qualifiers, key=len, reverse=True))})(?!\w)")
        endings, stops = "|".join(words.adjective_endings), "|".join(words.not_adjectives)
        self.adjective = re.compile(rf"[ \u00a0](?!(?:{stops})\b)[^\W\d_]+(?:{endings})(?!\w)")

    def ages_in(self, text: str) -> list[Entity]:
        """The ages of a text ("18-25 ans"), whose numbers are no figures."""
        return [Entity("AUDIENCE", m.start(), m.end(), m.group()) for m in self.ages.finditer(text)]

    def find(self, text: str, tokens: Sequence[Token]) -> list[Entity]:
        """All audiences, in order, without overlaps."""
        found: list[Entity] = []
        taken = 0
        starts = sorted(
            [(m.start(), m.end(), 2) for m in self.ages.finditer(text)]
            + [(m.start(), m.end(), 1) for m in self.strong.finditer(text)]
            + [(m.start(), m.end(), 0) for m in self.weak.finditer(text)],
            key=lambda item: (item[0], -item[1], -item[2]),
        )
        firm = [(span[0], span[1], 3) for m in self.firm_cue.finditer(text) if (span := self._open_phrase(text, tokens, m.end()))]
        for start, end, strength in sorted([*starts, *firm], key=lambda item: (item[0], -item[1], -item[2])):
            if strength < 2:
                start, end = self._grow(tokens, start, end)
            if start < taken:
                continue
            before = text[max(0, start - LOOK_BACK) : start]
            cue = self.cue.search(before)
            if not (cue or (strength and self.of_cue.search(before)) or strength >= 2):
                continue
            end = self._widen(text, end)
            found.append(Entity("AUDIENCE", start, end, text[start:end]))
            taken = end
        return found

    def _open_phrase(self, text: str, tokens: Sequence[Token], position: int) -> Span | None:
        """The noun phrase right after a cue that only people follow ("auprès des", "among")."""
        first = next((i for i, t in enumerate(tokens) if t.start >= position), None)
        if first is None or tokens[first].start > position + 1:
            return None
        last = self.phrases.forward(tokens, first, ())
        if last == first or tokens[last - 1].lower in self.stops:
            return None
        return tokens[first].start, tokens[last - 1].end

    def _grow(self, tokens: Sequence[Token], start: int, end: int) -> Span:
        first = next((i for i, t in enumerate(tokens) if t.start == start), None)
        last = next((i + 1 for i, t in enumerate(tokens) if t.end == end), None)
        if first is None or last is None or last <= first:
            return start, end
        grown, after = self.phrases.grow(tokens, first, last, ())
        return tokens[grown].start, tokens[after - 1].end

    def _widen(self, text: str, end: int) -> int:
        while True:
            match = self.qualifier.match(text, end) or self.adjective.match(text, end)
            if not match:
                return end
            end = match.end()


def _people(words: Sequence[str]) -> WordPattern:
    return WordPattern(sorted(words, key=len, reverse=True), r"(?<![\w-])", r"(?![\w-])")


@cache
def grammar(language_code: str) -> AudienceGrammar:
    """The compiled grammar of a language, built once."""
    from assistant import lang

    return AudienceGrammar(lang.get(language_code))
