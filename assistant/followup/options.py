"""How goals are followed up: what the user may choose."""

from __future__ import annotations

from dataclasses import dataclass

SHAPES = ("30-60-100", "linear", "s-curve", "seasonal")
USUAL_MARGIN = 10  # percent of the time, where the shape itself keeps none; editorial estimate
LARGEST_MARGIN = 50


@dataclass(frozen=True, slots=True)
class Options:
    """Choices of the user.

    Attributes:
        shape: how the way is shared out over the time: "30-60-100" (30 % at a quarter, 60 % at half, 100 % at the end: ahead of an even
            pace, so that delays have room), "linear", "s-curve" (slow at both ends) or "seasonal" (by `season_weights`).
        margin: percent of the time kept free at the end, 0 to 50; None for what the shape usually keeps.
        country: whose holidays are kept ("FR", "US", "GB-ENG", or "none" for weekends alone); None for the language's own.
        season_weights: how much of a year falls to each month, January first; any scale.
    """

    shape: str = "30-60-100"
    margin: int | None = None
    country: str | None = None
    season_weights: tuple[float, ...] = ()

    @property
    def kept_free(self) -> int:
        """The margin in percent of the time; the shape 30-60-100 holds its own."""
        return self.margin if self.margin is not None else 0 if self.shape == SHAPES[0] else USUAL_MARGIN


DEFAULT = Options()
