"""The same layout by Graphviz, where it is installed and `graphlay` is not."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence

from engine.errors import ExportError
from exporters.map.geometry import Box, Laid, Path, Wire, settled

_INCH = 72.0
"""Points to an inch: Graphviz counts in both, and a point is our pixel."""
_SECONDS = 60


def installed() -> str | None:
    """Where `dot` is, or None."""
    return shutil.which("dot")


def lay(dot: str, sizes: Sequence[tuple[float, float]], wires: Sequence[Wire], *, wide: bool) -> Laid:
    """Boxes of these sizes and the wires between them.

    Raises:
        ExportError: Graphviz refuses.
    """
    try:
        done = subprocess.run(  # noqa: S603 - found on the path, and nothing of a scenario's text goes in
            [dot, "-Tjson0"],
            input=_source(sizes, wires, wide=wide),
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=_SECONDS,
        )
        raw = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise ExportError(f"Graphviz could not lay out the map: {error}") from error
    boxes = [Box(0, 0, 0, 0)] * len(sizes)
    for node in raw.get("objects", ()):
        number = int(node["name"])
        boxes[number] = _box(node["pos"], *sizes[number])
    paths: list[Path] = [()] * len(wires)
    labels: list[Box | None] = [None] * len(wires)
    for edge in raw.get("edges", ()):
        number = int(edge["id"])
        paths[number] = _corners(edge["pos"])
        if any(wires[number].label) and "lp" in edge:
            labels[number] = _box(edge["lp"], *wires[number].label)
    return settled(boxes, paths, labels)


def _source(sizes: Sequence[tuple[float, float]], wires: Sequence[Wire], *, wide: bool) -> str:
    direction = "LR" if wide else "TB"
    lines = ["digraph {", f"graph [rankdir={direction} splines=polyline nodesep=0.55 ranksep=0.8]"]
    lines.append('node [shape=box fixedsize=true label=""]')
    for number, (width, height) in enumerate(sizes):
        lines.append(f"{number} [width={width / _INCH:.4f} height={height / _INCH:.4f}]")
    for number, wire in enumerate(wires):
        lines.append(f'{wire.source} -> {wire.target} [id="{number}"{_label(wire.label)}]')
    return "\n".join([*lines, "}"])


def _label(size: tuple[float, float]) -> str:
    if not any(size):
        return ""
    room = f'WIDTH="{round(size[0])}" HEIGHT="{round(size[1])}"'
    return f' label=<<TABLE BORDER="0" FIXEDSIZE="TRUE" {room}><TR><TD></TD></TR></TABLE>>'


def _box(position: str, width: float, height: float) -> Box:
    x, y = _point(position)
    return Box(x - width / 2, y - height / 2, width, height)


def _corners(position: str) -> Path:
    """The corners of a polyline, which Graphviz tells as Bézier curves that are straight."""
    start: list[tuple[float, float]] = []
    end: list[tuple[float, float]] = []
    curve: list[tuple[float, float]] = []
    for part in position.split():
        kind, _, rest = part.partition(",")
        if kind == "e":
            end = [_point(rest)]
        elif kind == "s":
            start = [_point(rest)]
        else:
            curve.append(_point(part))
    return (*start, *curve[::3], *end)


def _point(text: str) -> tuple[float, float]:
    x, y = text.rstrip("!").split(",")[:2]
    return float(x), -float(y)
