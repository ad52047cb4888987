"""The play: what is told above, what is asked below."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.containers import Center
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from engine.errors import HotwashError
from exporters.wording.addressee import Addressee
from exporters.wording.decisions import progress
from sessions.solo import Solo
from sessions.view import SceneView
from tui.dialogs.guard import AnswerGuard
from tui.dialogs.messages import Failed, Left
from tui.keys import HELP, Key, bindings
from tui.solo.decision_card import brief_rows
from tui.solo.messages import Finished
from tui.widgets.menu import Item
from tui.widgets.panel import Panel
from tui.widgets.prose import clean, literal
from tui.widgets.story import Story

DEBRIEF = Item("debrief", Content("Go to the debrief"), "Enter")
ONWARD = Item("onward", Content("Go on"), "Enter")
AGAIN = Item("again", Content("Try again"), "1")
SURE = (
    Item("skip", Content("skip"), "Enter"),
    *(Item(f"{percent}", Content(f"{percent} %"), f"    {percent // 10 % 10}") for percent in (50, 60, 70, 80, 90, 100)),
)
NOTHING_YET = "Nothing is decided yet."

Step: TypeAlias = Literal["decide", "sure", "why", "looked at", "end", "again"]
"""What the panel asks."""


class PlayScreen(Screen[None]):
    """One play, from a moment to the next."""

    CSS_PATH: ClassVar = [
        "play.tcss", "../widgets/edge.tcss", "../widgets/story.tcss", "../widgets/panel.tcss", "../widgets/menu.tcss",
    ]  # fmt: skip
    KEYS: ClassVar = (
        Key({**{key: f"press('{key}')" for key in "abcdefABCDEF0123456789"}}, "choose; 1 to 6 do the same", label="A to F"),
        Key({}, "(a letter that is missing belongs to an answer that is not open now)"),
        Key({"up,down,enter": ""}, "point at an answer and choose it"),
        Key({"tab": "turn"}, "to the answers that are below, and back to the first"),
        Key({"space,pagedown": "read('page_down')", "pageup": "read('page_up')"}, "read on, read back", foot="More"),
        Key({"home": "read('home')", "end": "read('end')"}, "top and bottom of the text"),
        Key({"l": "look_back"}, "look back at what you decided", foot="Look back"),
        Key({"x": "app.blank"}, "blank the screen; any key brings it back", foot="Blank"),
        HELP,
        Key({"q,escape": "leave"}, "leave; it asks first", foot="Leave"),
        Key({"escape,q": "back"}, foot="Back"),
    )
    BINDINGS: ClassVar = bindings(KEYS)

    def __init__(self, session: Solo, *, resumed: bool = False) -> None:
        super().__init__()
        self._session = session
        self._options = session.options
        self._resumed = resumed
        self._guard = AnswerGuard(self)
        self._step: Step = "decide"
        self._chosen = ""
        """The choice that waits until everything about it is asked."""
        self._percent: int | None = None
        """How sure the player is of it."""

    def compose(self) -> ComposeResult:
        """Trail, story, panel."""
        yield Center(Static(id="trail"))
        yield Story(id="story")
        yield Panel()
        yield Footer()

    async def on_mount(self) -> None:
        """Show where the play stands."""
        await self._show(self._session.recap() if self._resumed else "")

    def on_screen_resume(self) -> None:
        """What is left of a broken arrow key, such as the `A` of Up, does not answer when a question was closed by its Esc."""
        self._guard.close()

    # Show

    async def _show(self, recap: str = "") -> None:
        """Show what there is to see now."""
        view = self._session.view()
        self._trail("the end" if view.ending else view.decision, view)
        await self.query_one(Story).tell(view, recap)
        self._ask(view)

    def _trail(self, place: str, view: SceneView | None = None) -> None:
        """Where the play stands; at a decision, and apart, in words, the how-manieth it is."""
        session = self._session
        tried = f"try from {session.tried_from}, not kept · " if session.tried_from else ""
        done = f" · {progress(view.done, Addressee.YOU)}" if view and view.options and not tried else ""
        trail = f"{tried}{session.bundle.scenario.title} · {place}{done}"
        self.query_one("#trail", Static).update(literal(trail))

    def _ask(self, view: SceneView) -> None:
        """Ask what there is to answer."""
        self._guard.close()
        panel = self.query_one(Panel)
        if view.ending:
            self._to("end")
            panel.ask(literal("This is where it ends.", "bold"), [DEBRIEF], 0)
        elif not view.options:
            self._to("again")
            panel.ask(literal("What follows could not be kept. Your decision stands.", "bold"), [AGAIN], 0)
        else:
            self._to("decide")
            seat = f" ({view.seat} decides)" if view.seat else ""
            prompt = Content.assemble(literal(f"{view.decision.capitalize()}: {view.prompt}", "bold"), literal(seat))
            seconds = view.seconds if self._options.timer else None
            panel.ask(prompt, [Item(o.id, literal(o.text), o.key) for o in view.options], seconds=seconds)

    def _to(self, step: Step) -> None:
        """Something else is asked now; the keys follow."""
        self._step = step
        self.refresh_bindings()

    # Answer

    @on(Panel.Answered)
    async def _answered(self, event: Panel.Answered) -> None:
        """Take an answer, if what it answers has been seen."""
        if not self._guard.open:
            return
        match self._step:
            case "decide":
                self._chosen, self._percent = event.answer, None
                await self._ask_on("sure")
            case "sure":
                self._percent = None if event.answer == "skip" else int(event.answer)
                await self._ask_on("why")
            case "looked at":
                await self._show()
            case "again":
                await self._go_on()
            case "end":
                self.post_message(Finished(self._session))

    @on(Panel.Written)
    async def _written(self, event: Panel.Written) -> None:
        if self._guard.open and self._step == "why":
            await self._commit(" ".join(clean(event.text).split()))

    async def _ask_on(self, step: Literal["sure", "why"]) -> None:
        """Ask what else is wanted before the commit, so that the consequence cannot colour the answer."""
        chosen = next(option.text for option in self._session.view().options if option.id == self._chosen)
        panel = self.query_one(Panel)
        if step == "sure" and self._options.confidence:
            self._guard.close()
            self._to("sure")
            question = literal("How sure are you that nothing better was on offer?", "bold")
            panel.ask(Content.assemble(literal(f"{chosen}\n"), question), SURE, 0)
        elif self._options.rationale:
            self._guard.close()
            self._to("why")
            question = literal("Why, in a line? Enter goes on, Esc goes back. It may stay empty.", "bold")
            panel.ask_line(Content.assemble(literal(f"{chosen}\n"), question))
        else:
            await self._commit("")

    async def _commit(self, reason: str) -> None:
        """Commit, keep and show what follows. What cannot be kept did not happen."""
        self._guard.close()
        try:
            self._session.choose(self._chosen, self._percent, reason)
        except HotwashError as error:
            self.post_message(Failed("This could not be kept. The play stands where it stood.", str(error)))
            await self._show()
            return
        if self._options.feedback == "now":
            await self._look_at_it()
        else:
            await self._show()

    async def _look_at_it(self) -> None:
        """Say what the decision was worth, before anything follows from it."""
        line = self._session.last_decision()
        self._to("looked at")
        self._trail(f"{line.name}, looked at")
        await self.query_one(Story).look_at(line.prompt, brief_rows(line))
        luck = "Luck does not enter this. " if line.scored else ""
        self.query_one(Panel).ask(literal(f"{luck}Enter shows what follows.", "bold"), [ONWARD], 0)

    async def _go_on(self) -> None:
        """Try again to keep what follows a decision."""
        self._guard.close()
        try:
            self._session.go_on()
        except HotwashError as error:
            self.post_message(Failed("It still cannot be kept.", str(error)))
        await self._show()

    # Keys

    def action_press(self, key: str) -> None:
        """A letter or a digit."""
        self.query_one(Panel).press(key)

    def action_turn(self) -> None:
        """To the answers for which there is no room."""
        self.query_one(Panel).turn()

    def action_read(self, where: str) -> None:
        """Scroll the story; the question stays."""
        story = self.query_one(Story)
        {
            "page_down": story.scroll_page_down,
            "page_up": story.scroll_page_up,
            "home": story.scroll_home,
            "end": story.scroll_end,
        }[where](animate=False)

    def action_look_back(self) -> None:
        """Show what was decided so far."""
        from tui.dialogs.notice import Notice

        rows = [(f"{number}. ", f"{asked}\n{chosen}") for number, asked, chosen in self._session.so_far()]
        self.app.push_screen(Notice("What you decided so far", "" if rows else NOTHING_YET, rows))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """From a question about a choice one goes back, from anywhere else one leaves."""
        return action not in {"leave", "back"} or (action == "back") == (self._step in {"sure", "why"})

    def action_back(self) -> None:
        """From a question about a choice to the choices."""
        self._ask(self._session.view())

    def action_leave(self) -> None:
        """Ask whether to leave."""
        from tui.dialogs.leave import leave_play

        tried = self._session.tried_from is not None
        self.app.push_screen(leave_play(kept=self._session.kept, tried=tried), self._leave)

    def _leave(self, answer: str | None) -> None:
        if answer == "leave":
            self.post_message(Left(tried=self._session.tried_from is not None))
