"""The decision score on a line from 0 to 100."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

WIDTH = 50


class ScoreBar(Static):
    """A bar, with blind guessing marked below it and the best line at its end."""

    ALLOW_SELECT = False

    def __init__(self, score: float, blind: float | None) -> None:
        """Both from 0 to 100."""
        filled = _place(score)
        bar = Content.assemble(("█" * filled, "$place"), ("░" * (WIDTH - filled), "$rule"), "◄ best line 100")
        marks = [bar]
        if blind is not None:
            marks.append(Content(" " * max(0, _place(blind) - 1) + f"▲ blind guessing {blind:.0f}"))
        super().__init__(Content("\n").join(marks))


def _place(value: float) -> int:
    """Cells from the left."""
    return round(min(100.0, max(0.0, value)) / 100 * WIDTH)
