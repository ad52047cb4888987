"""Where a class stands: read from its events alone, so that a class that is taken up again stands where it stood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.errors import StateLimit
from engine.play import phases
from engine.play.ballots import Ballot
from engine.play.bundle import Bundle
from engine.play.clock import Clock, clock
from engine.play.events import Chose, Ended, Overrode, Phase, Rolled, Started
from engine.play.fold import Play
from engine.states.step import ActionKind, Landing
from exporters.wording.promises import Voting
from sessions.classroom.flow import STORY, ClassPlace, NextStep
from sessions.classroom.pace import Course, Pace, Road, pace
from sessions.classroom.roster import Voter, roster
from sessions.classroom.turnout import MOVES, hands
from sessions.run_clock import now
from sessions.session import Session

if TYPE_CHECKING:
    from engine.records import Records

CLOSED = "the class is closed"
DRILL_MINUTES = 5
"""What a drill takes with a class."""


class ClassSession(Session):
    """What can be asked of a class. `sessions.classroom.classroom.Classroom` acts."""

    def __init__(self, bundle: Bundle, play: Play, records: Records | None = None, play_id: str = "", *,
                 now: Callable[[], str] = now) -> None:  # fmt: skip
        super().__init__(bundle, play, records, play_id, now=now)
        self._road: Road | None = None

    # Who and where

    @property
    def started(self) -> Started:
        """What was settled at the start."""
        found = self.play.started
        assert found is not None
        return found

    @property
    def voters(self) -> Voting:
        """Who votes."""
        return self.started.voters

    @property
    def roster(self) -> dict[str, Voter]:
        """Who takes part, by name."""
        return roster(self.play.events)

    @property
    def shown(self) -> Phase:
        """The phase, its page, and whether the shared screen is blank. Whatever moved the story is read next."""
        moved = False
        for event in reversed(self.play.events):
            if isinstance(event, Phase):
                return Phase(seq=event.seq, at=event.at, name=phases.READ, dark=event.dark) if moved else event
            moved = moved or isinstance(event, MOVES)
        return Phase(seq=-1, at="", name=phases.WELCOME)

    @property
    def phase(self) -> str:
        """The phase's name."""
        return self.shown.name

    @property
    def is_drill(self) -> bool:
        """Whether it ends with the decision at which it began."""
        return self.started.drill

    @property
    def closed(self) -> bool:
        """Whether the class was put away."""
        return self.play.closed

    @property
    def one_screen(self) -> bool:
        """Whether the class sees the instructor's screen, so that nothing on it may give an answer away."""
        said = [e.text for e in self.play.events if e.kind == "noted" and e.topic == phases.SCREENS]
        return said[-1:] == ["one"]

    def place(self) -> ClassPlace:
        """Where the class stands in its phases."""
        ballot = self.ballot
        voted = ballot is not None and ballot.open.heads > 0
        corrects = ballot is not None and ballot.corrects
        waits, hseep = self.play.waits_for, self.started.hseep
        return ClassPlace(self.phase, self.shown.page, waits, self.voters, voted, corrects, hseep, self.is_drill)

    # What the keys that go on would do

    def next(self) -> NextStep:
        """What Enter does."""
        if self.closed:
            return NextStep("", why_not=CLOSED)
        if self.clock().paused:
            return NextStep("go on after the pause")
        if self.play.waits_for == "roll" and not self.is_drill:
            return NextStep("try again to keep what follows the decision")
        return self.place().next()

    def skip_step(self) -> NextStep:
        """What `s` does."""
        return NextStep("", why_not=CLOSED) if self.closed else self.place().skip()

    def back_step(self) -> NextStep:
        """What Backspace does."""
        return NextStep("", why_not=CLOSED) if self.closed else self.place().back()

    # Votes

    @property
    def ballot(self) -> Ballot | None:
        """The votes at the decision at hand."""
        return self.record.ballot

    @property
    def votes(self) -> dict[str, str]:
        """Voter -> choice, of the round that is voted at the decision at hand."""
        ballot = self.ballot
        return ballot.open.votes if ballot else {}

    @property
    def hands(self) -> Mapping[str, int]:
        """Choice -> hands, as raised since the distribution was last shown: once it is, hands are raised anew."""
        return hands(self.record)

    def why_not_wish(self) -> str:
        """Why nothing that the decision lacks can be wanted now; empty where it can."""
        if self.closed:
            return CLOSED
        if self.phase not in phases.ROUND or self.play.waits_for != "decision":
            return "something else can be wanted at a decision: while the class reads, votes, talks or decides"
        return ""

    # The story

    def injects(self) -> list[str]:
        """Ids of the injects that can be played now."""
        if self.closed or self.is_drill or self.phase not in phases.ROUND or self.play.waits_for != "decision":
            return []
        return [action.id for action in self.play.program.injects(self.play.state)]

    def routes(self) -> tuple[tuple[Landing, bool], ...]:
        """(landing, whether the story took it) of the last roll, where it may still be overridden; else nothing."""
        last = self.play.line[-1] if self.play.line else None
        if last is None or self.phase != phases.READ or not isinstance(last.event, Rolled | Overrode):
            return ()
        if (
            self.closed
            or last.event.seq <= self.play.given
            or any(isinstance(e, Ended) for e in self.play.events[last.event.seq :])
        ):
            return ()
        rolled = next(e for e in reversed(self.play.line) if isinstance(e.event, Rolled))
        return tuple((landing, landing.route == last.event.route) for landing in rolled.landings)

    def last_commit(self) -> Chose | None:
        """The commit that would be taken back, or None."""
        if self.closed or self.phase not in STORY:
            return None
        made = (e.event for e in reversed(self.play.line) if isinstance(e.event, Chose) and e.event.seq > self.play.given)
        return next(made, None)

    def why_not_reveal(self) -> str:
        """Why the last decision cannot be looked at with the class now; empty where it can."""
        if self.closed:
            return CLOSED
        if self.phase != phases.READ or not self.play.ledger:
            return "why a decision was good or poor can be shown after it, while what follows is read"
        last = self.play.ledger[-1].event
        if last.scene == self.play.scene or all(e.event is not last for e in self.play.line):
            return "it is to be decided again: showing why would give it away"
        return ""

    # Time

    def clock(self) -> Clock:
        """The class's time."""
        return clock(self.play.events, self.now())

    @property
    def done(self) -> int:
        """Decisions that stand."""
        return sum(isinstance(e.event, Chose) and e.event.seq > self.play.given for e in self.play.line)

    def course(self) -> Course | None:
        """What may still come; None once the story is over or left, or where it was not explored.

        Any thread may ask: a large scenario takes its time.
        """
        with self.record.lock:
            if self.is_drill or self.phase not in (*STORY, phases.WELCOME) or self.play.waits_for != "decision":
                return None
            self._road = self._road or Road(self.record.valuation)
            try:
                return self._road.course(self.play.state)
            except StateLimit:
                return None

    @property
    def minutes(self) -> int:
        """Minutes that are planned for it."""
        return DRILL_MINUTES if self.is_drill else self.bundle.scenario.minutes.class_

    def pace(self, course: Course | None) -> Pace:
        """How the class stands against its time, given what may come."""
        talked = self.phase in (phases.DISCUSS, phases.COMMIT)
        return pace(course, self.done, self.clock().elapsed, self.minutes, talked=talked)

    def regrets(self) -> dict[str, Fraction]:
        """Choice -> what it costs against the best, at the decision at hand.

        Raises:
            StateLimit: what may still come was not explored.
        """
        with self.record.lock:
            values = self.record.valuation
            node = values.node(self.play.state)
            edges = values.graph.edges[node]
            return {e.action.id: Fraction(values.regret(node, e)) for e in edges if e.action.kind is ActionKind.CHOICE}
