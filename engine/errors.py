"""Errors that a user can meet, and exit codes.

    HotwashError
    ├── UsageError           the arguments make no sense                  exit 2
    ├── PackError            a pack or scenario cannot be used            exit 2
    │   └── UnusableFile     a file is none that can be read
    ├── ExportError          a document cannot be made or written         exit 2
    ├── PlayError            an event does not fit the play
    │   └── PlayNewer        a newer Hotwash wrote the play
    ├── StateLimit           more states than may be explored: nothing is said of them
    └── RecordsError         the database cannot be used
        ├── RecordsLocked    another program holds it
        ├── RecordsReadOnly  it cannot be written
        ├── RecordsNewer     a newer Hotwash wrote it
        ├── RecordsDamaged   it is not a Hotwash database, or broken
        └── SecondWriter     somebody else wrote the same event of the play

A message names the thing, what was found, what was expected and, where there is one, the mend.
"""

from __future__ import annotations

import errno
from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """What the command line answers."""

    OK = 0
    """Nothing to report."""
    FINDINGS = 1
    """The checker has findings at or above the level asked for, or a play could not go on."""
    USAGE = 2
    """The arguments, or a file they name, cannot be used."""
    UNFORESEEN = 70
    """A fault of the program itself, with a log of where it happened. (`EX_SOFTWARE` of sysexits.h.)"""


class HotwashError(Exception):
    """Any error that is meant for the user's eyes."""

    exit_code: ExitCode = ExitCode.USAGE


class UsageError(HotwashError):
    """The arguments make no sense."""


class PackError(HotwashError):
    """A pack or scenario cannot be found or cannot be used."""


class UnusableFile(PackError):
    """A file that was given is none that can be read."""

    def __init__(self, name: str, reason: str, mend: str, *, too_large: bool = False) -> None:
        super().__init__(f"{name}: cannot be read: {reason}; {mend}")
        self.name = name
        """As messages call it."""
        self.reason = reason
        self.mend = mend
        self.too_large = too_large
        """Whether its size is the reason."""

    def __reduce__(self) -> tuple[object, ...]:
        return _unusable, (self.name, self.reason, self.mend, self.too_large)


def _unusable(name: str, reason: str, mend: str, too_large: bool) -> UnusableFile:
    """What an error is made of again in another process."""
    return UnusableFile(name, reason, mend, too_large=too_large)


class ExportError(HotwashError):
    """A document cannot be made or written; nothing is half written."""


class PlayError(HotwashError):
    """An event does not fit the play as it stands."""

    exit_code = ExitCode.FINDINGS


class PlayNewer(PlayError):
    """A play is kept in a form that this version of Hotwash does not know."""


class StateLimit(HotwashError):
    """A scenario, or what can follow a state of it, has more states than may be explored, so nothing is said of them."""

    exit_code = ExitCode.FINDINGS


class RecordsError(HotwashError):
    """The database of plays cannot be used; it was left as it is."""

    exit_code = ExitCode.FINDINGS


class RecordsLocked(RecordsError):
    """Another program holds the database."""


class RecordsReadOnly(RecordsError):
    """The database cannot be written."""


class RecordsNewer(RecordsError):
    """A newer version of Hotwash wrote the database."""


class RecordsDamaged(RecordsError):
    """The file is no Hotwash database, or is damaged."""


class SecondWriter(RecordsError):
    """Another process has already written this event of the play."""


NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What a system answers where a disk, a quota or the greatest size of a file is used up."""


def disk_said(error: OSError) -> str:
    """Why the disk refused, with the mend where it is full."""
    if error.errno in NO_ROOM:
        return f"the disk is full: make room, then try again ({error.strerror})"
    return error.strerror or str(error)


def replacing_said(error: OSError, target: Path) -> str:
    """Why a file could not take the place of another, which is as it was.

    Windows replaces no file that a program has open, and says only that access is denied; so does a file that is read-only.
    """
    if isinstance(error, PermissionError) and target.exists():
        mend = f"if another program has it open (Word, a viewer), close {target.name} there, then try again; it is as it was"
        return f"{mend} ({disk_said(error)})"
    return disk_said(error)
