"""Help: the keys of the screen below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tui.dialogs.scrolling import READING, scroll
from tui.widgets.rows import Lines

Keys = Sequence[tuple[str, str]]
"""(keys, what they do)."""
EVERYWHERE: Keys = (
    ("?", "this help"),
    ("Ctrl+P", "all commands; colours under Theme"),
    ("Ctrl+Q", "close Hotwash at once"),
)


class Help(ModalScreen[None]):
    """The keys, and what they do."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,q,question_mark", "dismiss", "Close"), *READING]

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self._keys = (*keys, *EVERYWHERE)

    def compose(self) -> ComposeResult:
        """The box."""
        width = max(len(key) for key, _ in self._keys) + 3
        with Vertical(classes="box"):
            yield Static("Keys", classes="title")
            with VerticalScroll(can_focus=False):
                yield Lines(*((key.ljust(width), what) for key, what in self._keys))
            yield Button("Close", variant="primary", compact=True)

    def on_button_pressed(self) -> None:
        """Close."""
        self.dismiss()

    def action_scroll(self, where: str) -> None:
        """Scroll what does not fit; the button stays."""
        scroll(self, where)
