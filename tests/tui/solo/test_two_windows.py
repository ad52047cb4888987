"""Two windows with one play: the one whose decision comes second says so in words, and goes on from where the play stands."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import pytest

from engine.errors import SecondWriter
from engine.play.events import Chose
from engine.records import Records
from sessions.solo import Solo
from tests.tui.driving import app_with, door, drive, press, settled, shown, until, words
from tui.dialogs.question import Question
from tui.solo import plain
from tui.solo.play import PlayScreen
from tui.solo.talk import PlayerLeft, Talk


@pytest.fixture
def records(tmp_path: Path):
    with Records.open(tmp_path / "plays.db") as opened:
        yield opened


def windows(records: Records) -> tuple[Solo, Solo]:
    """One play in two windows; the first of them has decided once more."""
    first = Solo.new(door(), records, seed=459)
    second = Solo.resume(records, first.play_id)
    first.reload()
    first.choose("wait")
    return first, second


def decisions(records: Records, play: str) -> list[str]:
    return [event.choice for event in records.events(play) if isinstance(event, Chose)]


def test_the_second_decision_is_refused_and_the_play_stands_as_the_first_window_left_it(records):
    first, second = windows(records)
    with pytest.raises(SecondWriter):
        second.choose("go-in")
    assert "open in another window too" in second.elsewhere()
    assert "after 1 decision now" in second.elsewhere()
    second.reload()
    assert second.play.state == first.play.state
    assert decisions(records, first.play_id) == ["wait"]


def test_the_screen_says_so_and_goes_on_from_there(records):
    first, second = windows(records)
    app = app_with(second, records=records)

    async def steps(pilot):
        await settled(pilot)
        await press(pilot, "a")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await settled(pilot)
        assert "Another window goes on with this play" in words(app)
        assert "Nothing is lost." in words(app)
        await press(pilot, "h")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen))
        await settled(pilot)
        assert "decision 2" in shown(app)
        await press(pilot, "a")
        await until(pilot, lambda: len(decisions(records, first.play_id)) == 2)

    drive(app, steps)
    assert decisions(records, first.play_id)[0] == "wait"


def test_the_screen_can_leave_it_to_the_other_window(records):
    _, second = windows(records)
    app = app_with(second, records=records)

    async def steps(pilot):
        await settled(pilot)
        await press(pilot, "a")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await settled(pilot)
        await press(pilot, "l")

    drive(app, steps)
    assert app.return_code == 0


def test_lines_say_so_and_go_on_from_there(records):
    first, second = windows(records)
    out = io.StringIO()
    with suppress(PlayerLeft):  # the input ends
        plain.play(second, Talk(io.StringIO("A\n\nA\n"), out, ascii_only=False))
    assert "open in another window too" in " ".join(out.getvalue().split())
    assert len(decisions(records, first.play_id)) == 2
