"""The classroom: the instructor's terminal while the story is played."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.message import Message
from textual.widgets import Button, Footer, Static

from engine.play import phases
from sessions.classroom.instructor_acts import A_STEP, TIMED
from sessions.classroom.instructor_view import PHASES, Section, balance, guide, left, told
from sessions.classroom.pace import Course, Pace
from sessions.view import SceneView
from tui.classroom.bars import Bars
from tui.classroom.guide import Guide
from tui.classroom.messages import StoryLeft
from tui.classroom.phase_bar import PhaseBar
from tui.classroom.poll import Poll
from tui.classroom.vote_acts import VoteActs
from tui.widgets.prose import literal
from tui.widgets.story import Story

EVERY = 0.5
"""Seconds between two looks at the clock."""
ALONE = {phases.WELCOME: "Welcome", phases.REVEAL: "Why"}


class ClassroomScreen(VoteActs):
    """Text, notes, votes and the team's decision; the foot says what Enter does next."""

    CSS_PATH: ClassVar = [
        "story.tcss", "../widgets/edge.tcss", "../widgets/story.tcss", "guide.tcss", "poll.tcss",
        "../widgets/menu.tcss",
    ]  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        ("space", "read('page_down')"),
        ("pagedown", "read('page_down')"),
        ("pageup", "read('page_up')"),
        ("tab,shift+tab", "other", "Notes"),
        Binding("plus,equals_sign", f"more_time({A_STEP})", show=False),
        Binding("minus", f"more_time(-{A_STEP})", show=False),
        Binding("right_square_bracket", "turn(1)", show=False),
        Binding("left_square_bracket", "turn(-1)", show=False),
    ]
    KEYS: ClassVar = (
        ("Enter", "what the foot of the screen says"),
        ("Backspace", "one phase back; vote again"),
        ("s", "skip a phase; never a decision"),
        ("A to F", "in a vote and for the decision"),
        ("0 to 9", "how many hands: B 12 Enter"),
        ("Up, Down", "point at a table, a seat, an answer"),
        ("Space, PgDn, PgUp", "read on, read back"),
        ("Tab", "the notes instead of the text, and back"),
        ("i", "play an inject"),
        ("g", "flag this moment for the hot wash"),
        ("n", "a note for the report"),
        ("o", "override the last roll"),
        ("w", "show the class why the last decision was good or poor"),
        ("z", "back to the last decision"),
        ("p", "pause; the clock stands still"),
        ("t, +, -", "timer; 15 seconds more or less"),
        ("x", "blank the shared screen"),
        ("[, ]", "page of the shared screen"),
        ("v", "open the window for the projector"),
        ("h", "hide or show notes here: when the class sees this screen"),
        ("r", "how many people are here; who joins late"),
        ("q, Esc", "leave, or straight to the hot wash; it asks first"),
    )

    class Planned(Message):
        """What may still come was worked out."""

        def __init__(self, course: Course | None, seen: int) -> None:
            super().__init__()
            self.course = course
            self.seen = seen
            """How many events the class then had."""

    def compose(self) -> ComposeResult:
        """Head, body, foot."""
        with Horizontal(classes="line"):
            yield Static(id="title")
            yield PhaseBar(id="phases")
        with Horizontal(classes="line"):
            yield Static(id="pace")
            yield Static(id="timer")
        with Container(id="body"):
            with Vertical(id="left"):
                yield Story(id="story")
                yield Bars(id="bars")
                yield Poll(id="poll")
            yield Guide(id="guide")
        yield Button(id="next", compact=True)
        yield Footer(show_command_palette=False)

    async def on_mount(self) -> None:
        """Show where the class stands."""
        self._told: SceneView | None = None
        self._sections: tuple[Section, ...] | None = None
        self._stood: tuple[object, ...] | None = None
        self._course: Course | None = None
        self.query_one("#next").can_focus = False
        self.set_interval(EVERY, self._tick)
        await self.show()
        if self.session.one_screen and self.session.shown.dark:
            self.blank_here()

    def on_screen_resume(self) -> None:
        """A key that closed what was in front does nothing here."""
        self.guard.close()

    # Show

    async def show(self) -> None:
        """Draw where the class stands."""
        session = self.session
        if session.closed or session.phase in (phases.HOT_WASH, phases.PALS_END):
            self.post_message(StoryLeft())
            return
        stood = (session.phase, session.play.scene, session.done, session.play.visit)
        if stood != self._stood:
            self._stood = stood
            self.begin_phase()
            self.set_class(session.phase in (phases.WELCOME, phases.DISCUSS, phases.COMMIT), "look-guide")
            self.set_class(session.phase == phases.BARS, "full-bars")
            self.guard.close()
        await self._tell()
        await self._beside()
        self._head()
        self.show_work()
        self._tick()
        self.refresh_bindings()
        self._plan(len(session.play.events))

    async def _tell(self) -> None:
        view = told(self.session)
        if view != self._told:
            recap = self.session.recap() if self._told is None and self.resumed else ""
            injected = self._told is not None and len(view.injects) > len(self._told.injects)
            self._told = view
            await self.query_one(Story).tell(view, recap)
            if injected:
                self.call_after_refresh(self.query_one(Story).scroll_end, animate=False)

    async def _beside(self) -> None:
        sections = guide(self.session, self._pace)
        if sections != self._sections:
            self._sections = sections
            self.set_class(not sections, "no-guide")
            await self.query_one(Guide).show(sections)

    @property
    def _pace(self) -> Pace | None:
        return self.session.pace(self._course) if self._course is not None or self.session.phase != phases.WELCOME else None

    def _head(self) -> None:
        session = self.session
        decision = session.play.waits_for == "decision"
        place = "" if session.phase == phases.WELCOME else f" · decision {session.done + 1}" if decision else " · the end"
        self.query_one("#title", Static).update(literal(f"{session.bundle.scenario.title}{place}", "bold"))
        names, order = list(PHASES.values()), list(PHASES)
        ending = session.phase == phases.READ and not decision
        current = order.index(session.phase) if session.phase in order and not ending else None
        self.query_one(PhaseBar).show(names, current, "The end" if ending else ALONE.get(session.phase, ""))
        step = session.next()
        words = f"Enter: {step.words}" if step.words else self._by_letter()
        skip = session.skip_step()
        also = f"    s: {skip.words}" if skip.words and skip.words != step.words else ""
        self.query_one("#next", Button).label = literal(f"{words}{also}")

    def _by_letter(self) -> str:
        seat = self.session.view().seat
        return f"{seat} decides: type the letter" if seat else "Type the letter of what the team decides"

    def _tick(self) -> None:
        """What changes with the clock."""
        session, clock = self.session, self.session.clock()
        budget = session.bundle.scenario.minutes.class_
        parts = [f"{_clock(clock.elapsed)} of {budget} min"]
        if self._pace is not None:
            parts.append(balance(self._pace))
        if self._course is not None and not session.one_screen:
            parts.append(left(self._course))
        self.query_one("#pace", Static).update(literal(" · ".join(parts)))
        marks = []
        if clock.remaining is not None:
            marks.append(f"Timer {_clock(clock.remaining)}" if clock.remaining > 0 else "Timer: time is up")
        marks += ["PAUSED"] * clock.paused + ["SCREEN BLANK (x)"] * session.shown.dark
        marks += ["ONE SCREEN" if session.one_screen else ""]
        self.query_one("#timer", Static).update(literal("  ".join(filter(None, marks)), "bold"))

    @on(Button.Pressed, "#next")
    async def _next(self) -> None:
        await self.action_advance()

    # Reading

    def action_read(self, where: str) -> None:
        """Scroll the notes where they are looked at, else the text."""
        pane = self.query_one(Guide) if self.has_class("look-guide") and not self.has_class("no-guide") else self.query_one(Story)
        (pane.scroll_page_down if where == "page_down" else pane.scroll_page_up)(animate=False)

    def action_other(self) -> None:
        """The notes instead of the text, or back; where both are seen, the one that Space scrolls."""
        self.toggle_class("look-guide")

    # Time and screens

    async def action_timer(self) -> None:
        """Start or stop the timer."""
        await self.do(self.session.timer)

    async def action_more_time(self, seconds: int) -> None:
        """Add to the timer, or take from it."""
        await self.do(lambda: self.session.more_time(seconds))

    async def action_turn(self, pages: int) -> None:
        """Turn pages on the shared screen."""
        await self.do(lambda: self.session.turn(pages))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether the foot names a key now."""
        if action == "timer":
            return self.session.phase in TIMED
        if action == "other":
            return not self.has_class("no-guide")
        return super().check_action(action, parameters)

    # The course

    @work(thread=True, exclusive=True, group="course")
    def _plan(self, seen: int) -> None:
        self.post_message(self.Planned(self.session.course(), seen))

    async def on_classroom_screen_planned(self, message: Planned) -> None:
        """Take what may still come, unless the class has gone on meanwhile."""
        if message.seen == len(self.session.play.events):
            self._course = message.course
            self._tick()
            await self._beside()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"
