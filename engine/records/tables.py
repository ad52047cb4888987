"""What a database of plays holds."""

from __future__ import annotations

import sqlalchemy as sa

SCHEMA_VERSION = 1
SCHEMA_KEY = "hotwash.schema"
"""Key in `meta` under which the schema's version stands. It tells our databases from others'."""

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
