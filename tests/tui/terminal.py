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
"""Seconds after which what is shown can surely be answered."""


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

    def press(self, *keys):
        """Press keys once."""
        self._run("send-keys", *keys)
        time.sleep(SEEN)

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
        """What is shown."""
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
        """End the server."""
        self._run("kill-server")
