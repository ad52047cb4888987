"""End to end, in two real terminals: a class and its shared screen, each killed once."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.play.ballots import ballots
from engine.play.bundle import from_parts
from engine.play.events import Chose
from engine.play.fold import replay
from engine.records import Records
from engine.states.program import Program
from tests.tui.terminal import Terminal

PACK = Path(__file__).parents[1] / "pack"


@pytest.fixture
def screens(tmux, tmp_path):
    desk, wall = Terminal(tmux, tmp_path / "desk.sock", (120, 40)), Terminal(tmux, tmp_path / "wall.sock", (60, 16))
    yield desk, wall
    desk.close()
    wall.close()


def test_a_class_and_its_shared_screen_survive_being_killed(screens, tmp_path):
    desk, wall = screens
    scenario, db = PACK / "door.yaml", tmp_path / "plays.db"
    wall.hotwash("present", "--db", db)
    wall.wait("Waiting for a class")
    desk.hotwash("classroom", scenario, "--db", db)
    desk.wait("Begin")
    desk.press_until("Enter", "Welcome")
    wall.wait("Welcome")
    desk.press_until("Enter", "open the vote")
    assert "You stand at the door" in wall.wait("Read")
    desk.press_until("Enter", "There is|hands|how the class voted|no votes yet")
    wall.wait("Vote, in silence")
    for keys, hands in (("A7", "7 hands"), ("B12", "19 hands")):
        desk.press_until(keys[0], f"› {keys[0]} +_")
        for number, digit in enumerate(keys[1:], 1):
            desk.press_until(digit, f"{keys[1 : number + 1]}_")
        desk.press_until("Enter", hands)

    wall.kill()
    desk.kill()
    desk.hotwash("classroom", "--resume", "--db", db)
    assert "19 hands" in desk.wait("how the class voted")
    wall.hotwash("present", "--db", db)
    assert "12" not in wall.wait("Vote, in silence"), "votes show with the bars alone"
    desk.press_until("Enter", "open the discussion")
    shown = wall.wait("How you voted")
    assert "7" in shown
    assert "12" in shown
    desk.press_until("Enter", "let the team decide")
    desk.press_until("Enter", "Type the letter")
    wall.wait("Decide together")
    desk.press_until("b", "Why")
    desk.write("haste")
    desk.press_until("Enter", "open the vote|begin the hot wash")
    assert "Nobody knows where you are" not in wall.wait("Read")
    for screen in (desk.screen(), wall.screen()):
        assert "Traceback" not in screen

    with Records.open(db, read_only=True) as records:
        (row,) = records.plays()
        taken = from_parts(records.bundle(row.id))
        play = replay(Program(taken.scenario), records.events(row.id))
    (ballot,) = ballots(play)
    assert sorted(ballot.first.counts.values()) == [7, 12]
    assert [e.reason for e in play.events if isinstance(e, Chose)] == ["haste"]
