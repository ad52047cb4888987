"""The shared screen and the screens beside it: what is asked before it closes, what it keeps in view, and the clock of the hot wash."""

from __future__ import annotations

import pytest

from engine.play import phases
from engine.records import Records
from sessions.classroom.following import Following
from sessions.classroom.roster import Setup
from tests.sessions.classes import Time, alarm, reading
from tests.tui.classroom.test_classroom_screens import app_with, washing
from tests.tui.driving import drive, press, settled, shown, until, words
from tui.classroom.present import PresentScreen
from tui.classroom.present_app import PresentApp
from tui.classroom.projection import Projection
from tui.dialogs.question import Question


def following(tmp_path):
    return PresentApp(Following(str(tmp_path / "plays.db")))


def test_the_shared_screen_asks_before_it_closes(tmp_path):
    async def steps(pilot):
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, Question)
        await press(pilot, "n", "escape", "escape")
        assert isinstance(pilot.app.screen, PresentScreen)
        assert pilot.app.is_running
        await press(pilot, "q", "y")
        assert not pilot.app.is_running

    drive(following(tmp_path), steps, threads=False)


def test_the_question_stays_while_the_answers_are_turned(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        session = reading(records, heads=18)
        session.advance()

        async def steps(pilot):
            await until(pilot, lambda: "What do you do first?" in words(pilot.app))
            session.turn(1)
            projection = pilot.app.screen.query_one(Projection)
            await until(pilot, lambda: projection.page == 2)
            await settled(pilot, threads=False)
            assert "What do you do first?" in words(pilot.app)
            assert "Raise your hand" in words(pilot.app)

        drive(following(tmp_path), steps, (44, 9), threads=False)


@pytest.mark.parametrize("phase", [phases.BARS, phases.DISCUSS])
def test_bars_on_the_wall_are_measured_against_those_who_are_here(tmp_path, phase):
    with Records.open(tmp_path / "plays.db") as records:
        session = reading(records, heads=18)
        session.advance()
        session.count("wait", 9)
        session.count("enter", 5)
        while session.phase != phase:
            session.advance()

        async def steps(pilot):
            await until(pilot, lambda: "9 of 18" in words(pilot.app))
            (line,) = [line for line in shown(pilot.app).splitlines() if "9 of 18" in line]
            assert (line.count("█"), line.count("·")) == ((20, 20) if phase == phases.BARS else (10, 10))
            assert ("Who else could you ask?" in words(pilot.app)) == (phase == phases.DISCUSS)

        drive(following(tmp_path), steps, (80, 30), threads=False)


@pytest.mark.parametrize(("heads", "warns"), [(0, False), (1, False), (4, True)])
def test_more_officers_than_seats_are_said(heads, warns):
    async def steps(pilot):
        assert ("! A seat has one vote: 3 of 4 have none of their own." in words(pilot.app)) == warns

    drive(app_with(bundle=alarm(), setup=Setup(voters="seats", heads=heads)), steps)


def test_the_hot_wash_has_a_clock_and_a_timer(monkeypatch):
    time = Time().patch(monkeypatch)
    session = washing()
    time.on(754)

    async def steps(pilot):
        assert "12:34 of 40 min" in shown(pilot.app)
        await press(pilot, "tab", "t", "plus")
        assert "Timer 1:45" in shown(pilot.app)
        await press(pilot, "tab", "t")
        assert session.clock().remaining == 105

    drive(app_with(session), steps)
