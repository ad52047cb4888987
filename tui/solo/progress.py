"""Progress: how the learner's lessons stand, how sure they were, what they played, and what to practise next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Static
from textual.worker import get_current_worker

from engine.errors import HotwashError
from exporters.progress.account import NOT_KEPT
from exporters.wording.numbers import many
from tui.dialogs.messages import Failed
from tui.keys import HELP, Key, bindings
from tui.library.messages import DrillWanted, Opened, Reopened
from tui.library.shelf import Shelf
from tui.solo.progress_rows import PLAY, progress_rows
from tui.widgets.listing import Listing
from tui.widgets.prose import literal

if TYPE_CHECKING:
    from engine.records import PlayRow, Records
    from exporters.play.plays_json import PlaysExport
    from exporters.progress.account import Progress

WIDTH = 74
"""Cells of the sentences, which are wrapped once for every terminal."""


class ProgressScreen(Screen[None]):
    """One list: what comes next, how sure, lessons, plays."""

    AUTO_FOCUS = "#list"
    CSS_PATH: ClassVar = ["progress.tcss", "../widgets/listing.tcss"]
    KEYS: ClassVar = (
        Key({"up,down,pageup,pagedown": ""}, "move in the list", label="Up, Down, PgUp, PgDn"),
        Key({"enter": ""}, "begin what is due, open the exercise, the debrief of the play, or what the lesson says"),
        Key({"e": "export"}, "write all your plays into a file", foot="Export"),
        Key({"x": "erase"}, "erase the play that is pointed at", foot="Erase play"),
        Key({"a": "erase_all"}, "erase all your plays", foot="Erase all"),
        HELP,
        Key({"escape,q": "leave"}, "back", foot="Back", label="q, Esc"),
    )
    BINDINGS: ClassVar = bindings(KEYS)

    @dataclass
    class Looked(Message):
        """What was played is known."""

        progress: Progress

    @dataclass
    class Gathered(Message):
        """Plays were made into a file, which is not written yet."""

        found: PlaysExport
        plays: int
        target: Path

    @dataclass
    class Done(Message):
        """Something was done in a thread."""

        sentence: str

    def __init__(self, shelf: Shelf, records: Records | None, *, kept: bool, awaiting: bool = False) -> None:
        """`kept`: whether plays are kept at all; `awaiting`: whether records are still to come, by `offer`."""
        super().__init__()
        self._shelf = shelf
        self._records = records
        self._kept = kept
        self._awaiting = awaiting
        self._said = ""
        self._looked = False
        """Whether it stands there already."""

    def compose(self) -> ComposeResult:
        """A summary over a list."""
        with Horizontal(id="top"):
            yield Static("Hotwash · your progress", id="name")
        yield Static(id="summary")
        yield Listing(id="list")
        yield Static(id="status")
        yield Footer()

    def on_mount(self) -> None:
        """Look at the plays once the screen is up."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if not self._kept:
            self.query_one("#summary", Static).update(literal(NOT_KEPT))
        elif not self._awaiting:
            self._say("Looking at your plays …")
            self._look()

    def on_screen_resume(self) -> None:
        """Something may have been decided meanwhile."""
        self._said = ""
        if self._looked:
            self._look()

    def offer(self, records: Records | None) -> None:
        """The records are open now."""
        self._records, self._awaiting = records, False
        self._begin()

    # Work in threads

    @work(thread=True, exclusive=True, group="look")
    def _look(self) -> None:
        worker = get_current_worker()
        try:
            for _ in self._shelf.read():
                if worker.is_cancelled:
                    return
            if self._records is not None:
                for _ in self._shelf.look_back(self._records):
                    if worker.is_cancelled:
                        return
            self.post_message(self.Looked(self._shelf.progress()))
        except HotwashError as error:
            self.post_message(self.Done(""))
            self.post_message(Failed("Your plays cannot be read.", str(error)))

    @work(thread=True)
    def _gather(self, records: Records, target: Path) -> None:
        from exporters.play.plays_json import export

        try:
            rows = _own(records)
            self.post_message(self.Gathered(export(records, rows, target.name), len(rows), target))
        except HotwashError as error:
            self.post_message(Failed("Your plays could not be written.", str(error)))

    @work(thread=True)
    def _write(self, gathered: Gathered) -> None:
        from exporters.writer import write

        try:
            write([gathered.found.artifact], gathered.target.parent)
            self.post_message(self.Done(f"{many(gathered.plays, 'play')} written to {gathered.target}."))
        except HotwashError as error:
            self.post_message(Failed("Your plays could not be written.", str(error)))

    @work(thread=True)
    def _forget(self, records: Records, plays: tuple[str, ...]) -> None:
        try:
            ids = plays or tuple(row.id for row in _own(records))
            gone = records.erase(*ids)
            left = "" if gone else " Their text stays in the file while another program reads it: close it, then erase again."
            self.post_message(self.Done(f"{many(len(ids), 'play')} erased.{left}"))
        except HotwashError as error:
            self.post_message(Failed("Nothing was erased.", str(error)))
        self._look()

    @work(thread=True)
    def _judge(self, name: str) -> None:
        from tui.library.packs import find

        try:
            self.post_message(Opened(find(list(self._shelf.packs), name)))
        except HotwashError as error:
            self.post_message(Failed("This exercise cannot be played.", str(error)))
        self.post_message(self.Done(""))

    def on_progress_screen_looked(self, message: Looked) -> None:
        """Show it."""
        self._looked = True
        self._say(self._said)  # two looks may follow one deed: it stays said after both
        listing = self.query_one(Listing)
        self.query_one("#summary", Static).update(literal("\n".join(wrap(message.progress.summary, WIDTH))))
        listing.show(progress_rows(message.progress, WIDTH), listing.pointed)

    def on_progress_screen_gathered(self, message: Gathered) -> None:
        """Write the plays; ask first where something in them might identify somebody."""
        if not message.found.suspects:
            self._write(message)
            return
        some = "\n".join(f"“{' '.join(text.split())}”" for text in message.found.suspects)
        text = f"What you wrote yourself may tell somebody who it was. A prompt to look, never proof:\n\n{some}"
        self._ask("Look at this first", text, "Write anyway", lambda: self._write(message))

    def on_progress_screen_done(self, message: Done) -> None:
        """Say so, and go on saying so when what is left was read again."""
        self._said = message.sentence
        self._say(message.sentence)

    # Keys

    @on(Listing.Picked)
    def _picked(self, event: Listing.Picked) -> None:
        kind, _, id_ = event.row.partition(" ")
        match kind:
            case "next":
                self._say("Checking that every branch of it works …")
                self._judge(id_)
            case "drill":
                self.post_message(DrillWanted())
            case "play":
                self.post_message(Reopened(id_))
            case _:
                self._tell_lesson(id_)

    def _tell_lesson(self, id_: str) -> None:
        from tui.dialogs.notice import Notice

        lesson = self._shelf.lesson(id_)
        titles = [x.entry.title for x in self._shelf.exercises if id_ in x.entry.lessons]
        tests = f"Tested in: {'; '.join(titles)}." if titles else "No exercise here tests it."
        self.app.push_screen(Notice(lesson.title if lesson else id_, f"{lesson.statement if lesson else ''}\n\n{tests}".strip()))

    def action_export(self) -> None:
        """Write all own plays into a file."""
        records = self._records
        if records is None:
            return
        target = _free(Path.cwd(), f"hotwash-plays-{date.today().isoformat()}")  # noqa: DTZ011 - the user's own day
        text = f"All your plays and drills, with your notes, go into\n\n{target}\n\nWhoever has the file can read them."
        self._ask("Export your plays?", text, "Write", lambda: self._gather(records, target))

    def action_erase(self) -> None:
        """Erase the play that is pointed at."""
        records, row = self._records, self.query_one(Listing).pointed
        if records is None:
            return
        if not row.startswith(PLAY):
            self._say("Point at a play, further down, to erase it.")
            return
        text = "Its decisions, notes and score are gone then, and do not count for your lessons any more. This cannot be undone."
        self._ask("Erase this play?", text, "Erase", lambda: self._forget(records, (row.removeprefix(PLAY),)))

    def action_erase_all(self) -> None:
        """Erase all own plays."""
        records = self._records
        if records is None:
            return
        text = (
            "All your own plays and drills go, finished or not, with their notes; your progress begins anew. Classes stay. "
            "This cannot be undone."
        )
        self._ask("Erase all your plays?", text, "Erase all", lambda: self._forget(records, ()))

    def action_leave(self) -> None:
        """Back to where this was opened, or close Hotwash."""
        if len(self.app.screen_stack) > 2:  # the app's own empty screen, whatever opened this, and this
            self.dismiss()
        else:
            self.app.exit()

    def _ask(self, title: str, text: str, yes: str, then: Callable[[], object]) -> None:
        from tui.dialogs.question import Answer, Question

        def answered(answer: str | None) -> None:
            if answer == "yes":
                then()

        self.app.push_screen(Question(title, text, (Answer("no", "No", "n"), Answer("yes", yes, "y"))), answered)

    def _say(self, text: str) -> None:
        status = self.query_one("#status", Static)
        status.update(literal(text))
        status.display = bool(text)


def _own(records: Records) -> list[PlayRow]:
    """All that the learner did alone: plays and drills."""
    return [row for row in records.plays() if row.mode != "class"]


def _free(folder: Path, stem: str) -> Path:
    """A name that nothing in the folder has."""
    names = (folder / f"{stem}{f'-{number}' if number > 1 else ''}.json" for number in count(1))
    return next(path for path in names if not path.exists())
