"""Documents from a scenario or a play."""

from __future__ import annotations

from pathlib import Path

import click

from engine.errors import ExitCode
from tui.commands.candidates import export_options, first_of_export, formats, plays, scenarios, sets
from tui.commands.options import Command, HomePath, at_most_one, refuse
from tui.commands.shared_options import DB, LOCAL, PACK, argument, option


@click.command(cls=Command)
@argument("name", required=False, metavar="[NAME]", shell_complete=first_of_export)
@argument("scenario", required=False, metavar="[ID|FILE]", shell_complete=scenarios)
@option("--list", "list_", is_flag=True, help="Show what can be exported, in which formats and with which options.")
@option("--play", metavar="ID", shell_complete=plays, help="From this play; the beginning of its id will do.")
@option("--last", is_flag=True, help="From the newest play that is finished, or the newest class.")
@option("--set", "set_", metavar="SET", shell_complete=sets,
              help="Several at once: `class`, the short set; `hseep`; `all`.")  # fmt: skip
@option(
    "--format",
    "formats",
    metavar="FORMAT,...",
    shell_complete=formats,
    help="E.g. md,docx, or `all`.  [default: the first of each]",
)
@option("--output", type=HomePath(path_type=Path, file_okay=False), default=Path(), metavar="FOLDER",
              help="Where to write.  [default: here]")  # fmt: skip
@option("--force", is_flag=True, help="Write over files that are there.")
@option("--yes", is_flag=True, help="Go on where something that was written in a play might identify somebody.")
@option("--hseep", is_flag=True, help="With the parts of a large exercise; alone it is `--set hseep`.")
@option("--template", type=HomePath(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
              help="A Word file with your agency's styles, for docx.")  # fmt: skip
@option("--paper", type=click.Choice(["letter", "a4"], case_sensitive=False),
              help="What it is printed on.  [default: as your locale has it]")  # fmt: skip
@option(
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=export_options,
    help="See --list; may be given more than once.",
)
@PACK
@LOCAL
@DB
def export(name: str | None, scenario: str | None, list_: bool, play: str | None, last: bool, set_: str | None,
           formats: str | None, output: Path, force: bool, yes: bool, hseep: bool, template: Path | None,
           paper: str | None, options: tuple[str, ...], folders: tuple[Path, ...], db: str | None) -> ExitCode:  # fmt: skip
    """Make documents from a scenario or a play.

    \b
    hotwash export curtain                            what a class needs on paper
    hotwash export handout curtain --format docx      one document
    hotwash export after-action                       of the newest class or play
    hotwash export --set class --last --output class/  the short set, and the debrief
    hotwash export --hseep curtain                    a large exercise
    hotwash export completion-record --last --option roster=names.csv
    hotwash export --list                             everything there is

    Exit code: 0 written, 1 not written for what a person has to look at first or for want of a play, 2 unusable arguments.
    """
    if list_:
        shown = ("name", "scenario", "play", "last", "set_", "formats", "output", "force", "yes", "hseep", "template", "paper",
                 "options",                 "folders", "db")  # fmt: skip
        refuse("cannot be used with --list, which shows everything", *shown)
    at_most_one("play", "last")
    from tui.commands import export as command
    from tui.commands.export_request import ExportRequest

    if list_:
        return command.show_list()
    asked = ExportRequest(
        name=name, scenario=scenario, play=play, last=last, set_=set_, formats=formats, hseep=hseep, template=template,
        paper=paper, options=options, folders=folders, db=db,
    )  # fmt: skip
    return command.run(asked, output, force=force, yes=yes)
