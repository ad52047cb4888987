"""The command line: names, options and help. Each command's work is in `tui/commands/`.

Nothing heavy is imported here, so that `hotwash check` starts fast and never loads a screen.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal

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

from engine.errors import ExitCode  # noqa: E402
from exporters.check.findings import FORMATS  # noqa: E402
from tui.commands.last_resort import guarded  # noqa: E402
from tui.commands.options import (  # noqa: E402
    Argument,
    Command,
    Database,
    HomePath,
    Option,
    at_most_one,
    leave,
    prepare,
    refuse,
    spellings,
)
from tui.commands.streams import say, suited  # noqa: E402

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
option = partial(click.option, cls=Option)
argument = partial(click.argument, cls=Argument)


class _Group(click.Group):
    """A group of commands that leave nothing unsaid."""

    command_class = Command
    group_class = type


class _Root(_Group):
    """Hotwash itself: whatever happens in it ends in a line and an exit code."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run the command line."""
        with suited(), guarded(sys.argv[1:] if args is None else args, lambda: spellings(self)):
            return super().main(args, *rest, **extra)


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from engine.version import VERSION

    say(f"hotwash {VERSION}")
    ctx.exit()


_plain = option("--plain", is_flag=True, help="Lines of text instead of a screen.")
_pack = option("--pack", "folders", multiple=True, type=HomePath(path_type=Path, file_okay=False),
               help="A folder with scenarios of your own; may be given more than once.")  # fmt: skip
_db = option("--db", envvar="HOTWASH_DB", metavar="FILE", type=Database(),
             help="Where plays are kept: a file, or a database URL. Also HOTWASH_DB.")  # fmt: skip
_ascii = option("--ascii", "ascii_only", is_flag=True, default=None,
                help="Frames and marks in ASCII, for poor links and terminals. Also HOTWASH_ASCII=1.")  # fmt: skip


@click.group(cls=_Root, invoke_without_command=True, context_settings=_CONTEXT)
@option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
        help="Show the version and exit.")  # fmt: skip
