"""The one door for files that people give: a pack's own, its settings, rosters, mappings, templates.

Only ordinary files are opened, never for longer than it takes to read them, and never beyond a bound. Whatever else
answers to a name (a pipe that nobody writes to, a device without end, a link in a circle) is refused with its reason.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path

from engine.errors import UnusableFile

MAX_BYTES = 10_000_000
"""Bytes of the largest file that is read, unless the caller says otherwise."""
SUFFIX = ".yaml"
"""How the name of every file of a pack ends."""

_KINDS = {
    stat.S_IFDIR: "a folder", stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device", stat.S_IFBLK: "a device",
}  # fmt: skip
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
"""A file may be swapped for a pipe between the look and the opening: that must not block either."""


def read_bytes(path: Path, shown: str | None = None, *, limit: int = MAX_BYTES) -> bytes:
    """What the file holds.

    Args:
        path: may be a link to a file.
        shown: what a message calls it; None for the path itself.
        limit: bytes of the largest file that is read.

    Raises:
        UnusableFile: it is none, is no ordinary file, may not be read, or is larger than `limit`.
    """
    name = str(path) if shown is None else shown
    try:
        _ordinary(path, path.stat().st_mode, name)
        descriptor = os.open(path, _FLAGS)
        with os.fdopen(descriptor, "rb") as stream:
            status = os.fstat(descriptor)
            _ordinary(path, status.st_mode, name)
            raw = stream.read(limit + 1) if status.st_size <= limit else b""
    except (OSError, ValueError) as error:
        raise UnusableFile(name, *_why(path, error)) from error
    if len(raw) > limit or status.st_size > limit:
        raise UnusableFile(name, f"the file is larger than {limit:,} bytes", "make it smaller", too_large=True)
    return raw


def fingerprint(path: Path) -> str:
    """A digest of what the file holds, or why it cannot be read."""
    try:
        return digest(read_bytes(path))
    except UnusableFile as error:
        return error.reason


def digest(raw: bytes) -> str:
    """Tells one content of a file from every other."""
    return hashlib.sha256(raw).hexdigest()


def there(path: Path) -> bool:
    """Whether something has this name, were it a link that leads nowhere: what is there and cannot be read is to be told."""
    return os.path.lexists(path)


def listing(folder: Path, suffix: str = SUFFIX) -> list[Path]:
    """What lies in a folder under a name that ends in `suffix`, in the order of the names; clutter is left out.

    Things that are no ordinary files are in it, since whoever gave them expects them to be read.

    Raises:
        UnusableFile: the folder may not be listed. One that is not there is empty.
    """
    try:
        names = [entry.name for entry in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise UnusableFile(str(folder), *_why(folder, error)) from error
    return sorted(folder / name for name in names if name.endswith(suffix) and not is_clutter(name))


def is_clutter(name: str) -> bool:
    """Whether a file of this name is no work of the author, but was left by an editor or a system.

    Hidden files (`.x.yaml`, Emacs' lock `.#x.yaml`, Vim's `.x.yaml.swp`, macOS' `._x.yaml`), backups (`x.yaml~`), Emacs'
    autosaved `#x.yaml#`, Office's lock `~$x.docx`, and the number under which Vim tries whether it may write (`4913`).
    """
    return (
        name.startswith((".", "~$"))
        or name.endswith("~")
        or (name.startswith("#") and name.endswith("#"))
        or (name.isascii() and name.isdigit())
    )


def _ordinary(path: Path, mode: int, name: str) -> None:
    """Refuse what is no ordinary file."""
    if stat.S_ISREG(mode):
        return
    kind = _KINDS.get(stat.S_IFMT(mode), "something else")
    link = ", to which a link leads" if path.is_symlink() else ""
    if stat.S_ISDIR(mode) and not os.access(path, os.R_OK | os.X_OK):
        raise UnusableFile(name, "this is a folder that may not be listed", "give yourself the right to read it")
    raise UnusableFile(name, f"this is no ordinary file but {kind}{link}", "take it out, or put a file in its place")


def _why(path: Path, error: OSError | ValueError) -> tuple[str, str]:
    """(reason, mend) of an error of the system."""
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.ELOOP:
        return "this is a link that leads back to itself", "point the link at a file, or take it out"
    if code in {errno.ENOENT, errno.ENOTDIR} and path.is_symlink():
        return f"this is a link to `{_target(path)}`, and nothing is there", "point the link at a file, or take it out"
    if code in {errno.ENOENT, errno.ENOTDIR}:
        return "there is no such file", "look at the spelling of its name; it may just have been moved"
    if code in {errno.EACCES, errno.EPERM}:
        return "you may not read it", "give yourself the right to read it, or close the program that holds it"
    if code == errno.ENAMETOOLONG:
        return "its name is too long", "give it a shorter one"
    reason = error.strerror if isinstance(error, OSError) else None
    return reason or str(error), "see whether another program can open it"


def _target(path: Path) -> str:
    try:
        return str(path.readlink())
    except OSError:
        return "?"
