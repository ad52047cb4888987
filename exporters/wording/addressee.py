"""Who is spoken to."""

from __future__ import annotations

from enum import StrEnum


class Addressee(StrEnum):
    """Whose decisions a text is about, and so how it speaks to them."""

    YOU = "you"
    """Somebody who played alone."""
    TEAM = "team"
    """A class that decided together."""
    LEARNER = "learner"
    """One of a class, told of their own first votes."""
