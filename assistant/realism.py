"""The record of how realistic a goal's figures are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Band = Literal["plausible", "ambitious", "not-credible", "unknown"]


@dataclass(frozen=True, slots=True)
class Realism:
    """What a goal asks for against what is usual.

    Attributes:
        band: "plausible", "ambitious", "not-credible", or "unknown" where the figures do not tell.
        total_percent: relative change in all; None where the goal names no starting value and no percentage.
        monthly_percent: the same a month, compound.
        months: time for it, None without an end.
        plausible_monthly: the pace up to which it is plausible, in percent a month, widened or narrowed by the means named.
        source: where that pace comes from: a publication, "editorial estimate", or "history" for the user's own figures.
    """

    band: Band
    total_percent: float | None = None
    monthly_percent: float | None = None
    months: float | None = None
    plausible_monthly: float | None = None
    source: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, figures to two decimals."""
        return {
            "total_percent": _rounded(self.total_percent),
            "monthly_percent": _rounded(self.monthly_percent),
            "months": _rounded(self.months),
            "plausible_monthly": _rounded(self.plausible_monthly),
            "source": self.source,
            "band": self.band,
        }


def _rounded(amount: float | None) -> float | None:
    return None if amount is None else round(amount, 2)
