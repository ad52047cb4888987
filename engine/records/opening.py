"""Find a database, look at it, and open it.

It is inspected before it is opened for writing: what is not ours, is damaged or is newer is left as it is.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from engine.errors import RecordsDamaged, RecordsError, RecordsNewer
from engine.records.errors import ELSEWHERE, LEFT, beside, translated
from engine.records.file_uri import file_uri
from engine.records.schema import SCHEMA_KEY, SCHEMA_VERSION
from engine.records.tables import COUNTED, DERIVED, META, TABLES

BUSY_SECONDS = 2.0
"""How long to wait for another program's transaction to end."""
BEGIN = "hotwash_begin"
"""Execution option: the statement that begins a transaction in SQLite; empty for none."""
_PRAGMAS = ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON")
_SMALLEST = 512
"""Bytes of the smallest SQLite database. SQLite takes a file of one byte for an empty one and would write over it.

The file itself is never read here: closing it would drop the locks that SQLite holds on it elsewhere in this process.
"""
_CREATION_LOCK = 0x686F7477617368
"""Number of the PostgreSQL advisory lock under which tables are made."""
_NUMBER = "number"
"""Column that counts rows as they come where the database does not do so by itself."""

_SCHEME = re.compile(r":|[A-Za-z][A-Za-z0-9+.-]+:")
"""How what is no path begins: `:memory:`, `file:plays.db`, `postgresql:host`. A letter alone is a drive of Windows."""
_KNOWN = "a path, sqlite:///path or postgresql+psycopg://host/database"

SNAPSHOT: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


@dataclass(frozen=True, slots=True)
class DatabasePlace:
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


def place(where: str | Path) -> DatabasePlace:
    """Where a path or URL points.

    Raises:
        RecordsError: no plays can be kept there.
    """
    if isinstance(where, Path):
        return _place_of_file(where)
    if "://" not in where:
        _must_be_path(where)
        return _place_of_file(Path(os.path.expanduser(where)), where)  # noqa: PTH111 - `Path` would make `./~` a home folder
    with translated("the database's URL"):
        try:
            url = sa.make_url(where)
        except ValueError:
            raise RecordsError("the database's URL cannot be read: its port is no number") from None
        shown = url.set(query={}).render_as_string()  # a query may hold a password too
        if url.get_backend_name() == "postgresql":
            return DatabasePlace(shown, url.set(drivername="postgresql+psycopg"), None)
        if url.get_backend_name() == "sqlite" and url.database and not url.query:
            _must_be_path(url.database)
            return _place_of_file(Path(url.database))
        raise RecordsError(f"`{shown}` cannot keep plays; use {_KNOWN}")


def _must_be_path(text: str) -> None:
    """Refuse what only looks like a path: SQLite's own names of databases, and beginnings of URLs.

    Raises:
        RecordsError: it is one, and no file has this name.
    """
    begin = _SCHEME.match(text)
    if begin is None or os.path.lexists(text):
        return
    own = f"; a file of this name is `./{text}`" if begin[0] not in {":", "file:", "sqlite:"} and "/" not in text else ""
    # What follows may hold a password.
    shown = f"{begin[0]}..." if "@" in text else text
    raise RecordsError(f"`{shown}` is neither a path nor a URL that plays could be kept under; use {_KNOWN}{own}")


def _place_of_file(path: Path, shown: str | None = None) -> DatabasePlace:
    shown = shown or str(path)
    try:
        return DatabasePlace(shown, sa.URL.create("sqlite"), path.resolve())
    except FileNotFoundError as error:  # a path is resolved whether or not it is there, but from the working folder
        mend = "go to a folder that is there, or name the whole path of the file"
        raise RecordsError(f"{shown}: the working folder is gone; {mend}") from error
    except (RuntimeError, ValueError, OSError) as error:  # a loop of links; a character that no path has
        why = getattr(error, "strerror", None) or error
        raise RecordsError(f"{shown!r} is no file that plays could be kept in: {why}; name another file") from error


def never_used(where: str | Path) -> bool:
    """Whether it is a file that is not there or is empty: nothing was ever kept in it.

    Raises:
        RecordsError: it cannot be told.
    """
    found = place(where)
    with translated(found.shown, found.path):
        return found.path is not None and (not found.path.exists() or (found.path.is_file() and not found.path.stat().st_size))


def absolute(where: str | Path) -> str:
    """The same place, named so that a program that runs in another folder finds it.

    Raises:
        RecordsError: no plays can be kept there.
    """
    found = place(where)
    return str(where if found.path is None else found.path)


