"""Train metrics, channels and audiences; part of `smartgoals train`."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

from assistant import lang, nlp
from assistant.entities import numbers_of, role_model
from assistant.entities.crf import fit
from assistant.entities.spans import LABELS, Features, tags
from assistant.lang.models import Language
from assistant.lang.realising import patterns
from assistant.records import Entity
from eval.markup import GoldRecord
from eval.predict import TODAY
from eval.train_roles import Example

SEED = 20261123
Span = tuple[int, int, str]  # start, end, label


def gold(record: GoldRecord) -> list[Span]:
    """The spans that the model is to find."""
    return [(e.start, e.end, e.label) for e in record.entities if e.label in LABELS]


def echoes(record: GoldRecord, language: Language, rng: random.Random) -> list[tuple[str, list[Span]]]:
    """The goal as a rewrite would show it, gaps marked, for the verifier reads rewrites with the same model.

    Where the text names no metric, one of the catalogue stands in a second copy, as an answer would put it there.
    """
    if not record.goal or record.level == "smart" or not record.criteria:
        return []
    say, marks, spans = language.templates.sentences, language.templates.placeholders, gold(record)
    has = {e.label for e in record.entities}
    end = len(record.text.rstrip(" .!;"))
    head, tail = record.text[:end], record.text[end:]
    due = "" if record.criteria["time_bound"] == "met" else say["deadline"].format(**marks)
    pair = say["pair"].format(**marks)

    def said(situation: str, metric: str = "") -> str:
        """What a pattern of the rewriter adds behind the author's words."""
        slots = dict.fromkeys(("whole", "head", "where", "tail", "how"), "") | {"colon": say["colon"], "metric": metric, "pair": pair}
        pattern = rng.choice(patterns(language.code)[situation])
        made = re.sub(r"<([^>]+)>", r"\1", pattern).format(**slots, deadline=due, Deadline=f"{due}, " if due else "")
        return re.sub(r" +$|(?<= ) +", "", made)

    if "METRIC" not in has:
        kpi = rng.choice([entry.name for entry in language.kpis.values()])
        added = said("named_pair", kpi)
        start = end + added.rindex(kpi)
        return [
            (head + said("named_pair", marks["metric"]) + tail, spans),
            (head + added + tail, [*spans, (start, start + len(kpi), "METRIC")]),
        ]
    behind = f" {due}" if due else ""
    if record.criteria["measurable"] == "met":
        return [(head + behind + tail, spans)] if due else []
    metric = max(e for _, e, label in spans if label == "METRIC")
    inserted = f" {pair}"
    moved = [(s + len(inserted), e + len(inserted), x) if s >= metric else (s, e, x) for s, e, x in spans]
    added = inserted + behind if metric == end else said("same_pair")
    return [(head + added + tail, spans), (head[:metric] + inserted + head[metric:] + behind + tail, moved)]


def train(data: Sequence[Example], given: Sequence[Sequence[Entity]], code: str, path: Path, settings: dict[str, float]) -> None:
    """Fit the spans and write the model.

    Args:
        data: annotated records and phrases.
        given: what stands before the model decides: the grammar's entities with their roles, for each of `data`.
    """
    language = lang.get(code)
    features = Features(language)
    sequences = [
        (features.of(e.record.text, e.tokens, entities), tags(e.tokens, gold(e.record))) for e, entities in zip(data, given, strict=True)
    ]
    rng = random.Random(SEED)
    copies = [copy for e in data for copy in echoes(e.record, language, rng)]
    for (text, spans), tokens in zip(copies, nlp.tokens([text for text, _ in copies], code), strict=True):
        found = numbers_of(text, tokens, language, TODAY)
        entities = role_model.assign(code, text, tokens, found.entities, found.zones)
        sequences.append((features.of(text, tokens, entities), tags(tokens, spans)))
    fit(sequences, path, settings)
