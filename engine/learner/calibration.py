"""Calibration over plays: whether the player was as often right as they were sure.

An answer counts as right where the choice was without regret. The Brier score is the mean of `(p - [right])^2` (Brier 1950,
Verification of forecasts expressed in terms of probability): 0 is perfect, 1/4 is a coin.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from engine.learner.practiced import PastPlay, StatedConfidence
from engine.play.confidence import CERTAIN, SURE

ENOUGH = 10
"""Answers below which nothing should be read from their shares."""
_FROM = (0, 50, SURE, CERTAIN)


@dataclass(frozen=True, slots=True)
class Band:
    """The answers between two degrees of sureness."""

    low: int
    """Per cent, included."""
    high: int
    """Per cent, included."""
    count: int
    right: int

    @property
    def share(self) -> Fraction | None:
        """Share that was right; None of no answers."""
        return Fraction(self.right, self.count) if self.count else None


@dataclass(frozen=True, slots=True)
class Calibration:
    """How sure, and how often right."""

    count: int
    """Answers in all."""
    brier: Fraction | None
    """None of no answers."""
    expected: Fraction
    """How many answers should have been right by what was said: the sum of the stated probabilities."""
    bands: tuple[Band, ...]
    """From the least sure to the surest."""
    errors: tuple[tuple[PastPlay, StatedConfidence], ...]
    """Sure and not right: the surest first, among equals the newest."""

    @property
    def right(self) -> int:
        """How many answers were right."""
        return sum(band.right for band in self.bands)

    @property
    def sure(self) -> int:
        """How many answers were given as sure."""
        return sum(band.count for band in self.bands if band.low >= SURE)


def calibration(plays: Iterable[PastPlay]) -> Calibration:
    """The calibration over these plays."""
    stated = [(play, answer) for play in plays for answer in play.stated]
    losses = sum((answer.percent - 100 * answer.hit) ** 2 for _, answer in stated)
    """Ten thousand times the sum of `(p - [right])^2`."""
    ends = (*(low - 1 for low in _FROM[1:]), 100)
    wrong = [(play, answer) for play, answer in stated if answer.percent >= SURE and not answer.hit]
    wrong.sort(key=lambda found: (found[1].percent, found[0].order), reverse=True)
    return Calibration(
        count=len(stated),
        brier=Fraction(losses, 10_000 * len(stated)) if stated else None,
        expected=Fraction(sum(answer.percent for _, answer in stated), 100),
        bands=tuple(_band([answer for _, answer in stated], low, high) for low, high in zip(_FROM, ends, strict=True)),
        errors=tuple(wrong),
    )


def _band(told: list[StatedConfidence], low: int, high: int) -> Band:
    inside = [answer for answer in told if low <= answer.percent <= high]
    return Band(low, high, len(inside), sum(answer.hit for answer in inside))
