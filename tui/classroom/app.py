"""The app of the instructor's terminal: which screen of a class follows which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.screen import Screen

from engine.errors import HotwashError
from tui.base import BaseApp, collect
from tui.classroom.messages import ClassGoneOn, ClassLeft, ClassPicked, ClassSetUp, StoryAgain, StoryLeft
from tui.dialogs.messages import Failed

if TYPE_CHECKING:
    from engine.pack.folder import Pack
    from engine.play.bundle import Bundle
    from engine.records import PlayRow, Records
    from sessions.classroom.classroom import Classroom
    from sessions.classroom.roster import Setup
    from tui.classroom.class_screen import Window


class ClassroomApp(BaseApp[None]):
    """Pick, set-up, classroom, hot wash."""

    def __init__(
        self,
        packs: Sequence[Pack],
        records: Records | None,
        *,
        session: Classroom | None = None,
        bundle: Bundle | None = None,
        setup: Setup | None = None,
        resumed: bool = False,
        seed: int | None = None,
        window: Window | None = None,
        ascii_only: bool | None = None,
    ) -> None:
        """A class that is given is run, an exercise is set up; with neither one is picked.

        Args:
            packs: what is picked from.
            records: where classes are kept.
            session: a class that has begun.
            bundle: an exercise to set up.
            setup: what stands on the set-up screen first.
            resumed: whether `session` was begun earlier.
            seed: of the draws of a class that is begun.
            window: how the shared screen is opened.
            ascii_only: as `BaseApp` takes it.
        """
        super().__init__(ascii_only=ascii_only)
        self._packs = packs
        self._records = records
        self._session = session
        self._bundle = bundle
        self._setup = setup
        self._resumed = resumed
        self._seed = seed
        self._window = window

    def on_mount(self) -> None:
        """Show the first screen."""
        if self._session is not None:
            first = self._in_class(self._session, resumed=self._resumed)
        elif self._bundle is not None:
            first = self._setting_up(self._bundle)
        else:
            first = self._picking()
        self.push_screen(first)
        first.call_after_refresh(collect)

    # Screens

    def _picking(self) -> Screen[None]:
        from tui.classroom.pick import ClassPickScreen

        return ClassPickScreen(self._packs, self._unfinished())

    def _setting_up(self, bundle: Bundle) -> Screen[None]:
        from tui.classroom.setup import SetupScreen

        return SetupScreen(bundle, self._setup, self._unfinished(bundle.name))

    def _in_class(self, session: Classroom, *, resumed: bool = False) -> Screen[None]:
        from engine.play import phases

        if session.phase in (phases.HOT_WASH, phases.PALS_END):
            from tui.classroom.hot_wash import HotWashScreen

            return HotWashScreen(session, self._window)
        from tui.classroom.story import ClassroomScreen

        return ClassroomScreen(session, self._window, resumed=resumed)

    def _unfinished(self, scenario: str | None = None) -> PlayRow | None:
        try:
            return self._records.latest_unfinished(scenario, "class") if self._records is not None else None
        except HotwashError:
            return None

    # What screens say

    @on(ClassPicked)
    def _picked(self, message: ClassPicked) -> None:
        self.switch_screen(self._setting_up(message.bundle))

    @on(ClassSetUp)
    def _set_up(self, message: ClassSetUp) -> None:
        from sessions.classroom.classroom import Classroom

        self._setup = message.setup
        try:
            session = Classroom.new(message.bundle, message.setup, self._records, self._seed)
        except HotwashError as error:
            self._tell("The class cannot be kept, so it was not begun.", error)
            return
        self._run(session)

    @on(ClassGoneOn)
    def _gone_on(self, message: ClassGoneOn) -> None:
        from sessions.classroom.classroom import Classroom

        assert self._records is not None
        try:
            session = Classroom.resume(self._records, message.play)
        except HotwashError as error:
            self._tell("This class cannot be gone on with.", error)
            return
        self._run(session, resumed=True)

    def _run(self, session: Classroom, *, resumed: bool = False) -> None:
        self._session = session
        self.switch_screen(self._in_class(session, resumed=resumed))

    @on(StoryLeft)
    @on(StoryAgain)
    def _turned(self) -> None:
        assert self._session is not None
        if self._session.is_drill and self._session.closed:
            self.exit()
        else:
            self.switch_screen(self._in_class(self._session))

    @on(ClassLeft)
    def _left(self, message: ClassLeft) -> None:
        if message.again:
            self.switch_screen(self._picking())
        else:
            self.exit()

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self._tell(message.title, message.reason)

    def _tell(self, title: str, reason: object) -> None:
        from tui.dialogs.notice import Notice

        self.push_screen(Notice(title, str(reason)))
