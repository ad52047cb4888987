"""A play by a class: what the instructor does, each act an event at once, so that a kill at any moment loses nothing."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from engine.errors import PlayError
from engine.play import phases
from engine.play.bundle import Bundle, from_parts
from engine.play.clock import IDLE, parse, set_back
from engine.play.events import Chose, Closed, Injected, Overrode, Phase, Resumed, Rolled, Started, Voted, WentBack, Wished
from engine.play.fold import Play, replay
from engine.states.program import Program
from sessions.classroom.flow import NextStep
from sessions.classroom.instructor_acts import InstructorActs
from sessions.classroom.roster import CLASS, Setup
from sessions.classroom.turnout import MOVES
from sessions.lead import Lead, lead, led
from sessions.run_clock import now

if TYPE_CHECKING:
    from engine.records import Records

GIVEN = "given and asked aloud"


class Classroom(InstructorActs):
    """A class.

    Every act raises `PlayError` where it does not fit where the class stands, and `RecordsError` where it cannot be kept; then
    it has not happened.
    """

    @classmethod
    def new(cls, bundle: Bundle, setup: Setup, records: Records | None = None, seed: int | None = None, *,
            now: Callable[[], str] = now) -> Self:  # fmt: skip
        """Begin a class.

        Raises:
            UsageError: it cannot be held like this.
            RecordsError: it cannot be kept.
        """
        setup.check(bundle.scenario.seats)
        return cls._begun(bundle, setup, records, seed, now)

    @classmethod
    def drill(cls, bundle: Bundle, scene: str, setup: Setup, records: Records | None = None, seed: int | None = None, *,
              now: Callable[[], str] = now) -> Self:  # fmt: skip
        """Put the decision of a scene to a class; it ends with it, and nothing is drawn after it.

        Raises:
            PlayError: no line leads to a decision there at which something is at stake.
            UsageError, RecordsError: as of `new`.
        """
        setup.check(bundle.scenario.seats)
        return cls._begun(bundle, setup, records, seed, now, lead(bundle.valuation, scene))

    @classmethod
    def _begun(cls, bundle: Bundle, setup: Setup, records: Records | None, seed: int | None, now: Callable[[], str],
               led_by: Lead | None = None) -> Self:  # fmt: skip
        """A class at its welcome. What leads to a drill is kept with its start: all of it, or nothing."""
        scenario, steps = bundle.scenario, led_by.steps if led_by is not None else ()
        chosen = secrets.randbelow(2**31) if seed is None else seed
        begun = Started(
            seq=0, at=now(), scenario=scenario.id, version=scenario.version, seed=chosen, mode="class", given=len(steps),
            drill=led_by is not None, purpose=setup.purpose, voters=setup.voters, hseep=setup.hseep,
        )  # fmt: skip
        play, kept_as = led(Program(scenario), begun, steps, now), (bundle.name, scenario.version, "class", bundle.parts())
        if led_by is not None:
            play_id = records.keep(*kept_as, play.kept) if records is not None else ""
            session = cls(bundle, play, records, play_id, now=now)
        else:
            session = cls(
                bundle, Play(Program(scenario)), records, records.begin(*kept_as) if records is not None else "", now=now
            )
            session._add(begun)
        for voter in setup.joining(scenario.seats):
            session.join(voter.who, voter.heads, voter.seat)
        if setup.one_screen:
            session.note(phases.SCREENS, "one")
        session._go_on()
        session._phase(phases.WELCOME)
        return session

    @classmethod
    def resume(cls, records: Records, play_id: str) -> Self:
        """Take up a class where it stood.

        Raises:
            RecordsError, PackError, PlayError: it cannot be read, or was never begun.
        """
        bundle = from_parts(records.bundle(play_id))
        session = cls(bundle, replay(Program(bundle.scenario), records.events(play_id)), records, play_id)
        if session.play.waits_for == "start":
            raise PlayError("this class was never begun; begin it anew")
        session._take_up()
        return session

    def reload(self) -> None:
        """Read the class again, as after another window went on with it."""
        assert self.records is not None
        self.record.play = replay(self.play.program, self.records.events(self.play_id))
        self._take_up()

    def _take_up(self) -> None:
        """Finish what was begun when the program ended. A short gap is noted with the next act: looking in harms nobody.

        Where the clock was set back meanwhile, time goes on from an event of its own.
        """
        if self.closed:
            return
        last = self.play.events[-1].at
        gap = (parse(self.now()) - parse(last)).total_seconds()
        self._returned = not self.clock().paused
        if self._returned and (gap > IDLE or set_back(last, self.now())):
            self._add(Resumed(**self.stamp()))
        self._go_on()
        if not any(isinstance(e, Phase) for e in self.play.events):
            self._phase(phases.WELCOME)
        self._settle()

    # Phases

    def advance(self) -> None:
        """What Enter does. After a pause that alone ends."""
        step = self.next()
        if step.why_not:
            raise PlayError(step.why_not)
        if self.clock().paused:
            self._add(Resumed(**self.stamp()))
        elif self.play.waits_for == "roll" and not self.is_drill:
            self.go_on()
        else:
            if self.phase == phases.WELCOME:
                self.note(phases.PALS_GIVEN, GIVEN)
            self._take(step)

    def skip(self) -> None:
        """What `s` does: leave a phase out, never a decision. Of a vote that is left out the votes that are in are taken back."""
        self._take(self.skip_step())

    def back_a_phase(self) -> None:
        """What Backspace does: one phase back, within a decision or the hot wash. Back from a result its votes are put right."""
        step, here = self.back_step(), self.phase
        if not step.why_not and (here, step.phase) == (phases.BARS, phases.VOTE):
            self._phase(step.phase, step.page, corrects=True)
        else:
            self._take(step)

    def to_hot_wash(self) -> None:
        """Straight to the hot wash, wherever the story stands."""
        self._open()
        if self.is_drill:
            raise PlayError("a drill has no hot wash: it ends with its decision")
        if self.phase in (phases.HOT_WASH, phases.PALS_END):
            raise PlayError("this is the hot wash")
        self._note_ending()
        self._phase(phases.HOT_WASH)

    def _take(self, step: NextStep) -> None:
        if step.why_not:
            raise PlayError(step.why_not)
        if not step.phase:
            self.close()
            return
        if step.phase == phases.HOT_WASH:
            self._note_ending()
        self._phase(step.phase, step.page, drops=step.drops)

    def _settle(self) -> None:
        """Say to whoever follows the class that what moved the story is read now."""
        last = next((e for e in reversed(self.play.events) if isinstance(e, (Phase, *MOVES))), None)
        if self.is_drill and isinstance(last, Chose) and last.seq > self.play.given:
            self._phase(phases.REVEAL)
        elif isinstance(last, MOVES) and self.play.waits_for != "roll":
            self._phase(phases.READ)

    # Votes

    def vote(self, who: str, choice: str) -> None:
        """Put down the vote of a table, a seat or a pseudonym; a later one takes its place."""
        self._may_vote(choice)
        if who not in self.roster or self.voters == "hands":
            raise PlayError(f"`{who}` is not on the list of this class")
        self._add(Voted(**self.stamp(), who=who, scene=self.play.scene, choice=choice))

    def count(self, choice: str, hands: int) -> None:
        """Put down the hands raised for a choice; a later count takes its place."""
        self._may_vote(choice)
        if self.voters != "hands":
            raise PlayError("in this class no hands are counted")
        if hands < 0:
            raise PlayError("a number of hands is 0 or more")
        self._add(Voted(**self.stamp(), who=CLASS, scene=self.play.scene, choice=choice, heads=hands))

    def wish(self, text: str, heads: int = 0) -> None:
        """Put down an answer that the room wants and the decision lacks, and how many want it; 0 where nobody counted."""
        if found := self.why_not_wish():
            raise PlayError(found)
        if not text.strip():
            raise PlayError("write in a line what the room wants")
        if heads < 0:
            raise PlayError("a number of people is 0 or more")
        self._add(Wished(**self.stamp(), scene=self.play.scene, text=text, heads=heads))

    def _may_vote(self, choice: str) -> None:
        self._open()
        if self.phase != phases.VOTE:
            raise PlayError("there is no vote now")
        self._available(choice)

    def _available(self, choice: str) -> None:
        if choice not in self.play.shown():
            raise PlayError(f"`{choice}` is no choice here now; available: {', '.join(self.play.shown())}")

    # The story

    def commit(self, choice: str, reason: str = "") -> None:
        """The team decides; whatever is drawn after it is drawn at once."""
        self._open()
        if self.phase != phases.COMMIT:
            raise PlayError("the team decides after the discussion")
        self._available(choice)
        self._commit(choice, reason)
        self._settle()

    def decide(self, choice: str, reason: str = "") -> None:
        """The team decides, straight from the result or the discussion, too."""
        self._open()
        if self.phase in (phases.BARS, phases.DISCUSS):
            self._available(choice)
            self._phase(phases.COMMIT)
        self.commit(choice, reason)

    def inject(self, inject: str) -> None:
        """Play an inject. What it says is read next."""
        if inject not in self.injects():
            raise PlayError(f"the inject `{inject}` cannot be played now")
        self._add(Injected(**self.stamp(), inject=inject))
        self._settle()

    def override(self, route: int, reason: str = "") -> None:
        """Put another route in place of the one that was rolled."""
        self._open()
        if route not in [landing.route for landing, taken in self.routes() if not taken]:
            raise PlayError("there is no roll to override here: that can be done while what it led to is read")
        self._add(Overrode(**self.stamp(), route=route, reason=reason))
        self.go_on()

    def go_back(self) -> None:
        """Back to the last decision, before the team decided. An ending that was reached still counts as reached."""
        last = self.last_commit()
        if last is None:
            raise PlayError("nothing was decided yet that could be taken back")
        self._note_ending()
        self._add(WentBack(**self.stamp(), to=last.seq))
        self._settle()

    def reveal(self) -> None:
        """Show on the shared screen why the last decision was good or poor."""
        if found := self.why_not_reveal():
            raise PlayError(found)
        self._phase(phases.REVEAL)

    def go_on(self) -> None:
        """Try again to draw and keep what follows a decision, after an error in between."""
        self._go_on()
        self._settle()

    def _go_on(self) -> None:
        """Roll what is to be rolled. An ending is noted when it is left: until then its roll can be overridden."""
        while self.play.waits_for == "roll" and not self.is_drill:
            self._add(Rolled(**self.stamp(), route=self.play.roll()))

    def _note_ending(self) -> None:
        if self.play.waits_for == "ended" and not self.is_drill:
            super()._go_on()

    def close(self) -> None:
        """Put the class away. Nothing follows."""
        self._open()
        self._note_ending()
        self._add(Closed(**self.stamp()))
