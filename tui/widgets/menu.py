"""A list to pick from: a pointer shows where you are, so that colour need not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.widgets.prose import literal
from tui.widgets.rows import Rows

POINTER = "› "


@dataclass(frozen=True, slots=True)
class Item:
    """Something to pick."""

    id: str
    body: Content
    """What it says."""
    key: str = ""
    """The key that picks it, as it is shown; empty for none."""


class Menu(OptionList):
    """A list of items, each hanging under its pointer and key."""

    def __init__(self, *, id: str | None = None, divided: bool = False) -> None:  # noqa: A002 - Textual's name
        """A divided menu has a line between its items."""
        super().__init__(id=id, markup=False)
        self._divided = divided
        self._items: dict[str, Item] = {}
        self._pointed: str | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """What can be picked, in order."""
        return tuple(self._items.values())

    def fill(self, items: Sequence[Item], highlighted: int | None = None) -> None:
        """Show these items, and point at one of them or at none."""
        self.clear_options()
        self._items, self._pointed = {}, None
        self.add_items(items)
        self.highlighted = highlighted

    def add_items(self, items: Sequence[Item]) -> None:
        """Show these items as well."""
        self._items |= {item.id: item for item in items}
        for item in items:
            if self._divided and self.option_count:
                self.add_option(None)
            self.add_option(Option(_visual(item, pointed=False), id=item.id))

    @on(OptionList.OptionHighlighted)
    def _point(self, event: OptionList.OptionHighlighted) -> None:
        """Move the pointer."""
        for id_ in (self._pointed, event.option_id):
            if id_ in self._items:
                self.replace_option_prompt(id_, _visual(self._items[id_], pointed=id_ == event.option_id))
        self._pointed = event.option_id


class Choices(Menu, inherit_bindings=False):
    """A menu that leaves the paging keys to the text above it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Choose", key_display="Enter"),
        Binding("down", "cursor_down", "Down", show=False),
        Binding("up", "cursor_up", "Up", show=False),
    ]

    def fill(self, items: Sequence[Item], highlighted: int | None = None) -> None:
        """Show these items, and point at one of them or at none."""
        super().fill(items, highlighted)
        self.styles.overflow_y = "hidden"
        self.call_after_refresh(self._settle)

    def on_resize(self) -> None:
        """The room has changed."""
        self._settle()

    def _settle(self) -> None:
        """Have a scroll bar only where the items do not fit without one: it narrows them, and would keep itself needed."""
        room = self.scrollable_content_region
        width = room.width + self.scrollbar_size_vertical
        fits = self.get_content_height(self.container_size, self.app.size, width) <= room.height
        self.styles.overflow_y = "hidden" if fits else "auto"


def _visual(item: Item, *, pointed: bool) -> Rows:
    lead = (POINTER if pointed else " " * len(POINTER)) + (f"{item.key} " if item.key else "")
    return Rows((literal(lead, "bold"), item.body))
