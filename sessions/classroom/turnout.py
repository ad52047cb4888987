"""How many voted, against those who are here: what a wall may tell while a vote is open, and what bars are measured against."""

from __future__ import annotations

from collections.abc import Mapping

from engine.play import phases
from engine.play.events import Chose, Injected, Overrode, Phase, Rolled, WentBack, Wished
from exporters.play.play_record import PlayRecord
from sessions.classroom.roster import heads, roster

MOVES = (Chose, Rolled, Overrode, Injected, WentBack)
"""Events after which something else is to be read."""


def hands(record: PlayRecord) -> Mapping[str, int]:
    """Choice -> hands, as raised since the distribution was last shown: once it is, hands are raised anew.

    Where the class went straight back from it, the same hands are counted right.
    """
    return record.ballot.open.hands if record.ballot else {}


def hands_down(record: PlayRecord) -> int:
    """How many raise no hand in the vote that is open, since they want something else.

    Of those who wanted it in an earlier round, or while the class talked, nobody knows whether they raise one this time.
    """
    count = since = 0
    corrected = False
    for event in reversed(record.play.events):
        if isinstance(event, MOVES):
            return count + since
        if isinstance(event, Wished):
            since += event.heads
        elif isinstance(event, Phase) and event.name not in phases.SHOWN:
            count, since, corrected = count + since, 0, event.corrects
        elif isinstance(event, Phase):
            since = 0
            if not (corrected and event.name == phases.BARS):
                break
    return count


def to_come(record: PlayRecord) -> int | None:
    """How many who are here have neither raised a hand nor want something else; None where nobody counted who is here.

    Below 0 where more hands were counted than there can be.
    """
    people = heads(roster(record.play.events))
    return people - hands_down(record) - sum(hands(record).values()) if people else None


def here(record: PlayRecord) -> int:
    """How many votes there can be at the decision at hand; as many as there are where nobody has counted."""
    voting = record.play.started.voters if record.play.started else "none"
    people = roster(record.play.events)
    counted = heads(people) if voting == "hands" else len(people)
    return max(counted, record.ballot.last.heads if record.ballot else 0)


def turnout(record: PlayRecord) -> str:
    """How many votes are in, in words: of the vote that is open, or of the one whose result is shown."""
    voting = record.play.started.voters if record.play.started else "none"
    last = next((e for e in reversed(record.play.events) if isinstance(e, Phase)), None)
    if voting == "none":
        return ""
    if last is None or last.name != phases.VOTE:
        ballot = record.ballot
        return f"{ballot.last.heads} of {here(record)} voted." if ballot else ""
    if voting == "hands":
        raised, people = sum(hands(record).values()), heads(roster(record.play.events))
        return f"{raised} of {people} hands so far." if people else f"{raised} hands so far."
    ballot = record.ballot
    return f"{len(ballot.open.votes) if ballot else 0} of {len(roster(record.play.events))} votes so far."
