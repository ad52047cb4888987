"""A play with everything that follows from it: the grades, the words, the votes and the times."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from threading import RLock
from typing import Any, Generic, Self, TypeVar, overload

from engine.play.ballots import Ballot, ballots, current, may_break_down
from engine.play.bundle import Bundle
from engine.play.clock import clock, offsets, parse
from engine.play.completion import Completion, completion_of
from engine.play.events import Joined, Mended, Noted
from engine.play.fold import Play
from engine.play.grades import Debrief
from engine.play.learners import Learner, learners
from engine.play.scoring import debrief
from engine.states.values import Valuation
from exporters.play.account import Account, account
from exporters.play.compared import PastCompared
from exporters.play.tallies import VoteTally, tallies
from exporters.wording.addressee import Addressee

T = TypeVar("T")


class _Derived(Generic[T]):
    """A property of a record that is derived when first asked for, and kept until the play moves."""

    def __init__(self, derive: Callable[[PlayRecord], T]) -> None:
        self.__doc__ = derive.__doc__
        self._derive = derive

    @overload
    def __get__(self, record: None, owner: type) -> Self: ...
    @overload
    def __get__(self, record: PlayRecord, owner: type) -> T: ...
    def __get__(self, record: PlayRecord | None, owner: type) -> Self | T:
        return self if record is None else record.kept(self._derive)


class PlayRecord:
    """A play that has been, or is being, made, and what follows from it. Each thing is derived once until the play moves.

    Any thread may ask.
    """

    def __init__(self, bundle: Bundle, play: Play, play_id: str = "", valuation: Valuation | None = None) -> None:
        """Of a play.

        Args:
            bundle: what is played.
            play: as it stands. It may move on, or another be put in its place.
            play_id: its id where it is kept; else empty.
            valuation: the values of the play's program, where somebody has them already.
        """
        self.bundle = bundle
        self.play = play
        self.play_id = play_id
        self.past: PastCompared | None = None
        """What earlier plays of the scenario say of it, where somebody has looked back."""
        self.lock = RLock()
        """Held while anything is derived: values are no thread's alone."""
        self._valuation = valuation
        self._kept: dict[Callable[..., Any], Any] = {}
        self._kept_of: tuple[Play, int] | None = None
        """The play, and how many events it had."""

    def kept(self, derive: Callable[[PlayRecord], T]) -> T:
        """What a function derives from the record as the play stands."""
        with self.lock:
            stands = self._kept_of
            if stands is None or stands[0] is not self.play or stands[1] != len(self.play.events):
                self._kept_of = self.play, len(self.play.events)
                self._kept = {}
            if derive not in self._kept:
                self._kept[derive] = derive(self)
            found: T = self._kept[derive]
            return found

    @property
    def valuation(self) -> Valuation:
        """Values of the scenario's states. They outlive a move: a state is worth what it is worth."""
        with self.lock:
            if self._valuation is None:
                self._valuation = Valuation(self.play.program, self.bundle.pack.danger, self.bundle.max_states)
            return self._valuation

    @_Derived
    def debrief(self) -> Debrief:
        """The grades."""
        return debrief(self.play, self.valuation)

    @_Derived
    def account(self) -> Account:
        """The grades in words."""
        return account(self.bundle, self.debrief, self.addressee, self.completion)

    @_Derived
    def ballots(self) -> tuple[Ballot, ...]:
        """The votes."""
        return ballots(self.play)

    @_Derived
    def ballot(self) -> Ballot | None:
        """The votes at the decision at hand; None where there are none yet."""
        return current(self.play)

    @_Derived
    def learners(self) -> tuple[Learner, ...]:
        """Those who voted by name."""
        return learners(self.play, self.valuation)

    # Who

    @property
    def addressee(self) -> Addressee:
        """Who is spoken to of it."""
        return Addressee.TEAM if self.in_class else Addressee.YOU

    @property
    def in_class(self) -> bool:
        """Whether a class played it."""
        return self.play.started is not None and self.play.started.mode == "class"

    @property
    def completion(self) -> Completion:
        """How far it came."""
        return completion_of(self.play.started.mode if self.play.started else "solo", self.play.events)

    @property
    def for_record(self) -> bool:
        """Whether the class was told that votes are kept by name."""
        return self.play.started is not None and self.play.started.purpose == "record"

    @_Derived
    def joined(self) -> tuple[Joined, ...]:
        """Who took part, in the order of joining; the last word of each counts."""
        return tuple({e.who: e for e in self.play.events if isinstance(e, Joined)}.values())

    @property
    def heads(self) -> int:
        """How many people took part; 1 for a solo play."""
        return sum(j.heads for j in self.joined) if self.in_class else 1

    @property
    def in_group(self) -> Mapping[str, int]:
        """Voter -> how many people that is; 0 where nobody counted them."""
        return {j.who: j.heads for j in self.joined}

    @property
    def has_own_sheets(self) -> bool:
        """Whether each voter has a sheet of their own: for the record, of persons and of groups of five and more."""
        voters = self.play.started.voters if self.play.started else "none"
        small = any(not may_break_down(j.heads) for j in self.joined)
        return self.for_record and (voters == "people" or not small)

    @_Derived
    def tallies(self) -> tuple[tuple[VoteTally, ...], ...]:
        """For each ballot its rounds, as far as they may be told."""
        return tallies(self.ballots, self.in_group)

    @property
    def tally(self) -> VoteTally | None:
        """The votes at the decision at hand as they stood last, as far as the class may see them; None where there are none."""
        return self.tallies[-1][-1] if self.ballot else None

    # When, and what was noted

    @property
    def begun(self) -> str:
        """The day on which it was held, by the local calendar: ISO 8601."""
        return parse(self.play.events[0].at).astimezone().date().isoformat() if self.play.events else ""

    @property
    def minutes(self) -> int:
        """How long it took without pauses, rounded up."""
        last = next((event.at for event in reversed(self.play.events) if not isinstance(event, Mended)), None)
        return -(-int(clock(self.play.events, last).elapsed) // 60) if last else 0

    @_Derived
    def _offsets(self) -> tuple[float, ...]:
        return offsets(self.play.events)

    def minute(self, seq: int) -> str:
        """How long after the beginning event number `seq` was, pauses included: `1:23`, minutes and seconds."""
        seconds = int(self._offsets[seq])
        return f"{seconds // 60}:{seconds % 60:02}"

    def notes(self, topic: str) -> Iterator[Noted]:
        """The notes on a topic, in order."""
        return (e for e in self.play.events if isinstance(e, Noted) and e.topic == topic)
