"""End to end, in a real terminal: a class that is killed in mid-vote goes on at the same place, phase and votes."""

from __future__ import annotations

import pytest

from engine.records import Records
from tests.sessions.classes import PACK
from tests.tui.terminal import Terminal


@pytest.fixture
def desk(tmux, tmp_path):
    desk = Terminal(tmux, tmp_path / "tmux.sock")
    yield desk
    desk.close()


def test_a_class_killed_in_mid_vote_goes_on_with_its_votes(desk, tmp_path):
    db = tmp_path / "plays.db"
    desk.hotwash("classroom", PACK / "alarm.yaml", "--db", db, "--hands", 20, "--seed", 1, "--yes")
    desk.wait(r"\[Welcome\]")
    desk.press_until("Enter", r"\[Read\]")
    desk.press_until("Enter", r"\[Vote\]")
    desk.press_until("D", "› D +_")
    desk.press_until("7", "7_")
    before = desk.press_until("Enter", "7 of 20 hands; 13 to come")
    desk.press_until("t", "Timer 0:4")

    desk.kill()
    desk.hotwash("classroom", "--resume", "--db", db)
    after = desk.wait(r"7 of 20 hands; 13 to come")
    assert r"[Vote]" in after
    assert "Timer" in after
    assert [line for line in after.splitlines() if " D    7 " in line] == [
        line for line in before.splitlines() if " D    7 " in line
    ]

    desk.press_until("Enter", r"\[Result\]")
    desk.press_until("Enter", r"\[Discuss\]")
    desk.press_until("Enter", r"\[Decide\]")
    desk.press_until("D", "Cover officer decides: D")
    desk.press_until("Enter", "Decision 2")
    with Records.open(db, read_only=True) as records:
        (row,) = records.plays(mode="class")
        kinds = [event.kind for event in records.events(row.id)]
    assert kinds.count("voted") == kinds.count("chose") == 1
    assert "resumed" in kinds
    assert "Traceback" not in desk.screen()
    desk.press_until("q", "Leave the class")
    desk.wait_dead("y")
