"""Small words: numbers with their nouns, scores as whole numbers."""

from __future__ import annotations

from fractions import Fraction


def many(number: int, word: str) -> str:
    """`1 play`, `2 plays`."""
    return f"{number:,} {word}{'s' * (number != 1)}"


def whole(score: Fraction) -> str:
    """A score as a whole number; halves go up."""
    return str((2 * score.numerator + score.denominator) // (2 * score.denominator))
