"""Remember what a check found in each file, so that what has not changed need not be judged again.

A verdict is kept with its grounds: the fingerprint of every file that it was made from, *as it was read*, and everything else
that was asked of the pack's folder. It counts while all of them are what they were, so it can be lost, but never be stale,
whoever writes into the folder while a check runs. Nothing of the format is imported here: an unchanged pack is answered
without it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from engine.check.record_names import gone
from engine.errors import UnusableFile
from engine.pack.contents import VERSIONS, answer, catalogue_paths, home_of, own_name, pack_paths, scenario_paths
from engine.pack.diagnostics import FileVerdict, Finding, Place, Related, Severity, Verdict
from engine.pack.files import read_bytes, there
from engine.pack.local.sheet_places import FOLDER, SUFFIX, folders
from engine.pack.location import builtin_folder
from engine.pack.unread import unread
from engine.version import VERSION

KEEP_DAYS = 30
USUAL: tuple[object, ...] = (None, (), (), False)
"""The options of a check where nobody asked for others."""
_OWN = Path(__file__).resolve().parents[1]


class Cache:
    """Verdicts of earlier checks, a file each. One such object serves one check: it looks at each file of a pack once.

    Args:
        folder: where they are kept. Where it cannot be written, nothing is kept.
        options: what was asked for.
    """

    def __init__(self, folder: Path, options: Iterable[object] = USUAL) -> None:
        self.folder = folder
        self._options = tuple(options)
        self._answers: dict[str, str] = {}
        self._swept = False

    def verdict(self, targets: Iterable[Path]) -> Verdict | None:
        """What a check of these targets would say, None where that is not known of each, or there is more to say."""
        whole = Verdict()
        try:
            for result in self._results(targets):
                if result is None:
                    return None
                whole.add(result)
        except UnusableFile:
            return None
        whole.sort()
        # What a file rests on and cannot use is judged with it.
        return whole if whole.causes <= set(whole.checked) else None

    def _results(self, targets: Iterable[Path]) -> Iterator[FileVerdict | None]:
        """The verdict on each file that would be checked, in order; None where it is not known, or nothing can be checked."""
        named = set()
        for target in targets:
            paths = list(self._paths(target))
            folder = target if target.is_dir() else home_of(target)
            if not paths or (target.is_dir() and self._spoken_of(target)) or self._record_speaks(folder):
                yield None
            for folder, path in paths:
                if own_name(path) not in named:
                    named.add(own_name(path))
                    yield self.get(folder, path)

    @staticmethod
    def _spoken_of(folder: Path) -> bool:
        """Whether something may be told of a folder as a whole."""
        paths = list(pack_paths(folder))
        return len(paths) == len(list(catalogue_paths(folder))) or any(unread(folder, set(paths)))

    @staticmethod
    def _record_speaks(folder: Path) -> bool:
        """Whether the record of versions speaks of a scenario that is gone."""
        record = folder / VERSIONS
        return there(record) and bool(gone(read_bytes(record), {path.stem for path in scenario_paths(folder)}))

    def _paths(self, target: Path) -> Iterator[tuple[Path, Path]]:
        """(folder of the pack, file) of what would be checked."""
        if target.is_dir():
            yield from ((target, path) for path in pack_paths(target))
        elif there(target):
            folder = home_of(target)
            for path in catalogue_paths(folder):
                known = self.get(folder, path)
                if known is None or not known.sound:
                    yield folder, path
            yield folder, target

    def get(self, folder: Path, path: Path) -> FileVerdict | None:
        """The verdict on a file of the pack in `folder`, or None. A damaged one is none."""
        try:
            with self._entry(folder, path).open(encoding="utf-8") as stream:
                result = _read(json.load(stream))
            return result if all(self._now(question) == told for question, told in result.grounds.items()) else None
        except (OSError, ValueError, KeyError, TypeError, IndexError, UnusableFile):
            return None

    def put(self, folder: Path, path: Path, result: FileVerdict) -> None:
        """Keep a verdict."""
        entry = self._entry(folder, path)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft = entry.with_suffix(f".{os.getpid()}.tmp")
            draft.write_text(json.dumps(_plain(result)), encoding="utf-8")
            draft.replace(entry)
            self._sweep()
        except (OSError, ValueError):
            return

    def _now(self, question: str) -> str:
        if question not in self._answers:
            self._answers[question] = answer(question)
        return self._answers[question]

    def _entry(self, folder: Path, path: Path) -> Path:
        return self.folder / f"{_digest(self._common, folder, path)}.json"

    @cached_property
    def _common(self) -> str:
        """What tells this check from others: the program, the options, and from where files are named."""
        own = [part for file in own_files() for part in file]
        return _digest(
            "hotwash check", VERSION, sys.version_info[:2], Path.cwd(), builtin_folder(), folders(), *self._options, "own", *own
        )

    def _sweep(self) -> None:
        """Drop what has not been written anew in a month; once a check."""
        if self._swept:
            return
        self._swept = True
        oldest = time.time() - KEEP_DAYS * 86_400
        for path in self.folder.iterdir():
            if path.is_file() and path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


def own_files() -> Iterator[tuple[str, int, int]]:
    """(name, size, time of the last change) of the program's own files: what tells one checkout from another."""
    for own in sorted(_OWN.rglob("*.py")):
        stat = own.stat()
        yield own.name, stat.st_size, stat.st_mtime_ns


def files_of(target: Path) -> Iterator[Path]:
    """Every file that a check of `target` could read, but for the built-in pack."""
    folder = target if target.is_dir() else home_of(target)
    try:
        yield from pack_paths(folder)
    except UnusableFile:
        yield folder
    if not target.is_dir():
        yield target
    yield from sorted((folder / FOLDER).glob(f"*{SUFFIX}"))
    for above in (folder.resolve(), *folder.resolve().parents):
        if there(above / "pyproject.toml"):
            yield above / "pyproject.toml"


def _digest(*parts: object) -> str:
    digest = hashlib.sha256()
    for part in parts:
        raw = str(part).encode("utf-8", "surrogateescape")
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()


def _plain(result: FileVerdict) -> dict[str, Any]:
    findings = [
        [f.code, f.severity.value, f.message, list(f.place), list(f.path), f.mend,
         [[list(r.place), r.message] for r in f.related], list(f.play)] for f in result.findings
    ]  # fmt: skip
    return {**result._asdict(), "findings": findings}


def _read(data: dict[str, Any]) -> FileVerdict:
    findings = [
        Finding(code, Severity(severity), message, Place(*place), tuple(path), mend,
                tuple(Related(Place(*at), text) for at, text in related), tuple(play))
        for code, severity, message, place, path, mend, related, play in data["findings"]
    ]  # fmt: skip
    grounds = {str(question): str(told) for question, told in data["grounds"].items()}
    if not grounds:
        raise ValueError("a verdict without grounds")
    return FileVerdict(str(data["name"]), findings, bool(data["scenario"]), int(data["states"]), bool(data["sound"]), grounds,
                       tuple(map(str, data["causes"])))  # fmt: skip
