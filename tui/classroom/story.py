"""The classroom: the instructor's terminal while the story is played."""

from __future__ import annotations

from itertools import takewhile
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.message import Message
from textual.widgets import Button, Footer, Static

from engine.play import phases
from exporters.wording.addressee import Addressee
from exporters.wording.decisions import progress
from sessions.classroom.instructor_acts import A_STEP, NO_TIMER, TIMED
from sessions.classroom.instructor_view import PHASES, balance, guide, left, read_aloud
from sessions.classroom.pace import Course, Pace
from sessions.classroom.section import Section
from sessions.classroom.slide import slide
from sessions.view import SceneView
from tui.classroom.bars import Bars
from tui.classroom.class_screen import BLANK, HELP_FIRST, MEND_KEY, NOTE_KEY, PAUSE, WINDOW, ClassScreen, clock_words, timer_words
from tui.classroom.guide import Guide
from tui.classroom.messages import StoryLeft
from tui.classroom.phase_bar import PhaseBar
from tui.classroom.poll import Poll
from tui.classroom.vote_acts import VoteActs
from tui.keys import Key, bindings
from tui.widgets.prose import literal
from tui.widgets.story import Story

EVERY = 0.5
"""Seconds between two looks at the clock."""
ALONE = {phases.WELCOME: "Welcome", phases.REVEAL: "Why"}


def _no_skip(screen: ClassScreen) -> str:
    step = screen.session.skip_step()
    return "" if step.words else step.why_not


def _no_inject(screen: ClassScreen) -> str:
    return "" if screen.session.injects() else "no inject can be played here now"


def _no_roll(screen: ClassScreen) -> str:
    if screen.session.routes():
        return ""
    return "there is no roll to override here: that can be done while what it led to is read"


def _no_reveal(screen: ClassScreen) -> str:
    return screen.session.why_not_reveal()


def _no_commit(screen: ClassScreen) -> str:
    return "" if screen.session.last_commit() else "nothing was decided yet that could be taken back"


def _no_wish(screen: ClassScreen) -> str:
    return screen.session.why_not_wish()


def _no_timer(screen: ClassScreen) -> str:
    return "" if screen.session.phase in TIMED else NO_TIMER


