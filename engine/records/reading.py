"""Read plays that are kept in a file, without SQLAlchemy, which takes longer to load than a play to read.

Whatever is not plainly a file of ours is left to `Records`, which says what is wrong with it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from engine.errors import RecordsDamaged, RecordsError
from engine.play.events import AnyEvent
from engine.records import kept
from engine.records.file_uri import file_uri
from engine.records.kept import PlayRow
from engine.records.schema import SCHEMA_KEY, SCHEMA_VERSION

if TYPE_CHECKING:
    from engine.records.store import Records

_TABLES = frozenset({"meta", "plays", "events", "bundles"})
_LISTING = """
    SELECT p.id, p.scenario, p.version, p.mode, p.created, e.at, coalesce(t.events, 0),
           coalesce(t.ended, 0), coalesce(t.closed, 0), p.digests, coalesce(t.placed, e.rowid, 0)
    FROM plays AS p
    LEFT JOIN (
        SELECT play, count(*) AS events, max(seq) AS last,
               min(CASE kind WHEN 'ended' THEN rowid END) AS placed,
               max(kind = 'ended') AS ended, max(kind = 'closed') AS closed
        FROM events GROUP BY play
    ) AS t ON t.play = p.id
    LEFT JOIN events AS e ON e.play = p.id AND e.seq = t.last
    ORDER BY p.rowid DESC
"""


class PlaysReader(Protocol):
    """What reads plays: `Records`, or a file by itself. Errors as of `Records`."""

    @property
    def where(self) -> str:
        """The database, as a message may show it."""

    def plays(self) -> list[PlayRow]:
        """All plays, newest first."""

    def events(self, play: str) -> list[AnyEvent]:
        """The events of a play, in order."""

    def endings(self, plays: Sequence[str]) -> dict[str, str]:
        """Play -> scene of the first ending that it reached, of those that reached one."""

    def bundle(self, play: str) -> dict[str, bytes]:
        """What the play is played from: content by part."""


@contextmanager
def open_reader(where: str | Path) -> Iterator[PlaysReader]:
    """Open the database at a path or URL to read it; errors as of `Records.open`."""
    connection = _connected(where)
    if connection is None:
        with _records(where) as records:
            yield records
        return
    try:
        yield _PlaysFile(connection, str(where))
    except (sqlite3.Error, json.JSONDecodeError) as error:
        raise RecordsDamaged(f"{where} cannot be read ({error}); restore a backup or name another file") from error
    finally:
        connection.close()


def _records(where: str | Path) -> Records:
    from engine.records.store import Records  # noqa: PLC0415 - loads SQLAlchemy

    return Records.open(where, read_only=True)


def _connected(where: str | Path) -> sqlite3.Connection | None:
    """A file of ours, within a transaction that sees one state of it throughout; None for anything else."""
    connection = None
    try:
        if "://" in str(where):
            return None
        path = Path(os.path.expanduser(where)).resolve()  # noqa: PTH111 - `Path` would make `./~` a home folder
        if not path.is_file():
            return None
        connection = sqlite3.connect(file_uri(path, "ro"), uri=True, timeout=2, isolation_level=None)
        connection.execute("BEGIN")
        if _is_ours(connection):
            return connection
    except (sqlite3.Error, OSError, ValueError, RuntimeError):
        pass
    if connection is not None:
        connection.close()
    return None


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Whether it is whole, and of a version that this program reads."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not tables >= _TABLES:
        return False
    version = connection.execute("SELECT value FROM meta WHERE key = ?", (SCHEMA_KEY,)).fetchone()
    if version is None or not str(version[0]).isdecimal() or int(version[0]) > SCHEMA_VERSION:
        return False
    return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))


class _PlaysFile:
    """A file that is open."""

    def __init__(self, connection: sqlite3.Connection, where: str) -> None:
        self._connection = connection
        self.where = where

    def plays(self) -> list[PlayRow]:
        return kept.listed(self._connection.execute(_LISTING))

    def events(self, play: str) -> list[AnyEvent]:
        self._digests(play)
        query = "SELECT seq, at, kind, data FROM events WHERE play = ? ORDER BY seq"
        rows = self._connection.execute(query, (play,)).fetchall()
        return [
            kept.event({"seq": seq, "at": at, "kind": kind, "data": json.loads(data)}, number, f"{self.where}: play {play}")
            for number, (seq, at, kind, data) in enumerate(rows)
        ]

    def endings(self, plays: Sequence[str]) -> dict[str, str]:
        wanted = set(plays)
        query = "SELECT play, data FROM events WHERE kind = 'ended' ORDER BY play, seq DESC"
        return {play: json.loads(data)["scene"] for play, data in self._connection.execute(query) if play in wanted}

    def bundle(self, play: str) -> dict[str, bytes]:
        digests = self._digests(play)
        places = ",".join("?" * len(digests))
        query = f"SELECT digest, CAST(content AS BLOB) FROM bundles WHERE digest IN ({places})"  # noqa: S608 - question marks
        contents = dict(self._connection.execute(query, tuple(digests.values())))
        return kept.bundle(digests, contents, play, self.where)

    def _digests(self, play: str) -> dict[str, str]:
        row = self._connection.execute("SELECT digests FROM plays WHERE id = ?", (play,)).fetchone()
        if row is None:
            raise RecordsError(f"{self.where}: there is no play {play}; it may have been erased")
        digests: dict[str, str] = json.loads(row[0])
        return digests
