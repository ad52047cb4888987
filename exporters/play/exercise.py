"""A play with everything that documents say of it: the grades, the words, the votes and the times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from engine.play.ballots import Ballot, ballots, may_break_down
from engine.play.bundle import Bundle
from engine.play.clock import clock, offsets, parse
from engine.play.events import Joined, Noted
from engine.play.fold import Play
from engine.play.grades import Debrief
from engine.play.learners import Learner, learners
from engine.play.scoring import debrief
from engine.states.values import Valuation
from exporters.play.account import Account, account


@dataclass(frozen=True)
class Exercise:
    """A play that has been, or is being, held."""

    bundle: Bundle
    play: Play
    play_id: str = ""

    @cached_property
    def valuation(self) -> Valuation:
        """Values of the scenario's states."""
        return Valuation(self.play.program, self.bundle.pack.danger)

    @cached_property
    def debrief(self) -> Debrief:
        """The grades."""
        return debrief(self.play, self.valuation)

    @cached_property
    def account(self) -> Account:
        """The grades in words."""
        return account(self.bundle, self.play, self.debrief)

    @cached_property
    def ballots(self) -> tuple[Ballot, ...]:
        """The votes."""
        return ballots(self.play)

    @cached_property
    def learners(self) -> tuple[Learner, ...]:
        """Those who voted by name."""
        return learners(self.play, self.valuation)

    @property
    def in_class(self) -> bool:
        """Whether a class played it."""
        return self.play.started is not None and self.play.started.mode == "class"

    @property
    def for_record(self) -> bool:
        """Whether the class was told that votes are kept by name."""
        return self.play.started is not None and self.play.started.purpose == "record"

    @property
    def begun(self) -> str:
        """The day on which it was held, by the local calendar: ISO 8601."""
        return parse(self.play.events[0].at).astimezone().date().isoformat() if self.play.events else ""

    @cached_property
    def minutes(self) -> int:
        """How long it took without pauses, rounded up."""
        if not self.play.events:
            return 0
        return -(-int(clock(self.play.events, self.play.events[-1].at).elapsed) // 60)

    @cached_property
    def joined(self) -> tuple[Joined, ...]:
        """Who took part, in the order of joining; the last word of each counts."""
        return tuple({e.who: e for e in self.play.events if isinstance(e, Joined)}.values())

    @property
    def heads(self) -> int:
        """How many people took part; 1 for a solo play."""
        return sum(j.heads for j in self.joined) if self.in_class else 1

    @property
    def by_name(self) -> bool:
        """Whether votes may be told apart by voter: only for the record, and groups only from five heads on."""
        voters = self.play.started.voters if self.play.started else "none"
        small = any(not may_break_down(j.heads) for j in self.joined)
        return self.for_record and (voters == "people" or not small)

    def may_count(self, ballot: Ballot) -> bool:
        """Whether the distribution of a ballot may be told: a table that nobody counted is one person at least."""
        joined = sum(max(1, j.heads) for j in self.joined)
        return self.by_name or may_break_down(joined or ballot.last.heads)

    def notes(self, topic: str) -> Iterator[Noted]:
        """The notes on a topic, in order."""
        return (e for e in self.play.events if isinstance(e, Noted) and e.topic == topic)

    @cached_property
    def _offsets(self) -> tuple[float, ...]:
        return offsets(self.play.events)

    def minute(self, seq: int) -> str:
        """How long after the beginning event number `seq` was, pauses included: `1:23`, minutes and seconds."""
        seconds = int(self._offsets[seq])
        return f"{seconds // 60}:{seconds % 60:02}"
