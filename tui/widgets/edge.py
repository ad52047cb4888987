"""A text that scrolls; its lower edge says when there is more."""

from __future__ import annotations

from textual.containers import VerticalScroll

MORE = "▼ more: Space"


class Edge(VerticalScroll, can_focus=False):
    """Scrolls by keys of its screen, a measure wide."""

    def on_mount(self) -> None:
        """Keep the edge true."""
        self.watch(self, "scroll_y", self._edge)
        self.watch(self, "virtual_size", self.on_resize)

    def on_resize(self) -> None:
        """Keep the edge true, once it is known how far the text scrolls."""
        self.call_after_refresh(self._edge)

    def _edge(self) -> None:
        self.border_subtitle = MORE if self.scroll_y < self.max_scroll_y else ""
