"""Concrete deliverables: one named thing that is to be made or to be ready, with or without a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.entities.heads import WordPattern
from assistant.entities.numbers import alternation
from assistant.entities.phrases import PhraseTable, words_of
from assistant.lang.judging import judging
from assistant.lang.models import Language
from assistant.records import Entity, Span

EARLY = 40  # characters before which the verb of a deliverable stands
NEAR = 30  # characters between a verb and what it makes


class DeliverableGrammar:
    """The compiled patterns of one language."""

    def __init__(self, language: Language) -> None:
        words, lexicon, forms = judging(language.code).deliverable, language.lexicon, language.rules.forms

        def verbs(infinitives: Sequence[str]) -> list[str]:
            return sorted({f for v in infinitives for f in (forms(v) or (v,))}, key=len, reverse=True)

        self.verb = WordPattern(verbs(lexicon.verbs_deliver))
        makers = alternation(verbs(words.makers))
        self.maker = re.compile(
            rf"(?<!\w){makers}[ \u00a0](?:{'|'.join(words.determiners)})(?:[ \u00a0]|(?<=['’]))(?:[\w'’-]+[ \u00a0]){{0,3}}$",
            re.IGNORECASE,
        )
        self.done = WordPattern(words.done)
        self.vague = WordPattern(words.vague)
        self.things = PhraseTable((d, d) for d in lexicon.deliverables)

    def find(self, text: str, entities: Sequence[Entity], reason: Span | None = None) -> Span | None:
        """The deliverable's span; how vague the purpose is (`reason`) does not matter.

        With a day to be ready by and nothing measured, a medium or a verb of delivery is enough; else a verb must make one thing.
        """
        if any(not reason or not reason[0] <= m.start() < reason[1] for m in self.vague.finditer(text)):
            return None
        channels = [e for e in entities if e.label == "CHANNEL"]
        things = [e.span for e in channels]
        words = words_of(text)
        named = [(words[a].start, words[b - 1].end) for a, b, _ in self.things.find(words)]
        things += [n for n in named if all(n[1] <= s or n[0] >= e for s, e in things)]
        for start, end in sorted(things):
            if self.maker.search(text[:start]) and not _plural(text[start:end]):
                return start, end
        verb = self.verb.search(text)
        opens = verb is not None and verb.start() <= EARLY
        for start, end in sorted(things):
            if opens and verb and verb.end() <= start <= verb.end() + NEAR and (start, end) not in [c.span for c in channels]:
                return start, end
        dated = any(e.label == "DATE" and e.kind in ("deadline", "duration", "period") for e in entities)
        entities = [e for e in entities if not (reason and reason[0] <= e.start < reason[1])]
        measured = any(e.label == "METRIC" or (e.label == "FIGURE" and e.role in ("target", "change")) for e in entities)
        effort = any(e.label == "FIGURE" and e.role == "means" for e in entities) and not opens and not channels
        if not dated or measured or effort:
            return None
        if channels:
            return channels[0].span
        done = self.done.search(text)
        if done:
            return done.span()
        return verb.span() if opens and verb else None


def _plural(noun: str) -> bool:
    return noun[-1:].lower() == "s" and noun[-2:].lower() != "ss"


@cache
def grammar(language_code: str) -> DeliverableGrammar:
    """The compiled patterns of a language, built once."""
    from assistant import lang

    return DeliverableGrammar(lang.get(language_code))
