"""Plays as JSON, to take them along or to look into them.

    {"hotwash": "0.1.0", "exported": "2026-06-01T12:00:00+00:00", "plays": [
      {"id": "...", "scenario": "pack/id", "version": 1, "mode": "solo", "created": "...", "finished": true,
       "digests": {"scenario": "<SHA-256>", "lessons": "...", ...},
       "events": [{"seq": 0, "at": "...", "kind": "started", ...}, ...]}]}

Events are those of docs/semantics.md, section 2, each with all its fields. Digests name the texts that the play rests on; the
texts themselves are the pack's. Of a play that cannot be read there is `problem` in place of `events`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from engine.errors import RecordsError
from engine.version import VERSION
from exporters.artifact import Artifact

if TYPE_CHECKING:
    from engine.records import PlayRow, Records


def export(records: Records, rows: Iterable[PlayRow], name: str) -> Artifact:
    """These plays with all their events.

    Raises:
        RecordsError: the records cannot be read at all.
    """
    plays = [_play(records, row) for row in rows]
    data = {"hotwash": VERSION, "exported": datetime.now(UTC).isoformat(timespec="seconds"), "plays": plays}
    return Artifact.of(name, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _play(records: Records, row: PlayRow) -> dict[str, Any]:
    found = {
        "id": row.id, "scenario": row.scenario, "version": row.version, "mode": row.mode, "created": row.created,
        "finished": row.finished, "digests": dict(row.digests),
    }  # fmt: skip
    try:
        return found | {"events": [event.model_dump(mode="json") for event in records.events(row.id)]}
    except RecordsError as error:
        return found | {"problem": str(error)}
