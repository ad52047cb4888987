"""A notice: something went wrong, and what that means."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tui.widgets.prose import literal


class Notice(ModalScreen[None]):
    """A title, a reason, and a button."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,q", "dismiss", "Close")]

    def __init__(self, title: str, reason: str) -> None:
        super().__init__()
        self._title_text = title
        self._reason = reason

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box"):
            yield Static(literal(self._title_text), classes="title")
            with VerticalScroll(can_focus=False):
                yield Static(literal(self._reason))
            yield Button("Close", variant="primary", compact=True)

    def on_button_pressed(self) -> None:
        """Close."""
        self.dismiss()
