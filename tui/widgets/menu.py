"""A list to pick from: a pointer shows where you are, so that colour need not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
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
    """A menu that leaves the paging keys to the text above it. It tells which of its items there is no room for."""

    class NothingPointed(Message):
        """Enter was pressed, and nothing is pointed at."""

    @dataclass
    class RoomChanged(Message):
        """Other items than before are in view."""

        above: tuple[str, ...]
        """Keys of those that begin above it."""
        below: tuple[str, ...]
        """Keys of those that end below it."""

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

    def on_mount(self) -> None:
        """Tell what is in view."""
        super().on_mount()
        self.watch(self, "scroll_y", self.look, init=False)

    def on_resize(self) -> None:
        """The room has changed."""
        self._settle()

    def action_select(self) -> None:
        """Pick what is pointed at, or say that nothing is."""
        if self.highlighted is None:
            self.post_message(self.NothingPointed())
        else:
            super().action_select()

    def turn(self) -> None:
        """To the next items that are not in view; from the last ones to the first."""
        _, below = self._out_of_view()
        top, room = self.scroll_offset.y, self.scrollable_content_region.height
        start = next((number for number, (index, _) in enumerate(self._lines) if below and index == below[0]), 0)
        # An item that is higher than the room is read page by page.
        self.scroll_to(y=top + room if below and start <= top else start, animate=False)

    def _out_of_view(self) -> tuple[list[int], list[int]]:
        """Places of the items that begin above what is in view, and of those that end below it."""
        top, room = self.scroll_offset.y, self.scrollable_content_region.height
        above, below = self._lines[:top], self._lines[top + room :] if room else ()
        return sorted({index for index, _ in above}), sorted({index for index, _ in below})

    def look(self) -> None:
        """Tell what is in view."""
        keys = [item.key.strip() for item in self.items]
        above, below = (tuple(keys[index] for index in places) for places in self._out_of_view())
        self.post_message(self.RoomChanged(above, below))

    def _settle(self) -> None:
        """Have a scroll bar only where the items do not fit without one: it narrows them, and would keep itself needed."""
        room = self.scrollable_content_region
        width = room.width + self.scrollbar_size_vertical
        fits = self.get_content_height(self.container_size, self.app.size, width) <= room.height
        self.styles.overflow_y = "hidden" if fits else "auto"
        self.call_after_refresh(self.look)


def _visual(item: Item, *, pointed: bool) -> Rows:
    lead = (POINTER if pointed else " " * len(POINTER)) + (f"{item.key} " if item.key else "")
    return Rows((literal(lead, "bold"), item.body))
