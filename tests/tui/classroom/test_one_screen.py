"""While a vote is open, a screen that the class sees tells how many voted, and not for what."""

from __future__ import annotations

import pytest

from engine.pack.folder import builtin
from engine.play import phases
from engine.play.bundle import bundle
from sessions.classroom.classroom import Classroom, Setup
from sessions.classroom.slide import slide
from tests.sessions.classes import decide, reading
from tests.tui.classroom.test_classroom_screens import app_with, key_of
from tests.tui.driving import drive, press, shown, words
from tui.classroom.poll import Roll


@pytest.mark.parametrize("voters", ["hands", "tables"])
def test_no_letter_has_a_number_on_the_wall_before_the_result(voters):
    session = reading(voters=voters, tables=4, heads=19 if voters == "hands" else 3, one_screen=True)
    wait, enter = key_of(session, "wait"), key_of(session, "enter")

    async def steps(pilot):
        if voters == "hands":
            await press(pilot, "enter", wait, "7", enter, "1", "1")
            assert session.hands == {"wait": 7}
            assert not set("789") & {line.split()[1] for line in shown(pilot.app).splitlines() if len(line.split()) > 2}
            assert "••_" in shown(pilot.app)
            await press(pilot, "backspace", key_of(session, "ask"))
            assert "8 of 19 hands; 11 to come" in words(pilot.app)
        else:
            await press(pilot, "enter", wait, enter)
            assert "2 of 4 votes" in words(pilot.app)
            assert [line.split()[-3:] for line in shown(pilot.app).splitlines() if "Table 1" in line] == [["•", "Table", "1"]]
        assert {bar.count for bar in slide(session.record).bars} == {None}

    drive(app_with(session), steps)


def test_the_wall_tells_how_many_voted_while_the_vote_is_open():
    session = reading(heads=19)
    session.advance()
    session.count("wait", 7)
    assert "7 of 19 hands" in slide(session.record).hint
    session.count("enter", 5)
    shared = slide(session.record)
    assert "12 of 19 hands" in shared.hint
    assert shared.phase == "Vote, in silence"
    assert session.phase == phases.VOTE


def test_every_answer_that_there_is_room_for_is_shown_without_a_scroll_bar():
    """A scroll bar takes a column, and texts that only just fit would need it for that alone."""
    session = Classroom.new(bundle(builtin(), "curtain"), Setup(heads=18, one_screen=True), None, 5)
    session.advance()
    decide(session, "wait")

    async def steps(pilot):
        await press(pilot, "enter", "s", "enter")
        assert session.phase == phases.COMMIT
        roll = pilot.app.screen.query_one(Roll)
        assert roll.virtual_size.height == roll.size.height == 5
        assert not roll.show_vertical_scrollbar

    drive(app_with(session), steps, (160, 50))
