"""Boxes, lines and labels of a map, laid out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

Path: TypeAlias = tuple[tuple[float, float], ...]
"""The corners of a line, from border to border."""


class Box(NamedTuple):
    """A rectangle; in pixels, y down."""

    x: float
    y: float
    width: float
    height: float


class Wire(NamedTuple):
    """A line to be laid from box to box."""

    source: int
    target: int
    thick: float
    label: tuple[float, float]
    """Width and height of what stands beside it; 0, 0 for nothing."""


class Laid(NamedTuple):
    """Everything in its place."""

    boxes: tuple[Box, ...]
    paths: tuple[Path, ...]
    """Of each wire."""
    labels: tuple[Box | None, ...]
    size: tuple[float, float]


def settled(boxes: Sequence[Box], paths: Sequence[Path], labels: Sequence[Box | None]) -> Laid:
    """Moved so that nothing lies left of 0 or above it."""
    everything = [*boxes, *(label for label in labels if label), *(Box(x, y, 0, 0) for path in paths for x, y in path)]
    left, top = min((b.x for b in everything), default=0), min((b.y for b in everything), default=0)
    return Laid(
        tuple(_moved(box, left, top) for box in boxes),
        tuple(tuple((x - left, y - top) for x, y in path) for path in paths),
        tuple(label and _moved(label, left, top) for label in labels),
        (max((b.x + b.width for b in everything), default=0) - left, max((b.y + b.height for b in everything), default=0) - top),
    )


def _moved(box: Box, left: float, top: float) -> Box:
    return box._replace(x=box.x - left, y=box.y - top)
