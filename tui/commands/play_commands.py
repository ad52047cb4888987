"""Playing, alone and with a class, and how a player gets on."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from engine.errors import ExitCode
from tui.commands.candidates import classes, scenarios
from tui.commands.options import Command, HomePath, at_most_one, refuse
from tui.commands.shared_options import ASCII, DB, LOCAL, PACK, PLAIN, argument, option


@click.command(cls=Command)
@argument("scenario", required=False, metavar="[ID|FILE]", shell_complete=scenarios)
@PLAIN
@option("--choices", metavar="ID,ID,...", help="Play these choices without a terminal and print the debrief.")
@option("--json", "as_json", is_flag=True, help="With --choices: the debrief as JSON.")
@option("--seed", type=click.IntRange(0, 2**31 - 1), metavar="NUMBER",
        help="Play with the same order of choices and the same luck as whoever gives the same number: to compare notes, or to "
        "show somebody what you met. Without it both are new each time; with --choices it is 0. E.g. --seed 7")  # fmt: skip
@option("--confidence", is_flag=True, help="Ask how sure you are at each decision.")
@option("--rationale", is_flag=True, help="Ask why at each decision, in a line.")
@option("--timer", is_flag=True, help="Show each decision's suggested time running. It never scores and never forces.")
@option("--feedback", type=click.Choice(["now", "end"]), default="end", show_default=True,
              help="Look at each decision right after it, or in the debrief alone.")  # fmt: skip
@option(
    "--resume",
    is_flag=True,
    help="Go on with a play that was not finished: of the scenario that is named, or else you are asked which.",
)
@option("--no-record", is_flag=True, help="Keep nothing of this play.")
@ASCII
@PACK
@LOCAL
@DB
def play(scenario: str | None, plain: bool, choices: str | None, as_json: bool, seed: int | None, confidence: bool,
         rationale: bool, timer: bool, feedback: Literal["now", "end"], resume: bool, no_record: bool, ascii_only: bool | None,
         folders: tuple[Path, ...], db: str | None) -> ExitCode:  # fmt: skip
    """Play a scenario alone.

    \b
    hotwash play                          choose from the library
    hotwash play curtain                  a scenario of the built-in pack
    hotwash play my-pack/stop.yaml        one of your own
    hotwash play --resume                 go on where you left off
    hotwash play gate --resume            the last play of The gate
    hotwash play curtain --choices go-up,go-in --seed 7
    """
    if choices is not None:
        unused = ("plain", "confidence", "rationale", "timer", "feedback", "resume", "no_record", "db")
        refuse("cannot be used with --choices, which plays without a player and keeps nothing", *unused)
    if resume:
        refuse(
            "cannot be used with --resume: a play goes on as it was begun, and is kept",
            "seed",
            "no_record",
            "confidence",
            "rationale",
            "timer",
            "feedback",
        )
    if no_record:
        refuse("cannot be used with --no-record, which keeps nothing", "db")
    from tui.commands import play as command

    asked = command.PlayRequest(
        scenario=scenario, folders=folders, db=db, plain=plain, choices=choices, as_json=as_json, seed=seed,
        confidence=confidence, rationale=rationale, timer=timer, feedback=feedback, resume=resume, no_record=no_record,
        ascii_only=ascii_only,
    )  # fmt: skip
    return command.run(asked)


@click.command(cls=Command)
@argument("scenario", required=False, metavar="[ID|FILE]", shell_complete=scenarios)
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
@option("--seed", type=click.IntRange(0, 2**31 - 1), metavar="NUMBER",
        help="Let chance fall as in every class that gives the same number and decides the same: to rehearse a class, or to hold "
        "it alike with two groups. Without it chance is new each time. E.g. --seed 7")  # fmt: skip
@ASCII
@PACK
@LOCAL
@DB
def classroom(scenario: str | None, resume: bool, one_screen: bool | None, purpose: Literal["practice", "record"] | None,
              hands: int | None, tables: int | None, seats: bool, people: str | None, hseep: bool, at_once: bool,
              seed: int | None, ascii_only: bool | None, folders: tuple[Path, ...], db: str | None) -> ExitCode:  # fmt: skip
    """Run a class from the instructor's terminal.

    \b
    hotwash classroom                      choose an exercise
    hotwash classroom curtain              set one up; Enter begins
    hotwash classroom curtain --one-screen  for a projector that shows what you see
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


