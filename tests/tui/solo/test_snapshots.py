"""Each screen as a reviewed picture, at the smallest size that is promised and at a common one.

After a change that is meant: `pytest tests/tui/solo/test_snapshots.py --snapshot-update`, and look at the pictures in the diff.
"""

from __future__ import annotations

import pytest
from textual.widgets import Input

from sessions.play_options import PlayOptions
from sessions.solo import Solo
from tests.tui.driving import app_with, door, for_a_group, settled
from tui.dialogs.messages import Failed

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
pytestmark = SIZES


def playing(*choices):
    session = Solo.new(door(), seed=459)
    for choice in choices:
        session.choose(choice)
    return session


def pressing(*keys, theme=""):
    """Drive like somebody who reads, and wait until what is read in threads is there."""

    async def run(pilot):
        if theme:
            pilot.app.theme = theme
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        for field in pilot.app.screen.query(Input):
            field.cursor_blink = False

    return run


def begun(*keys, theme=""):
    """From the brief into the play."""
    return pressing("enter", *keys, theme=theme)


def test_brief(snap_compare, size):
    assert snap_compare(app_with(bundle=door(), kept=True), terminal_size=size, run_before=pressing())


def test_brief_in_light(snap_compare, size):
    run = pressing(theme="hotwash-light")
    assert snap_compare(app_with(bundle=door(), kept=True), terminal_size=size, run_before=run)


def test_brief_for_a_group(snap_compare, size):
    assert snap_compare(app_with(bundle=for_a_group(), kept=True), terminal_size=size, run_before=pressing())


def test_play(snap_compare, size):
    assert snap_compare(app_with(bundle=door(), seed=459), terminal_size=size, run_before=begun("down"))


def test_play_in_light(snap_compare, size):
    run = begun("down", theme="hotwash-light")
    assert snap_compare(app_with(bundle=door(), seed=459), terminal_size=size, run_before=run)


def test_play_further_on(snap_compare, size):
    assert snap_compare(app_with(bundle=door(), seed=459), terminal_size=size, run_before=begun("1", "space"))


def test_how_sure(snap_compare, size):
    app = app_with(bundle=door(), seed=459, play_options=PlayOptions(confidence=True))
    assert snap_compare(app, terminal_size=size, run_before=begun("1"))


def test_why(snap_compare, size):
    app = app_with(bundle=door(), seed=459, play_options=PlayOptions(rationale=True))
    assert snap_compare(app, terminal_size=size, run_before=begun("1", "s", "o"))


def test_looked_at(snap_compare, size):
    app = app_with(bundle=door(), seed=459, play_options=PlayOptions(feedback="now"))
    assert snap_compare(app, terminal_size=size, run_before=begun("1"))


def test_play_in_ascii(snap_compare, size):
    app = app_with(bundle=door(), seed=459, ascii_only=True)
    assert snap_compare(app, terminal_size=size, run_before=begun("down"))


def test_play_in_sixteen_colours(snap_compare, size):
    app = app_with(bundle=door(), seed=459)
    assert snap_compare(app, terminal_size=size, run_before=begun("down", theme="ansi-dark"))


def test_look_back(snap_compare, size):
    assert snap_compare(app_with(playing("wait", "ask")), terminal_size=size, run_before=pressing("l"))


def test_resumed(snap_compare, size):
    assert snap_compare(app_with(playing("wait")), terminal_size=size, run_before=pressing())


def test_leave(snap_compare, size):
    assert snap_compare(app_with(bundle=door(), seed=459), terminal_size=size, run_before=begun("q"))


def test_help(snap_compare, size):
    assert snap_compare(app_with(bundle=door(), seed=459), terminal_size=size, run_before=begun("question_mark"))


def test_notice(snap_compare, size):
    async def run(pilot):
        await pressing()(pilot)
        pilot.app.post_message(Failed("This could not be kept. The play stands where it stood.", "plays.db is locked."))
        await settled(pilot)

    assert snap_compare(app_with(playing()), terminal_size=size, run_before=run)


def test_ending(snap_compare, size):
    session = playing("go-in", "ask", "order")
    assert snap_compare(app_with(session), terminal_size=size, run_before=pressing())


def test_debrief(snap_compare, size):
    session = playing("go-in", "ask", "order")
    assert snap_compare(app_with(session), terminal_size=size, run_before=pressing("enter"))


def test_debrief_opened(snap_compare, size):
    session = playing("go-in", "ask", "order")
    run = pressing("enter", "space", "tab", "enter")
    assert snap_compare(app_with(session), terminal_size=size, run_before=run)


def test_debrief_end(snap_compare, size):
    session = playing("go-in", "ask", "order")
    assert snap_compare(app_with(session), terminal_size=size, run_before=pressing("enter", "end"))


def test_debrief_in_light(snap_compare, size):
    run = pressing("enter", "space", "tab", "enter", theme="hotwash-light")
    assert snap_compare(app_with(playing("go-in", "ask", "order")), terminal_size=size, run_before=run)


def test_debrief_in_ascii(snap_compare, size):
    session = playing("go-in", "ask", "order")
    assert snap_compare(app_with(session, ascii_only=True), terminal_size=size, run_before=pressing("enter", "space"))


def test_debrief_left(snap_compare, size):
    session = playing("go-in", "ask", "order")
    assert snap_compare(app_with(session), terminal_size=size, run_before=pressing("enter", "q"))


def test_next_shift(snap_compare, size):
    session = playing("go-in", "ask", "order")
    assert snap_compare(app_with(session), terminal_size=size, run_before=pressing("enter", "n", "w", "a", "i", "t"))
