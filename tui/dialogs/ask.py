"""Ask for a line that may stay empty, over the screen that it belongs to."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from tui.widgets.prose import clean, literal

LONGEST = 500
"""Characters of a line that is kept."""


class Ask(ModalScreen[str | None]):
    """Answers what was written, which may be nothing; None where it was called off."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "Cancel")]

    def __init__(self, title: str, hint: str, done: str, value: str = "", *, digits: bool = False) -> None:
        """`done` says what Enter does."""
        super().__init__()
        self._title_text = title
        self._hint = hint
        self._done = done
        self._value = value
        self._digits = digits

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box"):
            with VerticalScroll(can_focus=False):
                yield Static(literal(self._title_text), classes="title")
                yield Static(literal(self._hint))
            yield Input(
                self._value,
                max_length=LONGEST,
                compact=True,
                restrict=r"\d{0,4}" if self._digits else None,
                select_on_focus=self._digits,
            )
            with Horizontal(classes="buttons"):
                yield Button(literal(f"{self._done} (Enter)"), id="done", compact=True)
                yield Button("Cancel (Esc)", id="cancel", compact=True)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._finish()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Done, or not."""
        if event.button.id == "done":
            self._finish()
        else:
            self.dismiss(None)

    def _finish(self) -> None:
        self.dismiss(" ".join(clean(self.query_one(Input).value).split()))
