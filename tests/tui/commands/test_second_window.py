"""The second window of a class finds the records, wherever it begins."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from engine.records import Records
from tui.classroom.class_screen import Window
from tui.commands import classroom


@pytest.mark.parametrize("where", ["my plays.db", "deeper/plays.db", "~/plays.db", "sqlite:///plays.db", None])
def test_the_second_window_is_told_an_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str | None) -> None:
    windows: list[Window] = []

    class App:
        failure = signal = None

        def __init__(self, *_: object, window: Window, **__: object) -> None:
            windows.append(window)

        def run(self) -> None:
            """Nothing is shown."""

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("tui.classroom.app.ClassroomApp", App)
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    classroom.run(classroom.ClassRequest(db=where))
    (window,) = windows
    handed = window.command[-1]
    assert Path(handed).is_absolute()
    assert window.command[-2] == "--db"
    assert shlex.split(window.by_hand)[2:] == ([] if where is None else ["--db", handed])
    monkeypatch.chdir(tmp_path / "..")
    Records.open(handed, read_only=True).close()
