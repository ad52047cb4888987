"""Grades that are kept are those of the full computation; those that do not fit are as good as none."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learner import history as module
from engine.learner import kept_results
from engine.learner.history import PlayHistory
from engine.learner.kept_results import edition_id, sealed_edition, sealed_result, unsealed
from engine.learner.practiced import PastPlay
from engine.pack.folder import builtin
from engine.pack.scenario import Scenario
from engine.pack.settings import PackInfo
from engine.play.bundle import Bundle, bundle
from engine.play.completion import Completion
from engine.play.events import Chose, Closed, Confided, Ended, Noted, Rolled, Started
from engine.play.fold import Play
from engine.play.kept_grades import KeptGrades
from engine.records import PlayRow, Records
from engine.states.program import Program
from engine.states.values import Valuation
from tests.engine.learner.past import BADLY, NOW, WELL, ask, door, keep, wandering
from tests.laws import law
from tests.strategies import sound_scenarios


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plays.db"


@pytest.fixture
def records(path: Path) -> Iterator[Records]:
    with Records.open(path) as opened:
        yield opened


@pytest.fixture
def explored(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the scenarios whose states were explored."""
    found: list[str] = []

    def valuation(program: Program, *rest: Any) -> Valuation:
        found.append(program.scenario.id)
        return Valuation(program, *rest)

    monkeypatch.setattr(module, "Valuation", valuation)
    return found


