"""Lines of a class that is closed and of a play that is finished are mended by keys: from the debrief, and from the records."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from textual.widgets import Input

from engine.errors import ExitCode, RecordsLocked
from engine.play.events import Chose, Mended, Noted
from engine.records import Records
from sessions.session import Session
from sessions.solo import Solo
from tests.sessions.classes import decide, reading
from tests.tui.driving import door, drive, finished, press, shown, words
from tests.tui.solo.test_debrief import WELL, debriefing
from tui.commands import records as command
from tui.commands.cli import main
from tui.commands.mending_app import MendingApp
from tui.dialogs.notice import Notice
from tui.dialogs.written_lines import WrittenLines
from tui.solo.debrief import DebriefScreen


@pytest.fixture
def db(tmp_path):
    return tmp_path / "plays.db"


def closed_class(db):
    with Records.open(db) as records:
        session = reading(records, heads=18)
        session.flag("ask Miller")
        decide(session, "call-out", "said Miller")
        session.to_hot_wash()
        session.close()
        return session.play_id


def finished_alone(db):
    records = Records.open(db)
    session = Solo.new(door(), records, 459)
    while not session.over:
        session.choose(session.play.shown()[0])
    session.next_shift("Ask Miller")
    return session


# The debrief


def test_a_debrief_mends_what_was_written_and_tells_it_so(db):
    session = finished_alone(db)

    async def steps(pilot):
        app = pilot.app
        await press(pilot, "end")
        assert "Ask Miller" in words(app)
        await press(pilot, "m")
        assert isinstance(app.screen, WrittenLines)
        await press(pilot, "enter")
        app.screen.query_one(Input).value = "Ask somebody"
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, DebriefScreen)
        assert "Ask somebody" in words(app)
        assert "Miller" not in words(app)
        await press(pilot, "m", "delete", "y", "escape", "m")
        assert isinstance(app.screen, DebriefScreen)
        assert "Nothing yet" in words(app)
        again = Session.kept_as(session.records, session.play_id)
        assert not [event for event in again.play.events if isinstance(event, Noted)]
        assert len([event for event in again.play.kept if isinstance(event, Mended)]) == 2

    debriefing(session, steps, size=(80, 200), records=session.records)


def test_where_nothing_was_written_the_key_opens_nothing():
    async def steps(pilot):
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, DebriefScreen)

    debriefing(finished(*WELL), steps)


# The records


def test_the_lines_of_a_closed_class_are_mended_from_the_records(db):
    play_id = closed_class(db)
    with Records.open(db) as records:
        session = Session.kept_as(records, play_id)

        async def steps(pilot):
            app = pilot.app
            assert "› Reason for decision 1: said Miller" in shown(app)
            await press(pilot, "enter")
            app.screen.query_one(Input).value = "said somebody"
            await press(pilot, "enter", "up", "delete", "y")
            assert "Miller" not in shown(app)
            await press(pilot, "escape")

        drive(MendingApp(session), steps)
        again = Session.kept_as(records, play_id)
        assert again.play.closed
        assert [event.reason for event in again.play.events if isinstance(event, Chose)] == ["said somebody"]
        assert "Miller" not in str(again.play.events)


def test_what_cannot_be_kept_is_said_and_stands_there_still(db, monkeypatch):
    play_id = closed_class(db)
    with Records.open(db) as records:
        session = Session.kept_as(records, play_id)

        def locked(*_):
            raise RecordsLocked("another program holds it")

        async def steps(pilot):
            app = pilot.app
            await press(pilot, "enter")
            app.screen.query_one(Input).value = "said somebody"
            monkeypatch.setattr(records, "append", locked)
            await press(pilot, "enter")
            assert isinstance(app.screen, Notice)
            assert "another program holds it" in words(app)
            monkeypatch.undo()
            await press(pilot, "enter", "enter")
            assert app.screen.query_one(Input).value == "said somebody"
            await press(pilot, "enter", "escape")

        drive(MendingApp(session), steps)
        assert "said somebody" in str(Session.kept_as(records, play_id).play.events)


def test_the_command_takes_the_play_that_begins_so_and_opens_its_lines(db, monkeypatch):
    play_id = closed_class(db)
    opened = []
    monkeypatch.setattr(command, "need_terminal", lambda _: None)
    monkeypatch.setattr(command, "show", lambda app: opened.append(app._session.play_id))
    result = CliRunner().invoke(main, ["records", "mend", play_id[:6], "--db", str(db)])
    assert (result.exit_code, opened) == (ExitCode.OK, [play_id])
    missing = CliRunner().invoke(main, ["records", "mend", "zz", "--db", str(db)])
    assert missing.exit_code == ExitCode.USAGE
    assert "no play begins with `zz`" in missing.stderr


def test_without_a_terminal_the_command_says_so(db):
    result = CliRunner().invoke(main, ["records", "mend", "zz", "--db", str(db)])
    assert result.exit_code == ExitCode.USAGE
    assert "no terminal" in result.stderr
