"""The command that opens a second window."""

from __future__ import annotations

import subprocess

import pytest

from tui.classroom.terminals import window_command


def test_start_gets_a_quoted_title_and_then_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    command = window_command([r"C:\My programs\python.exe", "-m", "tui", "present"], {}, "win32")
    assert command is not None
    # `start` takes what is quoted first for the title, and what is quoted second for the program.
    assert subprocess.list2cmdline(command) == r'cmd /c start "" "C:\My programs\python.exe" -m tui present'
    assert subprocess.list2cmdline(window_command([r"C:\x\python.exe", "-m", "tui"], {}, "win32") or []).endswith(
        r'start "" C:\x\python.exe -m tui'
    )
