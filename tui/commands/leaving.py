"""What people wrote and what might identify somebody in it: shown before a file with it leaves the program."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from tui.commands.streams import say


def somebody_there() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def may_leave(suspects: Iterable[str], *, yes: bool) -> bool:
    """Show what might identify somebody, a line each, and ask whether to go on; where nobody can be asked, it may not.

    Args:
        suspects: what was written, and where.
        yes: whether the user has said beforehand that it may.
    """
    say("What was written in a play might identify somebody. These are prompts for you to look, never proof:", err=True)
    for line in suspects:
        say(f"  {' '.join(line.split())}", err=True)
    if yes:
        return True
    if not somebody_there():
        say("Nothing was written. Look at these, then export again with --yes, and mend them in the document.", err=True)
        return False
    if click.confirm("Export it as it stands, to mend it in the document?", default=False, err=True):
        return True
    say("Nothing was written.", err=True)
    return False
