"""The hot wash: one question after the other, the facts beside it, and at the end the report."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Button, Footer, Input, Static

from engine.errors import HotwashError
from engine.play import phases
from sessions.classroom import report
from sessions.classroom.classroom import Classroom
from sessions.classroom.flow import STORY, SUMMARY, wash
from sessions.classroom.hot_wash import ASKED, HINTS, answers, facts, topic
from sessions.classroom.instructor_view import Section
from tui.classroom.action_form import ActionForm, Details
from tui.classroom.class_screen import BLANK, NOTE_KEY, PAUSE, WINDOW, ClassScreen, Window
from tui.classroom.guide import Guide
from tui.classroom.messages import ClassLeft, StoryAgain
from tui.dialogs.ask import Ask
from tui.dialogs.notice import Notice
from tui.dialogs.question import Answer, Question
from tui.keys import HELP, Key, bindings
from tui.widgets.edge import Edge
from tui.widgets.line import Line
from tui.widgets.prose import clean, literal
from tui.widgets.rows import Lines

LONGEST = 500
NOT_YET = Answer("not-yet", "Not yet", "n")
WRITE = Answer("write", "Report", "y")
CLOSE = Answer("close", "Just close", "c")
ANYWAY = Answer("write", "Write it anyway", "y")
DONE = Answer("done", "Done", "d")
AGAIN = Answer("again", "Another exercise", "a")
WHILE_WRITING = frozenset({"flag", "note", "pause", "blank", "window", "hide", "leave", "app.keys"})


class HotWashScreen(ClassScreen):
    """A page is a question, what was answered, and the facts. Lines are written below; an empty one goes on."""

    AUTO_FOCUS = ""
    CSS_PATH: ClassVar = ["story.tcss", "hot_wash.tcss", "../widgets/edge.tcss", "guide.tcss"]
    KEYS = (
        Key({"tab": "keys"}, "from writing to the keys below, and back", foot="Keys or writing", first=True),
        HELP,
        Key({"enter": "advance"}, "keep the line that was written; on an empty one: the next page"),
        Key({"backspace": "back_a_phase"}),
        Key({"up,pageup": "read('up')", "down,pagedown": "read('down')"}, "read the facts", label="Up, Down, PgUp, PgDn"),
        Key({"g": "flag"}, "flag this moment", foot="Flag"),
        NOTE_KEY,
        PAUSE,
        BLANK,
        Key({"h": "hide"}),
        Key({"q,escape": "leave"}, "leave; it asks first", foot="Leave"),
        WINDOW,
        Key({"ctrl+b": "back_a_phase"}, "the page before; Backspace, too, when nothing is written", foot="Page before"),
    )
    BINDINGS: ClassVar = bindings(KEYS)

    def __init__(self, session: Classroom, window: Window | None = None, folder: Path | None = None) -> None:
        """`folder` is where the report goes unless told otherwise."""
        super().__init__(session, window)
        self._folder = folder or Path.cwd()
        self._sections: tuple[Section, ...] | None = None

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
                yield Line(id="line", placeholder="Write here. Enter keeps it.", max_length=LONGEST, compact=True)
            yield Guide(id="guide")
        yield Button(id="next", compact=True)
        yield Footer(show_command_palette=False)

    async def on_mount(self) -> None:
        """Show where the hot wash stands."""
        self.query_one("#next").can_focus = False
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
        self.query_one("#title", Static).update(literal(f"{session.bundle.scenario.title} · hot wash{self._page()}", "bold"))
        marks = ["PAUSED"] * session.clock().paused + ["SCREEN BLANK (x)"] * session.shown.dark
        self.query_one("#timer", Static).update(literal("  ".join(marks), "bold"))
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

    def _page(self) -> str:
        if self.session.phase == phases.PALS_END:
            return ""
        return f" · {self.session.shown.page} of {len(wash(hseep=self.session.started.hseep))}"

    async def _answered(self, about: str) -> None:
        shown = self.query_one("#answers", Edge)
        lines = [("- ", _words(note.text, note.details)) for note in answers(self.session, about)]
        with self.app.batch_update():
            await shown.remove_children()
            if lines:
                await shown.mount(Lines(*lines))
        shown.scroll_end(animate=False)

    def _foot(self) -> None:
        written = self.query_one(Input).value.strip()
        step = self.session.next()
        last = self.session.phase == phases.PALS_END and not self.session.clock().paused
        words = "keep this line" if written else "finish: report, and close the class" if last else step.words
        self.query_one("#next", Button).label = literal(f"Enter: {words}")
        self.refresh_bindings()

    @on(Input.Changed)
    def _written(self) -> None:
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
        if text:
            await self._keep(text)
        elif not self.guard.open:
            return
        elif self.session.phase == phases.PALS_END and not self.session.clock().paused:
            self._offer_report()
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
            if details and await self.do(lambda: self.session.note(phases.ACTION, action, details)):
                self.query_one(Input).value = ""
            self.query_one(Input).focus()

        self.app.push_screen(ActionForm(action, areas[-1] if areas else ""), answered)

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

    # The end

    def _offer_report(self) -> None:
        """Offer the report, and close the class."""
        text = (
            "The after-action report holds the decisions, the flags, the hot wash and what is to change. "
            f"{report.told(self.session)}\n\ny writes it as a page for the browser and as Markdown, and closes the class. "
            "It then cannot be gone on with; `hotwash export` writes its report again."
        )

        async def answered(answer: str | None) -> None:
            if answer == "write":
                self._look_through()
            elif answer == "close" and await self.do(self.session.close):
                self._tell_closed("")

        self.app.push_screen(Question("Finish the class?", text, (NOT_YET, WRITE, CLOSE)), answered)

    def _look_through(self) -> None:
        """Show what might identify somebody before it leaves the program."""
        try:
            suspects = report.suspicious(self.session)
        except HotwashError as error:
            self._not_written(error)
            return
        if not suspects:
            self._ask_where()
            return
        lines = "\n".join(f"- “{one.text}”, {one.place}: {one.mend}" for one in suspects)
        text = f"Before the report leaves this program, look at this; it is a prompt for you, no proof:\n\n{lines}"

        def answered(answer: str | None) -> None:
            if answer == "write":
                self._ask_where()

        self.app.push_screen(Question("Could anybody be recognized?", text, (NOT_YET, ANYWAY)), answered)

    def _ask_where(self) -> None:
        async def answered(where: str | None) -> None:
            if where is not None:
                await self._write(where)

        try:
            proposed = report.folder(self.session, self._folder)
        except HotwashError as error:
            self._not_written(error)
            return
        self.app.push_screen(
            Ask("Where does the report go?", "A folder; it is made if need be.", "Write it", str(proposed)), answered
        )

    async def _write(self, where: str) -> None:
        try:
            files = report.write(self.session, report.place(where) if where else self._folder)
        except HotwashError as error:
            self._not_written(error)
            return
        if await self.do(self.session.close):
            self._tell_closed("The report:\n\n" + "\n".join(str(file) for file in files) + "\n\n")

    def _not_written(self, error: HotwashError) -> None:
        self.app.push_screen(Notice("The report could not be written. The class is still open.", str(error)))

    def _tell_closed(self, written: str) -> None:
        def answered(answer: str | None) -> None:
            self.post_message(ClassLeft(again=answer == "again"))

        text = f"{written}Everything is kept. Thank the class."
        self.app.push_screen(Question("The class is closed", text, (DONE, AGAIN)), answered)


def _words(text: str, details: dict[str, str]) -> str:
    """A note with its details in one line."""
    about = [details.get("element", ""), details.get("owner", ""), f"due {details['due']}" if details.get("due") else ""]
    further = ", ".join(filter(None, about))
    return f"{text} ({further})" if further else text
