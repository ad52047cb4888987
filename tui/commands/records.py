"""`hotwash records`: what is kept: list it, mend what was written, take it along, erase it."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.errors import ExitCode, UsageError
from exporters.wording.numbers import many
from tui.commands.leaving import may_leave
from tui.commands.progress import kept
from tui.commands.screens import need_terminal, show
from tui.commands.streams import say

if TYPE_CHECKING:
    from engine.records import PlayRow, Records

_SHORT = 8
"""Characters of an id that are shown."""
_BEGIN, _END = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""The ends of the calendar."""
_MIDDLE = 5000
"""A year far from both ends of the calendar."""
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def list_(db: str | None) -> ExitCode:
    """List every play that is kept."""
    records = kept(db)
    if records is not None:
        with records:
            rows = records.plays()
        if rows:
            say(_table(rows), nl=False)
            return ExitCode.OK
    say("No play is kept yet.", err=True)
    return ExitCode.OK


def mend(db: str | None, play: str, *, ascii_only: bool | None) -> ExitCode:
    """Show what was written in a play, to be put right or taken out."""
    need_terminal("written lines are mended on a screen, and this is no terminal")
    there = kept(db)
    if there is None:
        raise UsageError("no play is kept yet")
    there.close()
    from engine.records import Records, default_path
    from sessions.session import Session
    from tui.commands.mending_app import MendingApp

    with Records.open(db or default_path()) as records:
        (row,) = _chosen(records.plays(), (play,))
        show(MendingApp(Session.kept_as(records, row.id), ascii_only=ascii_only))
    return ExitCode.OK


def export(db: str | None, plays: tuple[str, ...], output: Path | None, *, force: bool, yes: bool) -> ExitCode:
    """Write plays as JSON: to the file, or to stdout where none is named."""
    records = kept(db)
    if records is None:
        if plays:
            raise UsageError("no play is kept yet")
        say("No play is kept yet.", err=True)
        return _write(b'{"plays": []}\n', output, force=force)
    with records:
        chosen = _chosen(records.plays(), plays)
        from exporters.play.plays_json import export as exported

        found = exported(records, chosen, output.name if output is not None else "plays.json")
    if found.suspects and not may_leave([f"“{text}”" for text in found.suspects], yes=yes):
        return ExitCode.FINDINGS
    return _write(found.artifact.content, output, force=force)


def erase(db: str | None, plays: tuple[str, ...], *, everything: bool, before: str | None, older_than: str | None,
          yes: bool) -> ExitCode:  # fmt: skip
    """Erase plays."""
    return _erase(db, plays, everything=everything, before=_limit(before, older_than), yes=yes)


def _chosen(rows: list[PlayRow], wanted: Sequence[str]) -> list[PlayRow]:
    """The plays whose ids begin so; all where none is named.

    Raises:
        UsageError: none does, or several do.
    """
    chosen: dict[str, PlayRow] = {}
    for begin in wanted:
        found = [row for row in rows if row.id.startswith(begin.lower())] if begin else []
        if len(found) != 1:
            what = f"{len(found)} plays begin" if found else "no play begins"
            raise UsageError(f"{what} with `{begin}`; `hotwash records list` names them")
        chosen[found[0].id] = found[0]
    return list(chosen.values()) if wanted else rows


def _table(rows: Sequence[PlayRow]) -> str:
    lines = [f"{'play':<{_SHORT}}  {'begun':<16}  {'mode':<5}  {'state':<12}  {'events':>6}  exercise"]
    for row in rows:
        begun = datetime.fromisoformat(row.created).astimezone().strftime("%Y-%m-%d %H:%M")
        lines.append(f"{row.id[:_SHORT]}  {begun}  {row.mode:<5}  {row.completion:<12}  {row.events:>6}  {row.scenario}")
    return "\n".join(lines) + "\n"


def _write(content: bytes, output: Path | None, *, force: bool) -> ExitCode:
    """To the file, or to stdout where none is named.

    Raises:
        ExportError: it is there already, or the disk refuses.
    """
    if output is None:
        say(content, nl=False)
        return ExitCode.OK
    from exporters.content.artifact import Artifact
    from exporters.writer import write

    (path,) = write([Artifact(output.name, content, personal=True)], output.parent, force=force)
    say(f"written: {path}", err=True)
    return ExitCode.OK


