"""Records: plays, kept in a database. The only door to SQLAlchemy.

A play is kept as its events, one transaction each, under the key (play, seq), together with the bytes of all that it was
played from, by digest. So an old play replays and scores for ever, whatever has become of its pack.

SQLite is the default: a write-ahead log with `synchronous=FULL`, so that what `append` has returned from outlives a power cut.
PostgreSQL is used where a URL names it.

Grades of finished plays are kept beside them, and can be computed anew; see `engine.records.tables` for what that means for the
schema's version.

A database is inspected before it is opened for writing: what is not ours, is damaged or is newer is left as it is.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

if TYPE_CHECKING:
    from engine.records.kept import PlayRow
    from engine.records.opening import absolute, never_used
    from engine.records.reading import open_reader
    from engine.records.store import Records

__all__ = ["PlayRow", "Records", "absolute", "default_path", "never_used", "open_reader"]

_PLACES = {"PlayRow": "kept", "Records": "store", "absolute": "opening", "never_used": "opening", "open_reader": "reading"}
"""Name -> its module, which is loaded when the name is first asked for: to read a file takes no SQLAlchemy."""


def __getattr__(name: str) -> Any:
    """What this package offers."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)


def default_path() -> Path:
    """Where plays are kept unless the user says otherwise."""
    return platformdirs.user_data_path("hotwash", appauthor=False) / "plays.db"
