"""Follow a class through its records: read only, in short transactions, never in its way."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import HotwashError
from engine.play.bundle import from_parts
from engine.play.clock import clock, parse, set_back
from engine.play.fold import Play
from engine.states.program import Program
from exporters.play.play_record import PlayRecord
from sessions.classroom.slide import WAITING, WallSlide, slide
from sessions.run_clock import RunClock
from sessions.session import now

if TYPE_CHECKING:
    from engine.records import Records

LOOK_AGAIN = 1.5
"""Seconds between two looks whether another class has begun, or the records are there at last."""


@dataclass(frozen=True, slots=True)
class WallView:
    """What the shared screen shows now."""

    slide: WallSlide
    remaining: float | None = None
    """Seconds left of the timer; None where none runs."""
    paused: bool = False
    lost: str = ""
    """Why nothing new can be read; what is shown is the last that could."""


class Following:
    """The class that is followed: the one given, or always the newest."""

    def __init__(self, where: str, play_id: str | None = None) -> None:
        """`where` is a file or a URL; it need not be there yet."""
        self._where = where
        self._wanted = play_id
        self._records: Records | None = None
        self._id = ""
        self._record: PlayRecord | None = None
        self._looked = float("-inf")
        self._slide = WAITING
        self._time = RunClock()
        """The time by the clock of whoever runs the class, which may be another than ours."""

    def look(self) -> WallView:
        """Read what is new. Never raises for what records can be."""
        lost = ""
        try:
            self._read()
        except HotwashError as error:
            lost = str(error)
            self.close()
        if self._record is None:
            return WallView(WAITING, lost="" if self._records is None else lost)
        time_ = clock(self._record.play.events, self._time.now())
        remaining = time_.remaining if self._slide.timed else None
        return WallView(self._slide, remaining, time_.paused, lost)

    def close(self) -> None:
        """Let go of the records."""
        if self._records is not None:
            self._records.close()
        self._records = None

    def _read(self) -> None:
        from engine.records import Records

        if self._records is None:
            if time.monotonic() - self._looked < LOOK_AGAIN:
                return
            self._looked = time.monotonic()
            self._records = Records.open(self._where, read_only=True)
            self._find()
        elif time.monotonic() - self._looked >= LOOK_AGAIN:
            self._looked = time.monotonic()
            self._find()
        if self._id:
            self._follow()

    def _find(self) -> None:
        """Turn to the newest class, if it is another."""
        assert self._records is not None
        newest = self._wanted or next((row.id for row in self._records.plays(mode="class")), "")
        if newest == self._id:
            return
        self._id, self._record = newest, None
        if newest:
            bundle = from_parts(self._records.bundle(newest))
            self._record = PlayRecord(bundle, Play(Program(bundle.scenario)), newest)

    def _follow(self) -> None:
        """Apply what has happened since."""
        assert self._records is not None
        assert self._record is not None
        play = self._record.play
        caught_up = play.next_seq > 0
        fresh = self._records.events(self._id, play.next_seq)
        for event in fresh:
            play.apply(event)
        if fresh:
            self._keep_time(fresh[-1].at, caught_up=caught_up)
        if play.waits_for == "start":
            self._slide = WAITING
        elif fresh:
            self._slide = slide(self._record)

    def _keep_time(self, happened: str, *, caught_up: bool) -> None:
        """Take up the time of whoever runs the class from an event; where all before it was read, it happened about now."""
        ours = self._time.now() if caught_up else now()
        if parse(happened) > parse(ours) or (caught_up and set_back(ours, happened)):
            ours = happened
        self._time = RunClock(parse(ours))
