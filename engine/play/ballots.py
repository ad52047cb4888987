"""Votes of a class: a fold over events. A vote binds nobody; the team's commit is another event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.play.events import Chose, Injected, Phase, Voted
from engine.play.fold import Play
from engine.play.phases import SHOWN
from engine.states.step import State

SMALL = 5
"""Groups of fewer are not broken down: whoever was there could be told from the counts."""


@dataclass(frozen=True, slots=True)
class Round:
    """The votes up to one showing of the distribution, as they stood then. Each round begins empty."""

    votes: dict[str, str]
    """Voter -> choice."""
    hands: dict[str, int]
    """Choice -> hands raised, where hands are counted."""
    cast: dict[str, int]
    """Voter -> number of the event that is their vote."""
    events: list[int] = field(default_factory=list)
    """Numbers of the events by which it came about, in order."""
    shown: bool = False
    """Whether the class has seen it."""

    @property
    def counts(self) -> dict[str, int]:
        """Choice -> votes."""
        return {c: n for c, n in (Counter(self.votes.values()) + Counter(self.hands)).items() if n}

    @property
    def heads(self) -> int:
        """How many voted."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Ballot:
    """The votes at one decision, each time that the class stood there."""

    scene: str
    visit: int
    """The how-manieth time the line then stood at this decision, from 1."""
    state: State
    """State in which the votes were cast."""
    rounds: tuple[Round, ...]
    """The first holds everybody's own vote; later ones follow a discussion. At least one."""
    commit: Chose | None
    """What the team did then; None while that is open."""
    awaits_round: bool
    """Whether the next vote begins a further round: the last one was shown, and is not being put right."""

    @property
    def first(self) -> Round:
        """The votes before anybody saw those of the others."""
        return self.rounds[0]

    @property
    def last(self) -> Round:
        """The votes as they stood at the end."""
        return self.rounds[-1]

    @property
    def open(self) -> Round:
        """The votes that are in of the round that is voted now; empty where nobody has voted in it."""
        return Round({}, {}, {}) if self.awaits_round else self.last

    @property
    def corrects(self) -> bool:
        """Whether votes that were shown are being put right."""
        return self.last.shown and not self.awaits_round


@dataclass(slots=True)
class _OpenDecision:
    scene: str
    visit: int
    state: State
    rounds: list[Round] = field(default_factory=list)
    awaits_round: bool = True
    interrupted: bool = False
    """Whether an inject came since: whoever votes again votes anew."""
    commit: Chose | None = None

    def turn(self, phase: Phase) -> None:
        """Another phase: the votes are put right, left out, or shown."""
        if phase.corrects:
            self.awaits_round = not self.rounds
            return
        if phase.drops and not self.awaits_round:
            self.rounds.pop()
            self.awaits_round = True
        if phase.name in SHOWN and not self.awaits_round:
            self.rounds[-1] = replace(self.rounds[-1], shown=True)
            self.awaits_round = True

    def add(self, vote: Voted) -> None:
        """Count a vote; a later one of the same voter, or count of the same hands, takes its place."""
        if self.awaits_round:
            self.rounds.append(Round({}, {}, {}))
            self.awaits_round = False
        here = self.rounds[-1]
        here.events.append(vote.seq)
        if vote.who:
            here.votes[vote.who] = vote.choice
            here.cast[vote.who] = vote.seq
        else:
            here.hands[vote.choice] = vote.heads

    def close(self) -> Ballot:
        """As it stands."""
        return Ballot(self.scene, self.visit, self.state, tuple(self.rounds), self.commit, self.awaits_round)


def ballots(play: Play) -> tuple[Ballot, ...]:
    """The ballots of a play, in order; decisions on which nobody voted have none."""
    return tuple(b.close() for b in _fold(play) if b.rounds)


def current(play: Play) -> Ballot | None:
    """The ballot of the decision at hand, or None where nobody has voted yet."""
    if play.waits_for != "decision":
        return None
    last = next(reversed(_fold(play)), None)
    return last.close() if last is not None and last.rounds and _is_open(last, play) else None


def may_break_down(heads: int) -> bool:
    """Whether a group is large enough for its votes to be told apart."""
    return heads >= SMALL


def may_tell(found: Round, heads: Mapping[str, int]) -> bool:
    """Whether the counts of a round may be told: of five votes and more, or where each is the vote of such a group.

    Args:
        found: the round.
        heads: voter -> how many people that is; 0 where nobody counted them.
    """
    return may_break_down(found.heads) or of_groups(found, heads)


def of_groups(found: Round, heads: Mapping[str, int]) -> bool:
    """Whether each vote of a round is that of a group which may be told apart."""
    return bool(found.votes) and not found.hands and all(may_break_down(heads.get(who, 0)) for who in found.votes)


def _fold(play: Play) -> list[_OpenDecision]:
    decisions: list[_OpenDecision] = []
    partial = Play(play.program)
    for event in play.events:
        if isinstance(event, Voted | Chose):
            _meet(decisions, partial, event)
        elif isinstance(event, Phase | Injected) and decisions and _is_open(decisions[-1], partial):
            _turn(decisions[-1], event)
        partial.apply(event)
    return decisions


def _is_open(last: _OpenDecision, play: Play) -> bool:
    """Whether the play stands at this decision, and its votes are those of the room as it is."""
    at_hand = play.waits_for == "decision" and (last.scene, last.visit) == (play.scene, play.visit)
    return at_hand and last.commit is None and not last.interrupted


def _turn(last: _OpenDecision, event: Phase | Injected) -> None:
    if isinstance(event, Injected):
        last.interrupted = True
    else:
        last.turn(event)


def _meet(decisions: list[_OpenDecision], play: Play, event: Voted | Chose) -> None:
    """Put a vote or a commit to the ballot of the decision at which the play stands."""
    last = decisions[-1] if decisions else None
    stands = last is not None and last.commit is None and (last.scene, last.visit) == (play.scene, play.visit)
    # After an inject whoever votes again votes anew, but a commit answers the last vote.
    if last is None or not stands or (isinstance(event, Voted) and last.interrupted):
        last = _OpenDecision(play.scene, play.visit, play.state)
        decisions.append(last)
    if isinstance(event, Chose):
        last.commit = event
    elif event.scene == play.scene:
        last.add(event)
