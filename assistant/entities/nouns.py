"""What kind of thing a noun names: people, organisations, media, measures, activities, things, praise (`lang/<code>/nouns.toml`)."""

from __future__ import annotations

from functools import cache

from assistant.entities.phrases import folded
from assistant.knowledge import knowledge
from assistant.lang.models import Language

NONE = "-"


class NounClasses:
    """The nouns of one language by class."""

    def __init__(self, language: Language) -> None:
        brands = knowledge().brands
        self._exact = {word: name for table in (brands, language.nouns) for name, words in table.items() for word in words.split()}
        self._plain: dict[str, str] = {}
        for word, name in self._exact.items():
            self._plain.setdefault(folded(word), name)
        self._singulars = language.rules.singulars
        self._known: dict[str, str] = {}

    def of(self, word: str) -> str:
        """The class of a word in any number, with or without its accents; `NONE` when it has none."""
        if len(word) > 30:
            return NONE
        if (found := self._known.get(word)) is None:
            found = self._known[word] = self._look(word.casefold())
            if len(self._known) > 20_000:
                self._known.clear()
        return found

    def _look(self, word: str) -> str:
        forms = (word, *self._singulars(word))
        for table, names in ((self._exact, forms), (self._plain, tuple(folded(f) for f in forms))):
            for name in names:
                if name in table:
                    return table[name]
        return NONE


@cache
def classes(language_code: str) -> NounClasses:
    """The noun classes of a language, built once."""
    from assistant import lang

    return NounClasses(lang.get(language_code))
