"""The shapes and colours of endings: an outcome is told by its word, its outline and its colour, each enough alone."""

from __future__ import annotations

from engine.pack.scalars import Outcome
from exporters.content.palette import LIGHT, mixed
from exporters.map import ink
from exporters.map.ink import Point
from exporters.map.layout import Box

STROKES: dict[Outcome, str] = {"safe": LIGHT.green, "near-miss": LIGHT.amber, "setback": LIGHT.quiet, "harm": LIGHT.brick}
FILLS: dict[Outcome, str] = {outcome: mixed(stroke, LIGHT.ground, 0.12) for outcome, stroke in STROKES.items()}
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
