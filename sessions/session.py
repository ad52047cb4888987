"""A play being made and kept: what every way of running one shares.

With `sessions.solo` and `sessions.classroom` this is the only place that makes events. A session keeps each event before
anything of it shows, rolls the draws, and says what there is to see. It knows no screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Self, TypedDict

from engine.errors import PlayError
from engine.play.bundle import Bundle, from_parts
from engine.play.events import AnyEvent, Chose, Ended, Mended, Noted, Rolled
from engine.play.fold import Play, replay
from engine.states.program import Program
from engine.states.values import Valuation
from exporters.play.play_record import PlayRecord
from sessions.run_clock import now, zone
from sessions.view import SceneView, recap, view
from sessions.written_lines import LONGEST_NAME, WrittenLine, written_lines

if TYPE_CHECKING:
    from engine.records import Records


class Stamp(TypedDict):
    """What every event has."""

    seq: int
    at: str


class Session:
    """A play, kept as it goes where there are records."""

    def __init__(self, bundle: Bundle, play: Play, records: Records | None = None, play_id: str = "", *,
                 valuation: Valuation | None = None, now: Callable[[], str] = now) -> None:  # fmt: skip
        """Run `play`. `now` is asked for the time of each event: UTC, ISO 8601."""
        self.record = PlayRecord(bundle, play, play_id, valuation)
        """The play, and all that follows from it."""
        self.records = records
        self.now = now

    @classmethod
    def kept_as(cls, records: Records, play_id: str) -> Self:
        """A play as it is kept: to mend what was written in it, not to go on with it.

        Raises:
            RecordsError, PackError, PlayError: it cannot be read.
        """
        bundle = from_parts(records.bundle(play_id))
        return cls(bundle, replay(Program(bundle.scenario), records.events(play_id)), records, play_id)

    @property
    def bundle(self) -> Bundle:
        """What is played."""
        return self.record.bundle

    @property
    def play(self) -> Play:
        """The play as it stands."""
        return self.record.play

    @property
    def play_id(self) -> str:
        """Its id in the records; empty where it is not kept."""
        return self.record.play_id

    @property
    def over(self) -> bool:
        """Whether an ending is reached."""
        return self.play.waits_for == "nothing"

    def note(self, topic: str, text: str, details: dict[str, str] | None = None) -> None:
        """Keep a note.

        Raises:
            RecordsError: it cannot be kept.
        """
        self._add(Noted(**self.stamp(), topic=topic, text=text, details=details or {}))

    def mend(self, line: int, text: str, details: dict[str, str] | None = None) -> None:
        """Put a line right that was written earlier, also in a play that is over. It may have been a name of somebody who votes.

        Args:
            line: number of the event that holds it.
            text: what it says since.
            details: of a corrective action, where they change.

        Raises:
            PlayError: there is no such line, or it cannot say that.
            RecordsError: it cannot be kept.
        """
        found = self._written(line)
        if not text and not found.stands_empty:
            raise PlayError("a line cannot be empty; Delete takes it out")
        if found.name and len(text) > LONGEST_NAME:
            raise PlayError(f"a name has at most {LONGEST_NAME} characters")
        further = found.details if details is None else details
        if (text, further) != (found.text, found.details):
            self._add(Mended(**self.stamp(), of=line, text=text, details=further))

    def take_out(self, line: int) -> None:
        """Take out a line that was written earlier, and with a name its votes. No report and no export tells it any more.

        Raises:
            PlayError: there is no such line.
            RecordsError: it cannot be kept.
        """
        self._written(line)
        self._add(Mended(**self.stamp(), of=line, removed=True))

    def _written(self, line: int) -> WrittenLine:
        found = next((one for one in written_lines(self.record) if one.seq == line), None)
        if found is None:
            raise PlayError("this line is not there any more")
        return found

    def go_on(self) -> None:
        """Try again to draw and keep what follows a decision, after an error in between.

        Raises:
            RecordsError: it still cannot be kept.
        """
        self._go_on()

    def recap(self) -> str:
        """Where a play that is taken up again stands, in words."""
        return recap(self.bundle, self.play)

    def view(self) -> SceneView:
        """What there is to see now."""
        return view(self.bundle, self.play)

    def _commit(self, choice: str, reason: str) -> None:
        """Commit at the current decision; whatever is drawn after it is drawn at once."""
        shown = self.play.shown()
        self._add(Chose(**self.stamp(), scene=self.play.scene, choice=choice, shown=shown, reason=reason))
        self._go_on()

    def _go_on(self) -> None:
        """Roll what is to be rolled, and note an ending that is reached."""
        while True:
            match self.play.waits_for:
                case "roll":
                    self._add(Rolled(**self.stamp(), route=self.play.roll()))
                case "ended":
                    ending = self.bundle.scenario.scenes[self.play.scene].ending
                    assert ending is not None
                    stamp = self.stamp()
                    self._add(Ended(**stamp, scene=self.play.scene, outcome=ending.outcome, zone=zone(stamp["at"])))
                case _:
                    return

    def stamp(self) -> Stamp:
        """Number and time of the event that comes next: the one place in which events get them."""
        return {"seq": self.play.next_seq, "at": self.now()}

    def _add(self, event: AnyEvent) -> None:
        """Apply an event and keep it. One that cannot be kept is taken back."""
        self.play.apply(event)
        if self.records is None:
            return
        try:
            self.records.append(self.play_id, event)
        except Exception:
            self.record.play = replay(self.play.program, self.play.kept[:-1])
            raise
