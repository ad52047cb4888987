"""What a driver's errors mean to the user."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from engine.errors import NO_ROOM, RecordsDamaged, RecordsError, RecordsLocked, RecordsReadOnly
from engine.installation import line_for
from engine.records.drive import is_full, refuses_locks

LEFT = "it was left as it is"
ELSEWHERE = "name another file, or an empty database"
_AGAIN = "another program is using it: close that one, or try again"
_UNWRITABLE = "it or its folder cannot be written: change the permissions, or name a place where you may write"
_BROKEN = f"it is damaged, or no Hotwash database; {LEFT}; restore a backup or name another file"
_FULL = "the disk is full: make room, then go on; nothing that was kept is lost"
_NO_LOCKS = (
    "this drive cannot lock files, which keeping plays needs (a network drive?): "
    "keep them on this computer's own disk, by --db FILE or HOTWASH_DB"
)

_MEANINGS: dict[str, tuple[type[RecordsError], str]] = {
    "database is locked": (RecordsLocked, _AGAIN),
    "database table is locked": (RecordsLocked, _AGAIN),
    "database schema is locked": (RecordsLocked, _AGAIN),
    "locking protocol": (RecordsError, _NO_LOCKS),
    "large file support is disabled": (RecordsError, _NO_LOCKS),
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
_LOCKING = tuple(f"SQLITE_IOERR_{what}" for what in ("SHM", "LOCK", "RDLOCK", "UNLOCK", "CHECKRESERVEDLOCK"))
"""How the names of SQLite's errors begin where a drive refuses a lock, or the shared memory that locks the log."""


@contextmanager
def translated(shown: str, path: Path | None = None) -> Iterator[None]:
    """Turn errors of the database, the driver and the file system into ours.

    Args:
        shown: the database, as a message may show it.
        path: its file, if it is one.
    """
    try:
        yield
    except DBAPIError as error:
        raise _meaning(shown, error.orig or error, path) from error
    except json.JSONDecodeError as error:
        raise RecordsDamaged(f"{shown}: {_BROKEN}{beside(path)} ({error})") from error
    except SQLAlchemyError as error:
        raise RecordsError(f"{shown}: {_first_line(error)}") from error
    except ImportError as error:
        raise RecordsError(f"{shown}: PostgreSQL needs a package that is not there: {line_for('postgresql')}") from error
    except PermissionError as error:
        raise RecordsReadOnly(f"{shown}: {_UNWRITABLE} ({error.strerror})") from error
    except OSError as error:
        if error.errno in NO_ROOM:
            raise RecordsError(f"{shown}: {_FULL} ({error.strerror})") from error
        raise RecordsError(f"{shown}: {error.strerror}; name another file") from error


def beside(path: Path | None) -> str:
    """What to do about a log that lies beside a damaged file: it may be that of another one. Empty where none does."""
    log = None if path is None else path.with_name(f"{path.name}-wal")
    if path is None or log is None or not log.exists() or not log.stat().st_size:
        return ""
    return (
        f"; if you put a backup back, remove {path.name}-wal and {path.name}-shm too: they belong to the file that was there"
        " before, and SQLite reads them into the backup"
    )


def _meaning(shown: str, error: BaseException, path: Path | None) -> RecordsError:
    """A driver's error in our words."""
    said = f"sqlstate {getattr(error, 'sqlstate', None)} {error}".lower()
    entry = next((meaning for sign, meaning in _MEANINGS.items() if sign in said), None)
    kind, text = entry or (RecordsError, f"the database says: {_first_line(error)}")
    name = str(getattr(error, "sqlite_errorname", ""))
    if path is not None and name.startswith("SQLITE_IOERR") and is_full(path):
        kind, text = RecordsError, _FULL
    elif name.startswith(_LOCKING) or (kind is RecordsLocked and path is not None and refuses_locks(path.parent)):
        kind, text = RecordsError, _NO_LOCKS
    elif kind is RecordsDamaged:
        text += beside(path)
    elif entry is None:
        return kind(f"{shown}: {text}")
    return kind(f"{shown}: {text} ({_first_line(error)})")


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
