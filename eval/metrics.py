"""Counts and scores: precision, recall, F1, Cohen's kappa, bootstrap intervals. No knowledge of goals."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

RESAMPLES = 1000
SEED = 20261123


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives, false negatives of one unit (a record)."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """TP / (TP + FP); 1 when nothing was found and nothing was there."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else float(not self.fn)

    @property
    def recall(self) -> float:
        """TP / (TP + FN); 1 when there was nothing to find."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """2 TP / (2 TP + FP + FN)."""
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else 1.0


def total(counts: Sequence[Counts]) -> Counts:
    """The sum of the counts."""
    return Counts(sum(c.tp for c in counts), sum(c.fp for c in counts), sum(c.fn for c in counts))


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of (gold, predicted) labels (Cohen 1960); 1 when both use one and the same label throughout."""
    if not pairs:
        return 1.0
    n = len(pairs)
    agreed = sum(a == b for a, b in pairs) / n
    labels = {label for pair in pairs for label in pair}
    chance = sum((sum(a == label for a, _ in pairs) / n) * (sum(b == label for _, b in pairs) / n) for label in labels)
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def interval(units: Sequence[object], measure: Callable[[Sequence[object]], float]) -> tuple[float, float]:
    """95 % percentile bootstrap over records (Efron 1979), seeded: the same figures on every run."""
    if len(units) < 2:
        value = measure(units)
        return value, value
    rng = random.Random(SEED)
    values = sorted(measure(rng.choices(units, k=len(units))) for _ in range(RESAMPLES))
    return values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES) - 1]


def wilson(successes: int, trials: int, z: float = 1.96) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927), 95 % by default; (0, 1) without a trial."""
    if not trials:
        return 0.0, 1.0
    share, spread = successes / trials, z * z / trials
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * (share * (1 - share) / trials + spread / (4 * trials)) ** 0.5
    return middle - half, middle + half
