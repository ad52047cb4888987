"""End to end, in a real terminal: play, be killed, go on, finish."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.terminal import Terminal

PACK = Path(__file__).parents[1] / "pack"
HEADLINES = (
    "Sound decisions, good ending",
    "Sound decisions, bad ending",
    "A near miss: poor decisions",
    "Poor decisions, bad ending",
)


@pytest.fixture
def terminal(tmux, tmp_path):
    terminal = Terminal(tmux, tmp_path / "tmux.sock")
    yield terminal
    terminal.close()


def question(screen):
    """The lines from the prompt on: what is asked, and what can be answered."""
    lines = screen.splitlines()
    start = next(n for n, line in enumerate(lines) if "Decision " in line)
    return [line.rstrip() for line in lines[start:-1]]


def test_a_killed_play_goes_on_at_the_same_decision(terminal, tmp_path):
    scenario, db = PACK / "door.yaml", tmp_path / "plays.db"
    terminal.hotwash("play", scenario, "--db", db, "--seed", 459)
    terminal.wait("You are ")
    terminal.press_until("Enter", "Decision 1:")
    before = question(terminal.press_until("1", "Decision 2:"))

    terminal.kill()
    status = tmp_path / "status"
    terminal.hotwash("play", "--resume", "--db", db, status=status)
    screen = terminal.wait("Decision 2:")
    assert "You go on where you left off" in screen
    assert question(screen) == before

    terminal.press_until("1", "This is where it ends")
    screen = terminal.press_until("Enter", "How it ended:")
    assert any(headline in screen for headline in HEADLINES)
    assert "Traceback" not in screen
    terminal.press_until("q", "Leave the debrief")
    terminal.wait_dead("y")
    assert status.read_text().strip() == "0"
