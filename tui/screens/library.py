"""The library: what there is to play."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static

from engine.errors import HotwashError
from engine.model import Scenario
from engine.pack import Pack
from tui.screens.messages import Failed, GoneOn, Opened
from tui.widgets.menu import Item, Menu
from tui.widgets.preview import Preview
from tui.widgets.prose import literal

if TYPE_CHECKING:
    from engine.records import PlayRow, Records


@dataclass(frozen=True, slots=True)
class Entry:
    """A scenario of a pack, as the list shows it."""

    pack: Pack
    id: str
    scenario: Scenario | None
    """None where its file has errors."""

    @property
    def key(self) -> str:
        """Its id in the list."""
        return f"open {self.pack.folder} {self.id}"


class LibraryScreen(Screen[None]):
    """The packs' scenarios; an unfinished play is offered first."""

    CSS_PATH: ClassVar = ["library.tcss", "../widgets/menu.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        ("question_mark", "app.keys", "Help"),
        ("q,escape", "app.quit", "Quit"),
    ]
    KEYS: ClassVar = (
        ("Up, Down, Home, End", "move in the list"),
        ("Enter", "open what is pointed at"),
        ("q, Esc", "close Hotwash"),
    )

    @dataclass
    class Read(Message):
        """A scenario's file was read."""

        entry: Entry

    @dataclass
    class Judged(Message):
        """A scenario was looked at by the checker: it may be opened, or not."""

        answer: Opened | Failed

    def __init__(self, packs: Sequence[Pack], records: Records | None) -> None:
        super().__init__()
        self._packs = packs
        self._records = records
        self._entries: dict[str, Entry] = {}
        self._unfinished: PlayRow | None = None
        self._busy = False

    def compose(self) -> ComposeResult:
        """A list, and beside it what is pointed at."""
        yield Static("Hotwash · pick an exercise", id="top")
        with Horizontal(id="shelf"):
            yield Menu(id="list", divided=True)
            with VerticalScroll(can_focus=False, id="beside"):
                yield Preview()
        yield Static(id="status")
        yield Footer()

    def on_mount(self) -> None:
        """Read the packs once the screen is up."""
        self.query_one(Menu).focus()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.offer(self._records)
        self._say("Reading the exercises …")
        self._read_all()

    def offer(self, records: Records | None) -> None:
        """Offer the play that can go on, if there is one."""
        if records is None:
            return
        try:
            row = self._unfinished = records.latest_unfinished()
        except HotwashError as error:
            self.post_message(Failed("Earlier plays cannot be read.", str(error)))
            return
        if row is not None:
            since = row.created[:16].replace("T", " ")
            body = Content.assemble(literal(f"Go on with {row.scenario}", "bold"), literal(f"\nbegun {since} UTC"))
            menu = self.query_one(Menu)
            menu.fill([Item("go on", body), *menu.items], 0)

    @work(thread=True)
    def _read_all(self) -> None:
        for pack in self._packs:
            for path in pack.scenario_paths:
                self.post_message(self.Read(Entry(pack, path.stem, pack.scenario(path.stem).model)))

    def on_library_screen_read(self, message: Read) -> None:
        """Add it to the list."""
        entry = self._entries[message.entry.key] = message.entry
        self._add(Item(entry.key, _body(entry)))
        if len(self._entries) == sum(len(pack.scenario_paths) for pack in self._packs):
            self._say("")

    def _add(self, item: Item) -> None:
        menu = self.query_one(Menu)
        menu.add_items([item])
        if menu.highlighted is None:
            menu.highlighted = 0

    @on(OptionList.OptionHighlighted)
    def _pointed(self, event: OptionList.OptionHighlighted) -> None:
        entry = self._entries.get(event.option_id or "")
        self.query_one(Preview).show(entry.scenario if entry else None)

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        if self._busy:
            return
        if event.option_id == "go on" and self._unfinished is not None:
            self.post_message(GoneOn(self._unfinished.id))
        elif (entry := self._entries.get(event.option_id or "")) is not None:
            self._busy = True
            self._say("Checking that every branch of it works …")
            self._judge(entry)

    @work(thread=True)
    def _judge(self, entry: Entry) -> None:
        from tui.packs import sound

        answer: Opened | Failed
        try:
            answer = Opened(sound(entry.pack, entry.id))
        except HotwashError as error:
            answer = Failed("This exercise cannot be played.", str(error))
        self.post_message(self.Judged(answer))

    def on_library_screen_judged(self, message: Judged) -> None:
        """Open it, or say why not."""
        self._busy = False
        self._say("")
        self.post_message(message.answer)

    def _say(self, text: str) -> None:
        self.query_one("#status", Static).update(literal(text))


def _body(entry: Entry) -> Content:
    scenario = entry.scenario
    if scenario is None:
        return Content.assemble(literal(entry.id, "bold"), "\nhas errors and cannot be played; Enter says which")
    minutes = f"  {scenario.minutes.solo} minutes"
    lines = [Content.assemble(literal(scenario.title, "bold"), minutes), literal(_words(scenario.topics))]
    if scenario.content_notes:
        lines.append(literal(f"Contains: {_words(scenario.content_notes)}"))
    return Content("\n").join(lines)


def _words(slugs: Sequence[str]) -> str:
    return ", ".join(slug.replace("-", " ") for slug in slugs)
