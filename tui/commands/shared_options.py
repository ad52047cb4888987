"""Options that several commands share, and how a command's own are declared."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import click

from engine.pack.local.sheet_places import VARIABLE
from tui.commands.options import Argument, Database, HomePath, Option

option = partial(click.option, cls=Option)
argument = partial(click.argument, cls=Argument)


def _use_sheets(ctx: click.Context, _: click.Parameter, given: Path | None) -> None:
    """Let this command, and the processes that it begins, look for sheets of local words there."""
    if given is None or ctx.resilient_parsing:
        return
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(given)

    @ctx.call_on_close
    def restore() -> None:
        if before is None:
            os.environ.pop(VARIABLE, None)
        else:
            os.environ[VARIABLE] = before


PLAIN = option("--plain", is_flag=True, help="Lines of text instead of a screen.")
PACK = option("--pack", "folders", multiple=True, type=HomePath(path_type=Path, file_okay=False),
              help="A folder with scenarios of your own; may be given more than once.")  # fmt: skip
DB = option("--db", envvar="HOTWASH_DB", metavar="FILE", type=Database(),
            help="Where plays are kept: a file, or a database URL. Also HOTWASH_DB.")  # fmt: skip
ASCII = option("--ascii", "ascii_only", is_flag=True, default=None,
               help="Frames and marks in ASCII, for poor links and terminals. Also HOTWASH_ASCII=1.")  # fmt: skip
_SHEETS = partial(option, "--local", envvar=VARIABLE, metavar="FILE|FOLDER", expose_value=False, callback=_use_sheets)
LOCAL = _SHEETS(type=HomePath(path_type=Path, exists=True),
                help="Where your agency's local words lie (`hotwash localize`). Also HOTWASH_LOCAL.")  # fmt: skip
NEW_LOCAL = _SHEETS(type=HomePath(path_type=Path),
                    help="Where they shall lie: a folder, or a file `.txt`. Also HOTWASH_LOCAL.")  # fmt: skip
