"""Filters as a line: one that is on shows its value in place of its name, and each can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.widgets.prose import literal

WIDTH = 16
"""Cells of a value at most."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as it stands."""

    id: str
    key: str
    """The key that sets it."""
    name: str
    value: str = ""
    """What it is set to, which then stands in place of the name; empty for nothing."""


class Chip(Static):
    """One filter."""

    ALLOW_SELECT = False

    @dataclass
    class Pressed(Message):
        """It was clicked."""

        filter: str
        """Its id."""

    def __init__(self, filter_: Filter) -> None:
        super().__init__(_label(filter_), id=f"filter-{filter_.id}", classes="-on" if filter_.value else "")
        self._filter = filter_

    def on_click(self) -> None:
        """Say so."""
        self.post_message(self.Pressed(self._filter.id))


class Chips(Horizontal):
    """Filters side by side."""

    def __init__(self, filters: Sequence[Filter], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._filters = tuple(filters)

    def compose(self) -> ComposeResult:
        """A chip for each."""
        yield from map(Chip, self._filters)

    def show(self, filters: Sequence[Filter]) -> None:
        """Show these filters."""
        if tuple(filters) != self._filters:
            self._filters = tuple(filters)
            self.refresh(recompose=True)


def _label(filter_: Filter) -> Content:
    key = (f" {filter_.key} ", "bold reverse")
    text = literal(filter_.value, "bold").truncate(WIDTH, ellipsis=True) if filter_.value else literal(filter_.name)
    return Content.assemble(key, " ", text)
