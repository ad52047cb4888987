"""What a wall, a document or a file may tell of the votes of a class: counts, and nothing from which one person could be told.

A group under five is not broken down. Two counts of one decision that stand beside each other break down those by whom they
differ, so one is left out where it differs from the other by fewer than five votes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from engine.play.ballots import Ballot, Round, may_break_down, may_tell, of_groups

Counts = Mapping[str, int]
"""Choice -> votes."""


class Withheld(StrEnum):
    """Why counts are not told."""

    NO = ""
    """They are."""
    SMALL = "Votes were cast. A group under five is not broken down."
    CLOSE = (
        "Votes were cast. Fewer than five differ from another count of this decision, and a group under five is not broken down."
    )


@dataclass(frozen=True, slots=True)
class VoteTally:
    """A round of votes, as far as it may be told."""

    counts: Counts | None
    """None where they are withheld."""
    withheld: Withheld


def tallies(ballots: Sequence[Ballot], heads: Mapping[str, int]) -> tuple[tuple[VoteTally, ...], ...]:
    """For each ballot its rounds, in order.

    Of two counts that must not both be told it is the one that the class was shown first; of those that it never was shown, the
    one that the team answered. So what the wall has told stays told, and no later count tells more.

    Args:
        ballots: all of a class, in order.
        heads: voter -> how many people that is; 0 where nobody counted them.
    """
    told: dict[tuple[str, int], list[tuple[Counts, bool]]] = {}
    """Decision -> (counts of it that are told, whether they are all of groups), by whose difference somebody could be told."""
    tallied: dict[int, VoteTally] = {}
    """Identity of a round -> as far as it may be told."""
    for ballot, votes in sorted(_rounds(ballots), key=_rank):
        beside = told.setdefault((ballot.scene, ballot.visit), [])
        tally = tallied[id(votes)] = _tally(votes, heads, beside)
        if tally.counts is not None:
            beside.append((tally.counts, of_groups(votes, heads)))
    return tuple(tuple(tallied[id(votes)] for votes in ballot.rounds) for ballot in ballots)


def _rounds(ballots: Sequence[Ballot]) -> Iterator[tuple[Ballot, Round]]:
    return ((ballot, votes) for ballot in ballots for votes in ballot.rounds)


def _rank(cast: tuple[Ballot, Round]) -> tuple[bool, bool]:
    """Where a round stands among those of which one is told; of equals the earlier comes first."""
    ballot, votes = cast
    return not votes.shown, not votes.shown and ballot.commit is None


def apart(one: Counts, other: Counts) -> int:
    """How many votes differ between two counts, at the least."""
    changes = [one.get(choice, 0) - other.get(choice, 0) for choice in {*one, *other}]
    return max(sum(x for x in changes if x > 0), -sum(x for x in changes if x < 0))


def _tally(votes: Round, heads: Mapping[str, int], beside: Iterable[tuple[Counts, bool]]) -> VoteTally:
    if not may_tell(votes, heads):
        return VoteTally(None, Withheld.SMALL)
    groups = of_groups(votes, heads)
    differs = [apart(votes.counts, other) for other, others in beside if not (groups and others)]
    if any(n and not may_break_down(n) for n in differs):
        return VoteTally(None, Withheld.CLOSE)
    return VoteTally(votes.counts, Withheld.NO)
