"""What was written in a class is put right or taken out by keys, and what could not be kept is not typed twice."""

from __future__ import annotations

import pytest
from textual.widgets import Button, Input, Select

from engine.play import phases
from engine.play.events import Chose, Flagged, Mended, Noted
from tests.sessions.classes import decide, reading
from tests.tui.classroom.test_classroom_screens import (
    Unwilling,
    app_with,
    events,
    finishing,
    foot,
    key_of,
    said,
    washing,
    write,
)  # fmt: skip
from tests.tui.driving import drive, press, settled, shown, words
from tui.classroom.story import ClassroomScreen
from tui.dialogs.action_form import ActionForm
from tui.dialogs.question import Question
from tui.dialogs.written_lines import WrittenLines


def lined(**setup):
    """A class in the hot wash with two lines on its first page."""
    session = washing(**setup)
    session.note(phases.EXPECTED, "A quiet shop")
    session.note(phases.EXPECTED, "Sgt. Miller said so")
    return session


def test_up_and_enter_mend_a_line_of_the_page():
    session = lined()

    async def steps(pilot):
        app = pilot.app
        await press(pilot, "up")
        assert "› Sgt. Miller said so" in shown(app)
        assert foot(app) == "Enter: mend this line    Delete: take it out"
        await press(pilot, "enter")
        assert app.screen.query_one(Input).value == "Sgt. Miller said so"
        assert foot(app).startswith("Enter: put the line right")
        app.screen.query_one(Input).value = "Somebody said so"
        await press(pilot, "enter")
        assert [e.text for e in events(session, Noted) if e.topic == phases.EXPECTED] == ["A quiet shop", "Somebody said so"]
        assert app.screen.query_one(Input).value == ""
        assert "Miller" not in shown(app)
        assert [e.of for e in events(session, Mended)] == [next(e.seq for e in events(session, Noted) if "Somebody" in e.text)]

    drive(app_with(session), steps)


def test_a_line_that_is_being_written_waits_while_another_is_mended():
    session = lined()

    async def steps(pilot):
        app = pilot.app
        await write(pilot, "half")
        await press(pilot, "up", "up", "enter")
        assert app.screen.query_one(Input).value == "A quiet shop"
        await press(pilot, "escape")
        assert app.screen.query_one(Input).value == "half"
        assert not isinstance(app.screen, Question)
        assert not events(session, Mended)
        await press(pilot, "up", "x")
        assert foot(app) == "Enter: keep this line"

    drive(app_with(session), steps)


def test_delete_takes_out_the_line_that_is_pointed_at():
    session = lined()

    async def steps(pilot):
        app = pilot.app
        await press(pilot, "delete")
        assert not isinstance(app.screen, Question)
        await press(pilot, "up", "delete")
        assert "Sgt. Miller said so" in words(app)
        await press(pilot, "n")
        assert len(events(session, Noted)) == 3
        await press(pilot, "delete", "y")
        assert [e.text for e in events(session, Noted) if e.topic == phases.EXPECTED] == ["A quiet shop"]
        assert "Miller" not in shown(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, Question)

    drive(app_with(session), steps)


def test_turning_the_page_mends_nothing_by_the_way():
    session = lined()

    async def steps(pilot):
        await press(pilot, "up", "enter")
        session.advance()
        await pilot.app.screen.show()
        assert pilot.app.screen.query_one(Input).value == ""
        assert foot(pilot.app) == "Enter: the next question"

    drive(app_with(session), steps)


