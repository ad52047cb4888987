"""Plays of the past, for the tests of history, practice and progress."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from engine.learner.practiced import PastDrill, PastPlay, Practiced, PracticeLog
from engine.library.catalogue import CatalogueEntry
from engine.pack.folder import open_pack
from engine.play.bundle import Bundle, bundle
from engine.play.events import (
    AnyEvent,
    Chose,
    Closed,
    Confided,
    Ended,
    Injected,
    Noted,
    Overrode,
    Paused,
    Resumed,
    Rolled,
    Started,
    WentBack,
)
from engine.play.fold import Play
from engine.play.grades import LessonStanding
from engine.records import Records
from engine.states.program import Program

PACK = Path(__file__).parents[2] / "tui" / "pack"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
WELL = ("wait", "ask", "talk")
BADLY = ("go-in", "walk", "grab")


def door() -> Bundle:
    return bundle(open_pack(PACK), "door")


def keep(records: Records, choices: tuple[str, ...], at: datetime = NOW, *, of: Bundle | None = None, percent: int | None = None,
         seed: int = 459, closed: bool = False, mode: Any = "solo") -> str:  # fmt: skip
    """Keep a play of these choices that was played at `at`; its id."""
    found = of or door()
    scenario = found.scenario
    id_ = records.begin(found.name, scenario.version, mode, found.parts())
    play = Play(Program(scenario))
    when = at.isoformat(timespec="milliseconds")

    def add(kind: Any, **fields: Any) -> None:
        event: AnyEvent = kind(seq=play.next_seq, at=when, **fields)
        play.apply(event)
        records.append(id_, event)

    add(Started, scenario=scenario.id, version=scenario.version, seed=seed, mode=mode)
    for choice in choices:
        if percent is not None:
            add(Confided, scene=play.scene, percent=percent)
        add(Chose, scene=play.scene, choice=choice, shown=play.shown())
        while play.waits_for == "roll":
            add(Rolled, route=play.roll())
    if play.waits_for == "ended":
        ending = scenario.scenes[play.scene].ending
        assert ending is not None
        add(Ended, scene=play.scene, outcome=ending.outcome)
    if closed:
        add(Closed)
    return id_


def ask(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement, values)


def wandering(records: Records, taken: Bundle, random: Random, *, odd: bool) -> str:
    """Keep a play of anything that can be chosen; an odd one also goes back, is injected into or overridden."""
    play = Play(Program(taken.scenario))
    id_ = records.begin(taken.name, taken.scenario.version, "solo", taken.parts())

    def add(kind: type[Any], **fields: Any) -> None:
        event = kind(seq=play.next_seq, at=NOW.isoformat(), **fields)
        play.apply(event)
        records.append(id_, event)

    add(Started, scenario=taken.scenario.id, version=taken.scenario.version, seed=random.randrange(1000))
    while play.waits_for != "nothing":
        match play.waits_for:
            case "roll":
                add(Rolled, route=play.roll())
                if odd and random.random() < 0.5:
                    drawn = play.line[-1].landings
                    add(Overrode, route=random.choice(drawn).route)
            case "ended":
                ending = taken.scenario.scenes[play.scene].ending
                assert ending is not None
                add(Ended, scene=play.scene, outcome=ending.outcome)
            case _:
                injects = play.program.injects(play.state)
                if odd and injects and random.random() < 0.3:
                    add(Injected, inject=random.choice(injects).id)
                    continue
                for _ in range(random.randrange(3)):
                    add(Confided, scene=play.scene, percent=random.randrange(101))
                if random.random() < 0.3:
                    add(random.choice([Paused, Resumed]))
                add(
                    Chose,
                    scene=play.scene,
                    choice=random.choice(play.shown()),
                    shown=play.shown(),
                    reason=random.choice(["", "x"]),
                )
                if odd and random.random() < 0.2:
                    add(WentBack, to=play.ledger[-1].event.seq)
    if random.random() < 0.5:
        add(Noted, topic="next shift I will", text="look")
    return id_


def standing(marks: str) -> LessonStanding:
    """How a lesson with these marks fared."""
    found = LessonStanding()
    for mark in marks:
        found.add(mark, Fraction(1))
    return found


def past(days: float, name: str = "own/door", **marks: str) -> PastPlay:
    """A play so many days ago; lessons with `_` for `-`, and their marks."""
    at = NOW - timedelta(days=days)
    return PastPlay(
        f"play {days} {name}", name, at, title=name, lessons={k.replace("_", "-"): standing(v) for k, v in marks.items()}
    )


def drilled(days: float, scene: str, name: str = "own/door", *, sound: bool = True, **marks: str) -> PastDrill:
    """A drill so many days ago."""
    at = NOW - timedelta(days=days)
    lessons = {k.replace("_", "-"): standing(v) for k, v in marks.items()}
    return PastDrill(f"drill {days} {name}", name, at, lessons, decided=((scene, sound),))


def log_of(practiced: Iterable[Practiced]) -> PracticeLog:
    """A log of these, in any order."""
    past = sorted(practiced, key=lambda one: one.order)
    plays = tuple(one for one in past if isinstance(one, PastPlay))
    return PracticeLog(plays, tuple(one for one in past if isinstance(one, PastDrill)))


def entry(id_: str, *lessons: str, **more: Any) -> CatalogueEntry:
    """An exercise that tests these lessons."""
    return CatalogueEntry(**{"pack": "own", "id": id_, "title": id_, "solo": 10, "lessons": lessons} | more)
