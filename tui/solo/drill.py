"""Drills: one decision at a time, judged at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Center
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Static

from engine.errors import HotwashError
from exporters.progress.account import NOT_KEPT
from exporters.progress.due_words import NO_LUCK
from tui.dialogs.guard import AnswerGuard
from tui.dialogs.messages import Failed
from tui.keys import HELP, Key, bindings
from tui.solo.decision_card import brief_rows
from tui.solo.drill_round import DrillRound
from tui.widgets.menu import Item
from tui.widgets.panel import Panel
from tui.widgets.prose import literal
from tui.widgets.story import Story

if TYPE_CHECKING:
    from engine.records import Records
    from sessions.drill import Drill
    from tui.library.shelf import Shelf

ONWARD = Item("onward", Content("Go on"), "Enter")
DONE = Item("done", Content("Done"), "Enter")
LOOKING = "Looking at what is due …"

Step: TypeAlias = Literal["wait", "decide", "looked at", "done"]
"""What the panel asks."""


class DrillScreen(Screen[None]):
    """A few decisions, each with the story that it needs."""

    CSS_PATH: ClassVar = [
        "drill.tcss", "../widgets/edge.tcss", "../widgets/story.tcss", "../widgets/panel.tcss", "../widgets/menu.tcss",
    ]  # fmt: skip
    KEYS: ClassVar = (
        Key({**{key: f"press('{key}')" for key in "abcdefABCDEF123456"}}, "choose; 1 to 6 do the same", label="A to F"),
        Key({"up,down,enter": ""}, "point at an answer and choose it"),
        Key({"space,pagedown": "read('page_down')", "pageup": "read('page_up')"}, "read on, read back", foot="More"),
        Key({"home": "read('home')", "end": "read('end')"}, "top and bottom of the text"),
        Key({"x": "app.blank"}, "blank the screen; any key brings it back", foot="Blank"),
        HELP,
        Key({"q,escape": "leave"}, "leave; what you decided is kept", foot="Leave"),
    )
    BINDINGS: ClassVar = bindings(KEYS)

    @dataclass
    class Put(Message):
        """A drill is put, or there is none left."""

        drill: Drill | None

    def __init__(self, shelf: Shelf, records: Records | None, minutes: int | None = None, *, kept: bool, keep: bool = True,
                 awaiting: bool = False) -> None:  # fmt: skip
        """Drills of a shelf.

        Args:
            shelf: the exercises.
            records: what was played.
            minutes: how long it may take; None for all that is due.
            kept: whether plays are kept at all.
            keep: whether these drills are.
            awaiting: whether records are still to come, by `offer`.
        """
        super().__init__()
        self._shelf, self._records, self._minutes = shelf, records, minutes
        self._kept, self._keep, self._awaiting = kept, keep, awaiting
        self._round = DrillRound(shelf, records, minutes, keep=keep)
        self._drill: Drill | None = None
        self._step: Step = "wait"
        self._guard = AnswerGuard(self)

    def compose(self) -> ComposeResult:
        """Trail, story, panel."""
        yield Center(Static(LOOKING, id="trail"))
        yield Story(id="story")
        yield Panel()
        yield Footer()

    def on_mount(self) -> None:
        """Look at what is due once the screen is up."""
        self.call_after_refresh(self._begin)

    def on_screen_resume(self) -> None:
        """What is left of a broken arrow key does not answer when a dialog was closed by its Esc."""
        self._guard.close()

    def offer(self, records: Records | None) -> None:
        """The records are open now."""
        self._records, self._awaiting = records, False
        self._round = DrillRound(self._shelf, records, self._minutes, keep=self._keep)
        self._begin()

    def _begin(self) -> None:
        if not self._kept:
            self._end(NOT_KEPT, "Drills")
        elif not self._awaiting:
            self._plan()

    # Work in threads

    @work(thread=True)
    def _plan(self) -> None:
        try:
            self._round.plan()
            self.post_message(self.Put(self._round.put()))
        except HotwashError as error:
            self.post_message(Failed("What is due cannot be read.", str(error)))

    @work(thread=True)
    def _next(self) -> None:
        drill = self._round.put()
        if drill is None:
            try:
                self._round.close()
            except HotwashError as error:
                self.post_message(Failed("What is due cannot be read.", str(error)))
        self.post_message(self.Put(drill))

    # Show

    async def on_drill_screen_put(self, message: Put) -> None:
        """Show a drill, or say that it was the last one."""
        self._drill = message.drill
        if message.drill is None:
            outcome = f"{self._round.outcome} " if self._round.total else ""
            self._end(f"{outcome}{self._round.today[0].upper()}{self._round.today[1:]}.", "Drills")
            return
        drill, scenario = message.drill, message.drill.bundle.scenario
        view = drill.view()
        self._trail(scenario.title)
        recap = "\n".join(line for line in (f"{scenario.title}. You are: {scenario.you}", drill.led_here) if line)
        await self.query_one(Story).tell(view, recap)
        self._to("decide")
        self.query_one(Panel).ask(literal(view.prompt, "bold"), [Item(o.id, literal(o.text), o.key) for o in view.options])

    def _trail(self, place: str) -> None:
        self.query_one("#trail", Static).update(literal(f"Drill {self._round.number} of {self._round.total} · {place}"))

    def _end(self, text: str, trail: str) -> None:
        self.query_one("#trail", Static).update(literal(trail))
        self._to("done")
        self.query_one(Panel).ask(literal(text, "bold"), [DONE], 0)

    def _to(self, step: Step) -> None:
        self._step = step
        self._guard.close()

    # Answer

    @on(Panel.Answered)
    async def _answered(self, event: Panel.Answered) -> None:
        """Take an answer, if what it answers has been seen."""
        if not self._guard.open:
            return
        match self._step:
            case "decide":
                await self._choose(event.answer)
            case "looked at":
                self._to("wait")
                self._next()
            case "done":
                self.action_leave()
            case "wait":
                pass

    async def _choose(self, choice: str) -> None:
        """Keep what was decided, and say what it was worth."""
        assert self._drill is not None
        try:
            line = self._round.choose(self._drill, choice)
        except HotwashError as error:
            self._guard.close()
            self.post_message(Failed("This decision could not be kept. Choose again to try once more.", str(error)))
            return
        await self.query_one(Story).look_at(line.prompt, brief_rows(line))
        self._to("looked at")
        self.query_one(Panel).ask(literal(NO_LUCK), [ONWARD], 0)

    # Keys

    def action_press(self, key: str) -> None:
        """A letter or a digit."""
        self.query_one(Panel).press(key)

    def action_read(self, where: str) -> None:
        """Scroll the story; the question stays."""
        story = self.query_one(Story)
        {
            "page_down": story.scroll_page_down,
            "page_up": story.scroll_page_up,
            "home": story.scroll_home,
            "end": story.scroll_end,
        }[where](animate=False)

    def action_leave(self) -> None:
        """Back to where this was opened, or close Hotwash. Nothing that was decided is lost."""
        if len(self.app.screen_stack) > 2:  # the app's own empty screen, whatever opened this, and this
            self.dismiss()
        else:
            self.app.exit()
