"""Plays by one person that can be gone on with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from engine.play.events import Chose
from exporters.wording.numbers import many

if TYPE_CHECKING:
    from engine.records import Records

_CHOSE = Chose.model_fields["kind"].default


@dataclass(frozen=True, slots=True)
class UnfinishedPlay:
    """A play that was begun and not ended."""

    id: str
    scenario: str
    """`pack/id`."""
    decisions: int
    """How many were made."""
    last: datetime
    """When something last happened in it."""

    @property
    def stands(self) -> str:
        """Where it stands and since when, in local time."""
        place = f"after {many(self.decisions, 'decision')}" if self.decisions else "nothing is decided yet"
        return f"{place}, {self.last.astimezone():%Y-%m-%d %H:%M}"

    def is_of(self, name: str) -> bool:
        """Whether it is of the scenario of this id or `pack/id`."""
        return name in {self.scenario, self.scenario.rpartition("/")[2]}


def unfinished_plays(records: Records) -> tuple[UnfinishedPlay, ...]:
    """Every one of them, the newest first.

    Raises:
        RecordsError: the records cannot be read.
    """
    rows = records.plays(mode="solo", unfinished=True)
    events = records.unread_events([row.id for row in rows])
    return tuple(
        UnfinishedPlay(
            row.id,
            row.scenario,
            sum(event.kind == _CHOSE for event in events[row.id]),
            datetime.fromisoformat(row.last_at or row.created),
        )
        for row in rows
    )
