"""Plays as JSON, to take them along or to look into them.

    {"hotwash": "0.1.0", "exported": "2026-06-01T12:00:00+00:00", "plays": [
      {"id": "...", "scenario": "pack/id", "version": 1, "mode": "solo", "created": "...", "state": "finished", "finished": true,
       "digests": {"scenario": "<SHA-256>", "lessons": "...", ...}, "decisions": {"arrive": 1, ...},
       "events": [{"seq": 0, "at": "...", "kind": "started", ...}, ...]}]}

Events are those of docs/semantics.md, section 2, each with all its fields; what was written and mended later stands as it was
last mended. Of votes there is no more than that they were cast, and that is marked `withheld`. `decisions` gives the number of
each scene's decision, as every screen and paper names it. Digests name the texts that the play rests on; the texts themselves
are the pack's. Of a play that cannot be read there is `problem` in place of `events`.

What people wrote themselves is looked through: a file leaves the program.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from engine.errors import PackError, PlayError, RecordsError
from engine.language.identifying import scan
from engine.pack.story import decision_numbers
from engine.play.bundle import from_parts
from engine.play.events import Started
from engine.play.mending import told
from engine.version import VERSION
from exporters.content.artifact import Artifact
from exporters.play.told_events import told_events

if TYPE_CHECKING:
    from engine.records import PlayRow, Records

_WRITTEN = ("note", "text", "reason", "who")
"""Fields of events that hold what people wrote."""


class PlaysExport(NamedTuple):
    """Plays as a file, and what to look at before it is passed on."""

    artifact: Artifact
    suspects: tuple[str, ...]
    """Stretches of notes and reasons that might identify somebody."""


def export(records: Records, rows: Iterable[PlayRow], name: str) -> PlaysExport:
    """These plays with all their events.

    Raises:
        RecordsError: the records cannot be read at all.
    """
    numbers: dict[str, dict[str, int]] = {}
    plays = [_play(records, row, numbers) for row in rows]
    data = {"hotwash": VERSION, "exported": datetime.now(UTC).isoformat(timespec="seconds"), "plays": plays}
    words = (text for play in plays for event in play.get("events", ()) for text in _own_words(event))
    suspects = dict.fromkeys(text[match.start : match.end] for text in words for match in scan(text))
    return PlaysExport(Artifact.of(name, json.dumps(data, ensure_ascii=False, indent=1) + "\n", personal=True), tuple(suspects))


def _own_words(event: dict[str, Any]) -> Iterator[str]:
    """What somebody wrote in an event."""
    yield from (event[field] for field in _WRITTEN if event.get(field))
    yield from (event.get("details") or {}).values()


def _play(records: Records, row: PlayRow, numbers: dict[str, dict[str, int]]) -> dict[str, Any]:
    """A play. `numbers` keeps, by the digest of a scenario, the numbers of its decisions."""
    data = {
        "id": row.id, "scenario": row.scenario, "version": row.version, "mode": row.mode, "created": row.created,
        "state": row.completion, "finished": row.finished, "digests": dict(row.digests),
    }  # fmt: skip
    try:
        scenario = row.digests.get("scenario", "")
        if scenario not in numbers:
            numbers[scenario] = decision_numbers(from_parts(records.bundle(row.id)).scenario)
        events = told(records.events(row.id))
    except (RecordsError, PackError, PlayError) as error:
        return data | {"problem": str(error)}
    for_record = any(isinstance(event, Started) and event.purpose == "record" for event in events)
    return data | {"decisions": numbers[scenario], "events": told_events(events, for_record=for_record)}
