"""History: plays that were kept, graded again; one that cannot be read hides none of the others."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learner import history as module
from engine.learner.grading import Grader
from engine.learner.history import PlayHistory
from engine.learner.practiced import PastPlay
from engine.pack.folder import builtin
from engine.pack.scenario import Scenario
from engine.play.bundle import bundle, from_parts
from engine.play.events import (
    Chose,
    Ended,
    Injected,
    Rolled,
    Started,
)  # fmt: skip
from engine.play.fold import Play
from engine.play.grades import Quadrant
from engine.play.scoring import debrief
from engine.records import Records, rows
from engine.records.rows import KeptEvent
from engine.states.program import Program
from engine.states.values import Valuation
from tests.engine.learner.past import BADLY, NOW, WELL, ask, door, keep, wandering
from tests.laws import compared, law
from tests.strategies import sound_scenarios


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plays.db"


@pytest.fixture
def records(path: Path) -> Iterator[Records]:
    with Records.open(path) as opened:
        yield opened


def facilitated():
    parts = door().parts()
    parts["scenario"] = parts["scenario"].replace(b"[weapon-present]", b"[weapon-present, suicide-talk]")
    return from_parts(parts)


def test_a_play_is_graded_from_what_was_kept_with_it(records: Records) -> None:
    id_ = keep(records, WELL, NOW)
    (play,) = PlayHistory().read(records)
    assert (play.id, play.scenario, play.at) == (id_, f"{door().pack.name}/door", NOW)
    assert play.title == "The [red]door[/red]"
    assert (play.score, play.quadrant, play.outcome) == (100, Quadrant.EARNED, "safe")
    assert {lesson: standing.share for lesson, standing in play.lessons.items()} == {
        "wait-for-backup": 1, "verify-the-story": 1, "slow-down": 1,
    }  # fmt: skip
    assert play.titles["slow-down"] == door().lessons["slow-down"].title
    assert not play.problem


def test_grades_are_those_of_the_debrief(records: Records) -> None:
    keep(records, BADLY, NOW)
    (play,) = PlayHistory().read(records)
    found = door()
    from engine.play.fold import replay

    again = replay(Program(found.scenario), records.events(play.id))
    told = debrief(again, Valuation(again.program, found.pack.danger))
    assert (play.score, play.blind, play.quadrant) == (told.score, told.blind, told.quadrant)
    assert play.score < 100


def test_plays_come_in_the_order_in_which_they_were_kept_whatever_the_clock_said(records: Records) -> None:
    wanted = [keep(records, WELL, NOW - timedelta(days=days)) for days in (1, 9, 4)]
    assert [play.id for play in PlayHistory().read(records)] == wanted
    assert [row.id for row in records.plays()] == wanted[::-1]


# The short way to grades


FIELDS = [field.name for field in dataclasses.fields(PastPlay)]


def in_full(records: Records) -> tuple[PastPlay, ...]:
    """The history, each play replayed and graded by itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_quickly", lambda *_: None)
        return PlayHistory().read(records)


@pytest.mark.parametrize("odd", [False, True])
def test_the_short_way_grades_as_the_full_one_does(records: Records, monkeypatch: pytest.MonkeyPatch, odd: bool) -> None:
    random, pack, compared = Random(7), builtin(), 0
    for path in pack.scenario_paths:
        taken = bundle(pack, path.stem)
        for _ in range(6):
            wandering(records, taken, random, odd=odd)
    short: list[bool] = []
    real = module._quickly
    monkeypatch.setattr(module, "_quickly", lambda *given: short.append((found := real(*given)) is not None) or found)
    quick, full = PlayHistory().read(records), in_full(records)
    for one, other in zip(quick, full, strict=True):
        for name in FIELDS:
            assert getattr(one, name) == getattr(other, name), (one.scenario, name)
        compared += bool(one.lessons) and not one.problem
    assert compared >= 60
    assert any(short) if odd else all(short)
    assert not odd or not all(short)


