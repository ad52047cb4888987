"""The terminal app: which screen follows which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal

from textual import on, work
from textual.screen import Screen

from engine.errors import HotwashError
from sessions.play_options import PlayOptions
from tui.base import BaseApp, collect
from tui.dialogs.messages import Failed, Left
from tui.library.messages import ClassWanted, DrillWanted, GoneOn, Opened, ProgressWanted, Reopened
from tui.solo.messages import Begun, Finished, Home, Prepared, Tried

if TYPE_CHECKING:
    from engine.pack.folder import Pack
    from engine.play.bundle import Bundle
    from engine.records import Records
    from sessions.solo import Solo
    from tui.library.shelf import Shelf

AFTER_FIRST_FRAME = 0.1
"""Seconds after which work in a thread no longer delays the first frame."""


@dataclass(frozen=True, slots=True)
class Handover:
    """What the user asked for that another command does. The app ends with it."""

    command: Literal["classroom"]
    scenario: str
    """`pack/id`; empty where it is still to be picked."""


@dataclass(frozen=True, slots=True)
class DrillStart:
    """Drills with which the app opens."""

    minutes: int | None = None
    """How long they may take; None for all that is due."""
    keep: bool = True
    """Whether they are kept."""


class HotwashApp(BaseApp[Handover | None]):
    """Library, brief, play, debrief. Each screen is imported when it is first needed."""

    def __init__(
        self,
        packs: Sequence[Pack],
        records: Records | None = None,
        session: Solo | None = None,
        bundle: Bundle | None = None,
        seed: int | None = None,
        play_options: PlayOptions | None = None,
        prepare: Callable[[], Records | None] | None = None,
        kept: bool | None = None,
        where: str = "on this computer",
        ascii_only: bool | None = None,
        progress: bool = False,
        drill: DrillStart | None = None,
    ) -> None:
        """A session is gone on with, a bundle is briefed; with neither the library opens.

        Args:
            packs: what the library shows.
            records: where plays are kept, or None.
            session: a play to go on with.
            bundle: a scenario to brief.
            seed: of every play that is begun.
            play_options: what a play that is begun asks on the way, and when it tells.
            prepare: what can wait until after the first frame: judging the scenario, opening the records. It runs in a
                thread, answers the records, and may raise a `HotwashError`, which ends the app and stands in `failure`.
            kept: whether `prepare` will answer records.
            where: where they are, as a brief says it.
            ascii_only: as `BaseApp` takes it.
            progress: whether to open the learner's progress in place of the library.
            drill: drills to open in place of the library.
        """
        super().__init__(ascii_only=ascii_only)
        self._packs = packs
        self._records = records
        self._session = session
        self._bundle = bundle
        self._seed = seed
        self._play_options = play_options or PlayOptions()
        self._from_library = session is None and bundle is None
        self._prepare = prepare
        self._kept = records is not None if kept is None else kept
        self._where = where
        self._opens_progress = progress
        self._opens_drill = drill
        self._waiting: Begun | None = None
        """What the player asked for while `prepare` ran."""

    def on_mount(self) -> None:
        """Show the first screen."""
        if self._session is not None:
            first = self._playing(self._session, resumed=True)
        elif self._bundle is not None:
            first = self._briefing(self._bundle)
        elif self._opens_drill is not None:
            first = self._drills(self._opens_drill)
        else:
            first = self._progress() if self._opens_progress else self._library()
        self.push_screen(first)
        first.call_after_refresh(collect)
        if self._prepare is None:
            first.call_after_refresh(self._recall)
        else:
            first.set_timer(AFTER_FIRST_FRAME, partial(self._run_prepare, self._prepare))

    @work(thread=True)
    def _run_prepare(self, prepare: Callable[[], Records | None]) -> None:
        try:
            self.post_message(Prepared(prepare(), None))
        except HotwashError as error:
            self.post_message(Prepared(None, error))

    @on(Prepared)
    def _prepared(self, message: Prepared) -> None:
        self._prepare, self._records = None, message.records
        if message.failure is not None:
            self.end_by(message.failure)
        elif self._waiting is not None:
            self._begun(self._waiting)
        else:
            self._offer()
            self._recall()

    def _offer(self) -> None:
        """Let what opened before the records did look at them."""
        for screen in self.screen_stack:
            if hasattr(screen, "offer"):
                screen.offer(self._records)

    def _recall(self) -> None:
        """Ask what became of what was promised."""
        if self._records is not None and self._session is None:
            from tui.solo.recall import recall

            recall(self, self._records)

    # Screens

    def _library(self) -> Screen[None]:
        from tui.library.screen import LibraryScreen

        return LibraryScreen(self._shelf, self._records, awaiting=self._prepare is not None)

    def _progress(self) -> Screen[None]:
        from tui.solo.progress import ProgressScreen

        return ProgressScreen(self._shelf, self._records, kept=self._kept, awaiting=self._prepare is not None)

    def _drills(self, start: DrillStart) -> Screen[None]:
        from tui.solo.drill import DrillScreen

        return DrillScreen(
            self._shelf, self._records, start.minutes, kept=self._kept, keep=start.keep, awaiting=self._prepare is not None
        )

    @cached_property
    def _shelf(self) -> Shelf:
        from tui.library.shelf import Shelf

        return Shelf(self._packs)

    def _briefing(self, bundle: Bundle) -> Screen[None]:
        from tui.solo.brief import BriefScreen

        return BriefScreen(bundle, self._play_options, kept=self._kept, where=self._where)

    def _playing(self, session: Solo, *, resumed: bool = False) -> Screen[None]:
        from tui.solo.play import PlayScreen

        return PlayScreen(session, resumed=resumed)

    # What screens say

    @on(Opened)
    async def _opened(self, message: Opened) -> None:
        await self.switch_screen(self._briefing(message.bundle))
        self._recall()

    @on(Begun)
    def _begun(self, message: Begun) -> None:
        if self._prepare is not None:
            self._waiting = message
            return
        from sessions.solo import Solo

        try:
            session = Solo.new(message.bundle, self._records, self._seed, options=message.options)
        except HotwashError as error:
            self._tell("The play cannot be kept, so it was not begun.", error)
            return
        self.switch_screen(self._playing(session))

    @on(GoneOn)
    def _gone_on(self, message: GoneOn) -> None:
        if self._records is None:
            return
        from sessions.solo import Solo

        try:
            session = Solo.resume(self._records, message.play)
        except HotwashError as error:
            self._tell("This play cannot be gone on with.", error)
            return
        self.switch_screen(self._playing(session, resumed=True))

    @on(Finished)
    def _finished(self, message: Finished) -> None:
        from tui.solo.debrief import DebriefScreen

        try:
            debrief = DebriefScreen(message.session)
        except HotwashError as error:
            self._tell("The play is kept, and not judged.", error)
            return
        self.switch_screen(debrief)

    @on(Tried)
    def _tried(self, message: Tried) -> None:
        self.push_screen(self._playing(message.session))

    @on(Left)
    def _left(self, message: Left) -> None:
        if message.tried:
            self.pop_screen()
        elif self._from_library:
            self._home()
        else:
            self.exit()

    @on(Home)
    def _home(self) -> None:
        self._from_library = True
        self.switch_screen(self._library())

    @on(Reopened)
    def _reopened(self, message: Reopened) -> None:
        if self._records is None:
            return
        from sessions.solo import Solo
        from tui.solo.debrief import DebriefScreen

        try:
            debrief = DebriefScreen(Solo.resume(self._records, message.play))
        except HotwashError as error:
            self._tell("This play cannot be opened.", error)
            return
        self.switch_screen(debrief)

    @on(ProgressWanted)
    def _progress_wanted(self) -> None:
        self.push_screen(self._progress())

    @on(DrillWanted)
    def _drill_wanted(self) -> None:
        self.push_screen(self._drills(DrillStart()))

    @on(ClassWanted)
    def _class_wanted(self, message: ClassWanted) -> None:
        self.exit(Handover("classroom", message.scenario))

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self._tell(message.title, message.reason)

    def _tell(self, title: str, reason: object) -> None:
        from tui.dialogs.notice import Notice

        self.push_screen(Notice(title, str(reason)))
