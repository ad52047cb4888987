"""Pick the value of a filter, over the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.widgets.listing import Listing, Row
from tui.widgets.prose import literal

_IS = "is "
_ANY = "any"


class Narrow(ModalScreen[str | None]):
    """Answers the id of what was picked, empty for any; None where nothing is to change."""

    CSS_PATH: ClassVar = ["narrow.tcss", "../widgets/listing.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [("escape,q", "dismiss", "Close")]

    def __init__(self, title: str, values: Sequence[tuple[str, str, int]], chosen: str) -> None:
        """Values are (id, what it says, how many exercises are left with it)."""
        super().__init__()
        self._title_text = title
        self._values = values
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box"):
            yield Static(literal(self._title_text), classes="title")
            yield Listing(id="values")
            yield Static("Enter: take it   Esc: leave it as it is", classes="hint")

    def on_mount(self) -> None:
        """Point at what is chosen."""
        listing = self.query_one(Listing)
        rows = [Row(_ANY, "Any"), *(Row(_IS + id_, name, f"{count:,}") for id_, name, count in self._values)]
        listing.styles.height = len(rows)
        listing.show(rows, _IS + self._chosen if self._chosen else _ANY)
        listing.focus()

    @on(Listing.Picked)
    def _picked(self, event: Listing.Picked) -> None:
        event.stop()
        self.dismiss("" if event.row == _ANY else event.row.removeprefix(_IS))
