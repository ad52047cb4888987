"""Ask for a line of text, over the screen that it belongs to."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from tui.widgets.prose import clean, literal

LONGEST = 500
"""Characters of a line that is kept."""


class LineDialog(ModalScreen[str]):
    """Answers what was written, or an empty text where nothing was."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss('')", "Cancel")]

    def __init__(self, title: str, hint: str, value: str = "") -> None:
        super().__init__()
        self._title_text = title
        self._hint = hint
        self._value = value

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box"):
            yield Static(literal(self._title_text), classes="title")
            yield Static(literal(self._hint))
            yield Input(self._value, max_length=LONGEST, compact=True, select_on_focus=False)
            with Horizontal(classes="buttons"):
                yield Button("Done (Enter)", id="done", compact=True)
                yield Button("Cancel (Esc)", id="cancel", compact=True)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._done()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Done, or not."""
        if event.button.id == "done":
            self._done()
        else:
            self.dismiss("")

    def _done(self) -> None:
        self.dismiss(" ".join(clean(self.query_one(Input).value).split()))
