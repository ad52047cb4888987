"""Before a play is left: what is kept, and how to come back."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

KEPT = "What you decided is kept. Go on at any time with\n\n    hotwash play --resume"
NOT_KEPT = "Nothing of this play is kept, because it was started with --no-record."


class Leave(ModalScreen[bool]):
    """Answers whether to leave."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("y", "answer(True)", "Leave"),
        ("n,escape,q", "answer(False)", "Stay"),
        ("left,up", "app.focus_previous"),
        ("right,down", "app.focus_next"),
    ]

    def __init__(self, *, kept: bool) -> None:
        super().__init__()
        self._kept = kept

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box"):
            yield Static("Leave the exercise?", classes="title")
            yield Static(KEPT if self._kept else NOT_KEPT, markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Stay (n)", id="stay", compact=True)
                yield Button("Leave (y)", id="leave", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer."""
        self.dismiss(event.button.id == "leave")

    def action_answer(self, leave: bool) -> None:
        """Answer by key."""
        self.dismiss(leave)
