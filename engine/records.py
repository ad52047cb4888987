"""Records: plays, kept in a database. The only door to SQLAlchemy.

A play is kept as its events, one transaction each, under the key (play, seq), together with the bytes of all that it was
played from, by digest. So an old play replays and scores for ever, whatever has become of its pack.

SQLite is the default: a write-ahead log with `synchronous=FULL`, so that what `append` has returned from outlives a power cut.
PostgreSQL is used where a URL names it.

A database is inspected before it is opened for writing: what is not ours, is damaged or is newer is left as it is.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import platformdirs
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from engine.errors import PlayError, RecordsDamaged, RecordsError, RecordsLocked, RecordsNewer, RecordsReadOnly, SecondWriter
from engine.play import AnyEvent, read_event

SCHEMA_VERSION = 1
SCHEMA_KEY = "hotwash.schema"
"""Key in `meta` under which the schema's version stands. It tells our databases from others'."""
BUSY_SECONDS = 2.0
"""How long to wait for another program's transaction to end."""

TABLES = sa.MetaData()
META = sa.Table(
    "meta",
    TABLES,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
BUNDLES = sa.Table(
    "bundles",
    TABLES,
    sa.Column("digest", sa.Text, primary_key=True),  # SHA-256 of the content, in hexadecimal
    sa.Column("kind", sa.Text, nullable=False),  # kind and name under which it first came: for people who look in
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
PLAYS = sa.Table(
    "plays",
    TABLES,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("scenario", sa.Text, nullable=False, index=True),  # pack/id
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("mode", sa.Text, nullable=False),
    sa.Column("created", sa.Text, nullable=False),  # UTC, ISO 8601, always with microseconds: sorts as text
    sa.Column("digests", sa.JSON, nullable=False),  # part of the bundle -> digest
)
EVENTS = sa.Table(
    "events",
    TABLES,
    sa.Column("play", sa.Text, sa.ForeignKey(PLAYS.c.id), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("data", sa.JSON, nullable=False),  # the event's other fields
)

_BEGIN = "hotwash_begin"
"""Execution option: the statement that begins a transaction in SQLite; empty for none."""
_PRAGMAS = ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON")
_SMALLEST = 512
"""Bytes of the smallest SQLite database. SQLite takes a file of one byte for an empty one and would write over it.

The file itself is never read here: closing it would drop the locks that SQLite holds on it elsewhere in this process.
"""
_CREATION_LOCK = 0x686F7477617368
"""Number of the PostgreSQL advisory lock under which tables are made."""


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
    """When its last event happened; None where it has none."""
    events: int
    """How many events it has."""
    finished: bool
    """Whether the play was closed, or, played alone, an ending was ever reached. A class has its hot wash after the ending."""


class Records:
    """An open database of plays. Made by `Records.open`; a context manager.

    Every method raises `RecordsLocked`, `RecordsReadOnly`, `RecordsDamaged` or `RecordsError` where the database cannot be used,
    and has then written nothing. Threads may share it.
    """

    def __init__(self, engine: sa.Engine, where: str) -> None:
        self.where = where
        """The database, as a message may show it."""
        self._engine = engine
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
        place = _place(where)
        with _translated(place.shown):
            if place.path is not None:
                _look_at_file(place.path, place.shown, read_only=read_only)
            engine = place.engine(read_only=read_only)
            try:
                _settle(engine, place.shown, read_only=read_only)
            except BaseException:
                engine.dispose()
                raise
        return cls(engine, place.shown)

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
        play = uuid.uuid4().hex
        digests = {part: hashlib.sha256(content).hexdigest() for part, content in bundle.items()}
        with self._writing() as connection:
            _hold_bundles(connection)
            for part, content in bundle.items():
                _keep(connection, digests[part], part, content)
            created = datetime.now(UTC).isoformat(timespec="microseconds")
            row = {"id": play, "scenario": scenario, "version": version, "mode": mode, "created": created, "digests": digests}
            connection.execute(sa.insert(PLAYS).values(row))
        return play

    def append(self, play: str, event: AnyEvent) -> None:
        """Keep the next event of a play. It is on the disk when this returns.

        An event that is there already is left alone: it may have been kept and not acknowledged.

        Raises:
            SecondWriter: another event has this number.
            RecordsError: there is no such play, or the event leaves a gap.
        """
        row = _row(event)
        with self._writing() as connection:
            _digests(connection, play, self.where, hold=True)
            last = connection.scalar(sa.select(sa.func.max(EVENTS.c.seq)).where(EVENTS.c.play == play))
            expected = 0 if last is None else last + 1
            if event.seq == expected:
                connection.execute(sa.insert(EVENTS).values(play=play, **row))
            elif 0 <= event.seq < expected:
                _same(connection, play, row)
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
            _digests(connection, play, self.where)
            rows = connection.execute(query).mappings().all()
        return [_event(dict(row), number, f"{self.where}: play {play}") for number, row in enumerate(rows, since)]

    def bundle(self, play: str) -> dict[str, bytes]:
        """What the play is played from: content by part, as it was given to `begin`.

        Raises:
            RecordsDamaged: a part is missing or is not what was kept.
            RecordsError: there is no such play.
        """
        with self._reading() as connection:
            digests = _digests(connection, play, self.where)
            query = sa.select(*BUNDLES.c["digest", "content"]).where(BUNDLES.c.digest.in_(digests.values()))
            contents = {row.digest: bytes(row.content) for row in connection.execute(query)}
        for part, digest in digests.items():
            if digest not in contents or hashlib.sha256(contents[digest]).hexdigest() != digest:
                fault = "is missing" if digest not in contents else "is not what was kept"
                raise RecordsDamaged(f"{self.where}: `{part}` of play {play} {fault} (digest {digest[:12]}); restore a backup")
        return {part: contents[digest] for part, digest in digests.items()}

    def plays(self, scenario: str | None = None, mode: str | None = None, *, unfinished: bool = False) -> list[PlayRow]:
        """The plays, newest first: all, those of one scenario or mode, those that can go on."""
        with self._reading() as connection:
            rows = connection.execute(_listing(scenario, mode, unfinished=unfinished)).mappings().all()
        return [PlayRow(**{**row, "finished": bool(row["finished"])}) for row in rows]

    def latest_unfinished(self, scenario: str | None = None, mode: str = "solo") -> PlayRow | None:
        """The newest play of a mode that can go on, or None."""
        return next(iter(self.plays(scenario, mode, unfinished=True)), None)

    def erase(self, play: str) -> None:
        """Erase a play, its events, and those parts of its bundle that no other play has. Nothing of it stays in an SQLite file.

        Raises:
            RecordsError: there is no such play.
        """
        with self._writing() as connection:
            _hold_bundles(connection)
            digests = set(_digests(connection, play, self.where, hold=True).values())
            connection.execute(sa.delete(EVENTS).where(EVENTS.c.play == play))
            connection.execute(sa.delete(PLAYS).where(PLAYS.c.id == play))
            for others in connection.scalars(sa.select(PLAYS.c.digests)):
                digests.difference_update(others.values())
            connection.execute(sa.delete(BUNDLES).where(BUNDLES.c.digest.in_(digests)))
        self._empty_log()

    def _empty_log(self) -> None:
        """Move SQLite's write-ahead log into the file and cut it: it still holds the pages as they were.

        Where somebody reads just now, the log is cut when the last program closes the file.
        """
        if self._engine.dialect.name == "sqlite":
            with self._begun("") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _begun(self, statement: str, **options: Any) -> Iterator[sa.Connection]:
        with _translated(self.where):
            if self._closed:
                raise RecordsError(f"{self.where}: the records are closed")
            with self._engine.execution_options(**{_BEGIN: statement}, **options).begin() as connection:
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """A transaction that writes: nobody else writes until it ends."""
        with self._begun("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the database throughout."""
        server = {} if self._engine.dialect.name == "sqlite" else _SNAPSHOT
        with self._begun("BEGIN", **server) as connection:
            yield connection


def default_path() -> Path:
    """Where plays are kept unless the user says otherwise."""
    return platformdirs.user_data_path("hotwash", appauthor=False) / "plays.db"


# Rows


def _row(event: AnyEvent) -> dict[str, Any]:
    """An event as its columns."""
    data = event.model_dump(mode="json")
    return {name: data.pop(name) for name in ("seq", "at", "kind")} | {"data": data}


def _event(row: dict[str, Any], number: int, shown: str) -> AnyEvent:
    """The event in a row that should be the play's `number`-th."""
    if row["seq"] != number:
        raise RecordsDamaged(f"{shown}: event {number} is missing; restore a backup")
    data = row.pop("data")
    try:
        return read_event({**data, **row})
    except (PlayError, TypeError) as error:
        raise RecordsDamaged(f"{shown}: event {number} is damaged or of a newer Hotwash ({error}); update it") from error


def _same(connection: sa.Connection, play: str, row: dict[str, Any]) -> None:
    """Refuse an event unless it is the one that is kept under its number."""
    query = sa.select(*EVENTS.c["seq", "at", "kind", "data"]).where(EVENTS.c.play == play, EVENTS.c.seq == row["seq"])
    kept = connection.execute(query).mappings().one_or_none()
    if kept is None or dict(kept) != row:
        found = f"`{kept['kind']}` of {kept['at']}" if kept is not None else "a gap"
        raise SecondWriter(
            f"event {row['seq']} of play {play} was written by somebody else: found {found}, "
            f"not this `{row['kind']}` of {row['at']}; close the other window, then resume the play",
        )


def _digests(connection: sa.Connection, play: str, shown: str, *, hold: bool = False) -> dict[str, str]:
    """Part -> digest of a play, which has to be there.

    `hold` keeps other writers of the play waiting in PostgreSQL; in SQLite the transaction does.
    """
    query = sa.select(PLAYS.c.digests).where(PLAYS.c.id == play)
    row = connection.execute(query.with_for_update() if hold else query).one_or_none()
    if row is None:
        raise RecordsError(f"{shown}: there is no play {play}; it may have been erased")
    digests: dict[str, str] = row.digests
    return digests


def _keep(connection: sa.Connection, digest: str, part: str, content: bytes) -> None:
    """Keep a part of a bundle, unless it is there."""
    if connection.scalar(sa.select(BUNDLES.c.digest).where(BUNDLES.c.digest == digest)) is None:
        kind, _, name = part.partition("/")
        connection.execute(sa.insert(BUNDLES).values(digest=digest, kind=kind, name=name, content=content))


def _hold_bundles(connection: sa.Connection) -> None:
    """Let one transaction at a time decide which bundles are needed. PostgreSQL alone needs to be told."""
    connection.execute(sa.select(META.c.value).where(META.c.key == SCHEMA_KEY).with_for_update())


def _listing(scenario: str | None, mode: str | None, *, unfinished: bool) -> sa.Select[Any]:
    """Plays with the columns of `PlayRow`, newest first."""
    finishes = sa.case((EVENTS.c.kind == "closed", 2), (EVENTS.c.kind == "ended", 1), else_=0)
    count, last, finished = sa.func.count(), sa.func.max(EVENTS.c.seq), sa.func.max(finishes)
    grouped = sa.select(EVENTS.c.play, count.label("events"), last.label("last"), finished.label("finished"))
    tally = grouped.group_by(EVENTS.c.play).subquery()
    needed = sa.case((PLAYS.c.mode == "solo", 1), else_=2)
    done = sa.case((sa.func.coalesce(tally.c.finished, 0) >= needed, 1), else_=0)
    query = (
        sa.select(*PLAYS.c["id", "scenario", "version", "mode", "created"])
        .add_columns(EVENTS.c.at.label("last_at"), sa.func.coalesce(tally.c.events, 0).label("events"), done.label("finished"))
        .select_from(PLAYS)
        .outerjoin(tally, tally.c.play == PLAYS.c.id)
        .outerjoin(EVENTS, (EVENTS.c.play == PLAYS.c.id) & (EVENTS.c.seq == tally.c.last))
        .order_by(PLAYS.c.created.desc(), PLAYS.c.id.desc())
    )
    if scenario is not None:
        query = query.where(PLAYS.c.scenario == scenario)
    if mode is not None:
        query = query.where(PLAYS.c.mode == mode)
    return query.where(done == 0) if unfinished else query


# Opening


_SNAPSHOT: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a database is."""

    shown: str
    """As a message may show it: without a password."""
    url: sa.URL
    path: Path | None
    """The file, of an SQLite database."""

    def engine(self, *, read_only: bool) -> sa.Engine:
        """An engine that keeps plays there."""
        if self.path is None:
            return _server(self.url, read_only=read_only)
        return _file(self.path, "ro") if read_only else _file(self.path, "rw", keep=True)


def _place(where: str | Path) -> _Place:
    if isinstance(where, Path) or "://" not in where:
        return _place_of_file(Path(where))
    with _translated("the database's URL"):
        url = sa.make_url(where)
        shown = url.set(query={}).render_as_string()  # a query may hold a password too
        if url.get_backend_name() == "postgresql":
            return _Place(shown, url.set(drivername="postgresql+psycopg"), None)
        if url.get_backend_name() == "sqlite" and url.database and not url.query and url.database != ":memory:":
            return _place_of_file(Path(url.database))
        raise RecordsError(
            f"`{shown}` cannot keep plays; use a path, sqlite:///path or postgresql+psycopg://host/database",
        )


def _place_of_file(path: Path) -> _Place:
    return _Place(str(path), sa.URL.create("sqlite"), path.resolve())


def _file(path: Path, mode: str, *, keep: bool = False) -> sa.Engine:
    """An engine on an SQLite file that is there: to look at it, or to keep plays in it."""
    url = sa.URL.create("sqlite", database=path.as_uri(), query={"mode": mode, "uri": "true"})
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)

    def connected(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # `begun` begins transactions, not the driver, which would begin them late
        if keep:
            _prepare(connection)

    def begun(connection: sa.Connection) -> None:
        statement = connection.get_execution_options().get(_BEGIN, "BEGIN")
        if statement:
            connection.exec_driver_sql(statement)

    sa.event.listen(engine, "connect", connected)
    sa.event.listen(engine, "begin", begun)
    return engine


def _prepare(connection: sqlite3.Connection) -> None:
    """Settings of a connection that keeps plays. The write-ahead log is turned on in a new file, and stays so.

    SQLite does not wait for the lock that turning it on takes, where several programs make the file at once; so this does.
    """
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _server(url: sa.URL, *, read_only: bool) -> sa.Engine:
    """An engine on a PostgreSQL database."""
    options = {"postgresql_readonly": True} if read_only else {}
    engine = sa.create_engine(url, hide_parameters=True, pool_pre_ping=True, execution_options=options)

    def connected(connection: Any, _: object) -> None:
        connection.execute(f"SET lock_timeout = {int(BUSY_SECONDS * 1000)}")
        connection.commit()

    sa.event.listen(engine, "connect", connected)
    return engine


def _look_at_file(path: Path, shown: str, *, read_only: bool) -> None:
    """Refuse a file that cannot be ours, before anything opens it for writing; make a missing one."""
    if path.is_dir():
        raise RecordsError(f"{shown} is a folder; name a file in it, such as {path / 'plays.db'}")
    size = path.stat().st_size if path.exists() else 0
    if 0 < size < _SMALLEST:
        raise RecordsDamaged(f"{shown} is no database (it has {size} bytes); {_LEFT}; restore a backup or name another file")
    if size:
        _inspect(path, shown)
    elif read_only:
        raise RecordsError(f"{shown}: no plays are kept there yet")
    elif not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)


def _inspect(path: Path, shown: str) -> None:
    """Refuse a file that is not ours or is damaged, and leave it byte for byte as it is."""
    log = path.with_name(path.name + "-wal")
    # A log that holds something would be moved into the file when its last user lets go, unless that one cannot write.
    # Without one, "rw" writes nothing either, and cleans up the side files that it makes.
    engine = _file(path, "ro" if log.exists() and log.stat().st_size else "rw")
    try:
        with engine.begin() as connection:
            if _is_ours(connection, shown):
                found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
                if found != "ok":
                    raise RecordsDamaged(f"{shown} is damaged ({found}); {_LEFT}; restore a backup or name another file")
    finally:
        engine.dispose()


def _is_ours(connection: sa.Connection, shown: str) -> bool:
    """Whether this is a database of plays that this version can use; false where it is empty.

    Raises:
        RecordsNewer: a newer Hotwash wrote it.
        RecordsDamaged: it is somebody else's.
    """
    tables = set(sa.inspect(connection).get_table_names())
    if not tables:
        return False
    if META.name not in tables:
        some = ", ".join(sorted(tables)[:3])
        raise RecordsDamaged(f"{shown} is another program's database (tables: {some}); {_LEFT}; {_ELSEWHERE}")
    found = connection.scalar(sa.select(META.c.value).where(META.c.key == SCHEMA_KEY))
    if not str(found).isdecimal():
        raise RecordsDamaged(f"{shown} has a table `meta`, but no `{SCHEMA_KEY}` in it; {_LEFT}; {_ELSEWHERE}")
    if int(str(found)) > SCHEMA_VERSION:
        known = f"found schema {found}, this one knows {SCHEMA_VERSION}"
        raise RecordsNewer(f"{shown} was written by a newer Hotwash ({known}); {_LEFT}; update Hotwash or name another file")
    if missing := sorted(set(TABLES.tables) - tables):
        raise RecordsDamaged(f"{shown} is damaged (no table `{missing[0]}`); {_LEFT}; restore a backup or name another file")
    return True


def _settle(engine: sa.Engine, shown: str, *, read_only: bool) -> None:
    """Make the tables where there are none; else make sure that the database can be written, if it has to be."""
    with engine.execution_options(**{_BEGIN: "BEGIN" if read_only else "BEGIN IMMEDIATE"}).begin() as connection:
        if not read_only and engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_CREATION_LOCK)))
        ours = _is_ours(connection, shown)
        if read_only and not ours:
            raise RecordsError(f"{shown}: no plays are kept there yet")
        if not ours:
            TABLES.create_all(connection)
            connection.execute(sa.insert(META).values(key=SCHEMA_KEY, value=str(SCHEMA_VERSION)))
        elif not read_only:
            # SQLite begins even an immediate transaction on what it cannot write: only a statement tells. It is taken back.
            connection.execute(sa.update(META).where(META.c.key == SCHEMA_KEY).values(value=META.c.value))
            connection.rollback()


# Errors


_LEFT = "it was left as it is"
_ELSEWHERE = "name another file, or an empty database"
_AGAIN = "another program is using it: close that one, or try again"
_UNWRITABLE = "it or its folder cannot be written: change the permissions, or name a place where you may write"
_BROKEN = f"it is damaged, or no Hotwash database; {_LEFT}; restore a backup or name another file"
_FULL = "the disk is full: make room, then go on; nothing that was kept is lost"

_MEANINGS: dict[str, tuple[type[RecordsError], str]] = {
    "database is locked": (RecordsLocked, _AGAIN),
    "database table is locked": (RecordsLocked, _AGAIN),
    "database schema is locked": (RecordsLocked, _AGAIN),
    "locking protocol": (RecordsLocked, _AGAIN),
    "attempt to write a readonly database": (RecordsReadOnly, _UNWRITABLE),
    "unable to open database file": (RecordsReadOnly, _UNWRITABLE),
    "file is not a database": (RecordsDamaged, _BROKEN),
    "disk image is malformed": (RecordsDamaged, _BROKEN),
    "malformed database schema": (RecordsDamaged, _BROKEN),
    "unsupported file format": (RecordsDamaged, _BROKEN),
    "could not decode to utf-8": (RecordsDamaged, _BROKEN),
    "no such table": (RecordsDamaged, _BROKEN),
    "no such column": (RecordsDamaged, _BROKEN),
    "database or disk is full": (RecordsError, _FULL),
    # PostgreSQL speaks the server's language: its SQLSTATE is read instead.
    "sqlstate 55p03": (RecordsLocked, _AGAIN),
    "sqlstate 40p01": (RecordsLocked, _AGAIN),
    "sqlstate 40001": (RecordsLocked, _AGAIN),
    "sqlstate 25006": (RecordsReadOnly, _UNWRITABLE),
    "sqlstate 42501": (RecordsReadOnly, _UNWRITABLE),
    "sqlstate 42p01": (RecordsDamaged, _BROKEN),
    "sqlstate 42703": (RecordsDamaged, _BROKEN),
    "sqlstate 53100": (RecordsError, _FULL),
}
"""What a driver's words, or its SQLSTATE, mean to the user."""


@contextmanager
def _translated(shown: str) -> Iterator[None]:
    """Turn errors of the database, the driver and the file system into ours."""
    try:
        yield
    except DBAPIError as error:
        raise _meaning(shown, error.orig or error) from error
    except json.JSONDecodeError as error:
        raise RecordsDamaged(f"{shown}: {_BROKEN} ({error})") from error
    except SQLAlchemyError as error:
        raise RecordsError(f"{shown}: {_first_line(error)}") from error
    except ImportError as error:
        raise RecordsError(f"{shown}: PostgreSQL needs a package that is not there: pip install 'psycopg[binary]'") from error
    except PermissionError as error:
        raise RecordsReadOnly(f"{shown}: {_UNWRITABLE} ({error.strerror})") from error
    except OSError as error:
        raise RecordsError(f"{shown}: {error.strerror}; name another file") from error


def _meaning(shown: str, error: BaseException) -> RecordsError:
    """A driver's error in our words."""
    said = f"sqlstate {getattr(error, 'sqlstate', None)} {error}".lower()
    for sign, (kind, text) in _MEANINGS.items():
        if sign in said:
            return kind(f"{shown}: {text} ({_first_line(error)})")
    return RecordsError(f"{shown}: the database says: {_first_line(error)}")


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