class ClassroomScreen(VoteActs):
    """Text, notes, votes and the team's decision; the foot says what Enter does next."""

    CSS_PATH: ClassVar = [
        "story.tcss", "../widgets/edge.tcss", "../widgets/story.tcss", "guide.tcss", "poll.tcss",
        "../widgets/menu.tcss",
    ]  # fmt: skip
    KEYS = (
        HELP_FIRST,
        Key({"enter": "advance"}, "what the foot of the screen says", crib="**what the line above the keys says**"),
        Key({"backspace": "back_a_phase"}, "one phase back; from the result to put votes right"),
        Key({"s": "skip"}, "skip a phase; never a decision", idle=_no_skip),
        Key({key: f"letter('{key}')" for key in "abcdefABCDEF"}, "in a vote and for the decision", label="A to F",
            crib="vote (the first letter opens the vote), or decide (`1` to `6` as well, where no hands are counted)"),
        Key({key: f"digit('{key}')" for key in "0123456789"}, "how many hands: B 12 Enter", label="0 to 9",
            crib="how many hands, after the letter"),
        Key({"u": "wish"}, "something else: what the room wants and no letter says",
            crib="something else: how many want it, and what; the team then decides for the nearest letter", idle=_no_wish),
        Key({"up,down": ""}, "point at a table, a seat, an answer"),
        Key({"space,pagedown": "read('page_down')", "pageup": "read('page_up')"}, "read on, read back"),
        Key({"i": "inject"}, "play an inject", foot="Inject",
            crib="play an inject; it is read to the class next", idle=_no_inject),
        Key({"o": "override"}, "override the last roll", foot="Override",
            crib="override the last roll, while what it led to is read", idle=_no_roll),
        Key({"w": "reveal"}, "show the class why the last decision was good or poor", foot="Why", idle=_no_reveal),
        Key({"z": "go_back"}, "back to the last decision", foot="Back",
            crib="back to the last decision; it asks first", idle=_no_commit),
        Key({"g": "flag"}, "flag this moment for the hot wash", foot="Flag"),
        NOTE_KEY,
        MEND_KEY,
        PAUSE,
        Key({"t": "timer"}, "timer; 15 seconds more or less", foot="Timer", label="t, +, -",
            crib="timer; 15 seconds more or less. It never decides", idle=_no_timer),
        Key({"plus,equals_sign": f"more_time({A_STEP})", "minus": f"more_time(-{A_STEP})"}),
        WINDOW,
        Key({"tab,shift+tab": "other"}, "the notes instead of the text, and back", foot="Notes", label="Tab"),
        BLANK,
        Key({"left_square_bracket": "turn(-1)", "right_square_bracket": "turn(1)"}, "page of the shared screen"),
        Key({"h": "hide"}, "hide or show notes here: when the class sees this screen",
            crib="hide or show your notes on this screen"),
        Key({"r": "roster"}, "how many people are here; who joins late"),
        Key({"q,escape": "leave"}, "leave, or straight to the hot wash; it asks first", foot="Leave", first=True),
    )  # fmt: skip
    BINDINGS: ClassVar = bindings(KEYS)

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
        self.head()
        self.show_work()
        self._tick()
        self.refresh_bindings()
        self._plan(len(session.play.events))

    async def _tell(self) -> None:
        view = read_aloud(self.session)
        if view != self._told:
            recap = self.session.recap() if self._told is None and self.resumed else ""
            fresh = _fresh(self._told, view) if self._told is not None else None
            self._told = view
            await self.query_one(Story).tell(view, recap, fresh)

    async def _beside(self) -> None:
        sections = guide(self.session, self._pace)
        if sections != self._sections:
            self._sections = sections
            self.set_class(not sections, "no-guide")
            await self.query_one(Guide).show(sections)

    @property
    def _pace(self) -> Pace | None:
        return self.session.pace(self._course) if self._course is not None or self.session.phase != phases.WELCOME else None

    def head(self) -> None:
        """The title, the phases, and what the keys do next."""
        session = self.session
        decision = session.play.waits_for == "decision"
        self.query_one("#title", Static).update(literal(f"{self._where()}{session.bundle.scenario.title}", "bold"))
        names, order = list(PHASES.values()), list(PHASES)
        ending = session.phase == phases.READ and not decision
        current = order.index(session.phase) if session.phase in order and not ending else None
        self.query_one(PhaseBar).show(names, current, "The end" if ending else ALONE.get(session.phase, ""))
        step = session.next()
        does = self.typed_words() or step.words
        words = f"Enter: {does}" if does else self._by_letter()
        skip = session.skip_step()
        also = f"    s: {skip.words}" if skip.words and skip.words != step.words else ""
        also += "    letter: decide" * (session.phase in (phases.BARS, phases.DISCUSS))
        self.query_one("#next", Button).label = literal(f"{words}{also}")

    def _where(self) -> str:
        """The decision at hand, or the one that is looked back at; and apart, in words, how many the team made.

        It comes before the title, which a narrow screen cuts.
        """
        session = self.session
        if session.phase == phases.WELCOME:
            return ""
        if session.phase == phases.REVEAL:
            return f"{slide(session.record).place.capitalize()} · "
        if session.play.waits_for != "decision":
            return "The end · "
        view = session.view()
        return f"{view.decision.capitalize()} · {progress(view.done, Addressee.TEAM)} · "

    def _by_letter(self) -> str:
        seat = self.session.view().seat
        return f"{seat} decides: type the letter" if seat else "Type the letter of what the team decides"

    def _tick(self) -> None:
        """What changes with the clock."""
        session, clock = self.session, self.session.clock()
        parts = [f"{clock_words(clock.elapsed)} of {session.minutes} min"]
        if self._pace is not None:
            parts.append(balance(self._pace))
        if self._course is not None and not session.one_screen:
            parts.append(left(self._course))
        self.query_one("#pace", Static).update(literal(" · ".join(parts)))
        marks = []
        if clock.remaining is not None:
            marks.append(timer_words(clock.remaining))
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether the foot names a key now."""
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


def _fresh(before: SceneView, now: SceneView) -> int | None:
    """Number of the first passage that was not told before, of a moment that goes on; None where another begins."""
    if (before.result, before.done) != (now.result, now.done):
        return None
    same = list(takewhile(lambda pair: pair[0] == pair[1], zip(before.passages, now.passages, strict=False)))
    return len(same) if len(same) < len(now.passages) else None
