"""The lines of a map, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exporters.map import ink
from exporters.map.ink import Point
from exporters.map.layout import Box
from exporters.map.measure import fit, width
from exporters.map.model import Line, MapLink

STYLES: dict[Line, tuple[str, float, str]] = {
    "best": (ink.BEST, 12, ""),
    "reported": (ink.REPORTED, 7, "10 6"),
    "played": (ink.PLAYED, 3, ""),
}
"""Colour, width, dashes: of different widths, so that all show where they run together."""
THICK = 13.0
"""The room that a wire with lines along it takes."""
_SIZE, _ROW = 12.0, 18.0
_MOST = 230.0
_ARROW = 11.0


def label_size(link: MapLink) -> tuple[float, float]:
    """Width and height of a link's label; 0, 0 where it has none."""
    lines = _labels(link)
    return (max(width(line, _SIZE, bold=True) for line in lines) + 14, _ROW * len(lines) + 4) if lines else (0, 0)


def _labels(link: MapLink) -> list[str]:
    return [fit(label, _MOST, _SIZE, bold=True) for label in link.labels]


def wire(lines: Sequence[Line], points: Sequence[Point]) -> str:
    """A line with an arrow, and the lines that go along it."""
    return "".join(_wire(lines, points))


def _wire(lines: Sequence[Line], points: Sequence[Point]) -> Iterator[str]:
    tip, before = points[-1], points[-2]
    short = [*points[:-1], ink.towards(tip, before, _ARROW - 2)]
    yield ink.path(short, stroke=ink.PAPER, thick=THICK + 4 if lines else 7)
    yield ink.path(short, stroke=ink.WIRE, thick=1.8)
    for line in lines:
        colour, thick, dash = STYLES[line]
        yield ink.path(short, stroke=colour, thick=thick, dash=dash)
    if lines == ("best",):
        yield ink.path(short, stroke=ink.INK, thick=1.2)
    half = 6.5 if lines else 5
    foot = ink.towards(tip, before, _ARROW)
    across = (foot[1] - tip[1]) / _ARROW * half, (tip[0] - foot[0]) / _ARROW * half
    wings = (foot[0] + across[0], foot[1] + across[1]), (foot[0] - across[0], foot[1] - across[1])
    yield ink.polygon([tip, *wings], fill=ink.PLAYED if "played" in lines else ink.INK if lines else ink.WIRE)


def leader(points: Sequence[Point]) -> str:
    """A thread from a label that lies beside its line to where it belongs."""
    return ink.path(points, stroke=ink.WIRE, thick=1.2, dash="2 3")


def label(link: MapLink, box: Box) -> str:
    """The letters, odds and conditions of a link, in its box."""
    parts = [ink.rectangle(*box, stroke=ink.WIRE, round_=9)]
    middle = box.x + box.width / 2
    for row, said in enumerate(_labels(link)):
        parts.append(ink.text((middle, box.y + 15 + _ROW * row), said, _SIZE, bold=True, anchor="middle"))
    return ink.named("; ".join(link.labels), *parts)
