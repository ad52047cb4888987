"""The instructor's screens as reviewed pictures, at the smallest size that is promised and at a common one, dark and light.

After a change that is meant: `pytest tests/tui/classroom/test_classroom_snapshots.py --snapshot-update`, and look at the pictures in the diff.
"""

from __future__ import annotations

import pytest
from textual.widgets import Input

from engine.pack.folder import open_pack
from engine.play import phases
from tests.sessions.classes import PACK, Time, alarm, begun, decide, reading
from tests.tui.driving import press, settled, until
from tui.classroom.app import ClassroomApp

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
THEMES = pytest.mark.parametrize("theme", ["hotwash-dark", "hotwash-light"], ids=["dark", "light"])
pytestmark = SIZES


@pytest.fixture(autouse=True)
def time(monkeypatch):
    return Time().patch(monkeypatch)


def app_with(session=None, **arguments):
    return ClassroomApp([open_pack(PACK)], None, session=session, **arguments)


def pressing(*keys, theme="hotwash-dark"):
    async def run(pilot):
        app = pilot.app
        app.theme = theme
        await until(pilot, lambda: len(app.screen_stack) > 1)
        await settled(pilot)
        await press(pilot, *keys)
        await app.workers.wait_for_complete()
        for line in app.screen.query(Input):
            line.cursor_blink = False
        await settled(pilot)

    return run


def voted(**setup):
    session = reading(heads=24, **setup)
    session.advance()
    session.count("wait", 13)
    session.count("enter", 4)
    return session


def washing(page, **setup):
    session = voted(**setup)
    session.flag("who asked for his hands?")
    decide(session, "call-out", "it gives them a way out")
    decide(session, "hands")
    session.to_hot_wash()
    while session.shown.page < page:
        session.note(phases.EXPECTED, "That the shop is empty.")
        session.advance()
    return session


@THEMES
def test_setup(snap_compare, size, theme):
    assert snap_compare(app_with(bundle=alarm()), terminal_size=size, run_before=pressing("v", theme=theme))


@THEMES
def test_read(snap_compare, size, theme):
    assert snap_compare(app_with(reading()), terminal_size=size, run_before=pressing(theme=theme))


@THEMES
def test_vote(snap_compare, size, theme):
    assert snap_compare(app_with(voted()), terminal_size=size, run_before=pressing("b", "7", theme=theme))


@THEMES
def test_result(snap_compare, size, theme):
    assert snap_compare(app_with(voted()), terminal_size=size, run_before=pressing("enter", theme=theme))


@THEMES
def test_hot_wash(snap_compare, size, theme):
    assert snap_compare(app_with(washing(3)), terminal_size=size, run_before=pressing(theme=theme))


def test_pick(snap_compare, size):
    async def run(pilot):
        await pressing()(pilot)
        await until(pilot, lambda: pilot.app.screen.query_one("#list").option_count)
        await settled(pilot)

    assert snap_compare(app_with(), terminal_size=size, run_before=run)


def test_welcome(snap_compare, size):
    assert snap_compare(app_with(begun(heads=24)), terminal_size=size, run_before=pressing())


def test_tables(snap_compare, size):
    session = reading(voters="tables", tables=5)
    assert snap_compare(app_with(session), terminal_size=size, run_before=pressing("enter", "a", "b"))


def test_discuss(snap_compare, size):
    assert snap_compare(app_with(voted()), terminal_size=size, run_before=pressing("enter", "enter"))


def test_decide(snap_compare, size):
    assert snap_compare(app_with(voted()), terminal_size=size, run_before=pressing("s", "y", "enter", "down"))


def test_reason(snap_compare, size):
    assert snap_compare(app_with(voted()), terminal_size=size, run_before=pressing("s", "y", "enter", "a"))


def test_late(snap_compare, size, time):
    session = voted()
    time.on(27 * 60)
    assert snap_compare(app_with(session), terminal_size=size, run_before=pressing("tab", "t"))


def test_inject(snap_compare, size):
    assert snap_compare(app_with(voted()), terminal_size=size, run_before=pressing("i"))


def test_one_screen_vote(snap_compare, size):
    assert snap_compare(app_with(voted(one_screen=True)), terminal_size=size, run_before=pressing())


def test_one_screen_discuss(snap_compare, size):
    assert snap_compare(app_with(voted(one_screen=True)), terminal_size=size, run_before=pressing("enter", "enter"))


def test_leave(snap_compare, size):
    assert snap_compare(app_with(reading()), terminal_size=size, run_before=pressing("q"))


def test_action(snap_compare, size):
    assert snap_compare(app_with(washing(9, hseep=True)), terminal_size=size, run_before=pressing("t", "enter"))


def test_team(snap_compare, size):
    assert snap_compare(app_with(washing(7)), terminal_size=size, run_before=pressing())