def _file(path: Path, mode: str, *, keep: bool = False) -> sa.Engine:
    """An engine on an SQLite file that is there: to look at it, or to keep plays in it."""
    uri, seconds = file_uri(path, mode), BUSY_SECONDS

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=seconds, check_same_thread=False)

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.QueuePool, hide_parameters=True)

    def connected(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # `begun` begins transactions, not the driver, which would begin them late
        if keep:
            _prepare(connection)

    def begun(connection: sa.Connection) -> None:
        statement = connection.get_execution_options().get(BEGIN, "BEGIN")
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


def look_at_file(path: Path, shown: str, *, read_only: bool) -> None:
    """Refuse a file that cannot be ours, before anything opens it for writing; make a missing one."""
    if path.is_dir():
        raise RecordsError(f"{shown} is a folder; name a file in it, such as {path / 'plays.db'}")
    size = path.stat().st_size if path.exists() else 0
    if 0 < size < _SMALLEST:
        mend = f"restore a backup or name another file{beside(path)}"
        raise RecordsDamaged(f"{shown} is no database (it has {size} bytes); {LEFT}; {mend}")
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
    logged = log.exists() and log.stat().st_size > 0
    engine = _file(path, "ro" if logged else "rw")
    # A log of another file mixes whole pages of both: each is sound, and only the indices tell.
    check = "PRAGMA integrity_check(1)" if logged else "PRAGMA quick_check(1)"
    try:
        with engine.begin() as connection:
            if _is_ours(connection, shown):
                answer = " ".join(connection.exec_driver_sql(check).scalar_one().split())
                if answer != "ok":
                    mend = f"restore a backup or name another file{beside(path)}"
                    raise RecordsDamaged(f"{shown} is damaged ({answer}); {LEFT}; {mend}")
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
        raise RecordsDamaged(f"{shown} is another program's database (tables: {some}); {LEFT}; {ELSEWHERE}")
    found = connection.scalar(sa.select(META.c.value).where(META.c.key == SCHEMA_KEY))
    if not str(found).isdecimal():
        raise RecordsDamaged(f"{shown} has a table `meta`, but no `{SCHEMA_KEY}` in it; {LEFT}; {ELSEWHERE}")
    if int(str(found)) > SCHEMA_VERSION:
        known = f"found schema {found}, this one knows {SCHEMA_VERSION}"
        raise RecordsNewer(f"{shown} was written by a newer Hotwash ({known}); {LEFT}; update Hotwash or name another file")
    if missing := sorted(set(TABLES.tables) - {table.name for table in DERIVED} - tables):
        raise RecordsDamaged(f"{shown} is damaged (no table `{missing[0]}`); {LEFT}; restore a backup or name another file")
    return True


@dataclass(frozen=True, slots=True)
class Additions:
    """What a database has beyond its schema."""

    derived: bool
    """The derived tables."""
    number: str
    """Name of the column of `plays` and `events` that counts their rows as they come; empty where there is none."""


def settle(engine: sa.Engine, shown: str, *, read_only: bool) -> Additions:
    """Make the tables where there are none; else make sure that the database can be written, if it has to be."""
    with engine.execution_options(**{BEGIN: "BEGIN" if read_only else "BEGIN IMMEDIATE"}).begin() as connection:
        if not read_only and engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_CREATION_LOCK)))
        ours = _is_ours(connection, shown)
        if read_only and not ours:
            raise RecordsError(f"{shown}: no plays are kept there yet")
        if not ours:
            TABLES.create_all(connection)
            connection.execute(sa.insert(META).values(key=SCHEMA_KEY, value=str(SCHEMA_VERSION)))
        additions = _additions(connection)
        if not read_only and not (additions.derived and additions.number):
            _add(connection, additions)
            return _additions(connection)
        if ours and not read_only:
            # SQLite begins even an immediate transaction on what it cannot write: only a statement tells. It is taken back.
            connection.execute(sa.update(META).where(META.c.key == SCHEMA_KEY).values(value=META.c.value))
            connection.rollback()
        return additions


def _additions(connection: sa.Connection) -> Additions:
    inspector = sa.inspect(connection)
    derived = {table.name for table in DERIVED} <= set(inspector.get_table_names())
    if connection.dialect.name == "sqlite":
        return Additions(derived, "rowid")
    counted = all(_NUMBER in {column["name"] for column in inspector.get_columns(table.name)} for table in COUNTED)
    return Additions(derived, _NUMBER if counted else "")


def _add(connection: sa.Connection, found: Additions) -> None:
    """Add what is missing. Who may write rows of PostgreSQL need not be allowed to add: then it goes on without."""
    try:
        with connection.begin_nested():
            TABLES.create_all(connection, tables=DERIVED)
            for table in () if found.number else COUNTED:
                column = f"{_NUMBER} BIGINT GENERATED BY DEFAULT AS IDENTITY"
                connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN IF NOT EXISTS {column}")
    except sa.exc.ProgrammingError:
        if connection.dialect.name != "postgresql":
            raise
