"""The play: what is told above, what is asked below."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from engine.errors import HotwashError
from tui.moment import Moment
from tui.screens.guard import Guard
from tui.screens.messages import Failed, Finished, Left
from tui.solo import Solo
from tui.widgets.menu import Item
from tui.widgets.panel import Panel
from tui.widgets.prose import literal
from tui.widgets.story import Story

DEBRIEF = Item("debrief", Content("Go to the debrief"), "Enter")
AGAIN = Item("again", Content("Try again"), "1")
SURE = (
    Item("skip", Content("skip"), "Enter"),
    *(Item(f"{percent}", Content(f"{percent} %"), f"    {percent // 10 % 10}") for percent in (50, 60, 70, 80, 90, 100)),
)


class PlayScreen(Screen[None]):
    """One play, from a moment to the next."""

    CSS_PATH: ClassVar = ["play.tcss", "../widgets/story.tcss", "../widgets/panel.tcss", "../widgets/menu.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        ("space", "read('page_down')", "More"),
        ("pagedown", "read('page_down')"),
        ("pageup", "read('page_up')"),
        ("home", "read('home')"),
        ("end", "read('end')"),
        *((key, f"press('{key}')") for key in "abcdefABCDEF0123456789"),
        ("question_mark", "app.keys", "Help"),
        ("q,escape", "leave", "Leave"),
    ]
    KEYS: ClassVar = (
        ("A to F", "choose; 1 to 6 do the same"),
        ("Up, Down, Enter", "point at an answer and choose it"),
        ("Space, PgDn, PgUp", "read on, read back"),
        ("Home, End", "top and bottom of the text"),
        ("q, Esc", "leave; it asks first"),
    )

    def __init__(self, session: Solo, *, confidence: bool = False, resumed: bool = False) -> None:
        super().__init__()
        self._session = session
        self._confidence = confidence
        self._resumed = resumed
        self._guard = Guard(self)
        self._step: Literal["decide", "sure", "end", "again"] = "decide"
        self._chosen = ""
        """The choice that waits for how sure the player is."""

    @property
    def kept(self) -> bool:
        """Whether the play can be gone on with later."""
        return self._session.records is not None

    def compose(self) -> ComposeResult:
        """Trail, story, panel."""
        yield Center(Static(id="trail"))
        yield Story()
        yield Panel()
        yield Footer()

    async def on_mount(self) -> None:
        """Show where the play stands."""
        await self._show(self._session.recap() if self._resumed else "")

    async def _show(self, recap: str = "") -> None:
        """Show what there is to see now."""
        moment = self._session.moment()
        place = "the end" if moment.ending else f"decision {moment.number}"
        trail = f"{self._session.bundle.scenario.title} · {place} · scene {self._session.scenes_told}"
        self.query_one("#trail", Static).update(literal(trail))
        await self.query_one(Story).tell(moment, recap)
        self._ask(moment)

    def _ask(self, moment: Moment) -> None:
        """Ask what there is to answer."""
        self._guard.close()
        panel = self.query_one(Panel)
        if moment.ending:
            self._step = "end"
            panel.ask(literal("This is where it ends.", "bold"), [DEBRIEF], 0)
        elif not moment.options:
            self._step = "again"
            panel.ask(literal("What follows could not be kept. Your decision stands.", "bold"), [AGAIN], 0)
        else:
            self._step = "decide"
            seat = f" ({moment.seat} decides)" if moment.seat else ""
            prompt = Content.assemble(literal(f"Decision {moment.number}: {moment.prompt}", "bold"), literal(seat))
            panel.ask(prompt, [Item(o.id, literal(o.text), o.key) for o in moment.options])

    @on(Panel.Answered)
    async def _answered(self, event: Panel.Answered) -> None:
        """Take an answer, if what it answers has been seen."""
        if not self._guard.open:
            return
        match self._step:
            case "decide" if self._confidence:
                self._ask_how_sure(event.answer)
            case "decide":
                await self._commit(event.answer)
            case "sure":
                await self._commit(self._chosen, None if event.answer == "skip" else int(event.answer))
            case "again":
                await self._go_on()
            case "end":
                self.post_message(Finished(self._session))

    def _ask_how_sure(self, choice: str) -> None:
        """Ask before the commit, so that the consequence cannot colour the answer."""
        self._guard.close()
        self._step, self._chosen = "sure", choice
        text = next(option.text for option in self._session.moment().options if option.id == choice)
        prompt = Content.assemble(literal(f"{text}\n"), literal("How sure are you that nothing better was on offer?", "bold"))
        self.query_one(Panel).ask(prompt, SURE, 0)

    async def _commit(self, choice: str, percent: int | None = None) -> None:
        """Commit, keep and show what follows. What cannot be kept did not happen."""
        self._guard.close()
        try:
            self._session.choose(choice, percent)
        except HotwashError as error:
            self.post_message(Failed("This could not be kept. The play stands where it stood.", str(error)))
        await self._show()

    async def _go_on(self) -> None:
        """Try again to keep what follows a decision."""
        self._guard.close()
        try:
            self._session.go_on()
        except HotwashError as error:
            self.post_message(Failed("It still cannot be kept.", str(error)))
        await self._show()

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
        """Ask whether to leave; from the confidence step back to the decision instead."""
        if self._step == "sure":
            self._ask(self._session.moment())
            return
        from tui.screens.leave import Leave

        self.app.push_screen(Leave(kept=self.kept), self._leave)

    def _leave(self, leave: bool | None) -> None:
        if leave:
            self.post_message(Left())
