"""Votes of a class: a fold over events. A vote binds nobody; the team's commit is another event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.play.events import Chose, Phase, Voted
from engine.play.fold import Play
from engine.play.phases import BARS
from engine.states.step import State

SMALL = 5
"""Groups of fewer are not broken down: whoever was there could be told from the counts."""


@dataclass(frozen=True, slots=True)
class Round:
    """The votes up to one showing of the distribution, as they stood then."""

    votes: dict[str, str]
    """Voter -> choice."""
    hands: dict[str, int]
    """Choice -> hands raised, where hands are counted."""
    cast: dict[str, int]
    """Voter -> number of the event that is their vote."""
    events: list[int] = field(default_factory=list)
    """Numbers of the events by which it came about, in order."""

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

    @property
    def first(self) -> Round:
        """The votes before anybody saw those of the others."""
        return self.rounds[0]

    @property
    def last(self) -> Round:
        """The votes as they stood at the end."""
        return self.rounds[-1]


@dataclass(slots=True)
class _OpenDecision:
    scene: str
    visit: int
    state: State
    rounds: list[Round] = field(default_factory=list)
    shown: bool = True
    """Whether the distribution has been shown since the last vote: the next one begins a round, unless it corrects one."""
    commit: Chose | None = None

    def add(self, vote: Voted) -> None:
        """Count a vote; a later one of the same voter, or count of the same hands, takes its place."""
        if self.shown:
            last = self.rounds[-1] if self.rounds else Round({}, {}, {})
            # Whoever does not vote again has not changed their mind; hands are raised anew.
            self.rounds.append(Round(dict(last.votes), {}, dict(last.cast)))
            self.shown = False
        here = self.rounds[-1]
        here.events.append(vote.seq)
        if vote.who:
            here.votes[vote.who] = vote.choice
            here.cast[vote.who] = vote.seq
        else:
            here.hands[vote.choice] = vote.heads

    def close(self) -> Ballot:
        """As it stands."""
        return Ballot(self.scene, self.visit, self.state, tuple(self.rounds), self.commit)


def ballots(play: Play) -> tuple[Ballot, ...]:
    """The ballots of a play, in order; decisions on which nobody voted have none."""
    return tuple(b.close() for b in _fold(play) if b.rounds)


def current(play: Play) -> Ballot | None:
    """The ballot of the decision at hand, or None where nobody has voted yet."""
    if play.waits_for != "decision":
        return None
    for ballot in reversed(_fold(play)):
        if ballot.rounds and (ballot.scene, ballot.visit, ballot.state) == (play.scene, play.visit, play.state):
            return ballot.close() if ballot.commit is None else None
    return None


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
        elif isinstance(event, Phase) and decisions and (event.name == BARS or event.corrects):
            decisions[-1].shown = not event.corrects
        partial.apply(event)
    return decisions


def _meet(decisions: list[_OpenDecision], play: Play, event: Voted | Chose) -> None:
    """Put a vote or a commit to the ballot of the decision at which the play stands."""
    last = decisions[-1] if decisions else None
    stands = last is not None and last.commit is None and (last.scene, last.visit) == (play.scene, play.visit)
    # An inject after the vote makes another state of it: whoever votes again votes anew, but a commit answers the last vote.
    if last is None or not stands or (isinstance(event, Voted) and last.state != play.state):
        last = _OpenDecision(play.scene, play.visit, play.state)
        decisions.append(last)
    if isinstance(event, Chose):
        last.commit = event
    elif event.scene == play.scene:
        last.add(event)
