"""The play as a line of decisions, and under it how dangerous it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from tui.solo.decision_card import SYMBOLS

COLUMN = 7
ACROSS = 9
"""Points side by side: with the scale they take 69 cells."""
LEVELS = (100, 75, 50, 25)
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
    """For each point its verdict, and a bar from the least danger to that of blind choices. Long plays take several lines."""

    ALLOW_SELECT = False

    def __init__(self, points: Sequence[LinePoint]) -> None:
        parts = [points[at : at + ACROSS] for at in range(0, len(points), ACROSS)]
        super().__init__(Content("\n\n").join(_part(part, last=part is parts[-1]) for part in parts))


def _part(points: Sequence[LinePoint], *, last: bool) -> Content:
    lead = " " * 6
    rows = [
        Content(lead + "".join(p.label.center(COLUMN) for p in points)),
        Content.styled(lead + _line(points, last=last), "bold"),
        *(_level(points, level) for level in LEVELS),
        Content("    % " + "".join(_range(p).center(COLUMN) for p in points)),
    ]
    return Content("\n").join(row.rstrip() for row in rows)


def _line(points: Sequence[LinePoint], *, last: bool) -> str:
    """`o-----(+)----(~)-----#`: from the start to where it ended."""
    marks = [f"({SYMBOLS.get(p.verdict, ' ')})" if p.verdict else " o " if p.label == "start" else " # " for p in points]
    line = "".join(mark.strip().center(COLUMN, "─") for mark in marks)
    before = COLUMN // 2 if points[0].label == "start" else 0
    after = COLUMN // 2 if last else 0
    return " " * before + line[before : len(line) - after]


def _level(points: Sequence[LinePoint], level: int) -> Content:
    cells = [Content(f"{level:>3} % ")]
    for point in points:
        low, high = _height(point.least), max(_height(point.least), _height(point.blind))
        step = level * len(LEVELS) // 100
        char, style = _LEAST if step <= low else _BLIND if step <= high else (" ", "")
        cells.append(Content(" ").append(Content.styled(char * (COLUMN - 2), style) if style else " " * (COLUMN - 2)).append(" "))
    return Content("").join(cells)


def _height(danger: float) -> int:
    """Levels that a danger fills; what is above 0 fills one at least."""
    return max(1, round(danger * len(LEVELS))) if danger > 0 else 0


def _range(point: LinePoint) -> str:
    return f"{point.least * 100:.0f}-{point.blind * 100:.0f}"
