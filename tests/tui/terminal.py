"""A real terminal for tests: tmux, one pane a server."""

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
SEEN = 0.6
"""Seconds for which a screen that is drawn stays as it is. A key that did not count yet is pressed again."""
AGAIN = 20.0
"""Seconds after which a key that nothing came of was lost, and is pressed again: far more than it takes to be seen to work."""
CAP = 120.0
"""Seconds after which something that is waited for hangs."""


class Terminal:
    """A tmux server of its own with one pane."""

    def __init__(self, tmux, socket, size=(80, 24)):
        self._tmux, self._socket = tmux, str(socket)
        self._run("-f", "/dev/null", "new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), "sleep 600")
        self._run("set-option", "-g", "remain-on-exit", "on")

    def _run(self, *arguments):
        command = [self._tmux, "-S", self._socket, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def hotwash(self, *arguments, status=None):
        """Run `hotwash` in the pane, in place of what ran there; its exit code goes into the file `status`.

        (tmux itself loses an exit code now and then, when the pane closes before it has heard of the end.)
        """
        command = ["env", "-u", "COLUMNS", "-u", "LINES", f"PYTHONPATH={ROOT}", sys.executable, "-m", "tui", *map(str, arguments)]
        after = f"; echo $? >{shlex.quote(str(status))}" if status else ""
        self._run("respawn-pane", "-k", f"{'' if status else 'exec '}{shlex.join(command)}{after}")

    def ask(self, what):
        """A variable of the pane."""
        return self._run("display-message", "-p", f"#{{{what}}}").strip()

    def kill(self):
        """SIGKILL to the program in the pane."""
        os.kill(int(self.ask("pane_pid")), signal.SIGKILL)
        self.wait_dead()

    def write(self, text):
        """Type a text, and wait until it stands there."""
        self._run("send-keys", "-l", text)
        return self.wait(text)

    def press_until(self, key, pattern):
        """Press a key, and again where nothing came of it: a slow machine may not have let it count yet."""
        for _ in range(int(CAP / AGAIN)):
            self._run("send-keys", key)
            if self._comes(pattern, AGAIN):
                return self.drawn()
        pytest.fail(f"{key} did not lead to `{pattern}`:\n{self.screen()}")

    def _comes(self, pattern, seconds):
        """Whether the screen shows `pattern` within so many seconds."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if re.search(pattern, self.screen()):
                return True
            time.sleep(0.05)
        return False

    def screen(self):
        """What is shown."""
        return self._run("capture-pane", "-p")

    def drawn(self):
        """What is shown once nothing of it changes any more, but for a clock now and then."""
        before, shown = None, self.screen()
        while shown != before:
            time.sleep(SEEN)
            before, shown = shown, self.screen()
        return shown

    def wait(self, pattern):
        """The screen once it shows `pattern`."""
        if self._comes(pattern, CAP):
            return self.drawn()
        pytest.fail(f"`{pattern}` did not come within {CAP} s:\n{self.screen()}")

    def wait_dead(self, key=None):
        """Until the program in the pane has ended; `key` is pressed again and again meanwhile."""
        until = time.monotonic() + CAP
        while self.ask("pane_dead") != "1":
            if time.monotonic() > until:
                pytest.fail(f"the program goes on after {CAP} s (pid {self.ask('pane_pid')}):\n{self.screen()}")
            if key is not None:
                self._run("send-keys", key)
            time.sleep(0.5)

    def close(self):
        """End the server."""
        self._run("kill-server")
