"""`hotwash classroom`: a class, from the instructor's terminal."""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ExitCode, PlayError, UsageError
from engine.pack.folder import Pack, builtin, open_pack
from sessions.classroom.roster import Setup, names
from tui.library.packs import find

if TYPE_CHECKING:
    from engine.records import Records
    from sessions.classroom.classroom import Classroom


def run(scenario: str | None = None, folders: tuple[Path, ...] = (), db: str | None = None, resume: bool = False,
        one_screen: bool | None = None, hseep: bool = False, seed: int | None = None, purpose: str | None = None,
        hands: int | None = None, tables: int | None = None, seats: bool = False, people: str | None = None,
        at_once: bool = False, ascii_only: bool | None = None) -> ExitCode:  # fmt: skip
    """Run a class. Answers 0, also where the instructor left it to go on later."""
    setup = _setup(purpose, hands, tables, people, seats=seats, hseep=hseep, one_screen=bool(one_screen))
    if resume and (setup != Setup(one_screen=bool(one_screen)) or at_once):
        raise UsageError("--resume goes on with a class as it was set up; beside it only --one-screen and --two-screens count")
    if at_once and scenario is None:
        raise UsageError("--yes needs an exercise")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("a class needs a terminal; to play alone without one: hotwash play --plain")
    packs = [*(open_pack(folder) for folder in folders), builtin()]
    from engine.records import Records, absolute, default_path

    where = absolute(db or default_path())  # the second window may begin in another folder
    with Records.open(where) as records:
        _run_app(packs, records, where, scenario, setup, db, resume, one_screen, seed, at_once, ascii_only)
    return ExitCode.OK


def _run_app(packs: list[Pack], records: Records, where: str, scenario: str | None, setup: Setup, db: str | None,
             resume: bool, one_screen: bool | None, seed: int | None, at_once: bool,
             ascii_only: bool | None) -> None:  # fmt: skip
    from sessions.classroom.classroom import Classroom
    from tui.classroom.app import ClassroomApp
    from tui.classroom.class_screen import Window

    session: Classroom | None = None
    bundle = None
    if resume:
        session = _resumed(records, scenario, one_screen)
    elif scenario is not None:
        bundle = find(packs, scenario)
        if at_once:
            setup.check(bundle.scenario.seats)
            session = Classroom.new(bundle, setup, records, seed)
    argv = (sys.executable, "-m", "tui", "present", "--db", where)
    by_hand = f"hotwash present --db {shlex.quote(where)}" if db else "hotwash present"
    ClassroomApp(
        packs, records, session=session, bundle=bundle, setup=setup, resumed=resume, seed=seed,
        window=Window(argv, by_hand), ascii_only=ascii_only,
    ).run()  # fmt: skip


def _resumed(records: Records, scenario: str | None, one_screen: bool | None) -> Classroom:
    from sessions.classroom.classroom import Classroom

    row = next((r for r in records.plays(mode="class", unfinished=True) if scenario in (None, r.scenario, _id(r.scenario))), None)
    if row is None:
        raise PlayError("there is no unfinished class to go on with")
    session = Classroom.resume(records, row.id)
    if one_screen is not None and one_screen != session.one_screen:
        session.hide()
    return session


def _id(name: str) -> str:
    """`id` of `pack/id`."""
    return name.rpartition("/")[2]


def _setup(purpose: str | None, hands: int | None, tables: int | None, people: str | None, *, seats: bool, hseep: bool,
           one_screen: bool) -> Setup:  # fmt: skip
    """What the options say.

    Raises:
        UsageError: two of them exclude each other.
    """
    given = [name for name, said in (("--hands", hands is not None), ("--tables", tables is not None), ("--seats", seats),
                                     ("--people", people is not None)) if said]  # fmt: skip
    if len(given) > 1:
        raise UsageError(f"{given[0]} and {given[1]} exclude each other: one of them votes")
    setup = Setup(purpose="record" if purpose == "record" else "practice", hseep=hseep, one_screen=one_screen)
    if hands is not None:
        return replace(setup, voters="hands", heads=hands)
    if tables is not None:
        return replace(setup, voters="tables", tables=tables)
    if seats:
        return replace(setup, voters="seats")
    if people is not None:
        if purpose == "practice":
            raise UsageError("--people goes with --record: a class for practice keeps no persons")
        return replace(setup, voters="people", people=names(people), purpose="record")
    return setup
