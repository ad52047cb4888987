"""`hotwash completion`: the completion script of a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from engine.errors import ExitCode
from tui.commands.streams import say


def run(shell: str) -> ExitCode:
    """Print it."""
    found = get_completion_class(shell)
    assert found is not None
    say(found(click.get_current_context().find_root().command, {}, "hotwash", "_HOTWASH_COMPLETE").source())
    return ExitCode.OK
