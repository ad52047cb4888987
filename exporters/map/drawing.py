"""A map as an SVG: one file, no script, nothing fetched, no ids, so that several can stand on one page."""

from __future__ import annotations

from exporters.map import cards, ink, legend, wires
from exporters.map.labels import leader, on_their_lines
from exporters.map.layout import Box, Wire, lay
from exporters.map.measure import wrap
from exporters.map.model import Map

_MARGIN = 32.0
_LEAST = 760.0
"""Width below which title and legend could not be read."""


def draw(map_: Map, *, wide: bool = False) -> str:
    """The picture; from top to bottom, or `wide`, for a slide.

    Raises:
        ExportError: the library that lays it out is missing.
    """
    place = {stop.id: number for number, stop in enumerate(map_.stops)}
    wired = [
        Wire(place[link.source], place[link.target], wires.THICK if link.lines else 3.0, wires.label_size(link))
        for link in map_.links
    ]
    laid = on_their_lines(lay([cards.size(stop) for stop in map_.stops], wired, wide=wide))
    room = max(laid.size[0], _LEAST)
    heading, top = _heading(map_, room)
    left = _MARGIN + (room - laid.size[0]) / 2
    # Lines that matter lie above those that they cross.
    order = sorted(range(len(wired)), key=lambda n: len(map_.links[n].lines))
    paths = [tuple((x + left, y + top) for x, y in path) for path in laid.paths]
    labels = [(number, _moved(box, left, top)) for number, box in enumerate(laid.labels) if box is not None]
    parts = [heading]
    parts += [wires.wire(map_.links[n].lines, paths[n]) for n in order]
    parts += [cards.draw(stop, _moved(box, left, top)) for stop, box in zip(map_.stops, laid.boxes, strict=True)]
    parts += [wires.leader(thread) for n, box in labels if (thread := leader(box, paths[n]))]
    parts += [wires.label(map_.links[n], box) for n, box in labels]
    bottom = top + laid.size[1] + 34
    signs, height = legend.draw(map_, (_MARGIN, bottom), room)
    size = room + 2 * _MARGIN, bottom + height + _MARGIN / 2
    return ink.document(size, f"Decision map: {map_.title}", map_.summary, [*parts, signs])


def _heading(map_: Map, room: float) -> tuple[str, float]:
    """Title and subtitle, and where the map begins below them."""
    parts, y = [], _MARGIN
    for line in wrap(map_.title, room, 26, lines=2, bold=True):
        y += 24
        parts.append(ink.text((_MARGIN, y), line, 26, bold=True))
        y += 8
    parts.append(ink.text((_MARGIN, y + 16), map_.subtitle, 14, fill=ink.QUIET))
    return "\n".join(parts), y + 44


def _moved(box: Box, by: float, down: float) -> Box:
    return box._replace(x=box.x + by, y=box.y + down)
