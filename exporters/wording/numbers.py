"""Small words: numbers with their nouns, ordinals, scores as whole numbers."""

from __future__ import annotations

from fractions import Fraction

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip


def ordinal(number: int) -> str:
    """`third`; above twelve `13th`."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def many(number: int, word: str) -> str:
    """`1 play`, `2 plays`."""
    return f"{number:,} {word}{'s' * (number != 1)}"


def spoken(seconds: int) -> str:
    """E.g. `45 seconds`, `2 minutes`, `1 minute 30 seconds`."""
    minutes, rest = divmod(seconds, 60)
    parts = [many(count, unit) for count, unit in ((minutes, "minute"), (rest, "second")) if count]
    return " ".join(parts) or "0 seconds"


def whole(score: Fraction) -> str:
    """A score as a whole number; halves go up."""
    return str((2 * score.numerator + score.denominator) // (2 * score.denominator))
