"""Ask a drive what it is and what it can do. Records ask after an error alone: a driver's own words often name another cause."""

from __future__ import annotations

import errno
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from engine.errors import NO_ROOM

_PROBE = 64 * 1024
"""Bytes that a drive with room takes."""
_NETWORK = re.compile(
    r"(fuse\.)?(nfs\d?|cifs|smb\d?|smbfs|afpfs|afs|webdav|davfs2?|sshfs|ncpfs?|ceph|glusterfs|lustre|gpfs|beegfs|rclone|vboxsf)"
)
"""File systems that another computer keeps, as Linux and macOS name them."""
_REMOTE = 4
"""What Windows calls a drive that another computer keeps: `DRIVE_REMOTE` of `GetDriveTypeW`."""
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


def refuses_log(folder: Path) -> bool:
    """Whether SQLite cannot keep its write-ahead log in this folder. False where it cannot be told."""
    try:
        with tempfile.TemporaryDirectory(prefix=".hotwash-", dir=folder) as place:
            with closing(sqlite3.connect(Path(place) / "probe.db", timeout=0, isolation_level=None)) as connection:
                mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()
                connection.execute("CREATE TABLE probe (x)")
            return bool(mode != ("wal",))
    except sqlite3.Error:
        return True
    except OSError:
        return False


def network(folder: Path) -> str:
    """What a folder's drive is called where another computer keeps it; empty where this one does, or where it cannot be told."""
    if sys.platform == "win32":
        return _network_on_windows(folder)
    try:
        if sys.platform == "darwin":
            table = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
            mounts = re.findall(r"^.+ on (/.*) \((\w+)", table, re.MULTILINE)
        else:
            lines = Path("/proc/mounts").read_text("utf-8", "surrogateescape").splitlines()
            mounts = [(_plain(where), kind) for _, where, kind, *_ in map(str.split, lines)]
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
    kind = file_system(folder.resolve(), mounts)
    return kind if _NETWORK.fullmatch(kind) else ""


def file_system(folder: Path, mounts: Iterable[tuple[str, str]]) -> str:
    """The file system of a folder, of (where it is mounted, which it is); empty where none holds it."""
    around = [(len(Path(where).parts), kind) for where, kind in mounts if folder.is_relative_to(where)]
    # Of what is mounted in one place the last counts.
    return max(enumerate(around), key=lambda each: (each[1][0], each[0]))[1][1] if around else ""


def _plain(path: str) -> str:
    """A path as `/proc/mounts` writes it, with its spaces."""
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), path)


def _network_on_windows(folder: Path) -> str:
    if str(folder).startswith(("\\\\", "//")):
        return "a network share"
    import ctypes  # noqa: PLC0415 - asked on Windows alone

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - there on Windows alone
    return "a drive of the network" if kernel.GetDriveTypeW(folder.anchor) == _REMOTE else ""
