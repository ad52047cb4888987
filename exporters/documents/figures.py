"""Pictures in documents."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from engine.bundle import Bundle
from exporters.document import Block, Figure
from exporters.documents.parts import heading

_MAP = "exporters.map"


def decision_map(bundle: Bundle) -> Iterator[Block]:
    """The map of a scenario, with its heading; nothing where this installation draws none."""
    # Loaded here, since its layout takes its time and most documents hold no map.
    draw = getattr(import_module(_MAP), "svg", None) if find_spec(_MAP) is not None else None
    if draw is None:
        return
    yield heading("Decision map")
    alt = f"Map of “{bundle.scenario.title}”: its scenes, the choices that lead from one to the next, and the endings."
    yield Figure(draw(bundle), alt, f"As a file of its own: hotwash export map {bundle.scenario.id}")
