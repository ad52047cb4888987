"""A drill with a class on the instructor's screen: its own five minutes, and nothing that was not handed out."""

from __future__ import annotations

import pytest

from engine.pack.folder import builtin
from engine.play.bundle import bundle
from sessions.classroom.class_session import DRILL_MINUTES
from sessions.classroom.classroom import Classroom
from sessions.classroom.instructor_view import read_aloud
from sessions.classroom.roster import Setup
from tests.sessions.classes import decide
from tests.tui.classroom.test_classroom_screens import app_with
from tests.tui.driving import drive, press, words

CURTAIN = bundle(builtin(), "curtain")


def test_the_clock_of_a_drill_counts_the_minutes_of_a_drill():
    session = Classroom.drill(CURTAIN, "story", Setup(heads=9))

    async def steps(pilot):
        for _ in range(3):
            assert f"of {DRILL_MINUTES} min" in words(pilot.app)
            await press(pilot, "enter")

    drive(app_with(session), steps)
    assert session.minutes == DRILL_MINUTES != CURTAIN.scenario.minutes.class_


@pytest.mark.parametrize("drilled", [False, True])
def test_seats_are_sent_to_their_cards_where_cards_were_handed_out(drilled):
    setup = Setup(heads=9, one_screen=True)
    scene = "story"
    assert any(paragraph.seat for paragraph in CURTAIN.scenario.scenes[scene].also)
    session = Classroom.drill(CURTAIN, scene, setup) if drilled else Classroom.new(CURTAIN, setup)
    session.advance()
    while session.play.scene != scene:
        regrets = session.regrets()
        decide(session, min(regrets, key=regrets.__getitem__))
        session.advance()
    told = " ".join(p.text for passage in read_aloud(session).passages for p in passage.paragraphs)
    assert ("read what your card says" in told) is not drilled
