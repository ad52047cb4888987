"""End to end, in a real terminal: play, be killed, go on, finish."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACK = Path(__file__).parent / "pack"
SEEN = 0.6
HEADLINES = (
    "Sound decisions, good ending",
    "Sound decisions, bad ending",
    "A near miss: poor decisions",
    "Poor decisions, bad ending",
)


class Terminal:
    """A tmux server of its own with one pane, 80x24."""

    def __init__(self, tmux, folder):
        self._tmux, self._socket = tmux, str(folder / "tmux.sock")
        self._run("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "sleep 600")
        self._run("set-option", "-g", "remain-on-exit", "on")

    def _run(self, *arguments):
        command = [self._tmux, "-S", self._socket, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def play(self, *arguments, status=None):
        """Run `hotwash play` in the pane, in place of what ran there; its exit code goes into the file `status`.

        (tmux itself loses an exit code now and then, when the pane closes before it has heard of the end.)
        """
        command = ["env", f"PYTHONPATH={ROOT}", sys.executable, "-m", "tui", "play", *map(str, arguments)]
        after = f"; echo $? >{shlex.quote(str(status))}" if status else ""
        self._run("respawn-pane", "-k", f"{'' if status else 'exec '}{shlex.join(command)}{after}")

    def ask(self, what):
        """A variable of the pane."""
        return self._run("display-message", "-p", f"#{{{what}}}").strip()

    def press_until(self, key, pattern, times=20):
        """Press a key, and again where nothing came of it: a slow machine may not have let it count yet."""
        for _ in range(times):
            self._run("send-keys", key)
            for _ in range(30):
                time.sleep(0.1)
                if re.search(pattern, self.screen()):
                    time.sleep(SEEN)
                    return self.screen()
        pytest.fail(f"{key} did not lead to `{pattern}`:\n{self.screen()}")

    def screen(self):
        return self._run("capture-pane", "-p")

    def wait(self, pattern, seconds=45):
        """The screen once it shows `pattern`."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            screen = self.screen()
            if re.search(pattern, screen):
                time.sleep(SEEN)
                return self.screen()
            time.sleep(0.1)
        pytest.fail(f"`{pattern}` did not come within {seconds} s:\n{self.screen()}")

    def wait_dead(self, key=None, seconds=45):
        """Until the program in the pane has ended; `key` is pressed again and again meanwhile."""
        until = time.monotonic() + seconds
        while self.ask("pane_dead") != "1":
            if time.monotonic() > until:
                pytest.fail(f"the program goes on after {seconds} s (pid {self.ask('pane_pid')}):\n{self.screen()}")
            if key is not None:
                self._run("send-keys", key)
            time.sleep(0.5)

    def close(self):
        self._run("kill-server")


@pytest.fixture
def terminal(tmux, tmp_path):
    terminal = Terminal(tmux, tmp_path)
    yield terminal
    terminal.close()


def question(screen):
    """The lines from the prompt on: what is asked, and what can be answered."""
    lines = screen.splitlines()
    start = next(n for n, line in enumerate(lines) if "Decision " in line)
    return [line.rstrip() for line in lines[start:-1]]


def test_a_killed_play_goes_on_at_the_same_decision(terminal, tmp_path):
    scenario, db = PACK / "door.yaml", tmp_path / "plays.db"
    terminal.play(scenario, "--db", db, "--seed", 459)
    terminal.wait("You are ")
    terminal.press_until("Enter", "Decision 1:")
    before = question(terminal.press_until("1", "Decision 2:"))

    os.kill(int(terminal.ask("pane_pid")), signal.SIGKILL)
    terminal.wait_dead()
    status = tmp_path / "status"
    terminal.play("--resume", "--db", db, status=status)
    screen = terminal.wait("Decision 2:")
    assert "You go on where you left off" in screen
    assert question(screen) == before

    terminal.press_until("1", "This is where it ends")
    screen = terminal.press_until("Enter", "Decision score:")
    assert any(headline in screen for headline in HEADLINES)
    assert "Traceback" not in screen
    terminal.wait_dead("q")
    assert status.read_text().strip() == "0"