def test_everything_written_is_mended_from_the_story_too():
    session = reading(voters="people", people=("Sgt. Miller", "M2"), purpose="record")
    session.flag("ask Miller")
    decide(session, "call-out", "said Miller")

    async def steps(pilot):
        app = pilot.app
        await press(pilot, "m")
        assert isinstance(app.screen, WrittenLines)
        assert "› Reason for decision 1: said Miller" in shown(app)
        await press(pilot, "enter")
        app.screen.query_one(Input).value = "said somebody"
        await press(pilot, "enter")
        assert events(session, Chose)[0].reason == "said somebody"
        await press(pilot, "up", "delete", "y")
        assert not events(session, Flagged)
        await press(pilot, "home", "enter")
        app.screen.query_one(Input).value = "M2"
        await press(pilot, "enter")
        assert "on the list already" in said(app)
        await press(pilot, "enter")
        assert app.screen.query_one(Input).value == "M2"
        app.screen.query_one(Input).value = "K7"
        await press(pilot, "enter")
        assert list(session.roster) == ["K7", "M2"]
        assert "Miller" not in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ClassroomScreen)

    drive(app_with(session), steps)


def test_an_action_is_mended_with_its_details():
    session = washing(hseep=True)
    details = {"area": "hands", "element": "training", "owner": "Miller", "contact": "", "start": "", "due": "2026-06-30"}
    session.note(phases.ACTION, "train it", details)

    async def steps(pilot):
        app = pilot.app
        await press(pilot, "tab", "m", "enter", "enter")
        assert isinstance(app.screen, ActionForm)
        assert app.screen.query_one(Select).value == "training"
        app.screen.query_one("#owner", Input).value = "training unit"
        app.screen.query_one("#done", Button).press()
        await settled(pilot)
        assert events(session, Noted)[-1].details == {**details, "owner": "training unit"}

    drive(app_with(session), steps)


def test_the_privacy_prompt_leads_to_the_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    session = finishing()
    session.note(phases.WHY, "Officer Miller called 555-123-4567")
    session.note(phases.PALS_USED, "the youngest")

    async def steps(pilot):
        app = pilot.app
        await press(pilot, "enter", "y", "m")
        assert isinstance(app.screen, WrittenLines)
        assert "› ! Why was there a difference? Officer Miller" in words(app)
        await press(pilot, "delete", "y", "escape")
        assert "Where does the report go?" in words(app)
        await press(pilot, "enter")
        assert session.closed

    drive(app_with(session), steps)
    assert not [path for path in tmp_path.iterdir() if "555-123" in path.read_text()]


@pytest.mark.parametrize(("key", "kind"), [("g", Flagged), ("n", Noted)])
def test_a_line_that_could_not_be_kept_is_not_typed_twice(key, kind):
    session = reading(Unwilling())

    async def steps(pilot):
        session.records.willing = False
        await press(pilot, key)
        await write(pilot, "the pockets")
        await press(pilot, "enter", "escape")
        session.records.willing = True
        await press(pilot, key)
        assert pilot.app.screen.query_one(Input).value == "the pockets"
        await press(pilot, "enter")
        assert "the pockets" in str(events(session, kind))
        await press(pilot, key)
        assert pilot.app.screen.query_one(Input).value == ""

    drive(app_with(session), steps)


def test_a_reason_that_was_kept_does_not_come_back_where_what_followed_was_not():
    session = reading(Unwilling())
    session.skip()
    session.advance()

    async def steps(pilot):
        append = session.records.append

        def once(play, event):
            append(play, event)
            session.records.willing = False

        monkeypatched, session.records.append = session.records.append, once
        await press(pilot, key_of(session, "enter"))
        await write(pilot, "because")
        await press(pilot, "enter", "escape")
        session.records.append, session.records.willing = monkeypatched, True
        assert [e.reason for e in events(session, Chose)] == ["because"]
        assert pilot.app.screen.unkept("reason") == ""

    drive(app_with(session), steps)


def test_a_folder_that_failed_stands_there_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    session = finishing()

    async def steps(pilot):
        await press(pilot, "enter", "y")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "file" / "folder")
        await press(pilot, "enter", "escape", "enter", "y")
        assert pilot.app.screen.query_one(Input).value == str(tmp_path / "file" / "folder")

    drive(app_with(session), steps)


def test_help_over_the_lines_names_their_keys():
    session = reading()
    session.flag("x")

    async def steps(pilot):
        await press(pilot, "m", "question_mark")
        assert "take it out; it asks first" in words(pilot.app)

    drive(app_with(session), steps)
