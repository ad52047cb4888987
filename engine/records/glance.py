"""A glance at the plays in a file: their names alone, without loading what reads, judges or writes plays.

Nothing is said where it cannot be had: whoever opens the file for more is told why.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from engine.records.file_uri import file_uri


class PlayName(NamedTuple):
    """What one play is called by."""

    id: str
    scenario: str
    """`pack/id`."""
    mode: str
    """`solo` or `class`."""
    created: str
    """UTC, ISO 8601."""


def newest_plays(where: str | Path, most: int) -> list[PlayName]:
    """The newest plays in a file, the newest first; none where it is no file of ours, or a database on a server."""
    try:
        path = Path(os.path.expanduser(where)).resolve()  # noqa: PTH111 - `Path` would make `./~` a home folder
        with closing(sqlite3.connect(file_uri(path, "ro"), uri=True, timeout=0)) as connection:
            query = "SELECT id, scenario, mode, created FROM plays ORDER BY rowid DESC LIMIT ?"
            return [PlayName(*map(str, row)) for row in connection.execute(query, (most,))]
    except (sqlite3.Error, OSError, ValueError, RuntimeError):
        return []
