"""The spaCy component: `nlp.add_pipe("smart_goals")` in anyone's pipeline."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

if TYPE_CHECKING:
    from assistant.pipeline import Assistant


class SmartGoals:
    """Fills `doc.spans["goals"]`, `doc.spans["goal_entities"]` and `doc._.smart` (one analysis, as a dict, a goal).

    Args:
        nlp: the pipeline the component is added to; a pipeline of an available language decides the language.
        today: ISO day from which deadlines are resolved; the present day when empty.
        lang: "auto" or a language code.
    """

    def __init__(self, nlp: Language, name: str, today: str = "", lang: str = "auto") -> None:
        from assistant import lang as languages

        self.name, self.today = name, today
        self.lang = nlp.lang if lang == "auto" and nlp.lang in languages.available() else lang
        self._assistant: Assistant | None = None
        if not Doc.has_extension("smart"):
            Doc.set_extension("smart", default=None)

    @property
    def assistant(self) -> Assistant:
        """The assistant, made when the first text comes."""
        if self._assistant is None:
            from assistant.pipeline import Assistant

            self._assistant = Assistant(today=date.fromisoformat(self.today) if self.today else date.today(), lang=self.lang)
        return self._assistant

    def __call__(self, doc: Doc) -> Doc:
        """Analyse each sentence of the text."""
        from assistant.documents.segment import sentences

        goals, entities, records = [], [], []
        places = sentences(doc.text)
        for (start, end), analysis in zip(places, self.assistant.pipe(doc.text[s:e] for s, e in places), strict=True):
            if not analysis.goal:
                continue
            records.append(analysis.to_dict() | {"start": start, "end": end})
            if span := doc.char_span(start, end, label="GOAL", alignment_mode="expand"):
                goals.append(span)
            for entity in analysis.entities:
                found = doc.char_span(start + entity.start, start + entity.end, label=entity.label, alignment_mode="expand")
                if found is not None:
                    entities.append(found)
        doc.spans["goals"] = SpanGroup(doc, name="goals", spans=goals)
        doc.spans["goal_entities"] = SpanGroup(doc, name="goal_entities", spans=entities)
        doc._.smart = records
        return doc


@Language.factory("smart_goals", default_config={"today": "", "lang": "auto"}, assigns=["doc.spans", "doc._.smart"])
def create_component(nlp: Language, name: str, today: str, lang: str) -> SmartGoals:
    """Make the component for a pipeline."""
    return SmartGoals(nlp, name, today, lang)
