"""What the room wanted and a decision lacked: in the room's words, with how many wanted it and what was decided in its stead."""

from __future__ import annotations

from dataclasses import dataclass

from engine.play.ballots import may_break_down
from engine.play.events import Chose, Wished
from exporters.play.play_record import PlayRecord


@dataclass(frozen=True, slots=True)
class Wish:
    """An answer that the room wanted."""

    seq: int
    """Number of the event."""
    scene: str
    """Of the decision."""
    text: str
    heads: int | None
    """How many wanted it; None where nobody counted, or the class is a group that is not broken down."""
    commit: Chose | None
    """What the team decided there next, as the nearest on offer; None where it decided nothing any more."""

    @property
    def words(self) -> str:
        """The answer, and how many wanted it."""
        return f"“{self.text}”" + ("" if self.heads is None else f" ({self.heads} wanted it)")


def wishes(record: PlayRecord) -> tuple[Wish, ...]:
    """The wishes of a class, in order."""
    may = may_break_down(max([record.heads, *(votes.heads for ballot in record.ballots for votes in ballot.rounds)]))
    events = record.play.events
    return tuple(
        Wish(
            seq=event.seq,
            scene=event.scene,
            text=event.text,
            heads=event.heads if may and event.heads else None,
            commit=next((e for e in events[event.seq :] if isinstance(e, Chose) and e.scene == event.scene), None),
        )
        for event in events
        if isinstance(event, Wished)
    )
