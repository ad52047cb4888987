"""What an author does: check, explain, schema; and an agency that says a scenario in its own words: localize."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from engine.errors import ExitCode
from exporters.check.findings import FORMATS
from tui.commands.candidates import codes, rules, scenarios
from tui.commands.options import Command, HomePath, refuse
from tui.commands.shared_options import LOCAL, NEW_LOCAL, PACK, argument, option


@click.command(cls=Command, instead={"folders": "name the folder after it, as in `hotwash check my-pack/`"})
@argument("targets", nargs=-1, type=HomePath(path_type=Path), metavar="[FILE|FOLDER]...")
@option("--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True,
              help="For people, programs, code scanning, test results, or GitHub's annotations.")  # fmt: skip
@option("--fail-on", type=click.Choice(["error", "warning", "info"]), default="error", show_default=True,
              help="The least severity that makes the check fail.")  # fmt: skip
@option("--select", multiple=True, metavar="CODE", shell_complete=codes, help="Show only these codes or families, e.g. HW2.")
@option("--ignore", multiple=True, metavar="CODE", shell_complete=codes, help="Leave these codes or families out.")
@option("--max-states", type=click.IntRange(1, 100_000_000), default=None, metavar="N",
              help="Explore at most N states; beyond it the verdict is `undetermined`.  "
                   "[default: the pack's, or 1,000,000]")  # fmt: skip
@option("--record", is_flag=True, help="Keep what each sound scenario does, under its version, in the pack's versions.json.")
@option("--release", is_flag=True, help="Also ask for what a release needs.")
@option("--watch", is_flag=True, help="Check again whenever a file is saved.")
@option("--statistics", is_flag=True, help="Show what each scenario holds and where random play ends, instead.")
@option(
    "-j", "--jobs", type=click.IntRange(1, 256), metavar="N", help="Use N processes, at most 61.  [default: one for each core]"
)
@option("--no-cache", is_flag=True, help="Judge everything anew.")
@LOCAL
@option("-v", "--verbose", is_flag=True, help="Show notes, too.")
@option("-q", "--quiet", is_flag=True, help="No summary.")
def check(targets: tuple[Path, ...], format_: str, fail_on: Literal["error", "warning", "info"], select: tuple[str, ...],
          ignore: tuple[str, ...], max_states: int | None, record: bool, release: bool, jobs: int | None, no_cache: bool,
          watch: bool, statistics: bool, verbose: bool, quiet: bool) -> ExitCode:  # fmt: skip
    """Prove scenarios sound, or say what is wrong with them.

    Without a FILE or FOLDER the built-in pack is checked; inside a pack of
    your own say `.`.

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


@click.command(cls=Command)
@argument("code", required=False, shell_complete=rules)
def explain(code: str | None) -> ExitCode:
    """Say what a finding means, and how to mend it.

    \b
    hotwash explain HW203
    hotwash explain dead-end
    hotwash explain              the list of all rules
    """
    from tui.commands import explain as command

    return command.run(code)


@click.command(cls=Command)
@argument("kind", type=click.Choice(["scenario", "report", "lessons", "factors", "sources", "pack"]))
def schema(kind: str) -> ExitCode:
    """Print the JSON Schema of a kind of file, for editors."""
    from tui.commands import schema as command

    return command.run(kind)


@click.command(cls=Command)
@argument("scenario", required=False, metavar="[ID|FILE|PACK]", shell_complete=scenarios)
@option("--list", "list_", is_flag=True, help="Show what you say otherwise, and write nothing.")
@PACK
@NEW_LOCAL
def localize(scenario: str | None, list_: bool, folders: tuple[Path, ...]) -> ExitCode:
    """Say lines of a scenario in your agency's own words: names, phones, numbers, any paragraph; and where your policy differs.

    It writes a sheet, a plain text file in which each line of the scenario stands with room for yours below it. Fill it in with
    Notepad, TextEdit or any other editor, and run the command again: it says whether everything fits, and keeps what you wrote.
    From then on plays, classes and papers say it your way. Without a scenario the sheet is for all of a pack: who helps, and
    words that are said otherwise everywhere.

    \b
    hotwash localize curtain                  the sheet of one scenario
    hotwash localize                          the sheet of all: phones, names of units
    hotwash localize curtain --list           what you say otherwise
    hotwash localize my-pack/stop.yaml        of a pack of your own; the sheet lies in my-pack/local/
    hotwash localize curtain --local words/   keep the sheets in a folder that you choose

    Exit code: 0 everything fits, 1 something does not, 2 unusable arguments.
    """
    from tui.commands import localize as command

    return command.run(command.LocalizeRequest(scenario=scenario, folders=folders, list_=list_))
