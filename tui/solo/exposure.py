"""The play as a line of decisions, and under it how dangerous it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from exporters.wording.danger import DANGER_WORDS, danger_level
from tui.solo.decision_card import SYMBOLS

ROOM = 64
"""Cells that the points may take side by side; with the scale they fit a screen of 80."""
WIDEST = 7
"""Cells of a point where there is room."""
LEVELS = range(len(DANGER_WORDS) - 1, 0, -1)
_SCALE = max(map(len, DANGER_WORDS)) + 2
"""Cells of the words beside the bars."""
_LEAST = ("█", "$danger")
_BLIND = ("▒", "$quiet")


@dataclass(frozen=True, slots=True)
class LinePoint:
    """A place on the line."""

    label: str
    """`start`, the number of a decision, or `end`."""
    verdict: str
    """Of a decision; empty elsewhere."""
    least: float
    """Danger under the best choices from here on, from 0 to 1."""
    blind: float
    """Danger under blind ones."""


class Exposure(Static):
    """For each point its verdict, and a bar from the least danger to that of blind choices. The longer the play, the narrower."""

    ALLOW_SELECT = False

    def __init__(self, points: Sequence[LinePoint]) -> None:
        super().__init__(chart(points))


def chart(points: Sequence[LinePoint]) -> Content:
    """The line and its bars, side by side whatever their number."""
    width = max(1, min(WIDEST, ROOM // max(1, len(points))))
    lead = " " * _SCALE
    rows = [
        Content(lead + "".join(_label(p, width).center(width) for p in points)),
        Content.styled(lead + _line(points, width), "bold"),
        *(_level(points, level, width) for level in LEVELS),
    ]
    return Content("\n").join(row.rstrip() for row in rows)


def _label(point: LinePoint, width: int) -> str:
    """`start`, `7` or `end`; cut where there is no room: of a number what tells it from its neighbors."""
    room = max(1, width - 1)
    if len(point.label) <= room:
        return point.label
    return point.label[-room:] if point.verdict else point.label[: min(room, 2)]


def _line(points: Sequence[LinePoint], width: int) -> str:
    """`o-----(+)----(~)-----#`: from the start to where it ended; without its brackets where there is no room."""
    brackets = width > len("(+)")
    marks = [_mark(p, brackets=brackets).center(width, "─") for p in points]
    line = "".join(marks)
    before = line.index("o") if points and points[0].label == "start" else 0
    end = line.rindex("#") + 1 if points and points[-1].label == "end" else len(line)
    return " " * before + line[before:end]


def _mark(point: LinePoint, *, brackets: bool) -> str:
    if not point.verdict:
        return "o" if point.label == "start" else "#"
    symbol = SYMBOLS.get(point.verdict, " ")
    return f"({symbol})" if brackets else symbol.replace(" ", "·")


def _level(points: Sequence[LinePoint], level: int, width: int) -> Content:
    cells = [Content(DANGER_WORDS[level].rjust(_SCALE - 2) + "  ")]
    bar = max(1, width - 2)
    for point in points:
        low = danger_level(point.least)
        char, style = _LEAST if level <= low else _BLIND if level <= max(low, danger_level(point.blind)) else (" ", "")
        left = (width - bar) // 2
        filled = Content.styled(char * bar, style) if style else Content(" " * bar)
        cells.append(Content(" " * left).append(filled).append(" " * (width - bar - left)))
    return Content("").join(cells)
