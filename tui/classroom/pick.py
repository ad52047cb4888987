"""Pick an exercise for a class, or go on with one that was begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static

from engine.errors import HotwashError
from engine.pack.folder import Pack
from exporters.scenario.care import contains
from tui.classroom.messages import ClassGoneOn, ClassLeft, ClassPicked
from tui.dialogs.messages import Failed
from tui.keys import HELP, Key, bindings
from tui.widgets.menu import Item, Menu
from tui.widgets.prose import inline, literal

if TYPE_CHECKING:
    from engine.records import PlayRow

GO_ON = "go on"


@dataclass(frozen=True, slots=True)
class PickRow:
    """An exercise in the list."""

    pack: Pack
    id: str

    @property
    def key(self) -> str:
        """Its id in the list."""
        return f"{self.pack.folder} {self.id}"


class ClassPickScreen(Screen[None]):
    """The exercises of the packs, with their minutes for a class."""

    CSS_PATH: ClassVar = ["pick.tcss", "../widgets/menu.tcss"]
    KEYS: ClassVar = (
        Key({"up,down,home,end": ""}, "move in the list"),
        Key({"enter": ""}, "take the exercise that is pointed at; next come a few questions"),
        HELP,
        Key({"q,escape": "leave"}, "close Hotwash", foot="Quit"),
    )
    BINDINGS: ClassVar = bindings(KEYS)

    @dataclass
    class Read(Message):
        """An exercise was read from its file."""

        entry: PickRow
        body: Content

    @dataclass
    class Judged(Message):
        """The checker has looked at it."""

        answer: ClassPicked | Failed

    def __init__(self, packs: Sequence[Pack], unfinished: PlayRow | None) -> None:
        super().__init__()
        self._packs = packs
        self._unfinished = unfinished
        self._entries: dict[str, PickRow] = {}
        self._busy = False

    def compose(self) -> ComposeResult:
        """A list."""
        yield Static("Hotwash · pick an exercise for your class", id="top")
        yield Menu(id="list", divided=True)
        yield Static(id="status")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Offer what was begun, then read the packs."""
        menu = self.query_one(Menu)
        menu.focus()
        if (row := self._unfinished) is not None:
            since = row.created[:16].replace("T", " ")
            body = Content.assemble(literal(f"Go on with the class in {row.scenario}", "bold"), f"\nbegun {since} UTC")
            menu.fill([Item(GO_ON, body)], 0)
        self._say("Reading the exercises …")
        self._read_all()

    @work(thread=True)
    def _read_all(self) -> None:
        for pack in self._packs:
            for path in pack.scenario_paths:
                entry = PickRow(pack, path.stem)
                self.post_message(self.Read(entry, _body(entry)))

    def on_class_pick_screen_read(self, message: Read) -> None:
        """Add it to the list."""
        self._entries[message.entry.key] = message.entry
        menu = self.query_one(Menu)
        menu.add_items([Item(message.entry.key, message.body)])
        if menu.highlighted is None:
            menu.highlighted = 0
        if len(self._entries) == sum(len(pack.scenario_paths) for pack in self._packs):
            self._say("")

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        if self._busy:
            return
        if event.option_id == GO_ON and self._unfinished is not None:
            self.post_message(ClassGoneOn(self._unfinished.id))
        elif (entry := self._entries.get(event.option_id or "")) is not None:
            self._busy = True
            self._say("Checking that every branch of it works …")
            self._judge(entry)

    @work(thread=True)
    def _judge(self, entry: PickRow) -> None:
        from tui.library.packs import sound

        answer: ClassPicked | Failed
        try:
            answer = ClassPicked(sound(entry.pack, entry.id))
        except HotwashError as error:
            answer = Failed("This exercise cannot be played.", str(error))
        self.post_message(self.Judged(answer))

    def on_class_pick_screen_judged(self, message: Judged) -> None:
        """Take it, or say why not."""
        self._busy = False
        self._say("")
        self.post_message(message.answer)

    def action_leave(self) -> None:
        """Close."""
        self.post_message(ClassLeft())

    def _say(self, text: str) -> None:
        self.query_one("#status", Static).update(literal(text))


def _body(entry: PickRow) -> Content:
    scenario = entry.pack.scenario(entry.id).model
    if scenario is None:
        return Content.assemble(literal(entry.id, "bold"), "\nhas errors and cannot be played; Enter says which")
    lines = [Content.assemble(literal(scenario.title, "bold"), f"  {scenario.minutes.class_} minutes with a class")]
    lines.append(inline(" ".join(scenario.summary.split())))
    if scenario.content_notes:
        lines.append(literal(f"Contains: {contains(scenario)}"))
    return Content("\n").join(lines)
