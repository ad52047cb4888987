"""A kill in the middle of mending a line loses nothing that was confirmed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.play.events import Noted
from engine.records import Records
from sessions.classroom.classroom import Classroom

HOUSE = Path(__file__).resolve().parents[3]
KILLED = """
import os, signal, sys
from engine.play import phases
from engine.records import Records
from tests.sessions.classes import reading
from tests.tui.driving import drive, press
from textual.widgets import Input
from tui.classroom.app import ClassroomApp

session = reading(Records.open(sys.argv[1]))
session.to_hot_wash()
session.note(phases.EXPECTED, "first")
session.note(phases.EXPECTED, "second")

async def steps(pilot):
    await press(pilot, "up", "enter")
    pilot.app.screen.query_one(Input).value = "second, mended"
    await press(pilot, "enter", "up", "up", "enter")
    pilot.app.screen.query_one(Input).value = "first, half men"
    await press(pilot, "end", "d")
    assert pilot.app.screen.query_one(Input).value == "first, half mend"
    os.kill(os.getpid(), signal.SIGKILL)

drive(ClassroomApp([], session.records, session=session), steps)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_kill_in_the_middle_of_mending_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    where = tmp_path / "plays.db"
    ended = subprocess.run([sys.executable, "-c", KILLED, str(where)], cwd=HOUSE, check=False, capture_output=True, text=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    with Records.open(where) as records:
        (row,) = records.plays()
        session = Classroom.resume(records, row.id)
        assert [e.text for e in session.play.events if isinstance(e, Noted)][-2:] == ["first", "second, mended"]
        session.mend(next(e.seq for e in session.play.events if isinstance(e, Noted) and e.text == "first"), "first, mended")
        assert Classroom.resume(records, row.id).play.kept == session.play.kept
