"""An SVG as a PNG, for slides and word processors, by `resvg`."""

from __future__ import annotations

import re

from engine.errors import ExportError
from engine.installation import line_for

SLIDE = 1920, 1080
"""Pixels of a slide on a projector."""
PAGE = 960, 1140
"""Pixels of the text of a page, at 150 to an inch."""
LEAST = 2 / 3
"""Pixels for a unit of the drawing: letters of 10, the smallest on a map, are still as large as type of 7 pixels."""
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


def raster(svg: str, room: tuple[int, int]) -> bytes:
    """The picture, on white: as large as fits the room, and larger where its letters could not be read.

    Args:
        svg: the picture.
        room: width and height of what it is shown on, in pixels.

    Raises:
        ExportError: the library is missing, or cannot draw this.
    """
    try:
        import resvg_py  # noqa: PLC0415 - nothing else needs it
    except ImportError as error:
        raise ExportError(f"PNG is drawn by `resvg_py`, which is not installed: `{line_for('map')}`; or take the SVG") from error
    try:
        return resvg_py.svg_to_bytes(svg_string=svg, width=_width(svg, room), background="white")
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the library is no `Exception`
        problem = " ".join(str(error).split()) or type(error).__name__
        raise ExportError(f"`resvg_py` cannot draw the PNG: {problem}; take the SVG") from error


def _width(svg: str, room: tuple[int, int]) -> int:
    size = _SIZE.match(svg)
    if size is None:
        return room[0]
    width, height = map(float, size.groups())
    return round(width * max(LEAST, min(room[0] / width, room[1] / height)))
