"""Earlier plays of the same scenario, for the debrief of a play: read from where they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from engine.errors import HotwashError
from engine.play.bundle import from_parts
from engine.play.fold import replay
from engine.states.program import Program
from exporters.play.compared import PastCompared
from exporters.play.comparison import compare, endings_seen
from exporters.play.play_record import PlayRecord

if TYPE_CHECKING:
    from engine.pack.scenario import Scenario
    from engine.records import PlayRow
    from engine.records.reading import PlaysReader


def look_back(reader: PlaysReader, record: PlayRecord) -> PastCompared | None:
    """What the earlier plays say of a finished play alone; None of any other. Drills and unfinished plays do not count.

    An earlier play that cannot be read is passed over.

    Raises:
        RecordsError: the records cannot be read at all.
    """
    if record.in_class or record.debrief.ending is None:
        return None
    rows = [row for row in reader.plays() if row.mode == "solo" and row.finished and row.scenario == record.bundle.name]
    places = [number for number, row in enumerate(rows) if row.id == record.play_id]
    if not places:
        return None
    here, earlier = rows[places[0]], rows[places[0] + 1 :]
    scenes = reader.endings([row.id for row in earlier])
    editions = _editions(reader, earlier, here, record)
    ended = [
        (editions[row.digests["scenario"]], scenes[row.id])
        for row in earlier
        if row.id in scenes and row.digests.get("scenario") in editions
    ]
    seen, endings = endings_seen(record, ended)
    last = next((found for row in earlier if (found := _read(reader, row, here, record)) is not None), None)
    return PastCompared(None if last is None else compare(last, record), seen, endings)


def _editions(reader: PlaysReader, rows: Sequence[PlayRow], here: PlayRow, record: PlayRecord) -> dict[str, Scenario]:
    """Digest of a scenario -> it, of every one that these plays were played from and that can be read."""
    found = {here.digests["scenario"]: record.bundle.scenario}
    for row in rows:
        digest = row.digests.get("scenario", "")
        if digest not in found:
            with suppress(HotwashError):
                found[digest] = from_parts(reader.bundle(row.id)).scenario
    return found


def _read(reader: PlaysReader, row: PlayRow, here: PlayRow, record: PlayRecord) -> PlayRecord | None:
    """An earlier play that has ended; what rests on the same files shares the values of this one."""
    with suppress(HotwashError):
        same = row.digests == here.digests
        bundle = record.bundle if same else from_parts(reader.bundle(row.id))
        program = record.play.program if same else Program(bundle.scenario)
        found = PlayRecord(bundle, replay(program, reader.events(row.id)), row.id, record.valuation if same else None)
        return found if found.debrief.ending is not None else None
    return None
