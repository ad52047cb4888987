"""A search field and filters: what is asked of the library."""

from __future__ import annotations

from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from tui.library.chips import Chip, Chips, Filter
from tui.library.shelf import Query, plain

HINT = "press / and type: a title, a topic, a word of the story …"
CLEAR = Filter("clear", "0", "Take the filters away")


class Finder(Vertical):
    """Holds the query, and tells when it changes."""

    @dataclass
    class Asked(Message):
        """Something else is asked for."""

        query: Query

    @dataclass
    class Wanted(Message):
        """A filter was clicked."""

        filter: str
        """`topic`, `theme`, `minutes`, `unplayed` or `clear`."""

    class Taken(Message):
        """Enter was pressed in the search field."""

    def __init__(self) -> None:
        super().__init__()
        self.query_now = Query()
        """What is asked for."""

    def compose(self) -> ComposeResult:
        """The field over the filters."""
        with Horizontal():
            yield Static("Search", classes="label")
            yield Input(placeholder=HINT, compact=True, select_on_focus=False)
            yield Chips((), id="clear")
        yield Chips(self._filters(), id="filters")

    def ask(self, query: Query) -> None:
        """Ask for something else."""
        if query != self.query_now:
            self.query_now = query
            self.query_one("#filters", Chips).show(self._filters())
            self.query_one("#clear", Chips).show([CLEAR] if query.filtered else [])
            self.post_message(self.Asked(query))

    @property
    def typing(self) -> bool:
        """Whether what is typed goes into the field."""
        return self.query_one(Input).has_focus

    def type(self) -> None:
        """What is typed goes into the field."""
        # At once: the next letter may be on its way.
        self.screen.set_focus(self.query_one(Input))

    def begin(self, text: str) -> None:
        """What is typed goes into the field, after this."""
        self.type()
        self.query_one(Input).insert_text_at_cursor(text)

    def clear(self) -> None:
        """Empty the field."""
        self.query_one(Input).value = ""

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.ask(replace(self.query_now, text=event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Taken())

    @on(Chip.Pressed)
    def _pressed(self, event: Chip.Pressed) -> None:
        event.stop()
        self.post_message(self.Wanted(event.filter))

    def _filters(self) -> list[Filter]:
        query = self.query_now
        return [
            Filter("topic", "t", "Topic", plain(query.topic)),
            Filter("theme", "l", "Lesson", query.theme),
            Filter("minutes", "m", "Length", f"up to {query.minutes} min" if query.minutes else ""),
            Filter("unplayed", "n", "Not played", "only not played" if query.unplayed else ""),
        ]
