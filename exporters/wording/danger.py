"""How dangerous something is, in words. Data have the numbers."""

from __future__ import annotations

DANGER_WORDS = ("none", "small", "some", "great", "very great")
"""By level."""


def danger_level(danger: float) -> int:
    """The quarter, 0 to 4, of a danger from 0 to 1; what is above 0 is 1 at least."""
    return max(1, round(danger * (len(DANGER_WORDS) - 1))) if danger > 0 else 0


def danger_range(least: float, blind: float) -> str:
    """From what the best choices make of it to what guessing does: `some`, or `none at best, great when guessing`."""
    low, high = danger_level(least), max(danger_level(least), danger_level(blind))
    return DANGER_WORDS[low] if low == high else f"{DANGER_WORDS[low]} at best, {DANGER_WORDS[high]} when guessing"
