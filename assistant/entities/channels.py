"""Find channels: the names and synonyms of the catalogue, wherever they are not part of something else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assistant.entities.phrases import PhraseTable, Word
from assistant.lang.models import Language
from assistant.records import Entity


def table_of(entries: object) -> PhraseTable:
    """The phrases of a named catalogue (KPIs or channels), abbreviations with their case."""
    items = list(entries.items())  # type: ignore[attr-defined]
    phrases = [(phrase, identity) for identity, entry in items for phrase in (entry.name, *entry.synonyms)]
    exact = [(short, identity) for identity, entry in items for short in entry.abbreviations if " " not in short]
    phrases += [(short, identity) for identity, entry in items for short in entry.abbreviations if " " in short]
    return PhraseTable(phrases, exact)


class ChannelFinder:
    """The channel names of one language."""

    def __init__(self, language: Language) -> None:
        self.table = table_of(language.channels)

    def find(self, text: str, words: Sequence[Word]) -> list[Entity]:
        """All channels, in order."""
        out = []
        for first, last, identity in self.table.find(words):
            start, end = words[first].start, words[last - 1].end
            out.append(Entity("CHANNEL", start, end, text[start:end], id=identity))
        return out


@cache
def finder(language_code: str) -> ChannelFinder:
    """The finder of a language, built once."""
    from assistant import lang

    return ChannelFinder(lang.get(language_code))
