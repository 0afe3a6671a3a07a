"""What delimits an indicator beside figures and people: a product, place or stage named in its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.entities import zones
from assistant.entities.heads import WordPattern
from assistant.entities.numbers import alternation
from assistant.lang.judging import judging
from assistant.lang.models import Language
from assistant.records import Entity, Span

LEAST = 3  # letters of a word that names something
PHRASE = 44  # characters of a complement


class ScopeGrammar:
    """The compiled patterns of one language."""

    def __init__(self, language: Language) -> None:
        words, lexicon = judging(language.code).scope, language.lexicon
        articles = sorted({*lexicon.noun_phrase.articles, *language.dates.determiners})
        listed = sorted({*lexicon.noun_phrase.scope_links, *words.links}, key=len, reverse=True)
        links = "|".join(listed)
        self.link = re.compile(rf"(?<![\w'’-])(?:{links})(?![\w-])[ \u00a0]?", re.IGNORECASE)
        elided = [link for link in listed if link.endswith("['’]")] or ["(?!)"]
        self.glued = re.compile(rf"(?<![\w'’-])(?:{'|'.join(elided)})(?=\w)", re.IGNORECASE)  # "d'abonnés", "l'usine"
        self.alone = WordPattern(words.alone)
        self.never = re.compile(rf"(?:{'|'.join(words.never)})", re.IGNORECASE)
        self.stop = re.compile(rf"[][,.;:()!?\n]|[ ][-–—|→][ ]|(?<![\w'’-])(?:{'|'.join(words.stops)})(?!\w)", re.IGNORECASE)
        self.whole = re.compile(rf"(?:{alternation(articles)}[ \u00a0]?){{0,4}}+(?:{'|'.join(words.wholes)})[ \u00a0]*$", re.IGNORECASE)
        self.before = re.compile(rf"(?<!\w)(?:{'|'.join(words.before)})[ \u00a0]$", re.IGNORECASE)
        self.empty = frozenset((*lexicon.stop_nouns, *lexicon.function_words, *lexicon.noun_phrase.never))
        # a name in capitals, not at the start of a sentence
        self.name = re.compile(r"(?<=[\s'’])[A-ZÉÈ][\w-]{2,}")
        self.code = language.code

    def find(self, text: str, metric: Entity, entities: Sequence[Entity], outside: Sequence[Span | None]) -> Span | None:
        """The first scope in the clause of the metric, before a stop word, an entity's lead or the means and reason (`outside`)."""
        if scope := self._in_clause(text, metric, entities, outside):
            return scope
        if (owner := self.before.search(text[: metric.start])) and not self.whole.fullmatch(owner["of"]):
            return owner.start(), owner.end() - 1
        if text.isupper():
            return None
        taken = [e.span for e in entities]
        for match in self.name.finditer(text, metric.end):
            if text[: match.start()].rstrip()[-1:] not in ".!?:" and all(match.end() <= s or match.start() >= e for s, e in taken):
                return match.span()
        return None

    def _in_clause(self, text: str, metric: Entity, entities: Sequence[Entity], outside: Sequence[Span | None]) -> Span | None:
        end = self._end(text, metric.end, entities, outside)
        taken = sorted(e.span for e in entities if e.start >= metric.end)
        leads = zones.grammar(self.code)
        if alone := self.alone.search(text, metric.end, end):
            return alone.span()
        for match in sorted(
            [*self.link.finditer(text, metric.end, end), *self.glued.finditer(text, metric.end, end)], key=lambda m: m.start()
        ):
            start = match.start()
            if any(s <= start < e for s, e in taken) or self.never.match(text, start):
                continue
            dated = [leads.lead_start(text, e) for e in entities if e.label == "DATE" and e.start > start]
            cut = min([s for s, _ in taken if s >= start] + dated + [end, start + PHRASE])
            following = self.link.search(text, match.end(), cut)
            phrase = text[match.end() : following.start() if following else cut]
            if cut < end and any(s == cut for s, _ in taken) and not following:
                # what stands between the link and a channel belongs to the channel ("on our recipe blog"), unless it is a name
                named = re.search(r"(?<!\w)[A-ZÉÈ][\w-]{2,}", phrase)
                if named and not text.isupper():
                    return start, cut
                continue
            if self._names(phrase) and not (
                self.whole.fullmatch(phrase.strip()) and not (following and self._names(text[following.end() : cut]))
            ):
                return start, start + len(text[start:cut].rstrip())
        return None

    def _end(self, text: str, start: int, entities: Sequence[Entity], outside: Sequence[Span | None]) -> int:
        ends = [len(text), *(span[0] for span in outside if span and span[0] >= start)]
        for stop in self.stop.finditer(text, start):
            if not any(e.start <= stop.start() < e.end for e in entities):
                ends.append(stop.start())
                break
        return min(ends)

    def _names(self, phrase: str) -> bool:
        words = re.findall(r"[^\W\d_]+", phrase)
        return any(len(w) >= LEAST and w.lower() not in self.empty for w in words) and words[-1].lower() not in self.empty


@cache
def grammar(language_code: str) -> ScopeGrammar:
    """The compiled patterns of a language, built once."""
    from assistant import lang

    return ScopeGrammar(lang.get(language_code))
