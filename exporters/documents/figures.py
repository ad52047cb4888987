"""Pictures in documents."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from engine.play.bundle import Bundle
from exporters.content.document import Block, Figure, TextBlock, plain
from exporters.documents.parts import heading


def decision_map(bundle: Bundle) -> Iterator[Block]:
    """The map of a scenario, with its heading."""
    # Loaded here, since most documents hold no map.
    from exporters.map import svg  # noqa: PLC0415 - see above
    from exporters.map.layout import available  # noqa: PLC0415

    yield heading("Decision map")
    if not available():
        yield TextBlock(plain("It is drawn where the extra `map` of Hotwash is installed, or Graphviz."), "quiet")
        return
    alt = f"Map of “{bundle.scenario.title}”: its scenes, the choices that lead from one to the next, and the endings."
    yield Figure(partial(svg, bundle), alt, f"As a file of its own: hotwash export map {bundle.scenario.id}")
