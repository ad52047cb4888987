"""A catalogue of a pack: what a library tells of each scenario, without keeping the scenarios.

To read a scenario takes some milliseconds, thousands of them take long. So what was read is kept in a file for each pack, by
the name, time and size of the scenario's file and of its report's. What is missing, old or damaged there is read anew; nothing
else depends on it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from engine.check.cache import own_files
from engine.library.entry import CatalogueEntry, Kept, from_json
from engine.library.entry_readers import read_entries
from engine.pack.folder import Pack
from engine.version import VERSION

__all__ = ["CatalogueEntry", "entries"]


def entries(pack: Pack, folder: Path | None = None) -> Iterator[CatalogueEntry]:
    """The scenarios of a pack in the order of their files, each as soon as it is known.

    What had to be read is kept when the last one was told, or when whoever asks stops asking.

    Args:
        pack: its scenarios are not kept in it.
        folder: where catalogues are kept; None keeps none, nor does a folder that cannot be written.
    """
    name, paths = pack.info.name, pack.scenario_paths
    file = folder / f"{_digest(str(pack.folder.resolve()))}.json" if folder else None
    known = _load(file) if file else {}
    fresh = {path.name for path in paths if path.name in known and known[path.name].fresh(name, path)}
    reading = read_entries(name, [path for path in paths if path.name not in fresh])
    read: dict[str, Kept] = {}
    try:
        for path in paths:
            read[path.name] = kept = known[path.name] if path.name in fresh else next(reading)
            yield kept.entry
    finally:
        reading.close()
        # After an early end what was not asked for is as good as before.
        current = {name: kept for name, kept in known.items() if name not in read and (pack.folder / name).exists()} | read
        if file and current != known:
            _save(file, current)


# The file


def _version() -> str:
    """Tells catalogues of this program from those of another version."""
    return _digest("\n".join([VERSION, *(field.name for field in fields(CatalogueEntry)), *map(str, own_files())]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _load(file: Path) -> dict[str, Kept]:
    """What is kept, by the file's name; empty where there is nothing, or nothing of this version."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["version"] != _version():
            return {}
        return {name: from_json(kept) for name, kept in data["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _save(file: Path, found: dict[str, Kept]) -> None:
    data = {"version": _version(), "files": {name: kept.as_json() for name, kept in found.items()}}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(f".{os.getpid()}.tmp")
        draft.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        draft.replace(file)
    except (OSError, ValueError):
        return
