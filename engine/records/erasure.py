"""Plays that were erased while another program was reading: whoever names one again wants its text to go."""

from __future__ import annotations

import json
from collections.abc import Sequence

import sqlalchemy as sa

from engine.records.tables import META

_KEY = "hotwash.half-erased"
"""Key in `meta` under which their ids stand, as JSON. Nothing stands there where every text is gone."""


def read(connection: sa.Connection) -> list[str]:
    """Their ids."""
    found = connection.scalar(sa.select(META.c.value).where(META.c.key == _KEY))
    try:
        ids = json.loads(found or "[]")
    except ValueError:
        return []
    return [id_ for id_ in ids if isinstance(id_, str)] if isinstance(ids, list) else []


def keep(connection: sa.Connection, plays: Sequence[str]) -> None:
    """Keep these ids in place of those that are kept."""
    connection.execute(sa.delete(META).where(META.c.key == _KEY))
    if plays:
        connection.execute(sa.insert(META).values(key=_KEY, value=json.dumps(list(dict.fromkeys(plays)))))
