"""Labels belong on their lines: one that the layout put beside its line slides onto it, where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from exporters.map.layout import Box, Laid, Path

_CLEAR = 4.0
"""Room between a label and what is not its own line; in pixels."""
_STRIDE = 8.0


def on_their_lines(laid: Laid) -> Laid:
    """The same with such labels moved; one for which there is no room stays where it is."""
    labels = list(laid.labels)
    for number, label in enumerate(labels):
        if label is None or not leader(label, laid.paths[number]):
            continue
        others = [path for n, path in enumerate(laid.paths) if n != number]
        taken = [*laid.boxes, *(other for n, other in enumerate(labels) if other is not None and n != number)]
        labels[number] = next((place for place in _places(label, laid.paths[number]) if _free(place, taken, others)), label)
    spread = [
        *laid.boxes,
        *(label for label in labels if label),
        *(segment for path in laid.paths for segment in _segments(path)),
    ]
    size = max((b.x + b.width for b in spread), default=0), max((b.y + b.height for b in spread), default=0)
    return laid._replace(labels=tuple(labels), size=size)


def leader(label: Box, path: Path) -> Path:
    """A line from a label's middle to the nearest point of its own line; empty where it lies on it."""
    x, y = label.x + label.width / 2, label.y + label.height / 2
    nearest = [(min(max(x, seg.x), seg.x + seg.width), min(max(y, seg.y), seg.y + seg.height)) for seg in _segments(path)]
    end = min(nearest, key=lambda point: abs(point[0] - x) + abs(point[1] - y))
    return ((x, y), end) if abs(end[0] - x) + abs(end[1] - y) > 1 else ()


def _places(label: Box, path: Path) -> Iterator[Box]:
    """Places along the line, from its start."""
    for (ax, ay), (bx, by) in pairwise(path):
        steps = max(1, int((abs(bx - ax) + abs(by - ay)) / _STRIDE))
        for step in range(steps + 1):
            x, y = ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps
            yield label._replace(x=x - label.width / 2, y=y - label.height / 2)


def _free(place: Box, boxes: Sequence[Box], paths: Sequence[Path]) -> bool:
    room = Box(place.x - _CLEAR, place.y - _CLEAR, place.width + 2 * _CLEAR, place.height + 2 * _CLEAR)
    if min(place.x, place.y) < 0 or any(_meets(room, box) for box in boxes):
        return False
    return not any(_meets(room, segment) for path in paths for segment in _segments(path))


def _segments(path: Path) -> Iterator[Box]:
    for (ax, ay), (bx, by) in pairwise(path):
        yield Box(min(ax, bx), min(ay, by), abs(bx - ax), abs(by - ay))


def _meets(a: Box, b: Box) -> bool:
    return a.x <= b.x + b.width and b.x <= a.x + a.width and a.y <= b.y + b.height and b.y <= a.y + a.height
