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
@argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
def completion(shell: str) -> ExitCode:
    """Print a script by which a shell completes what you type for hotwash when you press Tab.

    It completes commands and options, ids of scenarios and plays, documents, formats, codes of rules, and files. Write it to a
    file that your shell reads when it starts; do so again after an update.

    \b
    Bash        hotwash completion bash > ~/.hotwash.bash
                echo '. ~/.hotwash.bash' >> ~/.bashrc
    Zsh         hotwash completion zsh > ~/.hotwash.zsh
                echo '. ~/.hotwash.zsh' >> ~/.zshrc
    fish        mkdir -p ~/.config/fish/completions
                hotwash completion fish > ~/.config/fish/completions/hotwash.fish
    PowerShell  hotwash completion powershell | Set-Content ~/hotwash.ps1
                if (!(Test-Path $PROFILE)) { New-Item -Force $PROFILE }
                Add-Content $PROFILE '. ~/hotwash.ps1'
    """
    from tui.commands import completion as command

    return command.run(shell)
