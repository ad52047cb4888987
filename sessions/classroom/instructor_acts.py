"""What the instructor does that moves no story: who is here, notes, time, the shared screen. Each act is an event at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.errors import PlayError, RecordsError
from engine.language.reading_speed import ALOUD
from engine.play import phases
from engine.play.bundle import Bundle
from engine.play.events import AnyEvent, Flagged, Joined, Paused, Phase, Resumed
from engine.play.fold import Play
from sessions.classroom.class_session import CLOSED, ClassSession
from sessions.classroom.flow import wash
from sessions.run_clock import now

if TYPE_CHECKING:
    from engine.records import Records

A_STEP = 15
"""Seconds that + and - add to a timer and take from it."""
TALK = 180
"""Seconds of a timer for a discussion."""
USUAL = 60
"""Seconds of a timer where the decision suggests none."""
TIMED = (*phases.ROUND, phases.HOT_WASH, phases.PALS_END)
"""Phases in which a timer can be set."""
NO_TIMER = "a timer runs while the class reads, votes, talks or decides, and in the hot wash"


class InstructorActs(ClassSession):
    """A class and what is done beside its story."""

    def __init__(self, bundle: Bundle, play: Play, records: Records | None = None, play_id: str = "", *,
                 now: Callable[[], str] = now) -> None:  # fmt: skip
        super().__init__(bundle, play, records, play_id, now=now)
        self._returned = False
        """Whether the class was taken up again, and that has not been noted yet."""

    # People and notes

    def join(self, who: str, heads: int, seat: str = "") -> None:
        """Somebody takes part, or so many do now."""
        self._open()
        self._add(Joined(**self.stamp(), who=who, heads=heads, seat=seat))

    def note(self, topic: str, text: str, details: dict[str, str] | None = None) -> None:
        """Keep a note."""
        self._open()
        super().note(topic, text, details)

    def flag(self, note: str = "") -> None:
        """Mark this moment, to come back to it in the hot wash."""
        self._open()
        self._add(Flagged(**self.stamp(), note=note))

    # Time and screens

    def pause(self) -> None:
        """Stop the clock, or let it go on."""
        self._open()
        event = Resumed if self.clock().paused else Paused
        self._add(event(**self.stamp()))

    def timer(self) -> None:
        """Start the phase's timer, or stop the one that runs."""
        self._timed()
        self._time(0 if self.clock().remaining is not None else self._suggested())

    def _suggested(self) -> int:
        """Seconds of a timer that is started now: in the hot wash what each of its questions has."""
        if self.phase in (phases.HOT_WASH, phases.PALS_END):
            each = self.minutes * 60 * phases.HOT_WASH_SHARE / len(wash(hseep=self.started.hseep))
            return max(1, round(each / A_STEP)) * A_STEP
        if self.phase == phases.DISCUSS:
            return TALK
        now = self.view()
        # Nobody knows when a room has read: what it still takes to read is added.
        return (now.seconds or USUAL) + (now.reading_seconds(ALOUD) if self.phase == phases.READ else 0)

    def more_time(self, seconds: int) -> None:
        """Add to the timer, or take from it; at 0 it stops."""
        self._timed()
        left = self.clock().remaining
        self._time(max(0, round(max(0.0, left or 0.0)) + seconds))

    def _timed(self) -> None:
        self._open()
        if self.phase not in TIMED:
            raise PlayError(NO_TIMER)

    def _time(self, seconds: int) -> None:
        self._phase(self.phase, self.shown.page, seconds=seconds, part=self.shown.part)

    def blank(self) -> None:
        """Make the shared screen blank, or show it again."""
        self._open()
        self._phase(self.phase, self.shown.page, dark=not self.shown.dark, part=self.shown.part)

    def turn(self, pages: int) -> None:
        """Turn pages on the shared screen; in the hot wash, whose pages are its questions, parts of one."""
        self._open()
        asking = self.phase == phases.HOT_WASH
        page, part = self.shown.page + pages * (not asking), self.shown.part + pages * asking
        if min(page, part) < 1:
            raise PlayError("this is the first page")
        self._phase(self.phase, page, part=part)

    def hide(self) -> None:
        """The class sees this screen from now on, or no longer does."""
        self.note(phases.SCREENS, "two" if self.one_screen else "one")

    # Keeping

    def _phase(self, name: str, page: int = 1, *, dark: bool | None = None, seconds: int | None = None, part: int = 1,
               corrects: bool = False, drops: bool = False) -> None:  # fmt: skip
        dark = self.shown.dark if dark is None else dark
        self._add(
            Phase(**self.stamp(), name=name, page=page, dark=dark, seconds=seconds, part=part, corrects=corrects, drops=drops)
        )

    def _open(self) -> None:
        if self.closed:
            raise PlayError(CLOSED)

    def _add(self, event: AnyEvent) -> None:
        """Keep an event; before the first one after a return, that the class went on."""
        if self._returned:
            self._returned = False
            if not isinstance(event, Resumed | Paused):
                try:
                    super()._add(Resumed(**self.stamp()))
                except RecordsError:
                    self._returned = True
                    raise
                event = event.model_copy(update={"seq": self.play.next_seq})
        super()._add(event)