def in_full(records: Records) -> tuple[PastPlay, ...]:
    """The history, each play replayed and graded by itself, and nothing that was kept looked at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_quickly", lambda *_: None)
        patch.setattr(module, "_kept", lambda *_: KeptGrades())
        patch.setattr(module, "_keep", lambda *_: None)
        return PlayHistory().read(records)


def rows(path: Path, table: str = "grades") -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()


# The law


@pytest.mark.parametrize("odd", [False, True])
def test_what_is_kept_of_the_built_in_pack_is_what_the_full_way_finds(records: Records, explored: list[str], odd: bool) -> None:
    random, pack = Random(11), builtin()
    taken = [bundle(pack, file.stem) for file in pack.scenario_paths]
    for one in taken:
        for _ in range(4):
            wandering(records, one, random, odd=odd)
    computed = PlayHistory().read(records)
    assert len(explored) == len(taken)
    kept = PlayHistory().read(records)
    assert len(explored) == len(taken)
    assert len(kept) == 4 * len(taken)
    assert kept == computed == in_full(records)
    assert sum(bool(play.lessons) for play in kept) == 4 * sum(not one.scenario.facilitated for one in taken) >= 40
    assert any(play.stated for play in kept)


@law(40)
@given(sound_scenarios(), st.integers(0, 2**31))
def test_what_is_kept_of_generated_plays_is_what_the_full_way_finds(scenario: Scenario, seed: int) -> None:
    program, random, compared = Program(scenario), Random(seed), 0
    taken, valuation = Bundle(scenario, None, {}, PackInfo(hotwash=1, name="own", title="Own", version=1)), Valuation(program)
    digests = {"scenario": str(seed)}
    id_, edition = edition_id(digests), module._edition(taken, valuation)
    for number in range(4):
        play = wandered(program, random)
        row = PlayRow(
            str(number), "own/x", 1, "solo", NOW.isoformat(), None, len(play.events), Completion.FINISHED, digests=digests
        )
        result = module._in_full(taken, valuation, play.events)
        kept = KeptGrades({id_: sealed_edition(id_, edition)}, {row.id: (id_, sealed_result(id_, row, result))})
        assert list(unsealed(kept, [row])) == [(row, edition, result)]
        compared += 1
    assert compared == 4


def wandered(program: Program, random: Random) -> Play:
    """A play of anything that can be chosen."""
    play, scenario = Play(program), program.scenario

    def add(kind: type[Any], **fields: Any) -> None:
        play.apply(kind(seq=play.next_seq, at=NOW.isoformat(), **fields))

    add(Started, scenario=scenario.id, version=1, seed=random.randrange(1000))
    while play.waits_for != "nothing":
        match play.waits_for:
            case "roll":
                add(Rolled, route=play.roll())
            case "ended":
                ending = scenario.scenes[play.scene].ending
                assert ending is not None
                add(Ended, scene=play.scene, outcome=ending.outcome)
            case _:
                if random.random() < 0.5:
                    add(Confided, scene=play.scene, percent=random.randrange(101))
                add(Chose, scene=play.scene, choice=random.choice(play.shown()), shown=play.shown())
    return play


# What does not fit


DAMAGE: dict[str, Callable[[Path], None]] = {
    "another score": lambda path: ask(path, "UPDATE grades SET data = replace(data, '100', '99')"),
    "no JSON": lambda path: ask(path, "UPDATE grades SET data = 'x'"),
    "no text": lambda path: ask(path, "UPDATE grades SET data = x'ff00ff'"),
    "bytes that are no text": lambda path: ask(path, "UPDATE grades SET data = CAST(x'ff00ff' AS TEXT)"),
    "no seal": lambda path: ask(path, "UPDATE grades SET seal = ''"),
    "another play's": lambda path: ask(
        path, "UPDATE grades SET (seal, data) = (SELECT seal, data FROM grades AS other WHERE other.play != grades.play LIMIT 1)"
    ),
    "another edition": lambda path: ask(path, "UPDATE grades SET edition = 'x'"),
    "an edition changed": lambda path: ask(path, "UPDATE editions SET data = replace(data, 'door', 'gate')"),
    "an edition lost": lambda path: ask(path, "DELETE FROM editions"),
    "half of them lost": lambda path: ask(path, "DELETE FROM grades WHERE play = (SELECT max(play) FROM grades)"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_grades_that_do_not_fit_are_computed_anew_and_kept_again(
    records: Records, path: Path, explored: list[str], damage: str
) -> None:
    for choices in (WELL, BADLY, WELL[:2] + BADLY[2:]):
        keep(records, choices, percent=70)
    whole = PlayHistory().read(records)
    sound = rows(path), rows(path, "editions")
    DAMAGE[damage](path)
    assert (rows_or_none(path), rows(path, "editions")) != sound
    assert PlayHistory().read(records) == whole == in_full(records)
    assert (rows(path), rows(path, "editions")) == sound
    explored.clear()
    assert PlayHistory().read(records) == whole
    assert explored == []


def rows_or_none(path: Path) -> list[tuple[Any, ...]] | None:
    """The grades, or None where they are no text."""
    try:
        return rows(path)
    except sqlite3.OperationalError:
        return None


@pytest.mark.parametrize("kind", [Noted, Closed])
def test_a_play_that_was_added_to_later_is_graded_again(
    records: Records, path: Path, explored: list[str], kind: type[Any]
) -> None:
    play, history = keep(records, BADLY), PlayHistory()
    history.read(records)
    before = rows(path)
    fields = {"topic": "next shift", "text": "look"} if kind is Noted else {}
    records.append(play, kind(seq=len(records.events(play)), at=NOW.isoformat(), **fields))
    assert history.read(records) == PlayHistory().read(records) == in_full(records)
    assert len(explored) == 3  # at first, again, and in full
    assert len(rows(path)) == 1
    assert rows(path) != before


def test_a_play_that_lost_an_event_is_told_although_its_grades_were_kept(records: Records, path: Path) -> None:
    play, history = keep(records, BADLY), PlayHistory()
    assert not history.read(records)[0].problem
    ask(path, "DELETE FROM events WHERE play = ? AND seq = 1", play)
    assert "missing" in history.read(records)[0].problem
    assert "missing" in PlayHistory().read(records)[0].problem


def test_events_that_are_no_text_hide_none_of_the_other_plays(records: Records, path: Path) -> None:
    torn, whole = keep(records, WELL), keep(records, WELL)
    ask(path, "UPDATE events SET data = CAST(x'ff00ff' AS TEXT) WHERE play = ? AND seq = 1", torn)
    found = {play.id: play for play in PlayHistory().read(records)}
    assert found[torn].problem
    assert found[whole].score == 100


def test_another_version_of_the_program_grades_anew_and_leaves_nothing_of_the_old_one(
    records: Records, path: Path, explored: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(records, WELL)
    whole, before = PlayHistory().read(records), rows(path, "editions")
    monkeypatch.setattr(kept_results, "VERSION", "99")
    assert PlayHistory().read(records) == whole
    assert len(explored) == 2
    (after,) = rows(path, "editions")
    assert after[0] != before[0][0]


def test_a_play_that_cannot_be_read_has_no_grades_kept(records: Records, path: Path) -> None:
    torn, whole = keep(records, WELL), keep(records, WELL)
    ask(path, "UPDATE events SET data = '{}' WHERE play = ? AND seq = 1", torn)
    PlayHistory().read(records)
    assert [row[0] for row in rows(path)] == [whole]


# Who keeps them


def test_a_reader_computes_and_writes_nothing(records: Records, path: Path, explored: list[str]) -> None:
    keep(records, WELL)
    with Records.open(path, read_only=True) as reader:
        found = PlayHistory().read(reader)
        assert rows(path) == []
        assert PlayHistory().read(records) == found
        assert len(rows(path)) == 1
        assert PlayHistory().read(reader) == found
    assert len(explored) == 2


def old(path: Path) -> str:
    """A database of a program that knew no grades, with a play; its id."""
    with Records.open(path) as records:
        play = keep(records, WELL)
    ask(path, "DROP TABLE grades")
    ask(path, "DROP TABLE editions")
    return play


def test_a_database_without_the_tables_is_read_and_a_writer_makes_them(path: Path) -> None:
    play = old(path)
    with Records.open(path, read_only=True) as reader:
        found = PlayHistory().read(reader)
        assert found[0].score == 100
        assert tables(path) == {"meta", "bundles", "plays", "events"}
        with Records.open(path) as records:
            assert PlayHistory().read(records) == found
        assert [row[0] for row in rows(path)] == [play]


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_where_another_program_is_writing_grades_are_told_and_not_kept(
    records: Records, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(records, WELL)
    monkeypatch.setattr("engine.records.opening.BUSY_SECONDS", 0.1)
    with Records.open(path) as impatient, closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert PlayHistory().read(impatient)[0].score == 100
        assert rows(path) == []


# Erasing


def test_erasing_a_play_erases_its_grades_and_what_no_other_play_shares(records: Records, path: Path) -> None:
    first, second = keep(records, WELL), keep(records, BADLY)
    PlayHistory().read(records)
    assert len(rows(path)) == 2
    title = json.dumps(door().scenario.title)[1:-1].encode()
    records.erase(first)
    assert [row[0] for row in rows(path)] == [second]
    assert len(rows(path, "editions")) == 1
    assert any(title in file.read_bytes() for file in path.parent.iterdir())
    records.erase(second)
    assert (rows(path), rows(path, "editions")) == ([], [])
    assert not any(title in file.read_bytes() for file in path.parent.iterdir())


def test_grades_of_a_play_that_was_erased_meanwhile_are_not_kept(records: Records, path: Path) -> None:
    gone, stays = keep(records, WELL), keep(records, WELL)
    listed = records.plays(mode="solo")
    real = records.keep_grades

    def erased_first(kept: KeptGrades) -> None:
        records.erase(gone)
        real(kept)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "keep_grades", erased_first)
        PlayHistory().read(records, listed)
    assert [row[0] for row in rows(path)] == [stays]


def test_no_words_of_the_player_are_kept_in_grades(records: Records, path: Path) -> None:
    taken, random = door(), Random(3)
    for _ in range(3):
        play = wandering(records, taken, random, odd=False)
        records.append(play, Noted(seq=len(records.events(play)), at=NOW.isoformat(), topic="CONFIDENTIAL", text="CONFIDENTIAL"))
    PlayHistory().read(records)
    assert len(rows(path)) == 3
    assert "CONFIDENTIAL" not in repr(rows(path) + rows(path, "editions"))
