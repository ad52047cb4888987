"""Every line that was written in a play, over the screen that it belongs to: to put one right, or to take it out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import ClassVar, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, OptionList, Static

from engine.play.phases import ACTION
from sessions.session import Session
from sessions.written_lines import WrittenLine, written_lines
from tui.dialogs.action_form import ActionForm, Details
from tui.dialogs.ask import Ask
from tui.dialogs.question import Answer, Question
from tui.keys import HELP, Key, bindings
from tui.widgets.menu import Item, Menu
from tui.widgets.prose import literal

Act: TypeAlias = Callable[[], object]
KEEP = Answer("keep", "Leave it", "n")
OUT = Answer("out", "Take it out", "y")
NONE = "Nothing was written yet."
HINT = "Enter puts the line right, Delete takes it out. What it said before is told no more."
SUSPECT = "Marked with ! is what might tell somebody who it was: a prompt to look, no proof."


class WrittenLines(ModalScreen[None]):
    """A list; what is done to a line is done at once."""

    CSS_PATH: ClassVar = ["dialog.tcss", "../widgets/menu.tcss"]
    KEYS = (
        Key({"up,down": ""}, "point at a line"),
        Key({"enter": ""}, "put it right", foot="Mend"),
        Key({"delete,backspace": "take_out"}, "take it out; it asks first", foot="Take out", label="Delete, Backspace"),
        HELP,
        Key({"escape,q": "dismiss(None)"}, "back", foot="Back"),
    )
    BINDINGS: ClassVar = bindings(KEYS)

    def __init__(self, session: Session, do: Callable[[Act], Awaitable[bool]], suspects: Collection[int] = ()) -> None:
        """Of a play.

        Args:
            session: the play.
            do: does an act, says what was refused, and answers whether it was done.
            suspects: numbers of the events whose lines are to be looked at: they are marked, and the first is pointed at.
        """
        super().__init__()
        self._session = session
        self._do = do
        self._suspects = suspects
        self._typed: dict[int, tuple[str, Details]] = {}
        """What was typed for a line and could not be kept."""

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box"):
            yield Static("What was written", classes="title")
            yield Static(id="hint")
            yield Menu(id="items")
            with Horizontal(classes="buttons"):
                yield Button("Mend (Enter)", id="mend", compact=True)
                yield Button("Take out (Delete)", id="out", compact=True)
                yield Button("Back (Esc)", id="back", compact=True)

    def on_mount(self) -> None:
        """Point at what is to be looked at, or at what was written last."""
        lines = self._lines
        at = next((n for n, line in enumerate(lines) if line.seq in self._suspects), len(lines) - 1)
        self._show(at)
        self.query_one(Menu).focus()

    @property
    def _lines(self) -> tuple[WrittenLine, ...]:
        return written_lines(self._session.record)

    def _show(self, at: int | None) -> None:
        lines = self._lines
        self.query_one("#hint", Static).update(literal(f"{HINT} {SUSPECT}" if self._suspects else HINT if lines else NONE))
        self.query_one(Menu).fill([self._item(line) for line in lines], min(at or 0, len(lines) - 1) if lines else None)

    def _item(self, line: WrittenLine) -> Item:
        mark = "! " if line.seq in self._suspects else ""
        text = literal(line.text) if line.text else Content.styled("nothing written", "italic")
        stop = "" if line.place.endswith("?") else ":"
        return Item(str(line.seq), Content.assemble(literal(f"{mark}{line.place}{stop} ", "bold"), text))

    @property
    def _pointed(self) -> WrittenLine | None:
        at = self.query_one(Menu).highlighted
        return self._lines[at] if at is not None else None

    # Acts

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self._mend()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "mend":
            self._mend()
        elif event.button.id == "out":
            self.action_take_out()
        else:
            self.dismiss()

    def _mend(self) -> None:
        """Ask for the line anew, with what it says in the field."""
        line = self._pointed
        if line is None:
            return
        text, details = self._typed.get(line.seq, (line.text, line.details))

        async def asked(answer: str | None) -> None:
            if answer is None:
                return
            if line.details:
                self._ask_details(line, answer, details)
            else:
                await self._keep(line, answer, line.details)

        hint = "It takes the place of the old line, in the report and in every export. No names."
        self.app.push_screen(Ask(line.place, hint, "Keep it", text), asked)

    def _ask_details(self, line: WrittenLine, text: str, details: Details) -> None:
        async def asked(answer: Details | None) -> None:
            if answer is not None:
                await self._keep(line, text, answer)

        self.app.push_screen(ActionForm(text or ACTION, details), asked)

    async def _keep(self, line: WrittenLine, text: str, details: Details) -> None:
        self._typed[line.seq] = text, details
        if await self._do(lambda: self._session.mend(line.seq, text, details)):
            del self._typed[line.seq]
        self._show(self.query_one(Menu).highlighted)

    def action_take_out(self) -> None:
        """Take the line out, if that is meant."""
        line = self._pointed
        if line is None:
            return

        async def answered(answer: str | None) -> None:
            if answer == "out":
                await self._do(lambda: self._session.take_out(line.seq))
                self._show(self.query_one(Menu).highlighted)

        goes = "What was voted under this name goes with it. " if line.name else ""
        stays = "What was decided stays. " if line.stands_empty else ""
        self.app.push_screen(taking_out(line.place, line.text, f"{goes}{stays}"), answered)


def taking_out(place: str, text: str, consequence: str = "") -> Question:
    """Ask whether a line is to be taken out."""
    shown = f"“{text}”\n\n" if text else ""
    told = f"{shown}{consequence}No screen, report or export tells it any more. That cannot be undone."
    return Question(f"Take out: {place}", told, (KEEP, OUT))
