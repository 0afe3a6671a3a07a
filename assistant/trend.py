"""The user's own figures over time: trend and spread by robust regression, and what they let expect.

The slope is Theil's (1950) median of the slopes of all pairs, its 95 % interval Sen's (1968), from the normal approximation of
Kendall's statistic; one outlier in four does not move it. numpy does the pairs; it comes with spaCy.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

DAYS_A_MONTH = 365.25 / 12
LEAST_POINTS = 4  # fewer have no trend worth the name
MOST_POINTS = 1000  # the latest so many are looked at: pairs grow with the square
NORMAL_95 = 1.96
MAD_TO_SIGMA = 1.4826  # median absolute deviation to standard deviation, for normal errors


@dataclass(frozen=True, slots=True)
class Series:
    """One metric's history: its name as the file gives it (empty when it names none) and its points in order of time."""

    name: str
    points: tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class History:
    """The series of one file."""

    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """A fitted line. `level` is the value on `day`, slopes are a month, `spread` is the half width that single months lie in (95 %)."""

    day: date
    level: float
    slope: float
    slope_low: float
    slope_high: float
    spread: float
    months: float
    points: int

    def at(self, months: float) -> tuple[float, float, float]:
        """(expected, low, high) after so many months: the line, with the slope's interval and the spread around it."""
        ahead = max(months, 0.0)
        middle = self.level + self.slope * ahead
        return middle, self.level + self.slope_low * ahead - self.spread, self.level + self.slope_high * ahead + self.spread


def fit(series: Series, day: date) -> Trend | None:
    """The trend of a series, seen from a day; None when it has fewer than `LEAST_POINTS` points or all on one day."""
    import numpy as np

    points = series.points[-MOST_POINTS:]
    if len(points) < LEAST_POINTS or points[0][0] == points[-1][0]:
        return None
    x = np.array([(when - day).days / DAYS_A_MONTH for when, _ in points])
    y = np.array([amount for _, amount in points])
    one, two = np.triu_indices(len(points), 1)
    run = x[two] - x[one]
    slopes = np.sort((y[two] - y[one])[run > 0] / run[run > 0])
    slope = float(np.median(slopes))
    low, high = _interval(slopes.tolist(), [p[0] for p in points])
    rest = y - slope * x
    level = float(np.median(rest))
    spread = NORMAL_95 * MAD_TO_SIGMA * float(np.median(np.abs(rest - level)))
    return Trend(day, level, slope, low, high, spread, float(x[-1] - x[0]), len(points))


def _interval(slopes: Sequence[float], days: Sequence[date]) -> tuple[float, float]:
    """Sen's 95 % interval: the slopes at the ranks that Kendall's variance (ties in time taken off) sets around the middle."""
    n = len(days)
    ties = Counter(days).values()
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    width = NORMAL_95 * math.sqrt(max(variance, 0.0))
    first = max(math.floor((len(slopes) - width) / 2), 0)
    last = min(math.ceil((len(slopes) + width) / 2), len(slopes) - 1)
    return slopes[first], slopes[last]
