"""Find channels: the names and synonyms of the catalogue, wherever they are not part of something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.entities.phrases import PhraseTable, Word, words_of
from assistant.entities.tokens import Token
from assistant.knowledge import knowledge
from assistant.lang.models import Language
from assistant.records import Entity

HYPHENED = re.compile(r"-[^\W\d_]")  # "post-delivery", "article-push": part of another word
OWN = ("web", "product", "content")  # families of what one makes oneself


def table_of(entries: object, *, aliased: bool = False) -> PhraseTable:
    """The phrases of a named catalogue (KPIs or channels), abbreviations with their case; those that `aliased` adds come last."""
    items = list(entries.items())  # type: ignore[attr-defined]
    phrases = [(phrase, identity) for identity, entry in items for phrase in (entry.name, *entry.synonyms)]
    phrases += [(phrase, identity) for identity, entry in items if aliased for phrase in entry.aliases]
    exact = [(short, identity) for identity, entry in items for short in entry.abbreviations if " " not in short]
    phrases += [(short, identity) for identity, entry in items for short in entry.abbreviations if " " in short]
    return PhraseTable(phrases, exact)


class ChannelFinder:
    """The channel names of one language."""

    def __init__(self, language: Language) -> None:
        self.table = table_of(language.channels)
        lexicon = language.lexicon
        self.premodified = bool(lexicon.noun_phrase.before)
        self.partitives = frozenset(lexicon.noun_phrase.partitives)
        self.verbs = frozenset((*lexicon.verbs_act, *lexicon.verbs_deliver, *lexicon.verbs_acquire))

    def find(self, text: str, words: Sequence[Word], tokens: Sequence[Token], aimed: bool) -> list[Entity]:
        """All channels, in order; a single word that is a verb here ("post …") is none.

        `aimed` tells that the text has a figure to reach: then what one owns is how it is reached.
        """
        verbs = {t.start for t in tokens if t.pos in ("VERB", "AUX") and t.lower in self.verbs}
        out = []
        for first, last, identity in self.table.find(words):
            start, end = words[first].start, words[last - 1].end
            if (last - first == 1 and start in verbs) or text[max(0, start - 1) : start] == "-" or HYPHENED.match(text, end):
                continue
            if not aimed and self._is_object(tokens, start, identity):
                continue
            out.append(Entity("CHANNEL", start, end, text[start:end], id=identity))
        return out

    def identify(self, phrase: str) -> str | None:
        """The catalogue id of the longest channel's name in a phrase."""
        found = self.table.find(words_of(phrase))
        return max(found, key=lambda f: f[1] - f[0])[2] if found else None

    def _is_object(self, tokens: Sequence[Token], start: int, identity: str) -> bool:
        """Whether a common noun ("le site", "du contenu") is what is made or mended, not what the result comes through.

        It is a channel after a preposition, or right beside another noun ("website traffic").
        """
        index = next((i for i, t in enumerate(tokens) if t.start == start), None)
        if index is None or knowledge().channels[identity].family not in OWN or (tokens[index].text[:1].isupper() and index):
            return False
        before = tokens[max(0, index - 3) : index]
        follower = tokens[index + 1] if index + 1 < len(tokens) else None
        if follower and follower.pos == "NOUN" and self.premodified:
            return False
        return not any(t.pos == "ADP" and t.lower not in self.partitives for t in before)


@cache
def finder(language_code: str) -> ChannelFinder:
    """The finder of a language, built once."""
    from assistant import lang

    return ChannelFinder(lang.get(language_code))
