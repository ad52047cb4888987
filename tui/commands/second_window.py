"""What runs in the second window of a class, and what one types to open it by hand."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.classroom.class_screen import Window


def second_window(where: str, *, named: bool) -> Window:
    """The window that shows a class.

    Args:
        where: the records, so that a program that begins in another folder finds them.
        named: whether the user named them: then one who opens the window by hand names them, too.
    """
    from tui.classroom.class_screen import Window

    by_hand = typed(["hotwash", "present", *(("--db", where) if named else ())], sys.platform)
    return Window((*this_program(sys.path), "present", "--db", where), by_hand)


def this_program(path: Sequence[str]) -> tuple[str, ...]:
    """This program as a command.

    Args:
        path: where modules are looked for, as `sys.path`.
    """
    house = Path(__file__).resolve().parents[2]
    # The first place is the working folder, or that of the script. If the house is found without it, it is left out: a module of
    # the same name in the folder in which the command begins would come before ours.
    safe = sys.flags.safe_path or any(Path(entry).resolve() == house for entry in path[1:])
    return (sys.executable, *(("-P",) if safe else ()), "-m", "tui")


def typed(words: Sequence[str], platform: str) -> str:
    """A command as one types it on this system."""
    from tui.classroom.terminals import command_line

    return str(command_line(words, platform)) if platform == "win32" else shlex.join(words)
