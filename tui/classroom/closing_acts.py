"""The end of a class: its report, what in it might identify somebody, and closing."""

from __future__ import annotations

from pathlib import Path

from engine.errors import HotwashError
from sessions.classroom import report
from sessions.classroom.classroom import Classroom
from tui.classroom.class_screen import ClassScreen, Window
from tui.classroom.messages import ClassLeft
from tui.dialogs.ask import Ask
from tui.dialogs.notice import Notice
from tui.dialogs.question import Answer, Question

NOT_YET = Answer("not-yet", "Not yet", "n")
WRITE = Answer("write", "Report", "y")
CLOSE = Answer("close", "Just close", "c")
ANYWAY = Answer("write", "Write it anyway", "y")
DONE = Answer("done", "Done", "d")
AGAIN = Answer("again", "Another exercise", "a")
MEND = Answer("mend", "Mend it", "m")


class ClosingActs(ClassScreen):
    """One question after the other; whatever is called off leaves the class open."""

    def __init__(self, session: Classroom, window: Window | None = None, folder: Path | None = None) -> None:
        """`folder` is where the report goes unless told otherwise."""
        super().__init__(session, window)
        self._folder = folder or Path.cwd()
        self._where = ""
        """Where the report was to go and could not."""

    def offer_report(self) -> None:
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
            elif answer == MEND.id:
                self.mend_lines({one.seq for one in suspects}, self._look_through)

        self.app.push_screen(Question("Could anybody be recognized?", text, (NOT_YET, MEND, ANYWAY)), answered)

    def _ask_where(self) -> None:
        async def answered(where: str | None) -> None:
            if where is not None:
                await self._write(where)

        try:
            proposed = self._where or str(report.folder(self.session, self._folder))
        except HotwashError as error:
            self._not_written(error)
            return
        self.app.push_screen(Ask("Where does the report go?", "A folder; it is made if need be.", "Write it", proposed), answered)

    async def _write(self, where: str) -> None:
        try:
            files = report.write(self.session, report.place(where) if where else self._folder)
        except HotwashError as error:
            self._where = where
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
