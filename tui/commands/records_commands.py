"""What is kept of plays: list, mend, export, erase."""

from __future__ import annotations

from pathlib import Path

import click

from engine.errors import ExitCode
from tui.commands.candidates import plays as kept_plays
from tui.commands.options import Group, HomePath, at_most_one, refuse
from tui.commands.shared_options import ASCII, DB, argument, option


@click.group(cls=Group)
@DB
def records(db: str | None) -> None:
    """List, mend, export or erase what is kept of your plays."""


@records.command("list")
@DB
def records_list(db: str | None) -> ExitCode:
    """List every play that is kept, the newest first."""
    from tui.commands import records as command

    return command.list_(db)


@records.command("mend")
@argument("play", metavar="PLAY", shell_complete=kept_plays)
@ASCII
@DB
def records_mend(play: str, ascii_only: bool | None, db: str | None) -> ExitCode:
    """Put right or take out what was written in a play, also in a class that is closed and in a play that is finished.

    PLAY is an id, or how it begins, as `hotwash records list` shows it. What a line said before stands in no report and in no
    export any more; the database keeps it until the play is erased.
    """
    from tui.commands import records as command

    return command.mend(db, play, ascii_only=ascii_only)


@records.command("export")
@argument("plays", nargs=-1, metavar="[PLAY]...", shell_complete=kept_plays)
@option("-o", "--output", type=HomePath(path_type=Path, dir_okay=False), help="The file.  [default: standard output]")
@option("--force", is_flag=True, help="Overwrite the file if it is there.")
@option("--yes", is_flag=True, help="Go on where something that was written in a play might identify somebody.")
@DB
def records_export(plays: tuple[str, ...], output: Path | None, force: bool, yes: bool, db: str | None) -> ExitCode:
    """Write plays as JSON: every event with its time, and the digests of the texts that they rest on.

    A PLAY is an id, or how it begins, as `hotwash records list` shows it; without one all plays are written.

    \b
    {"hotwash": version, "exported": time, "plays": [
      {"id", "scenario": "pack/id", "version", "mode": "solo" or "class", "created", "state", "finished",
       "digests": {part: SHA-256}, "decisions": {scene: number}, "events": [{"seq", "at", "kind", ...}]}]}

    The kinds of events are those of docs/semantics.md. Of a play that cannot be read, "problem" says why.
    """
    if output is None:
        refuse("cannot be used without --output: no file is written", "force")
    from tui.commands import records as command

    return command.export(db, plays, output, force=force, yes=yes)


@records.command("erase")
@argument("plays", nargs=-1, metavar="[PLAY]...", shell_complete=kept_plays)
@option("--all", "everything", is_flag=True, help="All plays.")
@option("--before", metavar="DATE", help="Plays whose last event was before this day, e.g. 2026-01-31.")
@option("--older-than", metavar="TIME", help="Plays whose last event is longer ago, e.g. 365d, 52w, 12m or 1y.")
@option("--yes", is_flag=True, help="Do not ask.")
@DB
def records_erase(plays: tuple[str, ...], everything: bool, before: str | None, older_than: str | None, yes: bool,
                  db: str | None) -> ExitCode:  # fmt: skip
    """Erase plays, and the texts that no other play needs. It says what goes, and asks first.

    \b
    hotwash records erase 3f2a91c0
    hotwash records erase --all
    hotwash records erase --older-than 365d --yes    as a retention period, e.g. once a day
    """
    at_most_one("plays", "everything", "before", "older_than")
    from tui.commands import records as command

    return command.erase(db, plays, everything=everything, before=before, older_than=older_than, yes=yes)
