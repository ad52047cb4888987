"""How long people read, and weigh what they have read."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

SILENT = 200
"""Words a minute read by one alone: a little below the 238 that adults read silently.

Brysbaert 2019, How many words do we read per minute? Journal of Memory and Language 109.
"""
ALOUD = 150
"""Words a minute when read aloud to a room."""
A_DECISION = 0.75
"""Minutes to weigh a decision."""


def minutes(texts: Iterable[str], speed: int) -> Fraction:
    """How many minutes these texts take at so many words a minute."""
    return Fraction(sum(len(text.split()) for text in texts), speed)
