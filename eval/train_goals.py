"""Train goal or not; part of `smartgoals train`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from assistant import goals, lang
from assistant.entities import recognise
from eval.predict import TODAY
from eval.train_roles import Example


def train(data: Sequence[Example], code: str, path: Path, settings: dict[str, float]) -> None:
    """Fit goal or not: L2-penalised logistic regression by Newton's method, drawn towards the hand-set weights of the evidence.

    Words and other lexical features count from `least` training records on.
    """
    import numpy as np

    grammar = goals.grammar(code)
    rows, wanted = [], []
    for e in data:
        if e.record.level:
            entities = recognise(e.record.text, e.tokens, lang.get(code), TODAY).entities
            rows.append(grammar.features(e.record.text, e.tokens, entities))
            wanted.append(float(e.record.goal))
    seen = Counter(name for row in rows for name in row)
    names = sorted(name for name, n in seen.items() if n >= settings["least"] or name in goals.WEIGHTS)
    column = {name: j for j, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        x[i, [column[name] for name in row if name in column]] = 1.0
    y, prior = np.array(wanted), np.array([goals.WEIGHTS.get(name, 0.0) for name in names])
    weights = prior.copy()
    for _ in range(int(settings["iterations"])):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + settings["l2"] * (weights - prior)
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + settings["l2"] * np.eye(len(names)), slope)
    table = {name: round(float(w), 3) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.0005}
    path.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    goals.grammar.cache_clear()
