"""The command that opens a second window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.version import VERSION
from tui.classroom import terminals
from tui.classroom.terminals import WindowSign, command_line, open_window, window_command
from tui.commands.second_window import this_program, typed

ROOT = Path(__file__).resolve().parents[3]


def test_start_gets_a_quoted_title_and_then_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    command = window_command([r"C:\My programs\python.exe", "-m", "tui", "present"], {}, "win32")
    assert command is not None
    # `start` takes what is quoted first for the title, and what is quoted second for the program.
    assert subprocess.list2cmdline(command) == r'cmd /c start "" "C:\My programs\python.exe" -m tui present'
    assert subprocess.list2cmdline(window_command([r"C:\x\python.exe", "-m", "tui"], {}, "win32") or []).endswith(
        r'start "" C:\x\python.exe -m tui'
    )


@pytest.mark.parametrize(("word", "quoted"), [
    (r"C:\Users\R&D\plays.db", r'"C:\Users\R&D\plays.db"'), ("C:\\a(b)\\", '"C:\\a(b)\\\\"'), (r"C:\plain", r"C:\plain"),
    (r"C:\with space", r'"C:\with space"'), ("", '""'), (r"\\server\share\a^b", r'"\\server\share\a^b"'), ("a;b", '"a;b"'),
])  # fmt: skip
def test_a_word_stays_one_word_for_cmd(word: str, quoted: str) -> None:
    assert command_line(["start", word], "win32") == f"start {quoted}"
    assert command_line(["start", word], "linux") == ["start", word]


def test_a_semicolon_begins_no_other_command_of_windows_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: name if name == "wt" else None)
    assert window_command(["python", r"C:\a;b"], {}, "win32") == ["wt", "--window", "new", "python", r"C:\a\;b"]


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_nobody_over_a_link_sees_a_window_on_the_machine_at_its_other_end(platform: str) -> None:
    assert window_command(["hotwash"], {"SSH_CONNECTION": "x", "DISPLAY": ":0"}, platform) is None


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of Windows is no script")
@pytest.mark.parametrize(("does", "opens"), [("exit 1", False), ("exit 0", True), ("exec sleep 3", True), ("kill -9 $$", False)])
def test_a_terminal_that_fails_at_once_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, opens: bool) -> None:
    terminal = tmp_path / "terminal"
    terminal.write_text(f"#!/bin/sh\n{does}\n")
    terminal.chmod(0o755)
    started: list[subprocess.Popen[bytes]] = []
    monkeypatch.setattr(terminals, "_opened", started)
    monkeypatch.setattr(terminals, "window_command", lambda command, *_: [str(terminal), *command])
    # The machine may be slow: what ends is waited for, however long it takes.
    monkeypatch.setattr(terminals, "_AT_ONCE", 0.3 if "sleep" in does else 60)
    assert open_window(["present"]) is opens
    for process in started:
        process.kill()
        process.wait()


def test_the_sign_of_a_window_tells_that_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    sign = WindowSign()
    assert sign.look() == "opening"
    sign.path.touch()
    assert sign.look() == "there"
    assert not sign.path.exists()
    monkeypatch.setattr(terminals, "WAIT", 0.0)
    assert WindowSign().look() == "missing"


def test_a_module_of_our_name_in_the_working_folder_is_not_taken_for_ours(tmp_path: Path) -> None:
    for name in ("tui", "engine", "click", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a stranger was imported')\n")
    command = [*this_program(["", str(ROOT)]), "--version"]
    done = subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
                          timeout=180, check=False)  # fmt: skip
    assert (done.returncode, done.stdout) == (0, f"hotwash {VERSION}\n"), done.stderr
    assert this_program([str(ROOT)])[1:] == ("-m", "tui")  # found by the working folder alone


def test_a_command_is_typed_as_the_system_takes_it() -> None:
    words = ["hotwash", "present", "--db", r"C:\my plays\R&D.db"]
    assert typed(words, "win32") == r'hotwash present --db "C:\my plays\R&D.db"'
    assert typed(["hotwash", "--db", "/it's here"], "linux") == "hotwash --db '/it'\"'\"'s here'"
