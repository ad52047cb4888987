"""Help: the keys of the screen below."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tui.dialogs.scrolling import READING, scroll
from tui.keys import EVERYWHERE, Key, bindings, on_a_mac, rows
from tui.widgets.rows import Lines


class Help(ModalScreen[None]):
    """The keys, and what they do."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar = bindings((Key({"escape,q,question_mark": "dismiss"}, foot="Close"), READING))

    def __init__(self, keys: Iterable[Key], platform: str = sys.platform) -> None:
        super().__init__()
        every = (*keys, *EVERYWHERE)
        self._rows = [*rows(every), *([("on a Mac", on_a_mac(every))] if platform == "darwin" else [])]

    def compose(self) -> ComposeResult:
        """The box."""
        width = max(len(key) for key, _ in self._rows) + 3
        with Vertical(classes="box"):
            yield Static("Keys", classes="title")
            with VerticalScroll(can_focus=False):
                yield Lines(*((key.ljust(width), what) for key, what in self._rows))
            yield Button("Close", variant="primary", compact=True)

    def on_button_pressed(self) -> None:
        """Close."""
        self.dismiss()

    def action_scroll(self, where: str) -> None:
        """Scroll what does not fit; the button stays."""
        scroll(self, where)
