"""The hot wash: one question after the other, the facts beside it, and at the end the report."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Button, Footer, Input, Static

from engine.play import phases
from engine.play.events import Noted
from sessions.classroom.classroom import Classroom
from sessions.classroom.flow import STORY, SUMMARY, wash
from sessions.classroom.hot_wash import ASKED, HINTS, answers, facts, topic
from sessions.classroom.instructor_acts import A_STEP
from sessions.classroom.section import Section
from tui.classroom.class_screen import BLANK, MEND_KEY, NOTE_KEY, PAUSE, WINDOW, Window, clock_words, timer_words
from tui.classroom.closing_acts import ClosingActs
from tui.classroom.guide import Guide
from tui.classroom.messages import StoryAgain
from tui.dialogs.action_form import ActionForm, Details
from tui.dialogs.written_lines import OUT, taking_out
from tui.keys import HELP, Key, bindings
from tui.widgets.edge import Edge
from tui.widgets.line import Line
from tui.widgets.menu import POINTER
from tui.widgets.prose import clean, literal
from tui.widgets.rows import Lines

LONGEST = 500
WHILE_WRITING = frozenset({
    "flag", "note", "lines", "pause", "timer", "more_time", "blank", "turn", "window", "hide", "leave", "app.keys",
})  # fmt: skip
EVERY = 0.5
"""Seconds between two looks at the clock."""
WRITE_HERE = "Write here. Enter keeps it."


class HotWashScreen(ClosingActs):
    """A page is a question, what was answered, and the facts. Lines are written below; an empty one goes on."""

    AUTO_FOCUS = ""
    CSS_PATH: ClassVar = ["story.tcss", "hot_wash.tcss", "../widgets/edge.tcss", "guide.tcss"]
    KEYS = (
        Key({"tab": "keys"}, "from writing to the keys below, and back", foot="Keys or writing", first=True),
        HELP,
        Key({"enter": "advance"}, "keep the line that was written; on an empty one: the next page"),
        Key({"backspace": "back_a_phase"}),
        Key({"up": "point(-1)", "down": "point(1)"}, "point at a line on this page; Enter then mends it", label="Up, Down"),
        Key({"delete": "take_out"}, "take out the line that is pointed at; it asks first"),
        Key({"pageup": "read('up')", "pagedown": "read('down')"}, "read the facts", label="PgUp, PgDn"),
        Key({"g": "flag"}, "flag this moment", foot="Flag"),
        NOTE_KEY,
        MEND_KEY,
        PAUSE,
        Key({"t": "timer"}, "timer; 15 seconds more or less", label="t, +, -"),
        Key({"plus,equals_sign": f"more_time({A_STEP})", "minus": f"more_time(-{A_STEP})"}),
        BLANK,
        Key({"left_square_bracket": "turn(-1)", "right_square_bracket": "turn(1)"}, "page of the shared screen"),
        Key({"h": "hide"}),
        Key({"q,escape": "leave"}, "leave; it asks first", foot="Leave"),
        WINDOW,
        Key({"ctrl+b": "back_a_phase"}, "the page before; Backspace, too, when nothing is written", foot="Page before"),
    )  # fmt: skip
    BINDINGS: ClassVar = bindings(KEYS)

    def __init__(self, session: Classroom, window: Window | None = None, folder: Path | None = None) -> None:
        """`folder` is where the report goes unless told otherwise."""
        super().__init__(session, window, folder)
        self._sections: tuple[Section, ...] | None = None
        self._about = ""
        self._pointed: int | None = None
        """Place of the line of this page that is pointed at; None for none."""
        self._mending: Noted | None = None
        """The line that is written anew."""
        self._begun = ""
        """What stood on the line when another was to be mended."""
        self._details: Details = {}
        """Of an action, as they were typed and could not be kept."""

    def compose(self) -> ComposeResult:
        """Head, question and answers, facts, line, foot."""
        with Horizontal(classes="line"):
            yield Static(id="title")
            yield Static(id="timer")
        with Container(id="body"):
            with Vertical(id="left"):
                yield Static(id="question")
                yield Static(id="hint")
                yield Edge(id="answers")
                yield Line(id="line", placeholder=WRITE_HERE, max_length=LONGEST, compact=True)
            yield Guide(id="guide")
        yield Button(id="next", compact=True)
        yield Footer(show_command_palette=False)

    async def on_mount(self) -> None:
        """Show where the hot wash stands."""
        self.query_one("#next").can_focus = False
        self.set_interval(EVERY, self._tick)
        await self.show()
        if self.query_one(Input).display:
            self.query_one(Input).focus()
        if self.session.one_screen and self.session.shown.dark:
            self.blank_here()

    def on_screen_resume(self) -> None:
        """A key that closed what was in front does nothing here."""
        self.guard.close()

    async def show(self) -> None:
        """Draw the page."""
        session = self.session
        if session.closed:
            return
        if session.phase in (*STORY, phases.WELCOME):
            self.post_message(StoryAgain())
            return
        about = topic(session)
        if about != self._about:
            self._about = about
            self._write_on()
        self.query_one("#title", Static).update(literal(f"{session.bundle.scenario.title} · hot wash{self._page()}", "bold"))
        self._tick()
        self.query_one("#question", Static).update(literal(ASKED[about], "bold"))
        self.query_one("#hint", Static).update(literal(HINTS[about]))
        await self._answered(about)
        sections = facts(session, about)
        if sections != self._sections:
            self._sections = sections
            await self.query_one(Guide).show(sections)
            self.guard.close()
        line = self.query_one(Input)
        if line.display != (about != SUMMARY):
            line.display = about != SUMMARY
            self.set_focus(line if line.display else None)
        self._foot()

    def _tick(self) -> None:
        """What changes with the clock."""
        session, clock = self.session, self.session.clock()
        timer = [timer_words(clock.remaining)] if clock.remaining is not None else []
        passed = f"{clock_words(clock.elapsed)} of {session.minutes} min"
        marks = [*timer, *["PAUSED"] * clock.paused, *["SCREEN BLANK (x)"] * session.shown.dark, passed]
        self.query_one("#timer", Static).update(literal("  ".join(marks), "bold"))

    def _page(self) -> str:
        if self.session.phase == phases.PALS_END:
            return ""
        return f" · {self.session.shown.page} of {len(wash(hseep=self.session.started.hseep))}"

    async def _answered(self, about: str) -> None:
        shown = self.query_one("#answers", Edge)
        notes = answers(self.session, about)
        if self._pointed is not None:
            self._pointed = min(self._pointed, len(notes) - 1) if notes else None
        lines = [self._line(number, note) for number, note in enumerate(notes)]
        with self.app.batch_update():
            await shown.remove_children()
            if lines:
                await shown.mount(*lines)
        if self._pointed is None:
            shown.scroll_end(animate=False)
        else:
            shown.scroll_to_widget(lines[self._pointed], animate=False)

    def _line(self, number: int, note: Noted) -> Lines:
        """A line that was written; the one that is pointed at under a pointer."""
        pointed = number == self._pointed
        style = "bold" if pointed else ""
        return Lines((literal(POINTER if pointed else "- ", "bold"), literal(_words(note.text, note.details), style)))

    def _foot(self) -> None:
        written = self.query_one(Input).value.strip()
        step = self.session.next()
        last = self.session.phase == phases.PALS_END and not self.session.clock().paused
        if self._mending is not None:
            words = "put the line right    Esc: leave it as it was"
        elif self._pointed is not None:
            words = "mend this line    Delete: take it out"
        else:
            words = "keep this line" if written else "finish: report, and close the class" if last else step.words
        self.query_one("#next", Button).label = literal(f"Enter: {words}")
        self.refresh_bindings()

    @on(Input.Changed)
    async def _written(self) -> None:
        if self._mending is None and self._pointed is not None and self.query_one(Input).value != self._begun:
            await self._point(None)
        self._foot()

    # Keys

    @on(Input.Submitted)
    async def _submitted(self) -> None:
        await self.action_advance()

    @on(Button.Pressed, "#next")
    async def _next(self) -> None:
        await self.action_advance()

    async def action_advance(self) -> None:
        """Keep what was written; where nothing was, go on."""
        line = self.query_one(Input)
        text = " ".join(clean(line.value).split())
        if self._mending is not None:
            await self._mend(self._mending, text)
        elif self._pointed is not None:
            self._begin_mending(answers(self.session, self._about)[self._pointed])
        elif text:
            await self._keep(text)
        elif not self.guard.open:
            return
        elif self.session.phase == phases.PALS_END and not self.session.clock().paused:
            self.offer_report()
        else:
            await self.do(self.session.advance)

    async def _keep(self, text: str) -> None:
        about = topic(self.session)
        if about == phases.ACTION:
            self._ask_details(text)
            return
        if await self.do(lambda: self.session.note(about, text)):
            self.query_one(Input).value = ""

    def _ask_details(self, action: str) -> None:
        areas = [note.text for note in answers(self.session, phases.AREA)]

        async def answered(details: Details | None) -> None:
            self._details = details or {}
            if details and await self.do(lambda: self.session.note(phases.ACTION, action, details)):
                self.query_one(Input).value = ""
                self._details = {}
            self.query_one(Input).focus()

        self.app.push_screen(ActionForm(action, self._details or {"area": areas[-1] if areas else ""}), answered)

    # Lines of this page that are mended

    async def action_point(self, step: int) -> None:
        """Point at a line of this page: Up from the line that is written, Down back to it."""
        notes = answers(self.session, self._about)
        if self._mending is not None or not notes:
            return
        at = (len(notes) if self._pointed is None else self._pointed) + step
        await self._point(max(0, at) if at < len(notes) else None)

    async def _point(self, at: int | None) -> None:
        if self._pointed is None:
            self._begun = self.query_one(Input).value
        self._pointed = at
        await self._answered(self._about)
        self._foot()

    def _begin_mending(self, note: Noted) -> None:
        """The line stands where lines are written, and is put right there."""
        line = self.query_one(Input)
        self._begun, self._mending = line.value, note
        line.value = note.text
        line.cursor_position = len(note.text)
        line.focus()
        self._foot()

    async def _mend(self, note: Noted, text: str) -> None:
        if not note.details:
            if await self.do(lambda: self.session.mend(note.seq, text)):
                await self._end_mending()
            return

        async def answered(details: Details | None) -> None:
            self._details = details or {}
            if details and await self.do(lambda: self.session.mend(note.seq, text, details)):
                self._details = {}
                await self._end_mending()
            self.query_one(Input).focus()

        self.app.push_screen(ActionForm(text, self._details or note.details), answered)

    async def _end_mending(self) -> None:
        """Back to what was being written."""
        self._write_on()
        await self._answered(self._about)
        self._foot()

    def _write_on(self) -> None:
        if self._mending is not None:
            line = self.query_one(Input)
            line.value = self._begun
            line.cursor_position = len(self._begun)
        self._mending, self._pointed, self._begun = None, None, ""

    @on(Line.NothingBehind)
    def action_take_out(self) -> None:
        """Take out the line that is pointed at, if that is meant."""
        if self._mending is not None or self._pointed is None:
            return
        note = answers(self.session, self._about)[self._pointed]

        async def answered(answer: str | None) -> None:
            self.guard.close()
            if answer == OUT.id:
                await self.do(lambda: self.session.take_out(note.seq))

        self.app.push_screen(taking_out(self._about, note.text), answered)

    def action_leave(self) -> None:
        """Leave a line as it was; where none is mended, ask whether to leave."""
        if self._mending is not None or self._pointed is not None:
            self.call_later(self._end_mending)
        else:
            super().action_leave()

    @on(Line.NothingLeft)
    async def action_back_a_phase(self) -> None:
        """The page before."""
        if self.guard.open:
            await self.do(self.session.back_a_phase)

    def action_keys(self) -> None:
        """From writing to the keys, and back."""
        line = self.query_one(Input)
        if line.has_focus:
            self.set_focus(None)
        else:
            line.focus()
        self.refresh_bindings()

    def action_read(self, where: str) -> None:
        """Scroll the facts."""
        guide = self.query_one(Guide)
        (guide.scroll_page_down if where == "down" else guide.scroll_page_up)(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a line is written, letters are letters."""
        if action in WHILE_WRITING and self.query("#line") and self.query_one(Input).has_focus:
            return action == "leave"
        return super().check_action(action, parameters)


def _words(text: str, details: dict[str, str]) -> str:
    """A note with its details in one line."""
    about = [details.get("element", ""), details.get("owner", ""), f"due {details['due']}" if details.get("due") else ""]
    further = ", ".join(filter(None, about))
    return f"{text} ({further})" if further else text