def _limit(before: str | None, older_than: str | None) -> datetime | None:
    """The moment before which plays go.

    Raises:
        UsageError: it is no date, or no length of time.
    """
    if before is not None and older_than is not None:
        raise UsageError("--before and --older-than exclude each other")
    if before is not None:
        return _moment(before)
    if older_than is None:
        return None
    match = re.fullmatch(r"(\d{1,6})([dwmy])", older_than.strip().lower())
    if match is None:
        raise UsageError(f"`{older_than}` is no length of time such as 365d, 52w, 12m or 1y")
    try:
        return datetime.now(UTC) - timedelta(days=int(match[1]) * _DAYS[match[2]])
    except OverflowError:
        raise UsageError(f"`{older_than}` is too long ago") from None


def _moment(text: str) -> datetime:
    """The moment that a date, or a date and a time, means here.

    Raises:
        UsageError: it is none.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"`{text}` is no date such as 2026-01-31") from None
    try:
        return moment.astimezone().astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        # At an end of the calendar a shift to another time zone leads out of it.
        return _BEGIN if moment.year < _MIDDLE else _END


def _erase(db: str | None, plays: tuple[str, ...], *, everything: bool, before: datetime | None, yes: bool) -> ExitCode:
    if sum((bool(plays), everything, before is not None)) != 1:
        raise UsageError("name plays, or give one of --all, --before and --older-than")
    from engine.records import Records, default_path

    there = kept(db)
    if there is None:
        if plays:
            raise UsageError("no play is kept yet")
        say("No play is kept: nothing to erase.", err=True)
        return ExitCode.OK
    there.close()
    with Records.open(db or default_path()) as records:
        rows, again = records.plays(), records.half_erased()
        named = tuple(name for name in plays if not _begins_one(name, again) or _begins_one(name, [row.id for row in rows]))
        chosen = _chosen(rows, named) if named or not plays else []
        if before is not None:
            chosen = [row for row in chosen if datetime.fromisoformat(row.last_at or row.created) < before]
        if not chosen:
            if not records.finish_erasing():
                return _still_read(records, "What was erased before")
            if again:
                say(f"The text of {many(len(again), 'play')} that was erased before is gone.", err=True)
            else:
                say("No play is that old: nothing to erase." if before else "No play is kept: nothing to erase.", err=True)
            return ExitCode.OK
        if not yes and not _agreed(chosen, records):
            say("Nothing was erased.", err=True)
            return ExitCode.FINDINGS
        if not records.erase(*(row.id for row in chosen)):
            say(f"{_count(chosen)} taken out of the list.", err=True)
            return _still_read(records, "Their text")
        say(f"{_count(chosen)} erased.", err=True)
    return ExitCode.OK


def _begins_one(name: str, ids: Sequence[str]) -> bool:
    """Whether an id begins so."""
    return bool(name) and any(id_.startswith(name.lower()) for id_ in ids)


def _still_read(records: Records, what: str) -> ExitCode:
    """Say that erased text stays until whoever reads lets go."""
    say(
        f"{what} can still be read in {records.where} or in its log, because another program is reading there. Close it"
        " (another window of Hotwash?), then run this again: it takes the text out.",
        err=True,
    )
    return ExitCode.FINDINGS


def _agreed(rows: Sequence[PlayRow], records: Records) -> bool:
    """Whether the user wants these plays to go.

    Raises:
        UsageError: nobody is there to ask.
    """
    if not _asks():
        raise UsageError("erasing asks first, and nobody is there to answer; give --yes")
    say(_table(rows), nl=False, err=True)
    say(f"{_count(rows)} in {records.where} would go, with every decision, vote and note.", err=True)
    try:
        return click.confirm("This cannot be undone. Erase?", default=False, err=True)
    except click.Abort:
        say(err=True)
        return False


def _asks() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def _count(rows: Sequence[PlayRow]) -> str:
    classes = sum(row.mode == "class" for row in rows)
    text = f"{len(rows)} play{'s' * (len(rows) != 1)}"
    return text + (f", {classes} of them class{'es' * (classes != 1)}," if classes else "")
