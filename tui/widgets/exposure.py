"""How dangerous it was along the play."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

WIDTH = 40


class Exposure(Static):
    """One line for each point: from the least possible danger to that of blind choices."""

    ALLOW_SELECT = False

    def __init__(self, points: Sequence[tuple[str, float, float]]) -> None:
        """Points are (label, least, blind), the last two from 0 to 1."""
        super().__init__(Content("\n").join(_line(*point) for point in points))


def _line(label: str, least: float, blind: float) -> Content:
    low, high = round(least * WIDTH), round(max(least, blind) * WIDTH)
    return Content.assemble(
        f"{label:>6} ▕",
        ("█" * low, "$primary"),
        ("▒" * (high - low), "$foreground 60%"),
        " " * (WIDTH - high),
        f"▏ {least * 100:3.0f}-{blind * 100:.0f} %",
    )
