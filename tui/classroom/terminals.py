"""Open a second terminal window, where the desktop allows."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

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


def open_window(command: Sequence[str]) -> bool:
    """Run a command in a new terminal window.

    Returns:
        False where there is no way to: over SSH, on a console, without a desktop. The user then opens one by hand.
    """
    found = window_command(command, os.environ, sys.platform)
    if found is None:
        return False
    try:
        # The window outlives this program and must not share its terminal.
        subprocess.Popen(  # noqa: S603 - the command is ours
            found, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError:
        return False
    return True


def window_command(command: Sequence[str], environment: Mapping[str, str], platform: str) -> list[str] | None:
    """The command that opens the window, or None."""
    if platform == "win32":
        if shutil.which("wt"):
            return ["wt", "--window", "new", *command]
        # `start` takes what is quoted first for the window's title. A title is quoted on the way only if there is a space in
        # it, or nothing; a word that is not would be taken for the program.
        return ["cmd", "/c", "start", "", *command]
    if "SSH_CONNECTION" in environment and "TMUX" not in environment:
        return None
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
