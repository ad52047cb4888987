"""How long it takes to read and to decide: the pace that plays and drills are reckoned with."""

from __future__ import annotations

WORDS_A_MINUTE = 200
"""A little below the 238 that adults read silently (Brysbaert 2019, How many words do we read per minute?)."""
A_DECISION = 0.75
"""Minutes to weigh a decision."""


def reading_minutes(text: str) -> float:
    """Minutes that it takes to read a text."""
    return len(text.split()) / WORDS_A_MINUTE
