"""Indicators that the trained spans have missed: what a verb or word of change acts on, by the catalogue ("less rework")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.entities import metrics
from assistant.entities.grammar import apart, is_loose
from assistant.entities.numbers import alternation
from assistant.entities.phrases import words_of
from assistant.entities.tokens import Token
from assistant.entities.zones import Zones
from assistant.lang.models import Language
from assistant.records import Entity

BETWEEN = 3  # determiners, comparatives and possessors between a word of change and its object
REACH = 48  # characters before the object that are looked at


class ObjectGrammar:
    """The words of change of one language."""

    def __init__(self, language: Language) -> None:
        lexicon = language.lexicon
        # what "make", "get", "open", "obtain" act on is often no number
        broad = {*lexicon.verbs_act, *lexicon.verbs_vague, *lexicon.verbs_deliver}
        verbs = [v for v in (*lexicon.verbs_up, *lexicon.verbs_down, *lexicon.verbs_acquire) if v not in broad]
        forms = {form for verb in verbs for form in (language.rules.forms(verb) or (verb,))}
        # "less" compares, "no" and "zero" do not
        compared = [w for w in (*lexicon.words_more, *lexicon.words_less) if w in lexicon.noun_phrase.never]
        small = {
            *map(re.escape, (*compared, *lexicon.noun_phrase.openers_before)),
            *lexicon.noun_phrase.articles,
            *language.dates.determiners,
            *lexicon.noun_phrase.scope_links,
        }
        moved = alternation(tuple(sorted({*forms, *map(re.escape, compared)}, key=len, reverse=True)))
        fill = rf"(?:{alternation(tuple(sorted(small, key=len, reverse=True)))}[ \u00a0]?|\w+['’]s ){{0,{BETWEEN}}}"
        self.change = re.compile(rf"(?<!\w){moved}[ \u00a0]{fill}$", re.IGNORECASE)
        self.code = language.code

    def find(self, text: str, tokens: Sequence[Token], entities: Sequence[Entity], zones: Zones) -> list[Entity]:
        """The catalogue's indicators that a text wants changed, apart from the entities found; none where one has been found."""
        if any(e.label == "METRIC" for e in entities):
            return []
        firm = [e for e in entities if not is_loose(e)]
        figures = [e for e in entities if e.label == "FIGURE"]
        found = metrics.finder(self.code).find(text, words_of(text), tokens, figures, firm, zones)
        return [m for m in found if apart(m, firm) and self._is_moved(text, m, figures, zones)]

    def _is_moved(self, text: str, metric: Entity, figures: Sequence[Entity], zones: Zones) -> bool:
        if zones.reason and zones.reason[0] <= metric.start < zones.reason[1]:
            return False
        if metric.id is None and (" " not in metric.text or not metrics.finder(self.code).has_head(metric.text)):
            return False
        counted = metric.id is not None and any(
            f.role in ("target", "change") and f.kind == "count" and 0 <= metric.start - f.end <= 1 for f in figures
        )
        return counted or self.change.search(text[max(0, metric.start - REACH) : metric.start]) is not None


@cache
def grammar(language_code: str) -> ObjectGrammar:
    """The compiled words of a language, built once."""
    from assistant import lang

    return ObjectGrammar(lang.get(language_code))
