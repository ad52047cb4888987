"""A long list to pick from. Only the lines in view are drawn, so that thousands of rows cost no more than twenty."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.menu import POINTER
from tui.widgets.prose import literal


@dataclass(frozen=True, slots=True)
class Row:
    """Something to pick: a line, what stands at its right end, and lines below it. Each is cut where it is too long."""

    id: str
    """Empty for a heading, which cannot be picked; nor can the lines below it."""
    title: str
    aside: str = ""
    notes: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        """Lines."""
        return 1 + len(self.notes)


class Listing(ScrollView, can_focus=True):
    """Rows, one of which is pointed at."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"listing--title", "listing--note", "listing--heading", "listing--pointed"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", "Open"),
        Binding("up", "point(-1)", show=False),
        Binding("down", "point(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
    ]

    @dataclass
    class Pointed(Message):
        """Another row is pointed at, or none."""

        row: str
        """Its id; empty for none."""

    @dataclass
    class Picked(Message):
        """A row was picked by Enter, or by a click on what was pointed at."""

        row: str
        """Its id."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._starts: list[int] = []
        self._at: int | None = None
        self._laid = Size()
        """The size in which what is pointed at was last brought into view."""

    @property
    def rows(self) -> Sequence[Row]:
        """What stands in it."""
        return self._rows

    @property
    def pointed(self) -> str:
        """Id of the row that is pointed at, or empty."""
        return self._rows[self._at].id if self._at is not None else ""

    def show(self, rows: Sequence[Row], point_at: str = "") -> None:
        """Show these rows. The pointer goes to `point_at`, or else to the first row.

        A row that stays pointed at stays on its line of the screen, too, whatever comes in above it.
        """
        before = self.pointed
        line = self._starts[self._at] - self.scroll_offset.y if self._at is not None else 0
        self._rows = rows
        self._starts = []
        height = 0
        for row in rows:
            self._starts.append(height)
            height += row.height
        self.virtual_size = Size(0, height)
        self._at = next((n for n, row in enumerate(rows) if row.id and row.id == point_at), self._next(-1, 1))
        if self._at is not None and self.pointed == before:
            self.scroll_to(y=self._starts[self._at] - line, animate=False, immediate=True, force=True)
        else:
            self._reveal()
        self.refresh()
        if self.pointed != before or not self.pointed:
            self.post_message(self.Pointed(self.pointed))

    # Moving

    def action_pick(self) -> None:
        """Pick what is pointed at."""
        if self.pointed:
            self.post_message(self.Picked(self.pointed))

    def action_point(self, step: int) -> None:
        """Point at the next row, or the one before."""
        self._move(self._next(-1 if self._at is None else self._at, step))

    def action_page(self, step: int) -> None:
        """Point at the row a screen further."""
        if self._at is None:
            return
        line = self._starts[self._at] + step * max(1, self.size.height - self._rows[self._at].height)
        index = self._row_at(min(max(line, 0), self.virtual_size.height - 1))
        assert index is not None
        found = index if self._rows[index].id else self._next(index, step)
        self._move(self._next(index, -step) if found is None else found)

    def action_end(self, step: int) -> None:
        """Point at the first or the last row."""
        self._move(self._next(-1, 1) if step < 0 else self._next(len(self._rows), -1))

    def _next(self, start: int, step: int) -> int | None:
        """The next row from `start` that can be picked."""
        index = start + step
        while 0 <= index < len(self._rows):
            if self._rows[index].id:
                return index
            index += step
        return None

    def _move(self, index: int | None) -> None:
        if index is None or index == self._at:
            return
        self._at = index
        self._reveal()
        self.refresh()
        self.post_message(self.Pointed(self.pointed))

    def _reveal(self) -> None:
        """Scroll to what is pointed at, and to the headings above the first row."""
        if self._at is None or self._at == self._next(-1, 1):
            self.scroll_to(y=0, animate=False, immediate=True)
        else:
            region = Region(0, self._starts[self._at], 1, self._rows[self._at].height)
            self.scroll_to_region(region, animate=False, force=True, immediate=True)

    async def _on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        index = self._row_at(offset.y + self.scroll_offset.y) if offset else None
        if index is None or not self._rows[index].id:
            return
        if index == self._at:
            self.action_pick()
        self._move(index)

    def on_mount(self) -> None:
        """Heed every layout of the screen: two of them in a row send one widget no event of its new size."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._laid_out)

    def _laid_out(self, _screen: Screen[object]) -> None:
        """Keep in view what is pointed at."""
        if self.size != self._laid:
            self._laid = self.size
            self._reveal()

    # Drawing

    def _row_at(self, line: int) -> int | None:
        return bisect_right(self._starts, line) - 1 if 0 <= line < self.virtual_size.height else None

    def render_line(self, y: int) -> Strip:
        """A line in view."""
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        index = self._row_at(line)
        if index is None:
            return Strip.blank(width, self.rich_style)
        row, part = self._rows[index], line - self._starts[index]
        kind = "listing--note" if part else "listing--title" if row.id else "listing--heading"
        pointed = index == self._at
        style = self.get_visual_style(kind, *(["listing--pointed"] if pointed else []))
        return Strip(_line(row, part, width, pointed=pointed).render_segments(style), width)


def _line(row: Row, part: int, width: int, *, pointed: bool) -> Content:
    """A line of a row, exactly `width` cells."""
    if not row.id and not part:
        return literal(row.title).truncate(width, ellipsis=True, pad=True)
    lead = POINTER if pointed and not part else " " * len(POINTER)
    aside = literal(f"  {row.aside} ") if row.aside and not part else Content(" ")
    room = max(0, width - len(lead) - aside.cell_length)
    text = literal(row.notes[part - 1] if part else row.title).truncate(room, ellipsis=True, pad=True)
    return Content.assemble(lead, text, aside).truncate(width, pad=True)
