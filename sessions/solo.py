"""A play by one person."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Self

from engine.errors import HotwashError, PlayError
from engine.play import phases
from engine.play.bundle import Bundle, from_parts
from engine.play.clock import clock, parse
from engine.play.events import Chose, Confided, Paused, Phase, Resumed, Started
from engine.play.fold import Play, replay
from engine.states.program import Program
from exporters.play.compared import PastCompared
from exporters.play.decision_line import DecisionLine
from exporters.wording.decisions import question_asked
from exporters.wording.numbers import many
from sessions.look_back import look_back
from sessions.play_options import PlayOptions
from sessions.run_clock import now
from sessions.session import Session

if TYPE_CHECKING:
    from engine.records import Records


class Solo(Session):
    """A solo play."""

    tried_from: str | None = None
    """The decision from which an earlier play is tried again, `decision 6`; None for a play of its own."""

    @property
    def kept(self) -> bool:
        """Whether it is in the records, and can be gone on with."""
        return self.records is not None

    @classmethod
    def new(cls, bundle: Bundle, records: Records | None = None, seed: int | None = None, *,
            options: PlayOptions | None = None, now: Callable[[], str] = now) -> Self:  # fmt: skip
        """Begin a play. The way it is begun is kept with it.

        Raises:
            RecordsError: it cannot be kept.
        """
        scenario = bundle.scenario
        play_id = ""
        if records is not None:
            play_id = records.begin(bundle.name, scenario.version, "solo", bundle.parts())
        session = cls(bundle, Play(Program(scenario)), records, play_id, now=now)
        session._start(seed, options or PlayOptions())
        session._go_on()
        return session

    @classmethod
    def resume(cls, records: Records, play_id: str, *, now: Callable[[], str] = now) -> Self:
        """Take up a kept play where it stood.

        Raises:
            RecordsError, PackError, PlayError: it cannot be read.
        """
        bundle = from_parts(records.bundle(play_id))
        session = cls(bundle, replay(Program(bundle.scenario), records.events(play_id)), records, play_id, now=now)
        if session.play.waits_for == "start":
            session._start(None, PlayOptions())
        elif session.play.waits_for != "nothing":
            session._add(Resumed(**session.stamp()))
        session._go_on()
        return session

    @property
    def options(self) -> PlayOptions:
        """What is asked on the way, and when it is told: as the play was begun, where that suits its scenario."""
        started = self.play.events[0]
        assert isinstance(started, Started)
        return PlayOptions.kept(started).suited(self.bundle.scenario)

    def reload(self) -> None:
        """Read the play again, as after another window went on with it.

        Raises:
            RecordsError, PlayError: it cannot be read.
        """
        assert self.records is not None
        self.record.play = replay(self.play.program, self.records.events(self.play_id))
        self._go_on()

    def elsewhere(self) -> str:
        """In words, what became of the play in another window, and what can be done.

        Raises:
            RecordsError, PlayError: it cannot be read.
        """
        assert self.records is not None
        events = self.records.events(self.play_id)
        made = sum(isinstance(event, Chose) for event in events)
        last = parse(events[-1].at).astimezone()
        return (
            "What you just did here was not kept: this play is open in another window too, and went on there. It stands after "
            f"{many(made, 'decision')} now, the last time at {last:%Y-%m-%d %H:%M}. Go on in one window alone: here from where "
            "it stands, or leave it to the other one. Nothing is lost."
        )

    def choose(self, choice: str, percent: int | None = None, reason: str = "") -> None:
        """Commit at the current decision; whatever is drawn after it is drawn at once.

        Args:
            choice: its id.
            percent: how sure the player is, from 0 to 100.
            reason: in the player's words.

        Raises:
            PlayError: it is not available.
            RecordsError: it cannot be kept; the play stands where it stood.
        """
        shown = self.play.shown()
        if choice not in shown:
            raise PlayError(f"`{choice}` is no choice at `{self.play.scene}` now; available: {', '.join(shown)}")
        if percent is not None:
            self._add(Confided(**self.stamp(), scene=self.play.scene, percent=percent))
        self._commit(choice, reason)

    @property
    def time_left(self) -> float | None:
        """Seconds left of the decision's suggested time, below 0 when it is over; None where it does not run."""
        return clock(self.play.events, self.now()).remaining

    def start_time(self) -> None:
        """The decision at hand was read to its end: from now on its suggested time runs, where it is shown and does not run yet.

        Raises:
            RecordsError: it cannot be kept.
        """
        seconds = self.view().seconds
        if self.options.timer and seconds and self.play.waits_for == "decision" and self.time_left is None:
            self._add(Phase(**self.stamp(), name=phases.CLOCK, seconds=seconds))

    def stop_time(self) -> None:
        """The player leaves: a suggested time stands still until the play is taken up again.

        Raises:
            RecordsError: it cannot be kept.
        """
        if self.time_left is not None:
            self._add(Paused(**self.stamp()))

    def try_from(self, line: DecisionLine) -> Solo:
        """A new play that stands where this one took a decision of its account. It is not kept, and changes nothing here."""
        seq = line.graded.seq
        events = self.play.events[:seq]
        while events and isinstance(events[-1], Confided | Phase | Paused | Resumed):
            events.pop()
        tried = Solo(self.bundle, replay(self.play.program, events), valuation=self.record.valuation)
        tried.tried_from = line.name
        return tried

    def next_shift(self, text: str) -> None:
        """Keep what the player will do on the next shift.

        Raises:
            RecordsError: it cannot be kept.
        """
        self.note(phases.NEXT_SHIFT, text)

    def look_back(self) -> PastCompared | None:
        """What earlier plays of the scenario say of this one; None of a play that is not kept or over, or a second try."""
        if self.records is not None and self.over and self.tried_from is None and self.record.past is None:
            with suppress(HotwashError):  # an earlier play that is damaged takes nothing from this one
                self.record.past = look_back(self.records, self.record)
        return self.record.past

    def last_decision(self) -> DecisionLine:
        """The last decision as the debrief tells it."""
        return self.record.account.decisions[-1]

    def so_far(self) -> tuple[tuple[int, str, str], ...]:
        """(number, what was asked, what was chosen) at each decision of the line."""
        told = []
        for commit in self.play.ledger:
            decision = self.bundle.scenario.scenes[commit.event.scene].decision
            assert decision is not None
            asked = question_asked(decision.prompt, commit.visit)
            number = self.play.program.decision_numbers[commit.event.scene]
            told.append((number, asked, decision.choices[commit.event.choice].text))
        return tuple(told)

    def _start(self, seed: int | None, options: PlayOptions) -> None:
        """The first event; the seed is drawn where none is given."""
        scenario = self.bundle.scenario
        chosen = secrets.randbelow(2**31) if seed is None else seed
        self._add(Started(**self.stamp(), scenario=scenario.id, version=scenario.version, seed=chosen, **asdict(options)))
