"""`hotwash drill --class`: a decision or two put to a class, from the instructor's terminal."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from engine.errors import ExitCode, HotwashError, PlayError
from engine.pack.folder import Pack, builtin, open_pack
from sessions.classroom.roster import Setup
from tui.commands.screens import need_terminal, show
from tui.commands.second_window import second_window
from tui.library.packs import locate, sound

if TYPE_CHECKING:
    from engine.library.catalogue import CatalogueEntry
    from engine.records import Records
    from sessions.classroom.classroom import Classroom


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassDrillRequest:
    """The command line."""

    scenario: str | None = None
    """An id, `pack/id` or a file; None for any."""
    folders: tuple[Path, ...] = ()
    db: str | None = None
    decisions: int = 1
    one_screen: bool = False
    hands: int = 0
    """People in the room; 0 where nobody has counted."""
    ascii_only: bool | None = None


def run(asked: ClassDrillRequest) -> ExitCode:
    """Put the decisions one after another. Answers 0, also where the instructor left.

    Raises:
        PlayError: no decision can be put.
    """
    need_terminal("a class needs a terminal; to drill alone without one: hotwash drill --plain")
    packs = [*(open_pack(folder) for folder in asked.folders), builtin()]
    from engine.records import Records, absolute, default_path
    from tui.classroom.app import ClassroomApp

    where = absolute(asked.db or default_path())  # the second window may begin in another folder
    window = second_window(where, named=asked.db is not None)
    setup = Setup(heads=asked.hands, one_screen=asked.one_screen)
    with Records.open(where) as records:
        put = class_drills(packs, records, setup, asked.scenario, Random(secrets.randbits(32)))  # noqa: S311 - a choice
        for number in range(asked.decisions):
            session = next(put, None)
            if session is None and not number:
                raise PlayError("there is no exercise with a decision that can be put to a class")
            if session is None:
                break
            show(ClassroomApp(packs, records, session=session, window=window, ascii_only=asked.ascii_only))
            if not session.closed:
                break
    return ExitCode.OK


def class_drills(packs: list[Pack], records: Records, setup: Setup, scenario: str | None, random: Random) -> Iterator[Classroom]:
    """A class for each decision, begun when it is asked for: of the exercise that is named, else of those least used in class."""
    from engine.library.catalogued_decisions import catalogued
    from sessions.classroom.classroom import Classroom

    exercises = _exercises(packs, scenario)
    used = Counter(row.scenario for row in records.plays(mode="class"))
    random.shuffle(exercises)
    for pack, entry in sorted(exercises, key=lambda one: used[one[1].name]):
        scenes = [catalogued(line).scene for line in entry.decisions]
        for scene in random.sample(scenes, min(len(scenes), 1) if scenario is None else len(scenes)):
            try:
                yield Classroom.drill(sound(pack, entry.id), scene, setup, records)
            except PlayError:  # nothing is at stake there
                continue
            except HotwashError:
                if scenario is not None:
                    raise


def _exercises(packs: list[Pack], scenario: str | None) -> list[tuple[Pack, CatalogueEntry]]:
    from engine.library.catalogue import entries
    from tui.library.places import catalogue_folder

    named = locate(packs, scenario) if scenario is not None else None
    shown = [named[0]] if named is not None else packs
    return [
        (pack, entry)
        for pack in shown
        for entry in entries(pack, catalogue_folder())
        if not entry.problem and (entry.id == named[1] if named is not None else not entry.facilitated)
    ]
