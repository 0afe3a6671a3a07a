"""How much of the way is done at a moment of the time: shapes, as shares from 0 to 1."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise

from assistant.followup.options import Options

# 30 % by March, 60 % by June, 100 % by December: ahead of an even pace, so that the second half has room for delays.
PATTERN = ((0.0, 0.0), (0.25, 0.3), (0.5, 0.6), (1.0, 1.0))


def shares(begin: date, days: Sequence[date], options: Options) -> tuple[float, ...]:
    """The share of the way at each day, whole percent, rising; the last is 1.

    The days count as evenly spaced (the k-th of n is k / n of the time), so that months of 28 and of 31 days do not matter; the seasonal
    shape goes by the calendar, for each day has its month's weight.
    """
    free = 1 - options.kept_free / 100
    if options.shape == "seasonal":
        raw = _seasonal(begin, days, options.season_weights, free)
    else:
        curve = {"linear": _linear, "s-curve": _s_curve}.get(options.shape, _pattern)
        raw = [curve(min((k / len(days)) / free, 1.0)) for k in range(1, len(days) + 1)]
    whole = [round(share * 100) / 100 for share in raw]
    return (*accumulate(whole[:-1], max), 1.0)


def _linear(time: float) -> float:
    return time


def _s_curve(time: float) -> float:
    """3 t² − 2 t³, the cubic that starts and ends level (smoothstep)."""
    return time * time * (3 - 2 * time)


def _pattern(time: float) -> float:
    for (t0, s0), (t1, s1) in pairwise(PATTERN):
        if time <= t1:
            return s0 + (s1 - s0) * (time - t0) / (t1 - t0)
    return 1.0


def _seasonal(begin: date, days: Sequence[date], weights: Sequence[float], free: float) -> list[float]:
    """The share of the weights that have passed; what falls into the time kept free counts for nothing."""
    length = (days[-1] - begin).days
    planned = max(round(length * free), 1)
    passed = [0.0]
    for offset in range(1, planned + 1):
        day = begin + timedelta(days=offset)
        passed.append(passed[-1] + weights[day.month - 1] / monthrange(day.year, day.month)[1])
    if passed[-1] <= 0:  # nothing but months without weight: an even pace
        return [min((day - begin).days / planned, 1.0) for day in days]
    return [passed[min((day - begin).days, planned)] / passed[-1] for day in days]
