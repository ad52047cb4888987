"""Grades of plays as rows. What they say is the reader's: here they are text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa

from engine.play.kept_grades import KeptGrades, Sealed
from engine.records.tables import EDITIONS, GRADES, PLAYS

_TOGETHER = 500
"""Rows that are named in one statement."""


def read(connection: sa.Connection, plays: Sequence[str] | None) -> KeptGrades:
    """What is kept of these plays; of all where that is None."""
    editions = connection.execute(sa.select(*EDITIONS.c["id", "seal", "data"]))
    query = sa.select(*GRADES.c["play", "edition", "seal", "data"])
    found = connection.execute(query if plays is None else query.where(GRADES.c.play.in_(plays)))
    return KeptGrades(
        {id_: Sealed(seal, data) for id_, seal, data in editions},
        {play: (edition, Sealed(seal, data)) for play, edition, seal, data in found},
    )


def write(connection: sa.Connection, kept: KeptGrades) -> None:
    """Put these in place of what is kept of the same editions and plays. A play that is not there is left out."""
    plays: list[str] = []
    for some in _parts(kept.plays):
        plays += connection.scalars(sa.select(PLAYS.c.id).where(PLAYS.c.id.in_(some)))
        connection.execute(sa.delete(GRADES).where(GRADES.c.play.in_(some)))
    for id_, edition in kept.editions.items():
        again = sa.update(EDITIONS).where(EDITIONS.c.id == id_).values(edition._asdict())
        if not connection.execute(again).rowcount:
            connection.execute(sa.insert(EDITIONS).values(id=id_, **edition._asdict()))
    rows = [{"play": play, "edition": kept.plays[play][0], **kept.plays[play][1]._asdict()} for play in plays]
    if rows:
        connection.execute(sa.insert(GRADES), rows)
    sweep(connection)


def sweep(connection: sa.Connection) -> None:
    """Drop the editions that no grades rest on."""
    connection.execute(sa.delete(EDITIONS).where(~sa.exists().where(GRADES.c.edition == EDITIONS.c.id)))


def _parts(names: Iterable[str]) -> Iterator[list[str]]:
    every = list(names)
    return (every[first : first + _TOGETHER] for first in range(0, len(every), _TOGETHER))
