"""Where everything goes: layers from the start to the endings, by the library `graphlay`, or by Graphviz where that is there."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from engine.errors import ExportError
from engine.installation import line_for
from exporters.map import graphviz
from exporters.map.geometry import Box, Laid, Path, Wire, settled

__all__ = ["Box", "Laid", "Path", "Wire", "lay"]

_ROUND = 10.0
"""Room around a label, all told; in pixels."""


def available() -> bool:
    """Whether anything here can lay out a map."""
    return find_spec("graphlay") is not None or graphviz.installed() is not None


def lay(sizes: Sequence[tuple[float, float]], wires: Sequence[Wire], *, wide: bool) -> Laid:
    """Boxes of these sizes and the wires between them; from top to bottom, or `wide`, for a slide. The same on every machine.

    Raises:
        ExportError: the neither is there, or it refuses.
    """
    try:
        import graphlay  # noqa: PLC0415 - nothing else needs it
    except ImportError as error:
        if dot := graphviz.installed():
            return graphviz.lay(dot, sizes, wires, wide=wide)
        raise ExportError(
            f"the map is laid out by `graphlay` or by Graphviz, and neither is installed: `{line_for('map')}`; "
            "or export it as `dot` or `mermaid`"
        ) from error
    graph = graphlay.Graph()
    for number, (width, height) in enumerate(sizes):
        graph.node(number, width=width, height=height)
    for wire in wires:
        width, height = wire.label
        label: dict[str, Any] = {"label_size": {"width": width + _ROUND, "height": height + _ROUND}} if any(wire.label) else {}
        graph.edge(wire.source, wire.target, thickness=wire.thick, **label)
    try:
        laid = graphlay.layout(graph, options=_options(wide=wide))
    except graphlay.GraphlayError as error:
        raise ExportError(f"the map could not be laid out: {error}") from error
    return _laid(laid.to_dict(), wires)


def _options(*, wide: bool) -> dict[str, Any]:
    return {
        "direction": "leftright" if wide else "topbottom",
        "effort": "thorough",
        "spacing": {"layer_gap": 90.0 if wide else 60.0, "node_gap": 40.0, "dummy_gap": 30.0, "port_gap": 26.0},
        "routing": {"lane_gap": 16.0},
        "labels": {"reservation": "always"},
        "wrap": {"viewport_aspect": 16 / 9 if wide else 0.0},
    }


def _laid(raw: dict[str, Any], wires: Sequence[Wire]) -> Laid:
    found = [_box(node["center"], node["size"]["width"], node["size"]["height"]) for node in raw["nodes"]]
    paths = [tuple((p["x"], p["y"]) for p in edge["points"]) for edge in raw["edges"]]
    labels = [
        _box(edge["label_anchor"], *wire.label) if any(wire.label) and edge.get("label_anchor") else None
        for edge, wire in zip(raw["edges"], wires, strict=True)
    ]
    return settled(found, paths, labels)


def _box(centre: dict[str, float], width: float, height: float) -> Box:
    return Box(centre["x"] - width / 2, centre["y"] - height / 2, width, height)
