"""How sure somebody is, as a scale from a guess to sure. It is kept as a probability, in per cent, whatever the scale.

Without any knowledge one of `n` answers is the best with a chance of 1 in `n`: that is where the scale begins. The other steps
lie on the way from there to certainty so that, of two to six answers, `nearly sure` is at least `SURE` and `fairly sure` below.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

SURE = 75
"""Per cent from which somebody counts as sure."""
CERTAIN = 90
"""Per cent from which they are called sure, and not nearly sure."""
_STEPS = (
    ("a guess", Fraction(0)),
    ("a hunch", Fraction(1, 5)),
    ("fairly sure", Fraction(9, 20)),
    ("nearly sure", Fraction(3, 4)),
    ("sure", Fraction(1)),
)
"""(what it is called, share of the way from the chance of a guess to certainty)."""


@dataclass(frozen=True, slots=True)
class ConfidenceStep:
    """A step of the scale."""

    word: str
    percent: int
    """How sure that is, from 0 to 100."""


def confidence_scale(answers: int) -> tuple[ConfidenceStep, ...]:
    """The steps where one of so many answers is to be chosen, from a guess up."""
    chance = Fraction(100, answers)
    return tuple(ConfidenceStep(word, round(chance + (100 - chance) * share)) for word, share in _STEPS)


def confidence_word(percent: int, answers: int) -> str:
    """What so sure is called: the nearest step, but sure and nearly sure alike for any number of answers."""
    guess, hunch, fairly, nearly, sure = confidence_scale(answers)
    if percent >= SURE:
        return sure.word if percent >= CERTAIN else nearly.word
    return min((guess, hunch, fairly), key=lambda step: abs(step.percent - percent)).word
