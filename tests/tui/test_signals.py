"""SIGTERM and SIGHUP give the terminal back: the other screen left, the cursor shown, what is typed echoed."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ALTERNATE, NORMAL, CURSOR = b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b[?25h"
PATIENCE = 180
"""Seconds after which a test gives up."""


class Pseudo:
    """A program in a pseudo-terminal."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        import fcntl
        import struct
        import termios

        self._ours, self.terminal = os.openpty()
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(self.terminal)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui", *arguments], cwd=ROOT, stdin=self.terminal, stdout=self.terminal, stderr=self.terminal,
            start_new_session=True, env=os.environ | {"TERM": "xterm-256color"} | environment,
        )  # fmt: skip
        self.shown = b""

    def settings(self) -> object:
        import termios

        return termios.tcgetattr(self.terminal)

    def read(self, until: bytes | None) -> None:
        """Until this was shown; None: until the program has ended and everything is read."""
        end = time.monotonic() + PATIENCE
        while until is None or until not in self.shown:
            ended = self.process.poll() is not None
            if select.select([self._ours], [], [], 0.05)[0]:
                self.shown += os.read(self._ours, 65536)
            elif ended:
                break
            assert time.monotonic() < end, self.shown[-500:]

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)
        os.close(self.terminal)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP] if sys.platform != "win32" else [])
@pytest.mark.parametrize("command", [("play", "curtain", "--no-record"), (), ("classroom",), ("present",), ("progress",)])
def test_the_terminal_is_given_back(command: tuple[str, ...], number: signal.Signals, tmp_path: Path) -> None:
    shared = [] if "--no-record" in command else ["--db", str(tmp_path / "plays.db")]
    program = Pseudo(*command, *shared)
    try:
        program.read(ALTERNATE)
        program.process.send_signal(number)
        program.read(None)
        assert program.process.returncode == 128 + number
        assert program.shown.rindex(NORMAL) > program.shown.rindex(ALTERNATE)
        assert CURSOR in program.shown[program.shown.rindex(NORMAL) :]
        assert program.settings() == program.before
        assert b"Traceback" not in program.shown
    finally:
        program.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_a_class_that_is_not_there_is_told_before_any_screen_opens(tmp_path: Path) -> None:
    program = Pseudo("present", "--play", "zzz", "--db", str(tmp_path / "plays.db"))
    try:
        program.read(None)
        assert program.process.returncode == 1
        assert b"no class that is kept begins with `zzz`" in program.shown
        assert ALTERNATE not in program.shown
    finally:
        program.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_a_terminal_of_one_column_gets_lines(tmp_path: Path) -> None:
    import fcntl
    import struct
    import termios

    program = Pseudo("doctor")
    try:
        program.read(None)
        fcntl.ioctl(program.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 1, 0, 0))
        narrow = subprocess.Popen(
            [sys.executable, "-m", "tui", "play", "curtain", "--no-record"], cwd=ROOT, stdin=subprocess.DEVNULL,
            stdout=program.terminal, stderr=program.terminal, env=os.environ | {"TERM": "xterm"},
        )  # fmt: skip
        program.process, program.shown = narrow, b""
        program.read(None)
        assert narrow.returncode == 0
        assert b"You stopped here" in program.shown
        assert b"Traceback" not in program.shown
    finally:
        program.close()


@pytest.mark.parametrize("term", ["xterm", "linux", "xterm-256color"])
def test_without_colours_every_cell_has_the_terminals_own(term: str) -> None:
    """No colour is set at all: black on black is what greys become where there are sixteen colours."""
    program = Pseudo("play", "curtain", "--no-record", TERM=term, NO_COLOR="1", COLORTERM="")
    try:
        program.read(b"Taking part")
        settings = {part for found in re.findall(rb"\x1b\[([0-9;]*)m", program.shown) for part in found.split(b";")}
    finally:
        program.close()
    assert settings
    assert settings <= {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"9", b"39", b"49"}
