"""What a driver's errors mean to the user."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from engine.errors import RecordsDamaged, RecordsError, RecordsLocked, RecordsReadOnly

LEFT = "it was left as it is"
ELSEWHERE = "name another file, or an empty database"
_AGAIN = "another program is using it: close that one, or try again"
_UNWRITABLE = "it or its folder cannot be written: change the permissions, or name a place where you may write"
_BROKEN = f"it is damaged, or no Hotwash database; {LEFT}; restore a backup or name another file"
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
def translated(shown: str) -> Iterator[None]:
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
