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

_HERE = Path(__file__).resolve().parents[2]
_FOUND = Path(engine.__file__ or "").resolve().parent
if _FOUND != _HERE / "engine":
    # Somebody else's package that happens to be called `engine`: whatever it lacks, this can be said.
    click.echo(
        f"hotwash: another package called `engine` is in the way: {_FOUND}\n"
        "Install Hotwash in an environment of its own, for example with `pipx install hotwash`.",
        err=True,
    )
    raise SystemExit(2)

from engine.errors import ExitCode, HotwashError  # noqa: E402
from exporters.check.findings import FORMATS  # noqa: E402

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
_ascii = click.option("--ascii", "ascii_only", is_flag=True, default=None,
                      help="Frames and marks in ASCII, for poor links and terminals. Also HOTWASH_ASCII=1.")  # fmt: skip


@click.group(cls=_Group, invoke_without_command=True, context_settings=_CONTEXT)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
              help="Show the version and exit.")  # fmt: skip
@click.option("--plain", is_flag=True, help="Lines of text instead of a screen.")
@_ascii
@_pack
@_db
@click.pass_context
def main(ctx: click.Context, /, **arguments: Any) -> None:
    """Near-miss reports as branching tabletop exercises, proved sound, graded on the decision, never the luck.

    Without a command, the library opens.

    \b
    hotwash                       choose a scenario and play it
    hotwash --plain               the same as lines of text
    hotwash play curtain          play one
    hotwash classroom curtain     run a class
    hotwash progress              how you get on
    hotwash check my-pack/        prove a pack sound
    hotwash explain HW203         what a finding means
    hotwash doctor                when something does not work
    """
    if ctx.invoked_subcommand is None:
        _run("play", scenario=None, **arguments)
    else:
        # What was said before the command's name counts for the command.
        ctx.default_map = {ctx.invoked_subcommand: {name: value for name, value in arguments.items() if value}}


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
@click.option("--rationale", is_flag=True, help="Ask why at each decision, in a line.")
@click.option("--timer", is_flag=True, help="Show each decision's suggested time running. It never scores and never forces.")
@click.option("--feedback", type=click.Choice(["now", "end"]), default="end", show_default=True,
              help="Look at each decision right after it, or in the debrief alone.")  # fmt: skip
@click.option("--resume", is_flag=True, help="Go on with the last play that was not finished.")
@click.option("--no-record", is_flag=True, help="Keep nothing of this play.")
@_ascii
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
@click.argument("scenario", required=False, metavar="[ID|FILE]")
@click.option("--resume", is_flag=True, help="Go on with the last class that was not closed, at the same place.")
@click.option("--one-screen/--two-screens", "one_screen", default=None,
              help="The class sees this very screen, so nothing on it gives an answer away; or it sees another.")  # fmt: skip
@click.option("--practice", "purpose", flag_value="practice", help="Keep counts and decisions, no persons.  [default]")
@click.option("--record", "purpose", flag_value="record", help="Keep votes under pseudonyms, where there is a list of them.")
@click.option("--hands", type=click.IntRange(0), metavar="N", help="Count raised hands, of N people.")
@click.option("--tables", type=click.IntRange(1), metavar="N", help="N tables vote.")
@click.option("--seats", is_flag=True, help="The seats of the exercise vote.")
@click.option("--people", metavar="NAME,NAME,...", help="These vote, under pseudonyms; for the record.")
@click.option("--hseep", is_flag=True, help="Ask for strengths, areas for improvement and corrective actions at the end.")
@click.option("--yes", "at_once", is_flag=True, help="Begin with these settings, without the set-up screen.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Decides every draw.")
@_ascii
@_pack
@_db
def classroom(**arguments: Any) -> None:
    """Run a class from the instructor's terminal.

    \b
    hotwash classroom                      choose an exercise
    hotwash classroom curtain              set one up; Enter begins
    hotwash classroom curtain --one-screen for a projector that shows what you see
    hotwash classroom --resume             go on at the same place, phase and votes
    hotwash present                        in a second window: what the class sees
    """
    _run("classroom", **arguments)


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
@click.option("--plain", is_flag=True, help="Text instead of a screen.")
@_ascii
@_pack
@_db
def progress(**arguments: Any) -> None:
    """Show how you get on: lessons, how sure you were, plays, and what to practise next."""
    _run("progress", **arguments)


