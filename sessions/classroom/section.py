"""Some lines under a heading: what stands beside a text, and the facts of a play on a wall."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """Some lines under a heading."""

    heading: str
    lines: tuple[tuple[str, str], ...]
    """(lead, text): the text hangs on its lead."""
