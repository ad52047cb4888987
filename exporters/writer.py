"""The one place that writes what exporters make: each file whole or not at all, nothing over what is there, nothing elsewhere."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from engine.errors import ExportError, disk_said
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
    for target, artifact in zip(targets, files, strict=True):
        _put(target, artifact)
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

    `mkstemp` opens for the owner alone, and what is personal stays so, also in place of a file that others could read.
    """
    beside = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=".hotwash-", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(artifact.content)
            file.flush()
            os.fsync(file.fileno())
        if not artifact.personal:
            mode = target.stat().st_mode if target.exists() else 0o666 & ~_umask()
            os.chmod(beside, mode)  # noqa: PTH101 - beside is a string
        os.replace(beside, target)  # noqa: PTH105
    except OSError as error:
        if beside:
            with contextlib.suppress(OSError):
                os.unlink(beside)  # noqa: PTH108
        raise ExportError(f"{target}: cannot be written: {disk_said(error)}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
