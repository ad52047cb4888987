"""Two plays of a scenario as two lines, one under the other: the same decision stands in the same column."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from exporters.play.compared import PlayComparison
from exporters.play.decision_line import DecisionLine
from tui.solo.decision_card import SYMBOLS

ROOM = 66
"""Cells that the decisions may take: with the names they fit a screen of 80."""
WIDEST = 6
"""Cells of a decision where there is room."""
_NAME = 6


class SideBySide(Static):
    """The numbers of the decisions, then both lines."""

    ALLOW_SELECT = False

    def __init__(self, comparison: PlayComparison) -> None:
        super().__init__(Content(two_lines(comparison)))


def two_lines(comparison: PlayComparison) -> str:
    """`then  o──(+)──(-)──#` over `now   o──(+)──(+)──#`, under the numbers; what one did not meet is left out."""
    places = comparison.places
    width = max(2, min(WIDEST, ROOM // (len(places) + 1)))
    numbers = "".join(_number(then or now, width) for then, now in places)
    lines = [
        f"{name:<{_NAME}}o{''.join(_mark(pair[side], width) for pair in places)}{'─' * (width // 2)}#"
        for side, name in enumerate(("then", "now"))
    ]
    return "\n".join([f"{' ' * (_NAME + 1)}{numbers}".rstrip(), *lines])


def _number(line: DecisionLine | None, width: int) -> str:
    return (f"{line.number}" if line is not None else "")[-(width - 1) :].center(width)


def _mark(line: DecisionLine | None, width: int) -> str:
    if line is None:
        return "─" * width
    symbol = SYMBOLS.get(line.verdict, "o")
    return (f"({symbol})" if width > len("(+)") else symbol).center(width, "─")
