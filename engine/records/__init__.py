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

from pathlib import Path

import platformdirs

from engine.records.opening import absolute, never_used
from engine.records.rows import PlayRow
from engine.records.store import Records

__all__ = ["PlayRow", "Records", "absolute", "default_path", "never_used"]


def default_path() -> Path:
    """Where plays are kept unless the user says otherwise."""
    return platformdirs.user_data_path("hotwash", appauthor=False) / "plays.db"
