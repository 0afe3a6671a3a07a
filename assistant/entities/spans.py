"""The trained spans: a linear-chain conditional random field that decides metrics, channels and audiences.

Its evidence: words, noun classes, names of the catalogues, dates and figures with their roles (stacking as in Wolpert 1992).
Without a trained model of a language the grammar's own spans stand. `smartgoals train` rebuilds the models.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from assistant.entities.crf import Model
from assistant.entities.span_features import Features, Group, Key, hints
from assistant.entities.tokens import Token
from assistant.lang.models import Language
from assistant.records import Entity
from assistant.resources import model_file

__all__ = ["LABELS", "Features", "SpanTagger", "hints", "tagger", "tags"]

LABELS = ("METRIC", "CHANNEL", "AUDIENCE")  # what the model decides; figures and dates are the grammar's
MODEL = "spans.crf"
KEPT = 30_000  # groups of features whose weight is kept: some 15 MB


def tags(tokens: Sequence[Token], spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """The labels of the tokens (BIO) for character spans (start, end, label)."""
    out = ["O"] * len(tokens)
    for start, end, label in spans:
        prefix = "B-"
        for i, token in enumerate(tokens):
            if token.start < end and start < token.end:
                out[i] = prefix + label
                prefix = "I-"
    return out


class SpanTagger:
    """The trained model of one language.

    Raises:
        ResourceError: the file is not a CRFsuite model.
    """

    def __init__(self, language: Language, path: Path) -> None:
        self.features = Features(language)
        self.model = Model(path)
        self._told: dict[tuple[Group, Key], tuple[float, ...]] = {}

    def find(self, text: str, tokens: Sequence[Token], entities: Sequence[Entity]) -> list[tuple[int, int, str]]:
        """Character spans (start, end, label) in order; `entities` are what the grammar found."""
        if not tokens:
            return []
        found: list[tuple[int, int, str]] = []
        for token, tag in zip(tokens, self._decided(text, tokens, entities), strict=True):
            if tag == "O":
                continue
            if tag.startswith("I-") and found and found[-1][2] == tag[2:] and token.start - found[-1][1] <= 1:
                found[-1] = (found[-1][0], token.end, tag[2:])
            else:
                found.append((token.start, token.end, tag[2:]))
        return found

    def _decided(self, text: str, tokens: Sequence[Token], entities: Sequence[Entity]) -> list[str]:
        told, weigh = self._told, self._weigh
        rows = [[told.get(group) or weigh(group) for group in token] for token in self.features.groups(text, tokens, entities)]
        return self.model.decode(np.array([[sum(label) for label in zip(*row, strict=True)] for row in rows]))

    def _weigh(self, group: tuple[Group, Key]) -> tuple[float, ...]:
        """What a group of features says for each label, kept for the tokens that share it."""
        if len(self._told) >= KEPT:
            self._told.clear()
        function, key = group
        weights = self._told[group] = tuple(self.model.score(function(*key)).tolist())
        return weights


@cache
def tagger(language_code: str) -> SpanTagger | None:
    """The trained tagger of a language, loaded once; None when none has been trained."""
    from assistant import lang

    path = model_file(language_code, MODEL)
    return SpanTagger(lang.get(language_code), path) if path else None
