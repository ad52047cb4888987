"""Options that several commands share, and how a command's own are declared."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from tui.commands.options import Argument, Database, HomePath, Option

option = partial(click.option, cls=Option)
argument = partial(click.argument, cls=Argument)

PLAIN = option("--plain", is_flag=True, help="Lines of text instead of a screen.")
PACK = option("--pack", "folders", multiple=True, type=HomePath(path_type=Path, file_okay=False),
              help="A folder with scenarios of your own; may be given more than once.")  # fmt: skip
DB = option("--db", envvar="HOTWASH_DB", metavar="FILE", type=Database(),
            help="Where plays are kept: a file, or a database URL. Also HOTWASH_DB.")  # fmt: skip
ASCII = option("--ascii", "ascii_only", is_flag=True, default=None,
               help="Frames and marks in ASCII, for poor links and terminals. Also HOTWASH_ASCII=1.")  # fmt: skip
