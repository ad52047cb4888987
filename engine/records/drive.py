"""Ask a drive what it can do. Asked after an error alone: a driver's own words often name another cause."""

from __future__ import annotations

import errno
import sys
import tempfile
from pathlib import Path

from engine.errors import NO_ROOM

_PROBE = 64 * 1024
"""Bytes that a drive with room takes."""
_BUSY = frozenset({errno.EACCES, errno.EAGAIN})
"""What a drive that can lock answers where somebody else holds the lock."""


def refuses_locks(folder: Path) -> bool:
    """Whether files in this folder cannot be locked, as on a network drive without a lock service. False where it cannot be told.

    A file of its own is locked: closing the database's file here would drop the locks that SQLite holds on it in this process.
    """
    if sys.platform == "win32":
        return False
    import fcntl  # noqa: PLC0415 - not there on Windows

    try:
        with tempfile.NamedTemporaryFile(prefix=".hotwash-", suffix="-shm", dir=folder) as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1)
            except OSError as error:
                return error.errno not in _BUSY
    except OSError:
        return False
    return False


def is_full(file: Path) -> bool:
    """Whether this database cannot grow: the disk, a quota or the size of a file is used up. False where it cannot be told."""
    grown = (file, file.with_name(f"{file.name}-wal"))
    try:
        with tempfile.NamedTemporaryFile(prefix=".hotwash-", dir=file.parent) as probe:
            probe.seek(sum(part.stat().st_size for part in grown if part.exists()))  # takes no room: the file has a hole there
            probe.write(bytes(_PROBE))
            probe.flush()
    except OSError as error:
        return error.errno in NO_ROOM
    return False