@click.command(cls=Command)
@option("--play", metavar="ID", shell_complete=classes, help="Follow this class alone.  [default: always the newest]")
@option("--sign", type=HomePath(path_type=Path, dir_okay=False), hidden=True, help="A file to make when something is shown.")
@ASCII
@DB
def present(play: str | None, sign: Path | None, ascii_only: bool | None, db: str | None) -> ExitCode:
    """Show a class on the projector: a window that follows `hotwash classroom`.

    Open it in a second terminal window, drag it to the projector, and make the letters large (Ctrl and + in most terminals).
    It shows nothing that gives an answer away. It may be closed and opened again at any time.

    \b
    hotwash present                 follow the newest class
    """
    from tui.commands import present as command

    return command.run(play, db, ascii_only, sign)


@click.command(cls=Command)
@PLAIN
@argument("scenario", required=False, metavar="[ID|FILE]", shell_complete=scenarios)
@option("--class", "in_class", is_flag=True, help="Put a decision to a class, on the presenter; hands are counted.")
@option("--decisions", type=click.IntRange(1, 5), default=1, show_default=True, metavar="N",
        help="With --class: so many, about five minutes each.")  # fmt: skip
@option("--one-screen", is_flag=True, help="With --class: the class sees this very screen.")
@option("--hands", type=click.IntRange(0), metavar="N", help="With --class: of N people.")
@option(
    "--minutes",
    type=click.IntRange(1, 60),
    metavar="N",
    help="As many decisions as fit into N minutes.  [default: all that is due]",
)
@option("--no-record", is_flag=True, help="Choose by what was played, and keep nothing of this.")
@ASCII
@PACK
@DB
def drill(scenario: str | None, plain: bool, in_class: bool, decisions: int, one_screen: bool, hands: int | None,
          minutes: int | None, no_record: bool, ascii_only: bool | None, folders: tuple[Path, ...],
          db: str | None) -> ExitCode:  # fmt: skip
    """Practise what is due, one decision at a time, about two minutes each.

    Each is put with the story that it needs and judged at once. Chosen are lessons whose day has come, by your own wrong
    decisions first.

    \b
    hotwash drill                         all that is due
    hotwash drill --minutes 3             as many decisions as fit
    hotwash drill --plain                 as lines of text
    hotwash drill --class                 at roll call: hands, talk, and why, in five minutes
    hotwash drill --class curtain         a decision of this exercise
    """
    if in_class:
        refuse("cannot be used with --class, which is kept as a class is", "plain", "minutes", "no_record")
        from tui.commands import class_drill

        wanted = class_drill.ClassDrillRequest(
            scenario=scenario, folders=folders, db=db, decisions=decisions, one_screen=one_screen, hands=hands or 0,
            ascii_only=ascii_only,
        )  # fmt: skip
        return class_drill.run(wanted)
    refuse("cannot be used without --class: alone what is due is put", "decisions", "one_screen", "hands", "scenario")
    from tui.commands import drill as command

    asked = command.DrillRequest(folders=folders, db=db, plain=plain, minutes=minutes, no_record=no_record, ascii_only=ascii_only)
    return command.run(asked)


@click.command(cls=Command)
@PLAIN
@option("--json", "as_json", is_flag=True, help="As JSON: what is due, lessons, days and plays.")
@ASCII
@PACK
@DB
def progress(plain: bool, as_json: bool, ascii_only: bool | None, folders: tuple[Path, ...], db: str | None) -> ExitCode:
    """Show how you get on: what is due, lessons, how sure you were, plays, and what to practise next.

    \b
    hotwash progress                      on a screen
    hotwash progress --plain              as lines of text
    hotwash progress --json               for another program
    """
    at_most_one("plain", "as_json")
    from tui.commands import progress as command

    return command.run(folders, db, plain, ascii_only, as_json=as_json)
