"""A notice: what happened, and what it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tui.dialogs.scrolling import READING, scroll
from tui.keys import Key, bindings
from tui.widgets.prose import literal
from tui.widgets.rows import Lines


class Notice(ModalScreen[None]):
    """A title, a reason, rows that hang under their lead where there are any, and a button."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar = bindings((Key({"escape,q": "dismiss"}, foot="Close"), READING))

    def __init__(self, title: str, reason: str, rows: Sequence[tuple[str | Content, str | Content]] = ()) -> None:
        super().__init__()
        self._title_text = title
        self._reason = reason
        self._rows = rows

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box"):
            yield Static(literal(self._title_text), classes="title")
            with VerticalScroll(can_focus=False):
                if self._reason:
                    yield Static(literal(self._reason))
                if self._rows:
                    yield Lines(*self._rows)
            yield Button("Close", variant="primary", compact=True)

    def on_button_pressed(self) -> None:
        """Close."""
        self.dismiss()

    def action_scroll(self, where: str) -> None:
        """Scroll what does not fit; the button stays."""
        scroll(self, where)
