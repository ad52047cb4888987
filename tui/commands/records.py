"""`hotwash records`: what is kept: list it, take it along, erase it."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from engine.errors import ExitCode, UsageError
from tui.commands.progress import kept

if TYPE_CHECKING:
    from engine.records import PlayRow, Records

_SHORT = 8
"""Characters of an id that are shown."""
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def run(action: Literal["list", "export", "erase"], db: str | None = None, plays: tuple[str, ...] = (),
        output: Path | None = None, force: bool = False, everything: bool = False, before: str | None = None,
        older_than: str | None = None, yes: bool = False) -> ExitCode:  # fmt: skip
    """List, export or erase plays."""
    if action == "erase":
        return _erase(db, plays, everything=everything, before=_limit(before, older_than), yes=yes)
    records = kept(db)
    if records is None:
        if plays:
            raise UsageError("no play is kept yet")
        click.echo("No play is kept yet.", err=True)
        if action == "list":
            return ExitCode.OK
        return _write(b'{"plays": []}\n', output, force=force)
    with records:
        chosen = _chosen(records.plays(), plays)
        if action == "list":
            if chosen:
                click.echo(_table(chosen), nl=False)
            else:
                click.echo("No play is kept yet.", err=True)
            return ExitCode.OK
        from exporters.play.plays_json import export

        name = output.name if output is not None else "plays.json"
        found = export(records, chosen, name)
        code = _write(found.artifact.content, output, force=force)
        if found.warning:
            click.echo(found.warning, err=True)
        return code


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
        state = "finished" if row.finished else "not finished"
        lines.append(f"{row.id[:_SHORT]}  {begun}  {row.mode:<5}  {state:<12}  {row.events:>6}  {row.scenario}")
    return "\n".join(lines) + "\n"


def _write(content: bytes, output: Path | None, *, force: bool) -> ExitCode:
    """To the file, or to stdout where none is named.

    Raises:
        ExportError: it is there already, or the disk refuses.
    """
    if output is None:
        click.echo(content, nl=False)
        return ExitCode.OK
    from exporters.content.artifact import Artifact
    from exporters.writer import write

    (path,) = write([Artifact(output.name, content, personal=True)], output.parent, force=force)
    click.echo(f"written: {path}", err=True)
    return ExitCode.OK


def _limit(before: str | None, older_than: str | None) -> datetime | None:
    """The moment before which plays go.

    Raises:
        UsageError: it is no date, or no length of time.
    """
    if before is not None and older_than is not None:
        raise UsageError("--before and --older-than exclude each other")
    if before is not None:
        try:
            return datetime.fromisoformat(before).astimezone()
        except ValueError:
            raise UsageError(f"`{before}` is no date such as 2026-01-31") from None
    if older_than is None:
        return None
    match = re.fullmatch(r"(\d{1,6})([dwmy])", older_than.strip().lower())
    if match is None:
        raise UsageError(f"`{older_than}` is no length of time such as 365d, 52w, 12m or 1y")
    try:
        return datetime.now(UTC) - timedelta(days=int(match[1]) * _DAYS[match[2]])
    except OverflowError:
        raise UsageError(f"`{older_than}` is too long ago") from None


def _erase(db: str | None, plays: tuple[str, ...], *, everything: bool, before: datetime | None, yes: bool) -> ExitCode:
    if sum((bool(plays), everything, before is not None)) != 1:
        raise UsageError("name plays, or give one of --all, --before and --older-than")
    from engine.records import Records, default_path

    there = kept(db)
    if there is None:
        if plays:
            raise UsageError("no play is kept yet")
        click.echo("No play is kept: nothing to erase.", err=True)
        return ExitCode.OK
    there.close()
    with Records.open(db or default_path()) as records:
        try:
            chosen = _chosen(records.plays(), plays)
        except UsageError:
            if not records.finish_erasing():  # perhaps they were erased just now, while another program was reading
                return _still_read(records, "What was erased before")
            raise
        if before is not None:
            chosen = [row for row in chosen if datetime.fromisoformat(row.last_at or row.created) < before]
        if not chosen:
            if not records.finish_erasing():
                return _still_read(records, "What was erased before")
            click.echo("No play is that old: nothing to erase." if before else "No play is kept: nothing to erase.", err=True)
            return ExitCode.OK
        if not yes and not _agreed(chosen, records):
            click.echo("Nothing was erased.", err=True)
            return ExitCode.FINDINGS
        if not records.erase(*(row.id for row in chosen)):
            click.echo(f"{_count(chosen)} taken out of the list.", err=True)
            return _still_read(records, "Their text")
        click.echo(f"{_count(chosen)} erased.", err=True)
    return ExitCode.OK


def _still_read(records: Records, what: str) -> ExitCode:
    """Say that erased text stays until whoever reads lets go."""
    click.echo(
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
    click.echo(_table(rows), nl=False, err=True)
    click.echo(f"{_count(rows)} in {records.where} would go, with every decision, vote and note.", err=True)
    try:
        return click.confirm("This cannot be undone. Erase?", default=False, err=True)
    except click.Abort:
        click.echo(err=True)
        return False


def _asks() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def _count(rows: Sequence[PlayRow]) -> str:
    classes = sum(row.mode == "class" for row in rows)
    text = f"{len(rows)} play{'s' * (len(rows) != 1)}"
    return text + (f", {classes} of them class{'es' * (classes != 1)}," if classes else "")
