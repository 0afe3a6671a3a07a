"""From entities to the goal's frame: one value a slot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from assistant import deliverables, scopes, themes
from assistant.entities import Recognised, metrics, roles
from assistant.entities.heads import WordPattern
from assistant.knowledge import Kpi, knowledge
from assistant.lang.models import Language
from assistant.records import Entity, Frame, Span


class FrameGrammar:
    """The compiled patterns of one language that fill the slots no entity fills."""

    def __init__(self, language: Language) -> None:
        lexicon = language.lexicon
        self.language = language
        forms = language.rules.forms
        self.owner = re.compile(
            rf"(?<!\w)(?:{'|'.join(lexicon.owner_cues)})[ \u00a0]?:?[ \u00a0]?(?P<who>[A-ZÉÈ][\w-]+(?: [A-ZÉÈ][\w-]+)?)"
        )
        self.less = WordPattern(lexicon.words_less)
        self.more = WordPattern(lexicon.words_more)
        actions = tuple(sorted({form for verb in lexicon.verbs for form in (forms(verb) or (verb,))}))
        self.action = WordPattern(sorted(actions, key=len, reverse=True))

    def build(self, text: str, recognised: Recognised, today: date) -> Frame:
        """Fill the frame of one text."""
        entities, zones = recognised.entities, recognised.zones
        figures = [e for e in entities if e.label == "FIGURE"]
        metric = self._metric(text, entities)
        target = _first(figures, "target")
        change = _first(figures, "change")
        kpi = knowledge().kpis.get(metric.id) if metric and metric.id else None
        direction = (target or change) and (target or change).direction  # type: ignore[union-attr]
        direction = direction or roles.grammar(self.language.code).trend(text) or self._trend(text) or (kpi.direction if kpi else None)
        deliverable = deliverables.grammar(self.language.code).find(text, entities, zones.reason)
        return Frame(
            action=_span(self.action.search(text)),
            metric=metric,
            baseline=_first(figures, "baseline"),
            target=target,
            change=change,
            means_figures=tuple(f for f in figures if f.role == "means"),
            channel=next((e for e in entities if e.label == "CHANNEL"), None),
            audience=next((e for e in entities if e.label == "AUDIENCE"), None),
            deadline=self._deadline(entities, today),
            cadence=next((e for e in entities if e.label == "DATE" and e.kind == "cadence"), None),
            start=next((e for e in entities if e.label == "DATE" and e.kind == "start"), None),
            means=zones.means,
            reason=zones.reason,
            owner=_span(self.owner.search(text), "who"),
            scope=scopes.grammar(self.language.code).find(text, metric, entities, (zones.means, zones.reason)) if metric else None,
            deliverable=deliverable,
            direction=direction,
            theme=self._theme(text, kpi, bool(target or change)),
            fuzzy=metric is not None and metrics.finder(self.language.code).is_fuzzy(metric.text),
        )

    def _metric(self, text: str, entities: Sequence[Entity]) -> Entity | None:
        found = [e for e in entities if e.label == "METRIC"]
        finder = metrics.finder(self.language.code)
        return next((m for m in found if not finder.is_fuzzy(m.text)), found[0] if found else None)

    @staticmethod
    def _deadline(entities: Sequence[Entity], today: date) -> Entity | None:
        ends = [e for e in entities if e.label == "DATE" and e.kind in ("deadline", "duration", "period")]
        open_ends = [e for e in ends if e.kind != "period" or e.end_date is None or e.end_date >= today]
        order = {"deadline": 0, "duration": 1, "period": 2}
        return min(open_ends or ends, key=lambda e: order[str(e.kind)], default=None)

    def _trend(self, text: str) -> str | None:
        if self.less.search(text):
            return "down"
        return "up" if self.more.search(text) else None

    def _theme(self, text: str, kpi: Kpi | None, has_figure: bool) -> str | None:
        """The theme of the KPI where it is sure: a figure stands with it, or it is no mere count ("clients", "contacts")."""
        if kpi and (has_figure or kpi.unit != "count"):
            return kpi.theme
        return themes.grammar(self.language.code).of(text) or (kpi.theme if kpi else None)


def _first(figures: Sequence[Entity], role: str) -> Entity | None:
    return next((f for f in figures if f.role == role), None)


def _span(match: re.Match[str] | None, group: str | int = 0) -> Span | None:
    return match.span(group) if match else None


@cache
def grammar(language_code: str) -> FrameGrammar:
    """The compiled patterns of a language, built once."""
    from assistant import lang

    return FrameGrammar(lang.get(language_code))