@law(40, inject=0.02, graded=0.5)
@given(sound_scenarios(), st.integers(0, 2**31), st.booleans())
def test_the_short_way_grades_generated_scenarios_as_the_full_one_does(scenario: Scenario, seed: int, odd: bool) -> None:
    program, random = Program(scenario), Random(seed)
    valuation = Valuation(program)
    grader = Grader(valuation)
    for _ in range(4):
        play = Play(program)
        told = []

        def add(kind: type[Any], play: Play = play, told: list[KeptEvent] = told, **fields: Any) -> None:
            event = kind(seq=play.next_seq, at=NOW.isoformat(), **fields)
            play.apply(event)
            row = rows.row(event)
            told.append(KeptEvent("", row["seq"], row["at"], row["kind"], json.dumps(row["data"])))

        add(Started, scenario="x", version=1, seed=random.randrange(1000))
        while play.waits_for != "nothing":
            match play.waits_for:
                case "roll":
                    add(Rolled, route=play.roll())
                case "ended":
                    ending = scenario.scenes[play.scene].ending
                    assert ending is not None
                    add(Ended, scene=play.scene, outcome=ending.outcome)
                case _:
                    injects = program.injects(play.state)
                    if odd and injects and random.random() < 0.2:
                        add(Injected, inject=random.choice(injects).id)
                        continue
                    add(Chose, scene=play.scene, choice=random.choice(play.shown()), shown=play.shown())
        found, full = grader.grade(told), debrief(play, valuation)
        if any(isinstance(event, Injected) for event in play.events):
            compared("inject")
            assert found is None
            continue
        compared("graded")
        assert found is not None
        assert (found.score, found.quadrant, found.outcome, found.lessons) == (
            full.score,
            full.quadrant,
            full.outcome,
            full.lessons,
        )
        assert [worth.regret for worth in found.commits] == [graded.regret for graded in full.counted]


# What is no history


def test_unfinished_plays_and_classes_are_no_history(records: Records) -> None:
    keep(records, WELL[:1])
    keep(records, WELL, mode="class", closed=True)
    assert PlayHistory().read(records) == ()


def test_confidence_is_told_with_what_came_of_it(records: Records) -> None:
    keep(records, ("wait", "walk", "talk"), percent=90)
    (play,) = PlayHistory().read(records)
    assert [(told.percent, told.hit) for told in play.stated] == [(90, True), (90, False), (90, True)]
    assert "Everybody has left" in play.stated[1].prompt


def test_a_facilitated_play_counts_as_played_and_as_nothing_else(records: Records) -> None:
    keep(records, BADLY, of=facilitated(), percent=80)
    (play,) = PlayHistory().read(records)
    assert play.facilitated
    assert (play.score, play.quadrant, play.outcome, play.lessons, play.stated) == (None, None, "", {}, ())


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE events SET data = '{}' WHERE play = ? AND seq = 1", "damaged"),
        ("DELETE FROM events WHERE play = ? AND seq = 1", "missing"),
        ("UPDATE events SET data = json_set(data, '$.choice', 'fly') WHERE play = ? AND seq = 1", "fly"),
        ("UPDATE plays SET digests = json_set(digests, '$.scenario', 'gone') WHERE id = ?", "missing"),
    ],
)
def test_a_play_that_cannot_be_read_is_told_and_hides_none_of_the_others(records: Records, path: Path, statement, says) -> None:
    torn, whole = keep(records, WELL, NOW - timedelta(days=400)), keep(records, WELL)
    ask(path, statement, torn)
    found = {play.id: play for play in PlayHistory().read(records)}
    assert says in found[torn].problem
    assert (found[torn].score, found[torn].lessons) == (None, {})
    assert found[whole].score == 100
    assert not found[whole].problem


def test_plays_of_the_same_files_are_explored_once_and_graded_once(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    explored = []
    monkeypatch.setattr(module, "Valuation", lambda *given: explored.append(1) or Valuation(*given))
    history = PlayHistory()
    for _ in range(3):
        keep(records, WELL)
    assert len(history.read(records)) == 3
    assert len(explored) == 1
    assert history.read(records) == history.read(records)
    assert len(explored) == 1
    keep(records, BADLY)
    assert [play.score == Fraction(100) for play in sorted(history.read(records), key=lambda play: -play.score)] == [True] * 3 + [
        False
    ]
    assert len(explored) == 2


def test_an_erased_play_is_forgotten(records: Records) -> None:
    history = PlayHistory()
    first, second = keep(records, WELL), keep(records, WELL)
    assert len(history.read(records)) == 2
    records.erase(first)
    assert [play.id for play in history.read(records)] == [second]


def test_no_plays_are_no_history(records: Records) -> None:
    assert PlayHistory().read(records) == ()
