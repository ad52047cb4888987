"""What a database of plays holds.

`DERIVED` tables hold what can be computed anew from the others. They are no part of the schema's version: whoever
opens for writing makes those that are missing, a reader does without, and a program that does not know them leaves them alone.
So they have to stay right when such a program appends to a play or erases one: a row tells what it was computed from, and goes
with its play. In the same way the rows of the `COUNTED` tables are counted as they come: by `rowid` in SQLite, by an identity
column in PostgreSQL.
"""

from __future__ import annotations

import sqlalchemy as sa

TABLES = sa.MetaData()
META = sa.Table(
    "meta",
    TABLES,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
BUNDLES = sa.Table(
    "bundles",
    TABLES,
    sa.Column("digest", sa.Text, primary_key=True),  # SHA-256 of the content, in hexadecimal
    sa.Column("kind", sa.Text, nullable=False),  # kind and name under which it first came: for people who look in
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
PLAYS = sa.Table(
    "plays",
    TABLES,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("scenario", sa.Text, nullable=False, index=True),  # pack/id
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("mode", sa.Text, nullable=False),
    sa.Column("created", sa.Text, nullable=False),  # UTC, ISO 8601, always with microseconds: sorts as text
    sa.Column("digests", sa.JSON, nullable=False),  # part of the bundle -> digest
)
EVENTS = sa.Table(
    "events",
    TABLES,
    sa.Column("play", sa.Text, sa.ForeignKey(PLAYS.c.id), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("data", sa.JSON, nullable=False),  # the event's other fields
)
EDITIONS = sa.Table(
    "editions",
    TABLES,
    sa.Column("id", sa.Text, primary_key=True),  # digest of all that the grades of a play rest on, but for its events
    sa.Column("seal", sa.Text, nullable=False),
    sa.Column("data", sa.Text, nullable=False),  # JSON: what all plays of it share
)
GRADES = sa.Table(
    "grades",
    TABLES,
    sa.Column("play", sa.Text, sa.ForeignKey(PLAYS.c.id, ondelete="CASCADE"), primary_key=True),
    sa.Column("edition", sa.Text, sa.ForeignKey(EDITIONS.c.id), nullable=False, index=True),
    sa.Column("seal", sa.Text, nullable=False),  # digest of the data, the edition, the play's id and its number of events
    sa.Column("data", sa.Text, nullable=False),  # JSON
)
DERIVED = (EDITIONS, GRADES)
COUNTED = (PLAYS, EVENTS)