@_plain
@_ascii
@_pack
@_db
@click.pass_context
def main(ctx: click.Context, /, plain: bool, ascii_only: bool | None, folders: tuple[Path, ...], db: str | None) -> None:
    """Near-miss reports as branching tabletop exercises, proved sound, graded on the decision, never the luck.

    Without a command, the library opens. Options before a command count for it as those behind it do.

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
    prepare()
    if ctx.invoked_subcommand is None:
        from tui.commands import play as command

        leave(command.run(command.PlayRequest(folders=folders, db=db, plain=plain, ascii_only=ascii_only)))


@main.command(instead={"folders": "name the folder after it, as in `hotwash check my-pack/`"})
@argument("targets", nargs=-1, type=HomePath(path_type=Path), metavar="[FILE|FOLDER]...")
@option("--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True,
              help="For people, programs, code scanning, test results, or GitHub's annotations.")  # fmt: skip
@option("--fail-on", type=click.Choice(["error", "warning", "info"]), default="error", show_default=True,
              help="The least severity that makes the check fail.")  # fmt: skip
@option("--select", multiple=True, metavar="CODE", help="Show only these codes or families, e.g. HW2.")
@option("--ignore", multiple=True, metavar="CODE", help="Leave these codes or families out.")
@option("--max-states", type=click.IntRange(1, 100_000_000), default=None, metavar="N",
              help="Explore at most N states; beyond it the verdict is `undetermined`.  "
                   "[default: the pack's, or 1,000,000]")  # fmt: skip
@option("--record", is_flag=True, help="Keep what each sound scenario does, under its version, in the pack's versions.json.")
@option("--release", is_flag=True, help="Also ask for what a release needs.")
@option("--watch", is_flag=True, help="Check again whenever a file is saved.")
@option("--statistics", is_flag=True, help="Show what each scenario holds and where random play ends, instead.")
@option("-j", "--jobs", type=click.IntRange(1, 256), metavar="N", help="Use N processes.  [default: one for each core]")
@option("--no-cache", is_flag=True, help="Judge everything anew.")
@option("-v", "--verbose", is_flag=True, help="Show notes, too.")
@option("-q", "--quiet", is_flag=True, help="No summary.")
def check(targets: tuple[Path, ...], format_: str, fail_on: Literal["error", "warning", "info"], select: tuple[str, ...],
          ignore: tuple[str, ...], max_states: int | None, record: bool, release: bool, jobs: int | None, no_cache: bool,
          watch: bool, statistics: bool, verbose: bool, quiet: bool) -> ExitCode:  # fmt: skip
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
    if statistics:
        judging = ("fail_on", "select", "ignore", "record", "release", "watch", "jobs", "no_cache", "verbose", "quiet")
        refuse("cannot be used with --statistics, which judges nothing", *judging)
        if format_ not in {"text", "json"}:
            refuse(f"{format_} cannot be used with --statistics, which are made as text and json", "format_")
    from tui.commands import check as command

    asked = command.CheckRequest(
        targets=targets, format_=format_, fail_on=fail_on, select=select, ignore=ignore, max_states=max_states, record=record,
        release=release, jobs=jobs, no_cache=no_cache, watch=watch, statistics=statistics, verbose=verbose, quiet=quiet,
    )  # fmt: skip
    return command.run(asked)


@main.command()
@argument("code", required=False)
def explain(code: str | None) -> ExitCode:
    """Say what a finding means, and how to mend it.

    \b
    hotwash explain HW203
    hotwash explain dead-end
    hotwash explain              the list of all rules
    """
    from tui.commands import explain as command

    return command.run(code)


@main.command()
@argument("kind", type=click.Choice(["scenario", "report", "lessons", "factors", "sources", "pack"]))
def schema(kind: str) -> ExitCode:
    """Print the JSON Schema of a kind of file, for editors."""
    from tui.commands import schema as command

    return command.run(kind)


@main.command()
@argument("scenario", required=False, metavar="[ID|FILE]")
@_plain
@option("--choices", metavar="ID,ID,...", help="Play these choices without a terminal and print the debrief.")
@option("--json", "as_json", is_flag=True, help="With --choices: the debrief as JSON.")
@option("--seed", type=click.IntRange(0, 2**31 - 1), help="Decides the order of the choices and every draw.")
@option("--confidence", is_flag=True, help="Ask how sure you are at each decision.")
@option("--rationale", is_flag=True, help="Ask why at each decision, in a line.")
@option("--timer", is_flag=True, help="Show each decision's suggested time running. It never scores and never forces.")
@option("--feedback", type=click.Choice(["now", "end"]), default="end", show_default=True,
              help="Look at each decision right after it, or in the debrief alone.")  # fmt: skip
@option("--resume", is_flag=True, help="Go on with the last play that was not finished.")
@option("--no-record", is_flag=True, help="Keep nothing of this play.")
@_ascii
@_pack
@_db
def play(scenario: str | None, plain: bool, choices: str | None, as_json: bool, seed: int | None, confidence: bool,
         rationale: bool, timer: bool, feedback: Literal["now", "end"], resume: bool, no_record: bool, ascii_only: bool | None,
         folders: tuple[Path, ...], db: str | None) -> ExitCode:  # fmt: skip
    """Play a scenario alone.

    \b
    hotwash play                          choose from the library
    hotwash play curtain                  a scenario of the built-in pack
    hotwash play my-pack/stop.yaml        one of your own
    hotwash play --resume                 go on where you left off
    hotwash play curtain --choices wait,say-roles --seed 1
    """
    if choices is not None:
        unused = ("plain", "confidence", "rationale", "timer", "feedback", "resume", "no_record", "db")
        refuse("cannot be used with --choices, which plays without a player and keeps nothing", *unused)
    if resume:
        refuse("cannot be used with --resume: a play goes on as it was begun, and is kept", "seed", "no_record")
    if no_record:
        refuse("cannot be used with --no-record, which keeps nothing", "db")
    from tui.commands import play as command

    asked = command.PlayRequest(
        scenario=scenario, folders=folders, db=db, plain=plain, choices=choices, as_json=as_json, seed=seed,
        confidence=confidence, rationale=rationale, timer=timer, feedback=feedback, resume=resume, no_record=no_record,
        ascii_only=ascii_only,
    )  # fmt: skip
    return command.run(asked)


@main.command()
@argument("scenario", required=False, metavar="[ID|FILE]")
@option("--resume", is_flag=True, help="Go on with the last class that was not closed, at the same place.")
@option("--one-screen/--two-screens", "one_screen", default=None,
              help="The class sees this very screen, so nothing on it gives an answer away; or it sees another.")  # fmt: skip
@option("--practice", "purpose", flag_value="practice", help="Keep counts and decisions, no persons.  [default]")
@option("--record", "purpose", flag_value="record", help="Keep votes under pseudonyms, where there is a list of them.")
@option("--hands", type=click.IntRange(0), metavar="N", help="Count raised hands, of N people.")
@option("--tables", type=click.IntRange(1), metavar="N", help="N tables vote.")
@option("--seats", is_flag=True, help="The seats of the exercise vote.")
@option("--people", metavar="NAME,NAME,...", help="These vote, under pseudonyms; for the record.")
@option("--hseep", is_flag=True, help="Ask for strengths, areas for improvement and corrective actions at the end.")
@option("--yes", "at_once", is_flag=True, help="Begin with these settings, without the set-up screen.")
@option("--seed", type=click.IntRange(0, 2**31 - 1), help="Decides every draw.")
@_ascii
@_pack
@_db
def classroom(scenario: str | None, resume: bool, one_screen: bool | None, purpose: Literal["practice", "record"] | None,
              hands: int | None, tables: int | None, seats: bool, people: str | None, hseep: bool, at_once: bool,
              seed: int | None, ascii_only: bool | None, folders: tuple[Path, ...], db: str | None) -> ExitCode:  # fmt: skip
    """Run a class from the instructor's terminal.

    \b
    hotwash classroom                      choose an exercise
    hotwash classroom curtain              set one up; Enter begins
    hotwash classroom curtain --one-screen for a projector that shows what you see
    hotwash classroom --resume             go on at the same place, phase and votes
    hotwash present                        in a second window: what the class sees
    """
    if resume:
        rest = ("purpose", "hands", "tables", "seats", "people", "hseep", "at_once", "seed")
        refuse("cannot be used with --resume: a class goes on as it was set up; only --one-screen and --two-screens count", *rest)
    from tui.commands import classroom as command

    asked = command.ClassRequest(
        scenario=scenario, folders=folders, db=db, resume=resume, one_screen=one_screen, hseep=hseep, seed=seed,
        purpose=purpose, hands=hands, tables=tables, seats=seats, people=people, at_once=at_once, ascii_only=ascii_only,
    )  # fmt: skip
    return command.run(asked)


@main.command()
@option("--play", metavar="ID", help="Follow this class alone.  [default: always the newest]")
@_ascii
@_db
def present(play: str | None, ascii_only: bool | None, db: str | None) -> ExitCode:
    """Show a class on the projector: a window that follows `hotwash classroom`.

    Open it in a second terminal window, drag it to the projector, and make the letters large (Ctrl and + in most terminals).
    It shows nothing that gives an answer away. It may be closed and opened again at any time.

    \b
    hotwash present                 follow the newest class
    """
    from tui.commands import present as command

    return command.run(play, db, ascii_only)


@main.command()
@_plain
@_ascii
@_pack
@_db
def progress(plain: bool, ascii_only: bool | None, folders: tuple[Path, ...], db: str | None) -> ExitCode:
    """Show how you get on: lessons, how sure you were, plays, and what to practise next."""
    from tui.commands import progress as command

    return command.run(folders, db, plain, ascii_only)


@main.group()
@_db
def records(db: str | None) -> None:
    """List, export or erase what is kept of your plays."""


@records.command("list")
@_db
def records_list(db: str | None) -> ExitCode:
    """List every play that is kept, the newest first."""
    from tui.commands import records as command

    return command.list_(db)


@records.command("export")
@argument("plays", nargs=-1, metavar="[PLAY]...")
@option("-o", "--output", type=HomePath(path_type=Path, dir_okay=False), help="The file.  [default: standard output]")
@option("--force", is_flag=True, help="Overwrite the file if it is there.")
@option("--yes", is_flag=True, help="Go on where something that was written in a play might identify somebody.")
@_db
def records_export(plays: tuple[str, ...], output: Path | None, force: bool, yes: bool, db: str | None) -> ExitCode:
    """Write plays as JSON: every event with its time, and the digests of the texts that they rest on.

    A PLAY is an id, or how it begins, as `hotwash records list` shows it; without one all plays are written.

    \b
    {"hotwash": version, "exported": time, "plays": [
      {"id", "scenario": "pack/id", "version", "mode": "solo" or "class", "created", "finished",
       "digests": {part: SHA-256}, "events": [{"seq", "at", "kind", ...}]}]}

    The kinds of events are those of docs/semantics.md. Of a play that cannot be read, "problem" says why.
    """
    if output is None:
        refuse("cannot be used without --output: no file is written", "force")
    from tui.commands import records as command

    return command.export(db, plays, output, force=force, yes=yes)


@records.command("erase")
@argument("plays", nargs=-1, metavar="[PLAY]...")
@option("--all", "everything", is_flag=True, help="All plays.")
@option("--before", metavar="DATE", help="Plays whose last event was before this day, e.g. 2026-01-31.")
@option("--older-than", metavar="TIME", help="Plays whose last event is longer ago, e.g. 365d, 52w, 12m or 1y.")
@option("--yes", is_flag=True, help="Do not ask.")
@_db
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


@main.command()
@option("--json", "as_json", is_flag=True, help="For programs.")
@_pack
@_db
def doctor(as_json: bool, folders: tuple[Path, ...], db: str | None) -> ExitCode:
    """Say what a help desk would ask: versions, terminal, where plays are kept, packs.

    Exit code: 0 nothing is wrong, 1 something is.
    """
    from tui.commands import doctor as command

    return command.run(folders, db, as_json)


@main.command()
@argument("name", required=False, metavar="[NAME]")
@argument("scenario", required=False, metavar="[ID|FILE]")
@option("--list", "list_", is_flag=True, help="Show what can be exported, in which formats and with which options.")
@option("--play", metavar="ID", help="From this play; the beginning of its id will do.")
@option("--last", is_flag=True, help="From the newest play that is finished, or the newest class.")
@option("--set", "set_", metavar="SET",
              help="Several at once: `class`, the short set; `hseep`; `all`.")  # fmt: skip
@option("--format", "formats", metavar="FORMAT,...", help="E.g. md,docx, or `all`.  [default: the first of each]")
@option("--output", type=HomePath(path_type=Path, file_okay=False), default=Path(), metavar="FOLDER",
              help="Where to write.  [default: here]")  # fmt: skip
@option("--force", is_flag=True, help="Write over files that are there.")
@option("--yes", is_flag=True, help="Go on where something that was written in a play might identify somebody.")
@option("--hseep", is_flag=True, help="With the parts of a large exercise; alone it is `--set hseep`.")
@option("--template", type=HomePath(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
              help="A Word file with your agency's styles, for docx.")  # fmt: skip
@option("--option", "options", multiple=True, metavar="NAME=VALUE", help="See --list; may be given more than once.")
@_pack
@_db
def export(name: str | None, scenario: str | None, list_: bool, play: str | None, last: bool, set_: str | None,
           formats: str | None, output: Path, force: bool, yes: bool, hseep: bool, template: Path | None,
           options: tuple[str, ...], folders: tuple[Path, ...], db: str | None) -> ExitCode:  # fmt: skip
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
    if list_:
        shown = ("name", "scenario", "play", "last", "set_", "formats", "output", "force", "yes", "hseep", "template", "options",
                 "folders", "db")  # fmt: skip
        refuse("cannot be used with --list, which shows everything", *shown)
    at_most_one("play", "last")
    from tui.commands import export as command
    from tui.commands.export_request import ExportRequest

    if list_:
        return command.show_list()
    asked = ExportRequest(
        name=name, scenario=scenario, play=play, last=last, set_=set_, formats=formats, hseep=hseep, template=template,
        options=options, folders=folders, db=db,
    )  # fmt: skip
    return command.run(asked, output, force=force, yes=yes)


@main.command()
@argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> ExitCode:
    """Print the completion script of a shell.

    \b
    hotwash completion bash >> ~/.bashrc
    """
    from tui.commands import completion as command

    return command.run(shell)


if __name__ == "__main__":
    main()
