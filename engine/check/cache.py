"""Remember what a check found, so that an unchanged pack need not be judged again.

An answer is kept under a digest of everything that it depends on: the bytes of every file that the check could read, the
options, the program's version, and for a program run from a checkout its own files. So it can be lost, but never be stale.
Nothing of the format is imported here: an unchanged pack is answered without it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from engine.errors import UnusableFile
from engine.pack.diagnostics import Finding, Place, Related, Severity, Verdict
from engine.pack.files import listing, read_bytes, there
from engine.version import VERSION

KEEP_DAYS = 30
_OWN = Path(__file__).resolve().parents[1]


class Cache:
    """Answers of earlier checks, a file each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> Verdict | None:
        """The answer kept under `key`, or None. A damaged one is none."""
        try:
            with (self._path(key)).open(encoding="utf-8") as stream:
                return _read(json.load(stream))
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return None

    def put(self, key: str, verdict: Verdict) -> None:
        """Keep an answer. Where the folder cannot be written, nothing is kept."""
        path = self._path(key)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(f".{os.getpid()}.tmp")
            draft.write_text(json.dumps(_plain(verdict)), encoding="utf-8")
            draft.replace(path)
            self._sweep()
        except OSError:
            return

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"

    def _sweep(self) -> None:
        """Drop what has not been asked for in a month."""
        oldest = time.time() - KEEP_DAYS * 86_400
        for path in self.folder.iterdir():
            if path.is_file() and path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


def key_of(targets: Iterable[Path], builtin: Path, options: Iterable[object]) -> str | None:
    """The digest of everything that a check of these targets depends on, or None where a target cannot be read."""
    digest = hashlib.sha256()

    def add(*parts: object) -> None:
        for part in parts:
            raw = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogateescape")
            digest.update(len(raw).to_bytes(8, "big"))
            digest.update(raw)

    add("hotwash check", VERSION, sys.version_info[:2], Path.cwd(), *options)
    for own in own_files():
        add(*own)
    try:
        for target in targets:
            add("target", target, *(p.name for p in listing(_folder(target))))
            for file in files_of(target):
                add(file, _content(file))
        for file in _catalogues(builtin):
            add(file.name, _content(file))
    except UnusableFile:
        return None
    return digest.hexdigest()


def _content(file: Path) -> bytes:
    """What the file holds, or why that cannot be read: a check tells either."""
    try:
        return b"holds" + read_bytes(file)
    except UnusableFile as error:
        return f"is not read: {error}".encode("utf-8", "surrogateescape")


def own_files() -> Iterator[tuple[str, int, int]]:
    """(name, size, time of the last change) of the program's own files: what tells one checkout from another."""
    for own in sorted(_OWN.rglob("*.py")):
        stat = own.stat()
        yield own.name, stat.st_size, stat.st_mtime_ns


def files_of(target: Path) -> Iterator[Path]:
    """Every file that a check of `target` could read, but for the built-in pack."""
    folder = _folder(target)
    if target.is_dir():
        yield from listing(folder)
    else:
        yield target
        yield from _catalogues(folder)
    try:
        yield from listing(folder / "reports")
    except UnusableFile:
        yield folder / "reports"
    for above in (folder.resolve(), *folder.resolve().parents):
        if there(above / "pyproject.toml"):
            yield above / "pyproject.toml"


def _folder(target: Path) -> Path:
    """The folder of the target's pack."""
    folder = target if target.is_dir() else target.parent
    return folder.parent if folder.name == "reports" else folder


def _catalogues(folder: Path) -> Iterator[Path]:
    for name in ("pack.yaml", "lessons.yaml", "factors.yaml", "sources.yaml"):
        if there(folder / name):
            yield folder / name


def _plain(verdict: Verdict) -> dict[str, Any]:
    return {
        "findings": [
            [f.code, f.severity.value, f.message, list(f.place), list(f.path), f.mend,
             [[list(r.place), r.message] for r in f.related], list(f.play)] for f in verdict.findings
        ],
        "files": verdict.files, "scenarios": verdict.scenarios, "states": verdict.states, "checked": verdict.checked,
    }  # fmt: skip


def _read(data: dict[str, Any]) -> Verdict:
    findings = [
        Finding(code, Severity(severity), message, Place(*place), tuple(path), mend,
                tuple(Related(Place(*at), text) for at, text in related), tuple(play))
        for code, severity, message, place, path, mend, related, play in data["findings"]
    ]  # fmt: skip
    return Verdict(findings, int(data["files"]), int(data["scenarios"]), int(data["states"]), list(data["checked"]))
