"""Events and plays as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from engine.errors import RecordsError, SecondWriter
from engine.play.events import AnyEvent
from engine.records.schema import SCHEMA_KEY
from engine.records.tables import BUNDLES, EVENTS, META, PLAYS


def row(event: AnyEvent) -> dict[str, Any]:
    """An event as its columns."""
    data = event.model_dump(mode="json")
    return {name: data.pop(name) for name in ("seq", "at", "kind")} | {"data": data}


def same(connection: sa.Connection, play: str, row: dict[str, Any]) -> None:
    """Refuse an event unless it is the one that is kept under its number."""
    query = sa.select(*EVENTS.c["seq", "at", "kind", "data"]).where(EVENTS.c.play == play, EVENTS.c.seq == row["seq"])
    kept = connection.execute(query).mappings().one_or_none()
    if kept is None or dict(kept) != row:
        found = f"`{kept['kind']}` of {kept['at']}" if kept is not None else "a gap"
        raise SecondWriter(
            f"event {row['seq']} of play {play} was written by somebody else: found {found}, "
            f"not this `{row['kind']}` of {row['at']}; close the other window, then resume the play",
        )


def digests(connection: sa.Connection, play: str, shown: str, *, hold: bool = False) -> dict[str, str]:
    """Part -> digest of a play, which has to be there.

    `hold` keeps other writers of the play waiting in PostgreSQL; in SQLite the transaction does.
    """
    query = sa.select(PLAYS.c.digests).where(PLAYS.c.id == play)
    row = connection.execute(query.with_for_update() if hold else query).one_or_none()
    if row is None:
        raise RecordsError(f"{shown}: there is no play {play}; it may have been erased")
    digests: dict[str, str] = row.digests
    return digests


def keep(connection: sa.Connection, digest: str, part: str, content: bytes) -> None:
    """Keep a part of a bundle, unless it is there."""
    if connection.scalar(sa.select(BUNDLES.c.digest).where(BUNDLES.c.digest == digest)) is None:
        kind, _, name = part.partition("/")
        connection.execute(sa.insert(BUNDLES).values(digest=digest, kind=kind, name=name, content=content))


def hold_bundles(connection: sa.Connection) -> None:
    """Let one transaction at a time decide which bundles are needed. PostgreSQL alone needs to be told."""
    connection.execute(sa.select(META.c.value).where(META.c.key == SCHEMA_KEY).with_for_update())


class KeptEvent(NamedTuple):
    """An event as it is kept, not read yet."""

    play: str
    seq: int
    at: str
    kind: str
    data: str
    """Its other fields, as JSON."""


def unread(plays: Sequence[str]) -> sa.Select[Any]:
    """The events of these plays with the columns of `KeptEvent`, each play's together and in order."""
    return (
        sa.select(*EVENTS.c["play", "seq", "at", "kind"], _text(EVENTS.c.data))
        .where(EVENTS.c.play.in_(plays))
        .order_by(*EVENTS.primary_key)
    )


def endings(plays: Sequence[str]) -> sa.Select[Any]:
    """(play, data) of the endings that these plays reached, each play's in order."""
    return (
        sa.select(*EVENTS.c["play", "data"])
        .where(EVENTS.c.play.in_(plays), EVENTS.c.kind == "ended")
        .order_by(*EVENTS.primary_key)
    )


def solo_notes() -> sa.Select[Any]:
    """The notes of plays alone and the mendings of their lines, with the columns of `KeptEvent`."""
    return (
        sa.select(*EVENTS.c["play", "seq", "at", "kind"], _text(EVENTS.c.data))
        .join(PLAYS, PLAYS.c.id == EVENTS.c.play)
        .where(PLAYS.c.mode == "solo", EVENTS.c.kind.in_(("noted", "mended")))
        .order_by(*EVENTS.primary_key)
    )


def _text(column: sa.Column[Any]) -> sa.ColumnElement[str]:
    """A column of JSON as the text that is kept."""
    return sa.type_coerce(sa.cast(column, sa.Text), sa.Text)


def listing(scenario: str | None, mode: str | None, *, unfinished: bool, number: str) -> sa.Select[Any]:
    """Plays with the columns of `PlayRow` in their order, newest first.

    Args:
        scenario: only those of this one.
        mode: only those of this one.
        unfinished: only those that can go on.
        number: the column that counts rows as they come; empty for none. The newest is then the last that was begun, otherwise
            the one with the latest time: a clock may have been set.
    """
    # A line may be mended long after the play, which is no older or newer by it.
    count, last = sa.func.count(), sa.func.max(sa.case((EVENTS.c.kind != "mended", EVENTS.c.seq), else_=0))
    ever = [sa.func.max(sa.case((EVENTS.c.kind == kind, 1), else_=0)).label(kind) for kind in ("ended", "closed")]
    counted = sa.literal_column(f"events.{number}") if number else sa.null()
    placed = sa.func.min(sa.case((EVENTS.c.kind == "ended", counted))).label("placed")
    grouped = sa.select(EVENTS.c.play, count.label("events"), last.label("last"), *ever, placed)
    tally = grouped.group_by(EVENTS.c.play).subquery()
    ended, closed = (sa.func.coalesce(column, 0) for column in (tally.c.ended, tally.c.closed))
    query = (
        sa.select(*PLAYS.c["id", "scenario", "version", "mode", "created"])
        .add_columns(EVENTS.c.at, sa.func.coalesce(tally.c.events, 0), ended, closed, _text(PLAYS.c.digests))
        .select_from(PLAYS)
        .outerjoin(tally, tally.c.play == PLAYS.c.id)
        .outerjoin(EVENTS, (EVENTS.c.play == PLAYS.c.id) & (EVENTS.c.seq == tally.c.last))
    )
    if number:
        query = query.add_columns(sa.func.coalesce(tally.c.placed, sa.literal_column(f"events.{number}"), 0))
        query = query.order_by(sa.literal_column(f"plays.{number}").desc())
    else:
        query = query.add_columns(sa.literal(0)).order_by(PLAYS.c.created.desc(), PLAYS.c.id.desc())
    if scenario is not None:
        query = query.where(PLAYS.c.scenario == scenario)
    if mode is not None:
        query = query.where(PLAYS.c.mode == mode)
    return query.where(closed == 0, sa.or_(PLAYS.c.mode != "solo", ended == 0)) if unfinished else query
