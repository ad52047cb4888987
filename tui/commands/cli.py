"""The command line. Names, options and help of its commands are in `*_commands.py`, the work of each in a module of its own.

Nothing heavy is imported here, so that `hotwash check` starts fast and never loads a screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

import engine

_HERE = Path(__file__).resolve().parents[2]
_FOUND = Path(engine.__file__ or "").resolve().parent
if _FOUND != _HERE / "engine":
    # Somebody else's package that happens to be called `engine`: whatever it lacks, this can be said.
    _MEND = (
        "It lies in this folder, which Python looks into first: start Hotwash from another one."
        if Path.cwd() == _FOUND.parent
        else "Give Hotwash an environment of its own: in a copy of its repository, `python3 install.py` makes one."
    )
    click.echo(f"hotwash: another package called `engine` is in the way: {_FOUND}\n{_MEND}", err=True)
    raise SystemExit(2)

from tui.commands import (  # noqa: E402
    author_commands,
    export_commands,
    help_commands,
    play_commands,
    records_commands,
)
from tui.commands.last_resort import guarded  # noqa: E402
from tui.commands.options import ASKED, Group, leave, prepare, spellings  # noqa: E402
from tui.commands.shared_options import ASCII, DB, LOCAL, PACK, PLAIN, option  # noqa: E402
from tui.commands.streams import say, suited  # noqa: E402

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Root(Group):
    """Hotwash itself: whatever happens in it ends in a line and an exit code."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run the command line, or answer a shell that completes one."""
        if ASKED in os.environ:
            from tui.commands import completion  # noqa: F401 - it knows the shells
        with suited(), guarded(sys.argv[1:] if args is None else args, lambda: spellings(self)):
            return super().main(args, *rest, **{"complete_var": ASKED, **extra})

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named; what is none may be an exercise, which is then played."""
        word = args[0]
        if self.get_command(ctx, word) is not None or word.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from engine.errors import PackError
        from engine.pack.diagnostics import nearest
        from engine.pack.folder import builtin, open_pack
        from tui.library.packs import locate

        try:
            locate([*(open_pack(folder) for folder in ctx.params["folders"]), builtin()], word)
        except PackError as error:
            if nearest(word, self.commands):
                return super().resolve_command(ctx, args)  # says which command may be meant
            raise PackError(f"`{word}` is no command, and {error}") from None
        return "play", self.commands["play"], args


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from engine.version import VERSION

    say(f"hotwash {VERSION}")
    ctx.exit()


@click.group(cls=_Root, invoke_without_command=True, context_settings=_CONTEXT)
@option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
        help="Show the version and exit.")  # fmt: skip
@PLAIN
@ASCII
@PACK
@LOCAL
@DB
@click.pass_context
def main(ctx: click.Context, /, plain: bool, ascii_only: bool | None, folders: tuple[Path, ...], db: str | None) -> None:
    """Near-miss reports as branching tabletop exercises, proved sound, graded on the decision, never the luck.

    Without a command, the library opens. Options before a command count for it as those behind it do.

    \b
    hotwash                       choose a scenario and play it
    hotwash --plain               the same as lines of text
    hotwash play curtain          play one
    hotwash classroom curtain     run a class
    hotwash drill                 what is due, a decision at a time
    hotwash progress              how you get on
    hotwash localize curtain      say it in your agency's own words
    hotwash check my-pack/        prove a pack sound
    hotwash explain HW203         what a finding means
    hotwash doctor                when something does not work
    """
    prepare()
    if ctx.invoked_subcommand is None:
        from tui.commands import play as command

        leave(command.run(command.PlayRequest(folders=folders, db=db, plain=plain, ascii_only=ascii_only)))


for _command in (
    author_commands.check,
    author_commands.explain,
    author_commands.schema,
    author_commands.localize,
    play_commands.play,
    play_commands.classroom,
    play_commands.present,
    play_commands.drill,
    play_commands.progress,
    records_commands.records,
    export_commands.export,
    help_commands.doctor,
    help_commands.completion,
):
    main.add_command(_command)


if __name__ == "__main__":
    main()
