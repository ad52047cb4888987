"""The one place that writes what exporters make: each file whole or not at all, nothing over what is there, nothing elsewhere."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from engine.errors import ExportError, disk_said, replacing_said
from exporters.content.artifact import Artifact

_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))})
"""Names that Windows keeps for devices."""
_FORBIDDEN = frozenset('<>:"|?*\\')


def write(artifacts: Iterable[Artifact], folder: Path, *, force: bool = False) -> list[Path]:
    """Write files into a folder, which is made where it is missing.

    Every name is looked at before anything is written.

    Args:
        artifacts: what to write.
        folder: where.
        force: overwrite what is there.

    Returns:
        The paths written, in order.

    Raises:
        ExportError: a name leads out of the folder or is used twice, a file is there already, or the disk refuses.
    """
    files = list(artifacts)
    targets = [_target(folder, artifact.name) for artifact in files]
    folded = [os.path.normcase(str(t)).lower() for t in targets]
    for number, target in enumerate(targets):
        if folded[number] in folded[:number]:
            raise ExportError(f"{target.name}: two documents would have this name")
        if target.is_dir():
            raise ExportError(f"{target}: there is a folder of this name")
        if not force and target.exists():
            raise ExportError(
                f"{target}: there is such a file already; give another folder with --output, or overwrite with --force"
            )
    for number, (target, artifact) in enumerate(zip(targets, files, strict=True)):
        try:
            _put(target, artifact)
        except ExportError as error:
            before = ", ".join(str(done) for done in targets[:number])
            raise ExportError(f"{error}; written before it: {before}" if before else str(error)) from error
    return targets


def _target(folder: Path, name: str) -> Path:
    """The path of a name, which has to stay inside the folder."""
    parts = name.split("/")
    for part in parts:
        stem = part.partition(".")[0].lower()
        if part in ("", ".", "..") or stem in _RESERVED or part != part.strip(" .") or len(part.encode()) > 200:
            raise ExportError(f"`{name}` is no name for a file")
        if any(c in _FORBIDDEN or not c.isprintable() for c in part):
            raise ExportError(f"`{name!a}` is no name for a file")
    target = folder.joinpath(*parts)
    if not target.resolve().is_relative_to(folder.resolve()):
        raise ExportError(f"`{name}` leads out of {folder}")
    return target


def _put(target: Path, artifact: Artifact) -> None:
    """Write beside it, then move: a reader sees the old file or the new one.

    Where files have modes, what is personal is its owner's from the first byte on, also in place of a file that others could
    read. Windows has none: there a file may be read by whoever may read its folder.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = _beside(target, artifact)
    except OSError as error:
        raise ExportError(f"{target}: cannot be written: {disk_said(error)}") from error
    try:
        beside.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise ExportError(f"{target}: cannot be written: {replacing_said(error, target)}") from error


def _beside(target: Path, artifact: Artifact) -> Path:
    """The whole content, on the disk, under a name of its own beside the target.

    Raises:
        OSError: it cannot be written; nothing is left.
    """
    beside = target.with_name(f".hotwash-{secrets.token_hex(8)}")
    # The system takes from the mode what the user's mask takes. To ask for the mask is to set it, for all threads.
    mode = 0o600 if artifact.personal or target.exists() else 0o666
    try:
        with open(beside, "xb", opener=partial(os.open, mode=mode)) as file:
            file.write(artifact.content)
            file.flush()
            os.fsync(file.fileno())
        if not artifact.personal and target.exists():
            beside.chmod(target.stat().st_mode)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    return beside
