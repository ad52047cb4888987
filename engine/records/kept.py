"""What is kept, as it is read: rows of plays, events and bundles, whatever read them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.errors import PlayError, PlayNewer, RecordsDamaged, RecordsNewer
from engine.play.completion import Completion, completion
from engine.play.events import AnyEvent, read_event


@dataclass(frozen=True, slots=True)
class PlayRow:
    """A play, as a list of plays shows it."""

    id: str
    scenario: str
    """`pack/id`."""
    version: int
    """Version of the scenario."""
    mode: str
    created: str
    """When it was begun: UTC, ISO 8601."""
    last_at: str | None
    """When its last event happened, other than that a line was mended; None where it has none."""
    events: int
    """How many events it has."""
    completion: Completion
    """How far it came."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """What it was played from: part of the bundle -> digest."""
    number: int = 0
    """Place of its first ending in the order in which events were kept, else of its last event, whatever the clock said; 0 where
    that is not known. A note that comes later leaves a play where it was."""

    @property
    def finished(self) -> bool:
        """Whether it came to an ending, and a class was closed."""
        return self.completion is Completion.FINISHED

    @property
    def over(self) -> bool:
        """Whether nobody can go on with it."""
        return self.completion is not Completion.OPEN


def event(row: dict[str, Any], number: int, shown: str) -> AnyEvent:
    """The event in a row that should be the play's `number`-th."""
    if row["seq"] != number:
        raise RecordsDamaged(f"{shown}: event {number} is missing; restore a backup")
    data = row.pop("data")
    try:
        return read_event({**data, **row})
    except PlayNewer as error:
        raise RecordsNewer(f"{shown}: {error}") from error
    except (PlayError, TypeError) as error:
        raise RecordsDamaged(f"{shown}: event {number} is damaged or of a newer Hotwash ({error}); update it") from error


def listed(found: Iterable[Sequence[Any]]) -> list[PlayRow]:
    """The rows that `listing` asks for. Plays of the same files share their digests."""
    read: dict[str, Mapping[str, str]] = {}
    rows = []
    for id_, scenario, version, mode, created, last_at, events, ended, closed, digests, number in found:
        if digests not in read:
            read[digests] = json.loads(digests)
        came = completion(mode, ended=bool(ended), closed=bool(closed))
        rows.append(PlayRow(id_, scenario, version, mode, created, last_at, events, came, read[digests], number))
    return rows


def bundle(digests: Mapping[str, str], contents: Mapping[str, bytes], play: str, shown: str) -> dict[str, bytes]:
    """Content by part of what a play is played from.

    Args:
        digests: part -> digest, as the play has them.
        contents: digest -> content, of those that are there.
        play: its id.
        shown: the database, as a message may show it.

    Raises:
        RecordsDamaged: a part is missing or is not what was kept.
    """
    for part, digest in digests.items():
        if digest not in contents or hashlib.sha256(contents[digest]).hexdigest() != digest:
            fault = "is missing" if digest not in contents else "is not what was kept"
            raise RecordsDamaged(f"{shown}: `{part}` of play {play} {fault} (digest {digest[:12]}); restore a backup")
    return {part: contents[digest] for part, digest in digests.items()}
