"""How sure somebody was against how often they were right, in words."""

from __future__ import annotations

from fractions import Fraction

from engine.play.confidence import ConfidenceStep, confidence_scale
from exporters.wording.numbers import whole


def calibrated(expected: Fraction, right: int, count: int) -> str:
    """What was to be expected by what was said, and what came.

    Args:
        expected: sum of the stated probabilities.
        right: how many of the answers were a best choice.
        count: how many answers there were, 1 at least.
    """
    told = f"By what you said, about {whole(expected)} of {count} should have been a best choice;"
    return f"{told} {right or 'none'} {'were' if right > 1 else 'was'}."


def scale_word(step: ConfidenceStep, answers: int) -> str:
    """A step as it is offered; the lowest with what it means: `a guess: 1 in 3`."""
    return f"{step.word}: 1 in {answers}" if step == confidence_scale(answers)[0] else step.word
