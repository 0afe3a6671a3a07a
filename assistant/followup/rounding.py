"""Values as people would set them: whole customers, ratings to one decimal, rates as fine as their way is short."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

WIDE = 20
DIGITS = 2  # a large way is cut into steps of a hundredth of its power of ten


def step_of(start: float, target: float, kind: str) -> Decimal:
    """The step that values between `start` and `target` are rounded to.

    Pieces are whole where both ends are; money is whole from a way of 100 on, or of 10 between whole amounts, else in tenths, below 1
    in cents; a rating has one decimal. Rates and the rest are whole on a way of 20 between whole ends, else they have as many decimals
    as ten steps on the way need, at least one. From 1,000 on, three digits of the way are kept.
    """
    way = abs(Decimal(str(target)) - Decimal(str(start)))
    whole = float(start).is_integer() and float(target).is_integer()
    if kind == "rating":
        return Decimal("0.1")
    if kind == "money":
        if way >= 100 or (whole and way >= 10):
            return _coarse(way)
        return Decimal("0.1") if way >= 1 else Decimal("0.01")
    if kind in ("count", "points") and whole:
        return _coarse(way)
    if whole and (way >= WIDE or (kind == "time" and way >= WIDE / 2)):
        return _coarse(way)
    if way >= 1000:
        return _coarse(way)
    return Decimal("0.1") if way >= 1 else Decimal("0.01") if way >= Decimal("0.1") else Decimal("0.001")


def _coarse(way: Decimal) -> Decimal:
    return Decimal(10) ** max(way.adjusted() - DIGITS, 0) if way else Decimal(1)


def value_at(start: float, target: float, share: float, step: Decimal) -> tuple[float, bool]:
    """(start + share × (target − start), rounded half up, never beyond the target; whether it is exact)."""
    one, two = Decimal(str(start)), Decimal(str(target))
    exact = one + Decimal(str(share)) * (two - one)
    rounded = (exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    rounded = min(max(rounded, min(one, two)), max(one, two))
    return float(rounded), rounded == exact
