"""The decision map of a scenario, with a play on it where there is one."""

from __future__ import annotations

from collections.abc import Callable

from engine.play.bundle import Bundle
from exporters.content.artifact import Artifact
from exporters.map import reading
from exporters.map.drawing import draw
from exporters.map.model import Map
from exporters.play.play_record import PlayRecord

ENDINGS = {"svg": "svg", "mermaid": "mmd", "dot": "dot", "png": "png"}
"""Format -> how the name of its file ends."""


def svg(bundle: Bundle, *, wide: bool = False) -> str:
    """The map of a scenario: from top to bottom, or `wide`, for a slide.

    Raises:
        ExportError: the scenario has errors, or a library is missing.
    """
    return draw(reading.of_scenario(bundle), wide=True) if wide else bundle.kept(_svg)


def export(bundle: Bundle, format_: str) -> Artifact:
    """The map of a scenario as a file."""
    return _artifact(reading.of_scenario(bundle), format_)


def export_play(record: PlayRecord, format_: str) -> Artifact:
    """The map with a play on it as a file."""
    return _artifact(reading.of_play(record), format_)


def _svg(bundle: Bundle) -> str:
    return draw(reading.of_scenario(bundle))


def _artifact(map_: Map, format_: str) -> Artifact:
    return Artifact(f"{map_.name}.{ENDINGS[format_]}", _FORMATS[format_](map_))


def _mermaid(map_: Map) -> bytes:
    from exporters.map import mermaid  # noqa: PLC0415 - each format is loaded alone

    return mermaid.draw(map_).encode()


def _dot(map_: Map) -> bytes:
    from exporters.map import dot  # noqa: PLC0415 - each format is loaded alone

    return dot.draw(map_).encode()


def _png(map_: Map) -> bytes:
    from exporters.map.raster import SLIDE, raster  # noqa: PLC0415 - each format is loaded alone

    return raster(draw(map_, wide=True), SLIDE)


_FORMATS: dict[str, Callable[[Map], bytes]] = {
    "svg": lambda map_: draw(map_).encode(), "mermaid": _mermaid, "dot": _dot, "png": _png,
}  # fmt: skip
