"""The shapes and colours of endings: an outcome is told by its word, its outline and its colour, each enough alone."""

from __future__ import annotations

from engine.pack.scalars import Outcome
from exporters.map import ink
from exporters.map.ink import Point
from exporters.map.layout import Box

FILLS: dict[Outcome, str] = {"safe": "#e6f6ea", "near-miss": "#fff8c5", "setback": "#ffe7d1", "harm": "#ffe3e6"}
STROKES: dict[Outcome, str] = {"safe": "#1a7f37", "near-miss": "#7d4e00", "setback": "#a14000", "harm": "#a40e26"}
_SLANT = 18.0


def ending(outcome: Outcome, box: Box) -> str:
    """The outline of an ending."""
    fill, stroke = FILLS[outcome], STROKES[outcome]
    if outcome == "safe":
        return ink.rectangle(*box, fill=fill, stroke=stroke, thick=2, round_=box.height / 2 if box.height < 60 else 30)
    if outcome == "harm":
        within = Box(box.x + 4, box.y + 4, box.width - 8, box.height - 8)
        outer = ink.polygon(_corners(outcome, box), fill=fill, stroke=stroke, thick=2)
        return outer + ink.polygon(_corners(outcome, within), fill="none", stroke=stroke, thick=1.5)
    return ink.polygon(_corners(outcome, box), fill=fill, stroke=stroke, thick=2)


def _corners(outcome: Outcome, box: Box) -> list[Point]:
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    cut = min(_SLANT, box.height / 3)
    if outcome == "near-miss":
        middle = (top + bottom) / 2
        return [
            (left + cut, top),
            (right - cut, top),
            (right, middle),
            (right - cut, bottom),
            (left + cut, bottom),
            (left, middle),
        ]
    if outcome == "setback":
        return [(left + cut, top), (right, top), (right - cut, bottom), (left, bottom)]
    return [
        (left + cut, top), (right - cut, top), (right, top + cut), (right, bottom - cut),
        (right - cut, bottom), (left + cut, bottom), (left, bottom - cut), (left, top + cut),
    ]  # fmt: skip
