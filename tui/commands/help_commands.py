"""Help with the program itself: doctor, completion."""

from __future__ import annotations

from pathlib import Path

import click

from engine.errors import ExitCode
from tui.commands.options import Command
from tui.commands.shared_options import DB, PACK, argument, option


@click.command(cls=Command)
@option("--json", "as_json", is_flag=True, help="For programs.")
@PACK
@DB
def doctor(as_json: bool, folders: tuple[Path, ...], db: str | None) -> ExitCode:
    """Say what a help desk would ask: versions, terminal, where plays are kept, packs.

    Exit code: 0 nothing is wrong, 1 something is.
    """
    from tui.commands import doctor as command

    return command.run(folders, db, as_json)


@click.command(cls=Command)
@argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> ExitCode:
    """Print the completion script of a shell.

    \b
    hotwash completion bash >> ~/.bashrc
    """
    from tui.commands import completion as command

    return command.run(shell)
