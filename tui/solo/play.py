"""The play: what is told above, what is asked below."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar, Literal, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.containers import Center
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from engine.errors import HotwashError, SecondWriter
from engine.play.confidence import confidence_scale
from exporters.wording.addressee import Addressee
from exporters.wording.calibrated import scale_word
from exporters.wording.decisions import progress
from sessions.solo import Solo
from sessions.view import SceneView
from tui.dialogs.guard import AnswerGuard
from tui.dialogs.messages import Failed, Left
from tui.dialogs.question import Answer, Question
from tui.keys import HELP, Key, bindings
from tui.solo.decision_card import brief_rows
from tui.solo.messages import Finished
from tui.widgets.countdown import Countdown
from tui.widgets.menu import Item
from tui.widgets.panel import Panel
from tui.widgets.prose import clean, literal
from tui.widgets.story import Story

DEBRIEF = Item("debrief", Content("Go to the debrief"), "Enter")
ONWARD = Item("onward", Content("Go on"), "Enter")
AGAIN = Item("again", Content("Try again"), "1")
TOLD_BEFORE = "t"
HERE = Answer("here", "Go on here", "h")
AWAY = Answer("leave", "Leave it to the other window", "l")
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
        Key({TOLD_BEFORE: "told_before"}, "show what was told before, where the story has come back; or fold it"),
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
        yield Story(fold_key=TOLD_BEFORE, id="story")
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
            panel.ask(prompt, [Item(o.id, literal(o.text), o.key) for o in view.options])
            self._suggest(view.seconds)

    def _suggest(self, seconds: int | None) -> None:
        """Show a suggested time where that is wanted: running, or waiting until the text is read."""
        if seconds is None or not self._options.timer:
            return
        countdown = self.query_one(Countdown)
        if self._session.time_left is None:
            countdown.wait(seconds)
        else:
            countdown.run(seconds, lambda: self._session.time_left)

    @on(Story.ReadToEnd)
    def _read_to_end(self) -> None:
        if self._step != "decide":
            return
        seconds = self._session.view().seconds
        try:
            self._session.start_time()
        except HotwashError:
            # A clock is no reason to stop a reader: what is wrong with the records is told at the decision.
            self.query_one(Countdown).stop()
        else:
            self._suggest(seconds)

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
        options = self._session.view().options
        chosen = next(option.text for option in options if option.id == self._chosen)
        panel = self.query_one(Panel)
        if step == "sure" and self._options.confidence and len(options) > 1:
            self._guard.close()
            self._to("sure")
            question = literal("How sure are you that nothing better was on offer?", "bold")
            panel.ask(Content.assemble(literal(f"{chosen}\n"), question), _sure(len(options)))
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
        except SecondWriter:
            self._second()
            return
        except HotwashError as error:
            self.post_message(Failed("This could not be kept. The play stands where it stood.", str(error)))
            await self._show()
            return
        if self._options.feedback == "now":
            await self._look_at_it()
        else:
            await self._show()

    def _second(self) -> None:
        """Another window went on with the play: let the player say which one stays."""

        async def answered(answer: str | None) -> None:
            if answer == "leave":
                self.post_message(Left())
                return
            try:
                self._session.reload()
            except HotwashError as error:
                self.post_message(Failed("This play cannot be read again.", str(error)))
            await self._show()

        try:
            told = self._session.elsewhere()
        except HotwashError as error:
            told = str(error)
        self.app.push_screen(Question("Another window goes on with this play", told, (HERE, AWAY)), answered)

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

    def action_told_before(self) -> None:
        """Show what was told before the story came back here, or fold it."""
        self.query_one(Story).fold()

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
            with suppress(HotwashError):
                self._session.stop_time()
            self.post_message(Left(tried=self._session.tried_from is not None))


def _sure(answers: int) -> tuple[Item, ...]:
    """The scale from a guess up, and no answer; nothing is pointed at, for a scale that begins somewhere pulls there."""
    steps = enumerate(confidence_scale(answers), 1)
    scale = (Item(f"{step.percent}", literal(scale_word(step, answers)), f"{number}") for number, step in steps)
    return (*scale, Item("skip", Content("rather not say"), "0"))
