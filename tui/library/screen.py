"""The library: what there is to play, and what to practise next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Static
from textual.worker import get_current_worker

from engine.errors import HotwashError
from exporters.progress.due_words import due_line
from exporters.wording.numbers import many
from tui.dialogs.messages import Failed
from tui.keys import HELP, Key, bindings
from tui.library.details import Details, details
from tui.library.finder import Finder
from tui.library.messages import ClassWanted, DrillWanted, GoneOn, Opened, ProgressWanted
from tui.library.packs import called
from tui.library.preview import Preview
from tui.library.shelf import Past, Practice, Query, SearchField, Shelf, ShelfExercise, plain
from tui.library.shelf_rows import GO_ON, NEXT, exercise_row, first_rows, nothing
from tui.widgets.listing import Listing, Row
from tui.widgets.prose import literal

if TYPE_CHECKING:
    from engine.records import Records
    from exporters.progress.account import Next

PICK = "Hotwash · pick an exercise"
PROPOSED = 2
"""Exercises that are proposed."""
HELD = 1.0
"""Seconds for which the list waits for what comes first in it. What comes later moves nothing that is looked at."""
AT_THE_TOP = "at the top of the list: press Home"


class LibraryScreen(Screen[None]):
    """The packs' scenarios; what can go on and what to practise next come first."""

    AUTO_FOCUS = "#list"
    CSS_PATH: ClassVar = ["screen.tcss", "../widgets/listing.tcss", "finder.tcss"]
    KEYS: ClassVar = (
        Key({"up": "listing('point(-1)')", "down": "listing('point(1)')", "pageup": "listing('page(-1)')",
             "pagedown": "listing('page(1)')"}, "move in the list, also while you search"),
        Key({"enter": ""}, "open what is pointed at"),
        Key({"slash": "search"}, "search in titles, topics, what they contain, and stories", foot="Search"),
        Key({"v": "view"}, "details on or off; read on in them", foot="Details", label="v, Space"),
        Key({"space": "read_on"}),
        Key({"d": "drill"}, "what is due, a decision at a time", foot="Drill"),
        Key({"p": "progress"}, "your progress", foot="Progress"),
        Key({"c": "classroom"}, "run the exercise with a class", foot="Class"),
        HELP,
        Key({"t": "filter('topic')", "l": "filter('theme')", "m": "filter('minutes')"},
            "only a topic, a theme of lessons, a length in minutes"),
        Key({"n": "filter('unplayed')"}, "only what you have not played"),
        Key({"0": "filter('clear')"}, "all exercises again"),
        Key({"q": "app.quit"}, "close Hotwash", foot="Quit"),
        Key({"escape": "clear"}, "clear the search, and back to the list; then close Hotwash", foot="Clear"),
        Key({"escape": "app.quit"}),
    )  # fmt: skip
    BINDINGS: ClassVar = bindings(KEYS)

    @dataclass
    class Read(Message):
        """Exercises were read."""

        known: int
        """How many are known now."""

    @dataclass
    class Remembered(Message):
        """What was played is known, or known better."""

        past: Past
        practice: Practice | None
        """None where it is not known yet."""

    @dataclass
    class Judged(Message):
        """A scenario was looked at by the checker: it may be opened, or not."""

        answer: Opened | Failed

    def __init__(self, shelf: Shelf, records: Records | None, *, awaiting: bool = False) -> None:
        """`awaiting`: whether records are still to come, by `offer`."""
        super().__init__()
        self._shelf = shelf
        self._records = records
        self._awaiting = awaiting
        self._found: dict[str, ShelfExercise] = {}
        self._rows: dict[tuple[str, SearchField], Row] = {}
        """Rows of exercises, made once."""
        self._proposed: tuple[Next, ...] = ()
        self._described: Details | None = None
        """What the preview shows."""
        self._said = ""
        self._busy = False
        self._held = True
        """Whether the list still waits for what comes first in it."""
        self._taken_early = False
        """Whether Enter was pressed in the search before all exercises were read."""

    def compose(self) -> ComposeResult:
        """A search, filters, a list, and what is pointed at."""
        with Horizontal(id="top"):
            yield Static(PICK, id="name")
            yield Static(id="count")
        yield Finder()
        with Container(id="shelf"):
            yield Listing(id="list")
            yield Preview(id="beside")
        yield Static(id="status")
        yield Footer()

    def on_mount(self) -> None:
        """Read the packs once the screen is up."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._fill()
        self._say(f"Reading {many(self._shelf.total, 'exercise')} …")
        self.set_timer(HELD, self._release)
        self._read_all()

    def _release(self) -> None:
        """Show what is known by now."""
        if self._held:
            self._held = False
            self._fill()

    def on_screen_resume(self) -> None:
        """Plays may have been erased meanwhile."""
        self._look_back()

    def offer(self, records: Records | None) -> None:
        """Offer the play that can go on and what to practise next, as soon as all exercises are known."""
        self._records, self._awaiting = records, False
        self._look_back()

    def _look_back(self) -> None:
        if self._shelf.complete and not self._awaiting:
            self._remember(self._records)

    # Work in threads

    @work(thread=True, exclusive=True, group="read")
    def _read_all(self) -> None:
        worker = get_current_worker()
        for known in self._shelf.read():
            if worker.is_cancelled:
                return
            self.post_message(self.Read(known))

    @work(thread=True, exclusive=True, group="remember")
    def _remember(self, records: Records | None) -> None:
        worker = get_current_worker()
        try:
            for past in self._shelf.look_back(records) if records is not None else (self._shelf.past,):
                practice = self._shelf.practice(PROPOSED) if past.graded or records is None else None
                if worker.is_cancelled:
                    return
                self.post_message(self.Remembered(past, practice))
        except HotwashError as error:
            self.post_message(Failed("Earlier plays cannot be read.", str(error)))
            self.call_later(self._release)

    @work(thread=True)
    def _judge(self, exercise: ShelfExercise) -> None:
        from tui.library.packs import sound

        answer: Opened | Failed
        try:
            answer = Opened(sound(exercise.pack, exercise.entry.id))
        except HotwashError as error:
            answer = Failed("This exercise cannot be played.", str(error))
        self.post_message(self.Judged(answer))

    def on_library_screen_read(self, message: Read) -> None:
        """Show what is known so far."""
        self._say("" if self._shelf.complete else f"Reading: {message.known:,} of {self._shelf.total:,} exercises …")
        self._fill()
        self._look_back()
        if self._shelf.complete and self._taken_early:
            self._taken_early = False
            self.query_one(Listing).action_pick()

    def on_library_screen_remembered(self, message: Remembered) -> None:
        """Offer what can go on, and what to practise next."""
        if message.practice is not None:
            self._proposed, self._held = message.practice.next, False
            self._today(message.practice)
        self._rows.clear()
        self._fill()

    def _today(self, practice: Practice) -> None:
        """Say what today is, where anything was practised; somebody new picks an exercise."""
        if practice.begun:
            today = due_line(practice.due, begun=True)
            self.query_one("#name", Static).update(literal(f"Hotwash · {today}"), layout=False)

    def on_library_screen_judged(self, message: Judged) -> None:
        """Open it, or say why not."""
        self._busy = False
        self._say("")
        self.post_message(message.answer)

    # The list

    def _fill(self, *, anew: bool = False) -> None:
        """Show what fits the query. The pointer stays where the player put it, unless something new was asked for."""
        query, shelf, listing = self.query_one(Finder).query_now, self._shelf, self.query_one(Listing)
        fitting = shelf.find(query)
        self._found = {exercise.key: exercise for exercise in fitting}
        rows = first_rows(shelf.past.unfinished, shelf.exercise_titles, self._proposed) if query == Query() else []
        wanted = query.words
        shown = [] if self._held and query == Query() else [*rows, *(self._row(x, wanted) for x in fitting)]
        listing.show(shown, "" if anew else listing.pointed)
        count = many(shelf.total, "exercise") if query == Query() else f"{len(fitting):,} of {shelf.total:,}"
        self.query_one("#count", Static).update(count, layout=False)
        self._describe(listing.pointed)
        if shelf.complete and not self._busy:
            self._say(self._above() if fitting else nothing(query, shelf.total))

    def _above(self) -> str:
        """That there are plays to go on with above what is seen; empty where they are seen, or there are none."""
        hidden = self.query_one(Listing).scroll_offset.y > 0 and self.query_one(Finder).query_now == Query()
        plays = len(self._shelf.past.unfinished)
        return f"{many(plays, 'play')} to go on with {AT_THE_TOP}" if hidden and plays else ""

    def _row(self, exercise: ShelfExercise, wanted: list[str]) -> Row:
        field = exercise.searched(wanted) or SearchField.TOLD
        row = self._rows.get((exercise.key, field))
        if row is None:
            row = self._rows[exercise.key, field] = exercise_row(exercise, self._shelf.past, field)
        return row

    @on(Listing.Pointed)
    def _pointed(self, event: Listing.Pointed) -> None:
        self._describe(event.row)
        if self._said.endswith(AT_THE_TOP):
            self._say(self._above())

    def _describe(self, row: str) -> None:
        exercise = self._exercise(row)
        found = details(exercise, self._shelf.past, self._shelf.themes_of(exercise.entry)) if exercise else None
        if found != self._described:
            self._described = found
            self.query_one(Preview).show(found)

    @on(Listing.Picked)
    def _picked(self, event: Listing.Picked) -> None:
        if self._busy:
            return
        if event.row.startswith(GO_ON):
            self.post_message(GoneOn(event.row.removeprefix(GO_ON)))
        elif (exercise := self._exercise(event.row)) is not None:
            self._busy = True
            self._say("Checking that every branch of it works …")
            self._judge(exercise)

    def _exercise(self, row: str) -> ShelfExercise | None:
        """The exercise of a row: of what is unfinished and of what is proposed, too."""
        if row in self._found:
            return self._found[row]
        play = row.removeprefix(GO_ON)
        going = (each.scenario for each in self._shelf.past.unfinished if each.id == play)
        name = next(going, row.removeprefix(NEXT))
        return next((x for x in self._shelf.exercises if x.entry.name == name), None)

    # What is asked for

    @on(Finder.Asked)
    def _asked(self) -> None:
        self._taken_early = False
        self._fill(anew=True)

    @on(Finder.Taken)
    def _taken(self) -> None:
        if self._shelf.complete:
            self.query_one(Listing).action_pick()
        else:
            self._taken_early = True

    @on(Finder.Wanted)
    def _wanted(self, event: Finder.Wanted) -> None:
        self.action_filter(event.filter)

    def action_filter(self, name: str) -> None:
        """Set a filter, or ask for its value."""
        finder, shelf = self.query_one(Finder), self._shelf
        query = finder.query_now
        match name:
            case "clear":
                finder.ask(query.without_filters())
            case "unplayed":
                finder.ask(replace(query, unplayed=not query.unplayed))
            case "topic":
                self._choose("Topic", name, [(topic, plain(topic), count) for topic, count in shelf.topics(query)])
            case "theme":
                self._choose("What the lessons are about", name, [(x, x, count) for x, count in shelf.themes(query)])
            case "minutes":
                self._choose("Length, alone", name, [(f"{n}", f"up to {n} minutes", count) for n, count in shelf.lengths(query)])

    def _choose(self, title: str, name: str, values: list[tuple[str, str, int]]) -> None:
        from tui.library.narrow import Narrow

        finder = self.query_one(Finder)

        def chosen(value: str | None) -> None:
            if value is not None:
                finder.ask(finder.query_now.narrowed(name, value))

        self.app.push_screen(Narrow(title, values, str(getattr(finder.query_now, name) or "")), chosen)

    # Keys

    def on_key(self, event: events.Key) -> None:
        """A letter that is no key here begins a search: whoever types a title finds it."""
        letter = event.character or ""
        if letter.isalnum() and not self.query_one(Finder).typing and event.key not in self.active_bindings:
            event.stop()
            self.query_one(Finder).begin(letter)

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted is searched for."""
        if not self.query_one(Finder).typing:
            self.query_one(Finder).begin(" ".join(event.text.split()))

    def action_search(self) -> None:
        """To the search field."""
        self.query_one(Finder).type()

    def action_clear(self) -> None:
        """Clear the search and go back to the list, where keys filter."""
        self.query_one(Finder).clear()
        self.query_one(Listing).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """While something is searched for, Esc clears it; `/` goes to the search from elsewhere."""
        finder = self.query_one(Finder)
        if action == "clear":
            return finder.typing or bool(finder.query_now.text)
        return action != "search" or not finder.typing

    async def action_listing(self, action: str) -> None:
        """Move in the list while the focus is elsewhere."""
        await self.query_one(Listing).run_action(action)

    def action_view(self) -> None:
        """Details on or off."""
        self.toggle_class("-view")

    def action_read_on(self) -> None:
        """Read on in the details."""
        self.query_one(Preview).read_on()

    def action_progress(self) -> None:
        """To the learner's progress."""
        self.post_message(ProgressWanted())

    def action_drill(self) -> None:
        """To what is due."""
        self.post_message(DrillWanted())

    def action_classroom(self) -> None:
        """Run what is pointed at with a class."""
        exercise = self._exercise(self.query_one(Listing).pointed)
        if exercise is None or exercise.entry.problem:
            self.post_message(ClassWanted(""))
        else:
            self.post_message(ClassWanted(called(self._shelf.packs, exercise.pack, exercise.entry.id)))

    def _say(self, text: str) -> None:
        if text == self._said:  # drawing it anew would lay out the whole screen
            return
        self._said = text
        status = self.query_one("#status", Static)
        status.update(literal(text))
        status.display = bool(text)