@main.group()
def records() -> None:
    """List, export or erase what is kept of your plays."""


@records.command("list")
@_db
def records_list(**arguments: Any) -> None:
    """List every play that is kept, the newest first."""
    _run("records", action="list", **arguments)


@records.command("export")
@click.argument("plays", nargs=-1, metavar="[PLAY]...")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file.  [default: standard output]")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
@_db
def records_export(**arguments: Any) -> None:
    """Write plays as JSON: every event with its time, and the digests of the texts that they rest on.

    A PLAY is an id, or how it begins, as `hotwash records list` shows it; without one all plays are written.

    \b
    {"hotwash": version, "exported": time, "plays": [
      {"id", "scenario": "pack/id", "version", "mode": "solo" or "class", "created", "finished",
       "digests": {part: SHA-256}, "events": [{"seq", "at", "kind", ...}]}]}

    The kinds of events are those of docs/semantics.md. Of a play that cannot be read, "problem" says why.
    """
    _run("records", action="export", **arguments)


@records.command("erase")
@click.argument("plays", nargs=-1, metavar="[PLAY]...")
@click.option("--all", "everything", is_flag=True, help="All plays.")
@click.option("--before", metavar="DATE", help="Plays whose last event was before this day, e.g. 2026-01-31.")
@click.option("--older-than", metavar="TIME", help="Plays whose last event is longer ago, e.g. 365d, 52w, 12m or 1y.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@_db
def records_erase(**arguments: Any) -> None:
    """Erase plays, and the texts that no other play needs. It says what goes, and asks first.

    \b
    hotwash records erase 3f2a91c0
    hotwash records erase --all
    hotwash records erase --older-than 365d --yes    as a retention period, e.g. once a day
    """
    _run("records", action="erase", **arguments)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@_pack
@_db
def doctor(**arguments: Any) -> None:
    """Say what a help desk would ask: versions, terminal, where plays are kept, packs.

    Exit code: 0 nothing is wrong, 1 something is.
    """
    _run("doctor", **arguments)


@main.command()
@click.argument("name", required=False, metavar="[NAME]")
@click.argument("scenario", required=False, metavar="[ID|FILE]")
@click.option("--list", "list_", is_flag=True, help="Show what can be exported, in which formats and with which options.")
@click.option("--play", metavar="ID", help="From this play; the beginning of its id will do.")
@click.option("--last", is_flag=True, help="From the newest play that is finished, or the newest class.")
@click.option("--set", "set_", metavar="SET",
              help="Several at once: `class`, the short set; `hseep`; `all`.")  # fmt: skip
@click.option("--format", "formats", metavar="FORMAT,...", help="E.g. md,docx, or `all`.  [default: the first of each]")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), default=Path(), metavar="FOLDER",
              help="Where to write.  [default: here]")  # fmt: skip
@click.option("--force", is_flag=True, help="Write over files that are there.")
@click.option("--yes", is_flag=True, help="Go on where something that was written in a play might identify somebody.")
@click.option("--hseep", is_flag=True, help="With the parts of a large exercise; alone it is `--set hseep`.")
@click.option("--template", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
              help="A Word file with your agency's styles, for docx.")  # fmt: skip
@click.option("--option", "options", multiple=True, metavar="NAME=VALUE", help="See --list; may be given more than once.")
@_pack
@_db
def export(**arguments: Any) -> None:
    """Make documents from a scenario or a play.

    \b
    hotwash export curtain                            what a class needs on paper
    hotwash export handout curtain --format docx      one document
    hotwash export after-action                       of the newest class or play
    hotwash export --set class --last --output class/ the short set, and the debrief
    hotwash export --hseep curtain                    a large exercise
    hotwash export completion-record --last --option roster=names.csv
    hotwash export --list                             everything there is

    Exit code: 0 written, 1 not written for what a person has to look at first or for want of a play, 2 unusable arguments.
    """
    _run("export", **arguments)


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
