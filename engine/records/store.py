"""An open database of plays."""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from engine.errors import RecordsError
from engine.play.events import AnyEvent
from engine.play.kept_grades import KeptGrades
from engine.records import erasure, grades, kept, opening, rows
from engine.records.errors import translated
from engine.records.kept import PlayRow
from engine.records.opening import BEGIN, SNAPSHOT, Additions, look_at_file, place, settle
from engine.records.rows import KeptEvent
from engine.records.tables import BUNDLES, EVENTS, PLAYS

_PATIENCE = 0.05
"""Seconds between two attempts to cut the log."""
_TOGETHER = 500
"""Plays whose events are asked for in one statement."""


class Records:
    """An open database of plays. Made by `Records.open`; a context manager.

    Every method raises `RecordsLocked`, `RecordsReadOnly`, `RecordsDamaged` or `RecordsError` where the database cannot be used,
    and has then written nothing. Threads may share it.
    """

    def __init__(self, engine: sa.Engine, where: str, path: Path | None = None, *, read_only: bool, additions: Additions) -> None:
        self.where = where
        """The database, as a message may show it."""
        self.path = path
        """Its file; None of a server."""
        self.read_only = read_only
        """Whether nothing can be written."""
        self._engine = engine
        self._derived, self._number = additions.derived, additions.number
        self._closed = False

    @classmethod
    def open(cls, where: str | Path, *, read_only: bool = False) -> Self:
        """Open the database at a path or URL; a missing or empty one is made.

        Args:
            where: a path, `sqlite:///path` or `postgresql+psycopg://...`.
            read_only: write nothing, ever. The database has to be there.

        Raises:
            RecordsNewer: a newer Hotwash wrote it.
            RecordsDamaged: it is broken, or somebody else's.
            RecordsReadOnly: it cannot be written, or its folder cannot.
            RecordsLocked: another program holds it.
            RecordsError: it cannot be used for another reason.
        """
        database = place(where)
        with translated(database.shown, database.path):
            if database.path is not None:
                look_at_file(database.path, database.shown, read_only=read_only)
            engine = database.engine(read_only=read_only)
            try:
                additions = settle(engine, database.shown, read_only=read_only)
            except BaseException:
                engine.dispose()
                raise
        return cls(engine, database.shown, database.path, read_only=read_only, additions=additions)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database. May be done twice."""
        self._closed = True
        self._engine.dispose()

    def begin(self, scenario: str, version: int, mode: str, bundle: Mapping[str, bytes]) -> str:
        """Begin a play and keep what it is played from.

        Args:
            scenario: `pack/id`.
            version: version of the scenario.
            mode: `solo` or `class`.
            bundle: content by part; a part is a kind (`lessons`) or a kind and a name (`report/studio-curtain`).

        Returns:
            The play's id.
        """
        return self.keep(scenario, version, mode, bundle, ())

    def keep(self, scenario: str, version: int, mode: str, bundle: Mapping[str, bytes], events: Sequence[AnyEvent]) -> str:
        """Keep a play that has these events already, and what it is played from: all of it, or nothing.

        Arguments and answer are those of `begin`.
        """
        play = uuid.uuid4().hex
        digests = {part: hashlib.sha256(content).hexdigest() for part, content in bundle.items()}
        with self._writing() as connection:
            rows.hold_bundles(connection)
            for part, content in bundle.items():
                rows.keep(connection, digests[part], part, content)
            created = datetime.now(UTC).isoformat(timespec="microseconds")
            row = {"id": play, "scenario": scenario, "version": version, "mode": mode, "created": created, "digests": digests}
            connection.execute(sa.insert(PLAYS).values(row))
            if events:
                connection.execute(sa.insert(EVENTS), [{"play": play, **rows.row(event)} for event in events])
        return play

    def append(self, play: str, event: AnyEvent) -> None:
        """Keep the next event of a play. It is on the disk when this returns.

        An event that is there already is left alone: it may have been kept and not acknowledged.

        Raises:
            SecondWriter: another event has this number.
            RecordsError: there is no such play, or the event leaves a gap.
        """
        row = rows.row(event)
        with self._writing() as connection:
            rows.digests(connection, play, self.where, hold=True)
            last = connection.scalar(sa.select(sa.func.max(EVENTS.c.seq)).where(EVENTS.c.play == play))
            expected = 0 if last is None else last + 1
            if event.seq == expected:
                connection.execute(sa.insert(EVENTS).values(play=play, **row))
            elif 0 <= event.seq < expected:
                rows.same(connection, play, row)
            else:
                raise RecordsError(f"{self.where}: event {event.seq} of play {play} comes where {expected} was expected")

    def events(self, play: str, since: int = 0) -> list[AnyEvent]:
        """The events of a play, in order: all, or those from number `since` on.

        Raises:
            RecordsDamaged: one is missing or cannot be read.
            RecordsError: there is no such play.
        """
        query = (
            sa.select(*EVENTS.c["seq", "at", "kind", "data"])
            .where(EVENTS.c.play == play, EVENTS.c.seq >= since)
            .order_by(EVENTS.c.seq)
        )
        with self._reading() as connection:
            rows.digests(connection, play, self.where)
            found = connection.execute(query).mappings().all()
        return [kept.event(dict(row), number, f"{self.where}: play {play}") for number, row in enumerate(found, since)]

    def unread_events(self, plays: Sequence[str]) -> dict[str, list[KeptEvent]]:
        """The events of many plays as they are kept, each play's in order: for those who need not read every one of them."""
        found: dict[str, list[KeptEvent]] = {play: [] for play in plays}
        with self._reading() as connection:
            for first in range(0, len(plays), _TOGETHER):
                for row in map(KeptEvent._make, connection.execute(rows.unread(plays[first : first + _TOGETHER]))):
                    found[row.play].append(row)
        return found

    def endings(self, plays: Sequence[str]) -> dict[str, str]:
        """Play -> scene of the first ending that it reached, of those that reached one."""
        found: dict[str, str] = {}
        with self._reading() as connection:
            for first in range(0, len(plays), _TOGETHER):
                for play, data in connection.execute(rows.endings(plays[first : first + _TOGETHER])):
                    found.setdefault(play, data["scene"])
        return found

    def solo_notes(self) -> list[KeptEvent]:
        """The notes of plays alone, and what mended them, as they are kept: each play's together and in order."""
        with self._reading() as connection:
            return list(map(KeptEvent._make, connection.execute(rows.solo_notes())))

    def grades(self, plays: Sequence[str]) -> KeptGrades:
        """What is kept of the grades of these plays, and perhaps of others. Who reads it has to see whether it fits."""
        if not self._derived or not plays:
            return KeptGrades()
        with self._reading() as connection:
            return grades.read(connection, plays if len(plays) < _TOGETHER else None)

    def keep_grades(self, kept: KeptGrades) -> None:
        """Keep grades of plays in place of what was kept of the same; those of a play that is not there any more are left out.

        Does nothing where nothing can be written.
        """
        if self.read_only or not self._derived:
            return
        with self._writing() as connection:
            rows.hold_bundles(connection)
            grades.write(connection, kept)

    def bundle(self, play: str) -> dict[str, bytes]:
        """What the play is played from: content by part, as it was given to `begin`.

        Raises:
            RecordsDamaged: a part is missing or is not what was kept.
            RecordsError: there is no such play.
        """
        with self._reading() as connection:
            digests = rows.digests(connection, play, self.where)
            query = sa.select(*BUNDLES.c["digest", "content"]).where(BUNDLES.c.digest.in_(digests.values()))
            contents = {row.digest: bytes(row.content) for row in connection.execute(query)}
        return kept.bundle(digests, contents, play, self.where)

    def plays(self, scenario: str | None = None, mode: str | None = None, *, unfinished: bool = False) -> list[PlayRow]:
        """The plays, newest first: all, those of one scenario or mode, those that can go on."""
        with self._reading() as connection:
            return kept.listed(connection.execute(rows.listing(scenario, mode, unfinished=unfinished, number=self._number)))

    def latest_unfinished(self, scenario: str | None = None, mode: str = "solo") -> PlayRow | None:
        """The newest play of a mode that can go on, or None."""
        return next(iter(self.plays(scenario, mode, unfinished=True)), None)

    def erase(self, *plays: str) -> bool:
        """Erase plays, their events, and those parts of their bundles that no other play has: all of it, or nothing.

        Returns:
            Whether nothing of them is left in an SQLite file; see `finish_erasing`.

        Raises:
            RecordsError: one of them is not there.
        """
        with self._writing() as connection:
            rows.hold_bundles(connection)
            digests: set[str] = set()
            for play in plays:
                digests.update(rows.digests(connection, play, self.where, hold=True).values())
                connection.execute(sa.delete(EVENTS).where(EVENTS.c.play == play))
                connection.execute(sa.delete(PLAYS).where(PLAYS.c.id == play))
            for others in connection.scalars(sa.select(PLAYS.c.digests)):
                digests.difference_update(others.values())
            for digest in digests:
                connection.execute(sa.delete(BUNDLES).where(BUNDLES.c.digest == digest))
            if self._derived:
                grades.sweep(connection)
        if self.finish_erasing():
            return True
        with self._writing() as connection:
            erasure.keep(connection, [*erasure.read(connection), *plays])
        return False

    def finish_erasing(self) -> bool:
        """Take what was erased out of SQLite's file and its log, which hold the pages as they were until the log is cut.

        Returns:
            False where another program was reading all the while, so that the log could not be cut.
        """
        if not self._cut_the_log():
            return False
        if self.half_erased():
            with self._writing() as connection:
                erasure.keep(connection, [])
        return True

    def half_erased(self) -> list[str]:
        """Ids of plays that were erased while another program was reading, so that their text may still be there."""
        with self._reading() as connection:
            return erasure.read(connection)

    def _cut_the_log(self) -> bool:
        if self._engine.dialect.name != "sqlite":
            return True
        until = time.monotonic() + opening.BUSY_SECONDS
        while True:
            with self._begun("") as connection:
                busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
            if not busy or time.monotonic() > until:
                return not busy
            time.sleep(_PATIENCE)

    @contextmanager
    def _begun(self, statement: str, **options: Any) -> Iterator[sa.Connection]:
        with translated(self.where, self.path):
            if self._closed:
                raise RecordsError(f"{self.where}: the records are closed")
            with self._engine.execution_options(**{BEGIN: statement}, **options).begin() as connection:
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """A transaction that writes: nobody else writes until it ends."""
        with self._begun("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the database throughout."""
        server = {} if self._engine.dialect.name == "sqlite" else SNAPSHOT
        with self._begun("BEGIN", **server) as connection:
            yield connection
