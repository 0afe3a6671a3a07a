"""Train the roles of figures; part of `smartgoals train`."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import goals, lang, nlp
from assistant.entities import Recognised, numbers_of, role_model
from assistant.entities.crf import Model, Rows, fit
from assistant.entities.tokens import Token
from assistant.records import Entity
from eval.markup import GoldRecord
from eval.predict import TODAY

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A record with its tokens and the dates and figures that the grammar finds in it."""

    record: GoldRecord
    tokens: list[Token]
    found: Recognised


def examples(records: Sequence[GoldRecord], code: str) -> list[Example]:
    """The records of one language, parsed, with the dates and figures that the grammar finds."""
    data = lang.get(code)
    out = []
    for record, tokens in zip(records, nlp.tokens([r.text for r in records], code), strict=True):
        out.append(Example(record, tokens, numbers_of(record.text, tokens, data, TODAY)))
    return out


def situation(example: Example, code: str) -> Sequence[str]:
    """That of a goal, else the evidence against one."""
    if example.record.goal:
        return role_model.GOAL
    return goals.grammar(code).evidence(example.record.text, example.tokens, example.found.entities)


def rows(example: Example, code: str) -> Rows:
    """The features of the figures of an example."""
    return role_model.features(
        code, example.record.text, example.tokens, example.found.entities, example.found.zones, situation(example, code)
    )


def gold(example: Example) -> list[str]:
    """The roles that the figures found by the grammar should have; `NONE` for what is no figure."""
    wanted = {(e.start, e.end): e.role or "unknown" for e in example.record.entities if e.label == "FIGURE"}
    figures = [e for e in example.found.entities if e.label == "FIGURE"]
    return [wanted.get(f.span) or _overlapped(f, wanted) for f in figures]


def _overlapped(figure: Entity, wanted: dict[tuple[int, int], str]) -> str:
    return next((role for (start, end), role in wanted.items() if start < figure.end and figure.start < end), role_model.NONE)


def train(data: Sequence[Example], code: str, path: Path, settings: dict[str, float]) -> None:
    """Fit the roles on annotated records and write the model."""
    pairs = [(rows(e, code), gold(e)) for e in data if e.record.level]
    fit([p for p in pairs if p[1]], path, settings)


def unseen(data: Sequence[Example], code: str, settings: dict[str, float]) -> list[tuple[Entity, ...]]:
    """The entities of each example with roles by models that have not been trained on it, for what is trained on roles itself.

    Every `FOLDS`-th record is held out in turn (stacking as in Wolpert 1992).
    """
    out: list[tuple[Entity, ...]] = [()] * len(data)
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(FOLDS):
            path = Path(folder) / f"{fold}.crf"
            train([e for i, e in enumerate(data) if i % FOLDS != fold], code, path, settings)
            model = Model(path)
            for i in range(fold, len(data), FOLDS):
                e = data[i]
                out[i] = role_model.assign(code, e.record.text, e.tokens, e.found.entities, e.found.zones, decider=model)
    return out
