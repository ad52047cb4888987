"""A question to the class and its answers: hands that are counted, voters one by one, or the team's decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.widgets.menu import Choices, Item
from tui.widgets.rows import Rows


class Roll(Choices, inherit_bindings=False):
    """A list to point into. Enter belongs to its screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "cursor_down", "Down", show=False),
        Binding("up", "cursor_up", "Up", show=False),
    ]


class Poll(Vertical):
    """A prompt, what can be answered, a list, and a line that counts."""

    def compose(self) -> ComposeResult:
        """From above."""
        yield Static(id="ask")
        yield Roll(id="roll")
        yield Static(id="tally")

    def show(self, ask: Content | Rows, items: Sequence[Item], highlighted: int | None, tally: Content) -> None:
        """Show this, with the pointer on one item or none."""
        self.query_one("#ask", Static).update(ask)
        counted = self.query_one("#tally", Static)
        counted.update(tally)
        counted.display = bool(tally)
        roll = self.query_one(Roll)
        if tuple(items) != roll.items:
            roll.fill(items, highlighted)
        elif roll.highlighted != highlighted:
            roll.highlighted = highlighted
