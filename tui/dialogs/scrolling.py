"""Keys that scroll the one text of a screen while the focus stays on its buttons."""

from __future__ import annotations

from typing import Any

from textual.containers import VerticalScroll
from textual.screen import Screen

from tui.keys import Key

READING = Key(
    {
        "up": "scroll('up')", "down": "scroll('down')", "space,pagedown": "scroll('page_down')", "pageup": "scroll('page_up')",
        "home": "scroll('home')", "end": "scroll('end')",
    },
    "read on, read back", label="Up, Down, Space, PgUp",
)  # fmt: skip
"""For a screen that can `scroll`."""


def scroll(screen: Screen[Any], where: str) -> None:
    """Scroll the screen's text."""
    text = screen.query_one(VerticalScroll)
    {
        "down": text.scroll_down,
        "up": text.scroll_up,
        "page_down": text.scroll_page_down,
        "page_up": text.scroll_page_up,
        "home": text.scroll_home,
        "end": text.scroll_end,
    }[where](animate=False)
