"""The command line: names, options and help. Each command's work is in `tui/commands/`.

Nothing heavy is imported here, so that `hotwash check` starts fast and never loads a screen.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

import engine
from engine.errors import ExitCode, HotwashError
from exporters.findings import FORMATS

_HERE = Path(__file__).resolve().parent.parent
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Group(click.Group):
    """Runs the library where no command is given, and turns errors into one line."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except HotwashError as error:
            _fail(str(error), error.exit_code)
        except BrokenPipeError:
            # The reader of our output has gone, as in `hotwash check | head`.
            sys.stderr.close()
            raise SystemExit(ExitCode.OK) from None


def _fail(message: str, code: int) -> NoReturn:
    click.echo(f"hotwash: {message}", err=True)
    raise SystemExit(int(code))


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from engine.version import VERSION

    click.echo(f"hotwash {VERSION}")
    ctx.exit()


def _own_engine() -> None:
    """Refuse to run on somebody else's package that happens to be called `engine`."""
    found = Path(engine.__file__ or "").resolve().parent
    if found != _HERE / "engine":
        _fail(
            f"another package called `engine` is in the way: {found}\n"
            "Install Hotwash in an environment of its own, for example with `pipx install hotwash`.",
            ExitCode.USAGE,
        )


def _run(command: str, **arguments: Any) -> None:
    """Run `tui.commands.<command>`; its answer is the exit code."""
    # What is imported and read at the start stays: the collector would walk it again and again for nothing. A play, which
    # lasts, turns it on again after its first frame.
    gc.disable()
    # We use no plugin of pydantic's, and looking for some reads the metadata of every installed distribution.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = import_module(f"tui.commands.{command}").run(**arguments)
    if code:
        raise SystemExit(int(code))


_pack = click.option("--pack", "folders", multiple=True, type=click.Path(path_type=Path, file_okay=False),
                     help="A folder with scenarios of your own; may be given more than once.")  # fmt: skip
_db = click.option("--db", envvar="HOTWASH_DB", metavar="FILE",
                   help="Where plays are kept: a file, or a database URL. Also HOTWASH_DB.")  # fmt: skip


@click.group(cls=_Group, invoke_without_command=True, context_settings=_CONTEXT)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
              help="Show the version and exit.")  # fmt: skip
@_pack
@_db
@click.pass_context
def main(ctx: click.Context, folders: tuple[Path, ...], db: str | None) -> None:
    """Near-miss reports as branching tabletop exercises, proved sound, graded on the decision, never the luck.

    Without a command, the library opens.

    \b
    hotwash                       choose a scenario and play it
    hotwash play curtain          play one
    hotwash play curtain --plain  the same as lines of text
    hotwash check my-pack/        prove a pack sound
    hotwash explain HW203         what a finding means
    """
    _own_engine()
    if ctx.invoked_subcommand is None:
        _run("play", scenario=None, folders=folders, db=db)


@main.command()
@click.argument("targets", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE|FOLDER]...")
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True,
              help="For people, programs, code scanning, test results, or GitHub's annotations.")  # fmt: skip
@click.option("--fail-on", type=click.Choice(["error", "warning", "info"]), default="error", show_default=True,
              help="The least severity that makes the check fail.")  # fmt: skip
@click.option("--select", multiple=True, metavar="CODE", help="Show only these codes or families, e.g. HW2.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave these codes or families out.")
@click.option("--max-states", type=click.IntRange(1, 100_000_000), default=None, metavar="N",
              help="Explore at most N states; beyond it the verdict is `undetermined`.  "
                   "[default: the pack's, or 1,000,000]")  # fmt: skip
@click.option("--release", is_flag=True, help="Also ask for what a release needs.")
@click.option("--watch", is_flag=True, help="Check again whenever a file is saved.")
@click.option("--statistics", is_flag=True, help="Show what each scenario holds and where random play ends, instead.")
@click.option("-j", "--jobs", type=click.IntRange(1, 256), metavar="N", help="Use N processes.  [default: one for each core]")
@click.option("--no-cache", is_flag=True, help="Judge everything anew.")
@click.option("-v", "--verbose", is_flag=True, help="Show notes, too.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def check(**arguments: Any) -> None:
    """Prove scenarios sound, or say what is wrong with them.

    Without a FILE or FOLDER the built-in pack is checked.

    \b
    hotwash check                            the built-in pack
    hotwash check my-pack/                   a whole pack
    hotwash check my-pack/stop.yaml          one file
    hotwash check --format json my-pack/     for programs
    hotwash check --format github my-pack/   as annotations of a pull request

    Exit code: 0 nothing found, 1 findings, 2 unusable arguments.
    """
    _run("check", **arguments)


@main.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what a finding means, and how to mend it.

    \b
    hotwash explain HW203
    hotwash explain dead-end
    hotwash explain              the list of all rules
    """
    _run("explain", code=code)


@main.command()
@click.argument("kind", type=click.Choice(["scenario", "report", "lessons", "factors", "sources", "pack"]))
def schema(kind: str) -> None:
    """Print the JSON Schema of a kind of file, for editors."""
    _run("schema", kind=kind)


@main.command()
@click.argument("scenario", required=False, metavar="[ID|FILE]")
@click.option("--plain", is_flag=True, help="Lines of text instead of a screen.")
@click.option("--choices", metavar="ID,ID,...", help="Play these choices without a terminal and print the debrief.")
@click.option("--json", "as_json", is_flag=True, help="With --choices: the debrief as JSON.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Decides the order of the choices and every draw.")
@click.option("--confidence", is_flag=True, help="Ask how sure you are at each decision.")
@click.option("--resume", is_flag=True, help="Go on with the last play that was not finished.")
@click.option("--no-record", is_flag=True, help="Keep nothing of this play.")
@_pack
@_db
def play(**arguments: Any) -> None:
    """Play a scenario alone.

    \b
    hotwash play                          choose from the library
    hotwash play curtain                  a scenario of the built-in pack
    hotwash play my-pack/stop.yaml        one of your own
    hotwash play --resume                 go on where you left off
    hotwash play curtain --choices wait,say-roles --seed 1
    """
    _run("play", **arguments)


@main.command()
@click.option("--play", metavar="ID", help="Follow this class alone.  [default: always the newest]")
@click.option("--ascii", "ascii_only", is_flag=True, default=None, help="Plain characters, for terminals that lack others.")
@_db
def present(**arguments: Any) -> None:
    """Show a class on the projector: a window that follows `hotwash classroom`.

    Open it in a second terminal window, drag it to the projector, and make the letters large (Ctrl and + in most terminals).
    It shows nothing that gives an answer away. It may be closed and opened again at any time.

    \b
    hotwash present                 follow the newest class
    """
    _run("present", **arguments)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    hotwash completion bash >> ~/.bashrc
    """
    _run("completion", shell=shell)


if __name__ == "__main__":
    main()
