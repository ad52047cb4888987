"""History: plays that were kept, graded again; one that cannot be read hides none of the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from engine.learner import history as module
from engine.learner.history import History
from engine.play.bundle import from_parts
from engine.play.grades import Quadrant
from engine.play.scoring import debrief
from engine.records import Records
from engine.states.program import Program
from engine.states.values import Valuation
from tests.engine.learner.past import BADLY, NOW, WELL, door, keep


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plays.db"


@pytest.fixture
def records(path: Path) -> Iterator[Records]:
    with Records.open(path) as opened:
        yield opened


def ask(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement, values)


def facilitated():
    parts = door().parts()
    parts["scenario"] = parts["scenario"].replace(b"[weapon-present]", b"[weapon-present, suicide-talk]")
    return from_parts(parts)


def test_a_play_is_graded_from_what_was_kept_with_it(records: Records) -> None:
    id_ = keep(records, WELL, NOW)
    (play,) = History().read(records)
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
    (play,) = History().read(records)
    found = door()
    from engine.play.fold import replay

    again = replay(Program(found.scenario), records.events(play.id))
    told = debrief(again, Valuation(again.program, found.pack.danger))
    assert (play.score, play.blind, play.quadrant) == (told.score, told.blind, told.quadrant)
    assert play.score < 100


def test_plays_come_in_the_order_of_time_whatever_the_order_of_their_rows(records: Records) -> None:
    wanted = [keep(records, WELL, NOW - timedelta(days=days)) for days in (1, 9, 4)]
    assert [play.id for play in History().read(records)] == [wanted[1], wanted[2], wanted[0]]


def test_unfinished_plays_and_classes_are_no_history(records: Records) -> None:
    keep(records, WELL[:1])
    keep(records, WELL, mode="class", closed=True)
    assert History().read(records) == ()


def test_confidence_is_told_with_what_came_of_it(records: Records) -> None:
    keep(records, ("wait", "walk", "talk"), percent=90)
    (play,) = History().read(records)
    assert [(told.percent, told.hit) for told in play.told] == [(90, True), (90, False), (90, True)]
    assert "Everybody has left" in play.told[1].prompt


def test_a_facilitated_play_counts_as_played_and_as_nothing_else(records: Records) -> None:
    keep(records, BADLY, of=facilitated(), percent=80)
    (play,) = History().read(records)
    assert play.facilitated
    assert (play.score, play.quadrant, play.outcome, play.lessons, play.told) == (None, None, "", {}, ())


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
    found = {play.id: play for play in History().read(records)}
    assert says in found[torn].problem
    assert (found[torn].score, found[torn].lessons) == (None, {})
    assert found[whole].score == 100
    assert not found[whole].problem


def test_plays_of_the_same_files_are_explored_once_and_graded_once(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    explored = []
    monkeypatch.setattr(module, "Valuation", lambda *given: explored.append(1) or Valuation(*given))
    history = History()
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
    history = History()
    first, second = keep(records, WELL), keep(records, WELL)
    assert len(history.read(records)) == 2
    records.erase(first)
    assert [play.id for play in history.read(records)] == [second]


def test_no_plays_are_no_history(records: Records) -> None:
    assert History().read(records) == ()
