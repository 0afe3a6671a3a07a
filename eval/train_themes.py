"""Train the themes of wishes; part of `smartgoals train`.

A vague goal carries its theme, and its SMART version has the same. Every other goal counts for less: its theme is taken from
the domain in its header, by how the annotated goals of that domain spread over the themes, and from the catalogue ids of its
metrics.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import themes
from assistant.entities import metrics
from assistant.knowledge import knowledge
from eval.markup import GoldRecord

if TYPE_CHECKING:
    import numpy as np

BROAD = 0.1  # of a domain's first half ("marketing") against the whole ("marketing/seo")
UNSEEN = 0.1  # the share of a named KPI's theme that its domain has never shown
NAMED = 4.0  # how much more likely the theme of a named KPI is than by the domain alone
# What a feature counts for in the penalty: what the catalogues say is trusted sooner than a word that two texts share.
SCALES = {"t": 2.0, "kt": 2.0, "k": 1.5}

Row = tuple[str, dict[str, float], str]


def rows(records: Sequence[GoldRecord], code: str) -> list[Row]:
    """(text, probability of each theme, "gold", "pair" or "other") of the goals of one language."""
    goals = [r for r in records if r.goal and r.lang == code and r.level]
    paired = {r.pair: r.themes for r in goals if r.pair and r.themes}
    spread: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for record in goals:
        for domain in (record.domain, record.domain.split("/")[0]):
            for theme, share in _even(record.themes).items():
                spread[domain][theme] += share
    out: list[Row] = []
    for record in goals:
        if found := record.themes or paired.get(record.pair or "", ()):
            out.append((record.text, _even(found), "gold" if record.themes else "pair"))
        elif guess := _guess(record, spread):
            out.append((record.text, guess, "other"))
    return out


def _even(found: Sequence[str]) -> dict[str, float]:
    return {theme: 1 / len(found) for theme in found}


def _guess(record: GoldRecord, spread: dict[str, dict[str, float]]) -> dict[str, float]:
    finder = metrics.finder(record.lang)
    ids = [finder.identify(e.text) for e in record.entities if e.label == "METRIC"]
    named = {knowledge().kpis[kpi].theme for kpi in ids if kpi}
    sums = dict(spread[record.domain])
    for theme, share in spread[record.domain.split("/")[0]].items():
        sums[theme] = sums.get(theme, 0.0) + share * BROAD
    whole = sum(sums.values()) or 1.0
    likely = {theme: share / whole * (1 + NAMED * (theme in named)) for theme, share in sums.items()}
    for theme in named:
        likely[theme] = likely.get(theme, 0.0) + UNSEEN
    whole = sum(likely.values())
    return {theme: share / whole for theme, share in likely.items()}


def fit(data: Sequence[Row], code: str, settings: dict[str, float]) -> themes.Weights:
    """The weights of each feature by theme: multinomial logistic regression with an L2 penalty, by Nesterov's method."""
    import numpy as np

    grammar = themes.grammar(code)
    shown = [{themes.BIAS, *grammar.features(text)} for text, _, _ in data]
    seen = Counter(name for names in shown for name in names)
    column = {name: j for j, name in enumerate(sorted(n for n, count in seen.items() if count >= settings["least"]))}
    classes = {theme: k for k, theme in enumerate(sorted({theme for _, share, _ in data for theme in share}))}
    x, y = np.zeros((len(data), len(column)), np.float32), np.zeros((len(data), len(classes)), np.float32)
    scale = np.array([SCALES.get(name.partition("=")[0], 1.0) for name in column], np.float32)
    for i, (names, (_, share, _)) in enumerate(zip(shown, data, strict=True)):
        x[i, [column[name] for name in names if name in column]] = 1.0
        for theme, part in share.items():
            y[i, classes[theme]] = part
    counts = np.array([settings.get(kind, 1.0) for _, _, kind in data], np.float32)
    weights = _descend(x * scale, y, counts, settings) * scale[:, None]
    table = {}
    for name, j in column.items():
        least = 0.0 if name == themes.BIAS else settings["smallest"]
        row = {theme: round(float(weights[j, k]), 2) for theme, k in classes.items() if abs(weights[j, k]) >= least}
        if row:
            table[name] = row
    return table


def _descend(x: np.ndarray, y: np.ndarray, counts: np.ndarray, settings: dict[str, float]) -> np.ndarray:
    """Accelerated gradient descent (Nesterov 1983), with the step that the curvature of the penalised likelihood allows."""
    import numpy as np

    l2 = np.float32(settings["l2"])
    weighted = x * np.sqrt(counts)[:, None]
    vector = np.full(x.shape[1], x.shape[1] ** -0.5, np.float32)
    largest = 1.0
    for _ in range(20):  # power iteration: the largest curvature
        vector = weighted.T @ (weighted @ vector)
        largest = float(np.linalg.norm(vector))
        vector /= largest
    step = np.float32(1 / (0.5 * largest * 1.05 + float(l2)))
    weights = ahead = np.zeros((x.shape[1], y.shape[1]), np.float32)
    pace = 1.0
    for _ in range(int(settings["iterations"])):
        z = x @ ahead
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        moved = ahead - step * (x.T @ ((p - y) * counts[:, None]) + l2 * ahead)
        pace, before = (1 + (1 + 4 * pace**2) ** 0.5) / 2, pace
        ahead = moved + np.float32((before - 1) / pace) * (moved - weights)
        weights = moved
    return weights


def train(records: Sequence[GoldRecord], code: str, path: Path, settings: dict[str, float]) -> None:
    """Fit the themes on the goals of one language and write the model."""
    table = fit(rows(records, code), code, settings)
    path.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("},", "},\n") + "\n", "utf-8")
    themes.grammar.cache_clear()
