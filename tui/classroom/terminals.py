"""Open a second terminal window, where the desktop allows, and learn whether it stays."""

from __future__ import annotations

import os
import secrets
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any, Literal

_LINUX: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("x-terminal-emulator", ("-e",)),
    ("gnome-terminal", ("--",)),
    ("kgx", ("--",)),
    ("konsole", ("-e",)),
    ("xfce4-terminal", ("-x",)),
    ("mate-terminal", ("-x",)),
    ("kitty", ()),
    ("alacritty", ("-e",)),
    ("wezterm", ("start", "--")),
    ("foot", ()),
    ("xterm", ("-e",)),
)
"""Programs that open a window, and what stands between them and the command."""


_AT_ONCE = 0.3
"""Seconds in which a terminal that cannot open a window has said so."""
WAIT = 15.0
"""Seconds that the program in a window may take to show something, on a slow computer with a folder on the network."""
_FOR_CMD = frozenset("&|<>^()!,;=")
"""What `cmd` takes for its own where it stands outside of quotation marks."""
_opened: list[subprocess.Popen[bytes]] = []
"""What was begun and goes on: a window outlives the class, and is nothing to be waited for."""


def open_window(command: Sequence[str]) -> bool:
    """Run a command in a new terminal window.

    Returns:
        False where there is no way to (over SSH, on a console, without a desktop), and where the terminal failed at once. The
        user then opens one by hand.
    """
    found = window_command(command, os.environ, sys.platform)
    if found is None:
        return False
    try:
        process = subprocess.Popen(command_line(found, sys.platform), **_apart(sys.platform))  # noqa: S603 - the command is ours
    except OSError:
        return False
    try:
        return process.wait(_AT_ONCE) == 0
    except subprocess.TimeoutExpired:
        _opened.append(process)
        return True


def command_line(words: Sequence[str], platform: str) -> str | list[str]:
    """The words as a process is started with them: on Windows one line, in which `cmd` finds nothing of its own in a word."""
    if platform != "win32":
        return list(words)
    return " ".join(_quoted(word) for word in words)


def _quoted(word: str) -> str:
    quoted = subprocess.list2cmdline([word])
    if quoted == word and _FOR_CMD & set(word):
        last = word[len(word.rstrip("\\")) :]  # what stands before a quotation mark is doubled
        return f'"{word}{last}"'
    return quoted


def _apart(platform: str) -> Mapping[str, Any]:
    """How a window is kept from the terminal that this program runs in."""
    if platform == "win32":
        return {}  # what runs in a console of its own takes its streams from that, unless it is given others
    nothing = subprocess.DEVNULL
    return {"stdin": nothing, "stdout": nothing, "stderr": nothing, "start_new_session": True}


class WindowSign:
    """The sign of a program in a new window: a file that it makes as soon as it shows something.

    Nothing else tells: most terminals answer that all is well before they have begun anything.
    """

    def __init__(self) -> None:
        self.path = Path(tempfile.gettempdir()) / f"hotwash-window-{secrets.token_hex(8)}"
        self._until = monotonic() + WAIT

    def look(self) -> Literal["opening", "there", "missing"]:
        """What has become of the window. Where it is there, the file goes."""
        with suppress(OSError):
            self.path.unlink()
            return "there"
        return "opening" if monotonic() < self._until else "missing"


def window_command(command: Sequence[str], environment: Mapping[str, str], platform: str) -> list[str] | None:
    """The command that opens the window, or None."""
    if "SSH_CONNECTION" in environment and "TMUX" not in environment:
        return None
    if platform == "win32":
        if shutil.which("wt"):
            # A semicolon begins another command of Windows Terminal.
            return ["wt", "--window", "new", *(word.replace(";", r"\;") for word in command)]
        # `start` takes what is quoted first for the window's title. A title is quoted on the way only if there is a space in
        # it, or nothing; a word that is not would be taken for the program.
        return ["cmd", "/c", "start", "", *command]
    if platform == "darwin" and "SSH_CONNECTION" not in environment:
        script = f'tell application "Terminal" to do script {_apple(shlex.join(command))}'
        return ["osascript", "-e", script]
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        chosen = environment.get("TERMINAL", "")
        known = dict(_LINUX)
        for name, between in ((chosen, known.get(os.path.basename(chosen), ("-e",))), *_LINUX):  # noqa: PTH119 - a word, no path
            if name and shutil.which(name):
                return [name, *between, *command]
    if environment.get("TMUX"):
        return ["tmux", "new-window", "-n", "present", *command]
    return None


def _apple(text: str) -> str:
    """A string of AppleScript."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
