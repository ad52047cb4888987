"""`hotwash classroom`: a class, from the instructor's terminal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from engine.errors import ExitCode, PlayError, UsageError
from engine.pack.folder import Pack, builtin, open_pack
from sessions.classroom.roster import Setup, names
from tui.commands.screens import need_terminal, show
from tui.commands.second_window import second_window
from tui.library.packs import find, locate

if TYPE_CHECKING:
    from engine.records import Records
    from sessions.classroom.classroom import Classroom
    from tui.classroom.app import ClassroomApp


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRequest:
    """The command line."""

    scenario: str | None = None
    """An id, `pack/id` or a file; None to choose."""
    folders: tuple[Path, ...] = ()
    db: str | None = None
    resume: bool = False
    one_screen: bool | None = None
    """None: as it was, or else two."""
    hseep: bool = False
    seed: int | None = None
    purpose: Literal["practice", "record"] | None = None
    hands: int | None = None
    tables: int | None = None
    seats: bool = False
    people: str | None = None
    at_once: bool = False
    ascii_only: bool | None = None


def run(asked: ClassRequest) -> ExitCode:
    """Run a class. Answers 0, also where the instructor left it to go on later."""
    setup = _setup(asked)
    if asked.at_once and asked.scenario is None:
        raise UsageError("--yes needs an exercise")
    need_terminal("a class needs a terminal; to play alone without one: hotwash play --plain")
    packs = [*(open_pack(folder) for folder in asked.folders), builtin()]
    from engine.records import Records, absolute, default_path

    where = absolute(asked.db or default_path())  # the second window may begin in another folder
    with Records.open(where) as records:
        show(_app(packs, records, where, setup, asked))
    return ExitCode.OK


def _app(packs: list[Pack], records: Records, where: str, setup: Setup, asked: ClassRequest) -> ClassroomApp:
    from sessions.classroom.classroom import Classroom
    from tui.classroom.app import ClassroomApp

    session: Classroom | None = None
    bundle = None
    if asked.resume:
        session = _resumed(packs, records, asked)
    elif asked.scenario is not None:
        bundle = find(packs, asked.scenario)
        if asked.at_once:
            setup.check(bundle.scenario.seats)
            session = Classroom.new(bundle, setup, records, asked.seed)
    return ClassroomApp(
        packs, records, session=session, bundle=bundle, setup=setup, resumed=asked.resume, seed=asked.seed,
        window=second_window(where, named=asked.db is not None), ascii_only=asked.ascii_only,
    )  # fmt: skip


def _resumed(packs: list[Pack], records: Records, asked: ClassRequest) -> Classroom:
    from sessions.classroom.classroom import Classroom

    rows, name = records.plays(mode="class", unfinished=True), asked.scenario
    row = next((r for r in rows if name in (None, r.scenario, _id(r.scenario))), None)
    if row is None and name is not None and rows:
        # A class can go on without the pack that it came from; a title is known from the pack alone.
        pack, id_ = locate(packs, name)
        row = next((r for r in rows if r.scenario == f"{pack.info.name}/{id_}"), None)
    if row is None:
        raise PlayError("there is no unfinished class to go on with")
    session = Classroom.resume(records, row.id)
    if asked.one_screen is not None and asked.one_screen != session.one_screen:
        session.hide()
    return session


def _id(name: str) -> str:
    """`id` of `pack/id`."""
    return name.rpartition("/")[2]


def _setup(asked: ClassRequest) -> Setup:
    """What the options say.

    Raises:
        UsageError: two of them exclude each other.
    """
    voters = [name for name, given in (("--hands", asked.hands is not None), ("--tables", asked.tables is not None),
                                       ("--seats", asked.seats), ("--people", asked.people is not None)) if given]  # fmt: skip
    if len(voters) > 1:
        raise UsageError(f"{voters[0]} and {voters[1]} exclude each other: one of them votes")
    setup = Setup(purpose=asked.purpose or "practice", hseep=asked.hseep, one_screen=bool(asked.one_screen))
    if asked.hands is not None:
        return replace(setup, voters="hands", heads=asked.hands)
    if asked.tables is not None:
        return replace(setup, voters="tables", tables=asked.tables)
    if asked.seats:
        return replace(setup, voters="seats")
    if asked.people is not None:
        if asked.purpose == "practice":
            raise UsageError("--people goes with --record: a class for practice keeps no persons")
        return replace(setup, voters="people", people=names(asked.people), purpose="record")
    return setup
