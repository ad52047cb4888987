"""Pick one of a few, over the screen that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, OptionList, Static

from tui.widgets.menu import Item, Menu
from tui.widgets.prose import literal


class Pick(ModalScreen[str | None]):
    """Answers the id of what was picked, or None."""

    CSS_PATH: ClassVar = ["dialog.tcss", "../widgets/menu.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [("escape,q", "dismiss(None)", "Cancel")]

    def __init__(self, title: str, hint: str, items: Sequence[Item]) -> None:
        super().__init__()
        self._title_text = title
        self._hint = hint
        self._items = items

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box"):
            yield Static(literal(self._title_text), classes="title")
            yield Static(literal(self._hint))
            yield Menu(id="items", divided=True)
            with Horizontal(classes="buttons"):
                yield Button("Cancel (Esc)", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Point at the first."""
        menu = self.query_one(Menu)
        menu.fill(self._items, 0)
        menu.focus()

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def on_button_pressed(self) -> None:
        """Call it off."""
        self.dismiss(None)
