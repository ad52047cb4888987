"""An override takes the place of what was drawn, on both screens and in the report, under names that people know."""

from __future__ import annotations

import pytest

from engine.play.events import Overrode
from exporters.play.timeline import timeline
from sessions.classroom.instructor_view import guide
from sessions.classroom.slide import slide
from sessions.view import INSTEAD
from tests.sessions.classes import decide, reading
from tests.tui.classroom.test_classroom_screens import app_with
from tests.tui.driving import drive, press, shown, words


def drawn(**setup):
    """A class that reads what was drawn at its first decision: a dark shop, not the door."""
    for seed in range(1, 60):
        session = reading(seed=seed, **setup)
        decide(session, "enter")
        if session.play.scene == "struck":
            return session
    raise AssertionError


def overridden(**setup):
    session = drawn(**setup)
    session.override(next(landing.route for landing, taken in session.routes() if not taken), "for the talk")
    return session


def test_what_was_drawn_is_told_no_more():
    session = overridden()
    (passage,) = session.view().passages
    assert (passage.scene, passage.instead) == ("door", True)
    shared = slide(session.record)
    assert shared.text[0] == f"**{INSTEAD}**"
    assert "The front door is not locked" in shared.text[1]
    assert not any("out of the dark" in text for text in shared.text)


def test_an_override_of_an_override_takes_its_place_too():
    session = overridden()
    back = next(landing.route for landing, taken in session.routes() if not taken)
    session.override(back)
    assert [(p.scene, p.instead) for p in session.view().passages] == [("struck", True)]


def test_a_draw_without_an_override_is_told_as_it_fell():
    assert [p.instead for p in drawn().view().passages] == [False]


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
def test_the_screen_shows_the_course_that_was_put_there(size):
    session = drawn()

    async def steps(pilot):
        await press(pilot, "o", "enter", "enter")
        text = shown(pilot.app)
        assert INSTEAD in text
        assert "The front door is not locked" in text
        assert "out of the dark" not in text
        assert [e.kind for e in session.play.events if isinstance(e, Overrode)] == ["overrode"]

    drive(app_with(session), steps, size)


def test_an_inject_is_on_the_screen_when_it_was_played():
    session = reading()

    async def steps(pilot):
        await press(pilot, "i", "enter")
        assert "radio beeps" in words(pilot.app)

    drive(app_with(session), steps, (60, 16))


def test_with_one_screen_courses_have_names():
    session = drawn(one_screen=True)

    async def steps(pilot):
        await press(pilot, "o")
        assert "3 in 4: on to “He says that he is the owner. What now?”" in words(pilot.app)
        assert "door" not in shown(pilot.app).replace("The front door", "")

    drive(app_with(session), steps)


def test_the_report_says_what_was_put_in_place_of_the_draw():
    rows = [row for row in timeline(overridden().record) if row.kind == "override"]
    assert [row.text for row in rows] == ["Instead of what was drawn: “The front door is not locked.” Reason: for the talk"]


def test_an_override_is_no_draw_beside_the_text():
    def titles(session):
        return [section.heading for section in guide(session, None)]

    assert "Drawn" in titles(drawn())
    session = overridden()
    assert "Drawn" not in titles(session)
    (line,) = [text for section in guide(session, None) if section.heading == "Overridden" for _, text in section.lines]
    assert line.startswith("You put this in the place of what was drawn.")
