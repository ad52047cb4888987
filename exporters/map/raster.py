"""An SVG as a PNG, for slides and word processors, by `resvg`."""

from __future__ import annotations

from engine.errors import ExportError


def raster(svg: str, width: int) -> bytes:
    """The picture, so many pixels wide, on white.

    Raises:
        ExportError: the library is missing.
    """
    try:
        import resvg_py  # noqa: PLC0415 - nothing else needs it
    except ImportError as error:
        raise ExportError(
            "PNG is drawn by `resvg_py`, which is not installed: `pip install 'hotwash[map]'`; or take the SVG"
        ) from error
    return resvg_py.svg_to_bytes(svg_string=svg, width=width, background="white")
