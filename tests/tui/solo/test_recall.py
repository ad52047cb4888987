"""A promise comes back over the first screen, before a play, as lines and in the progress."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest

from engine.learner.promises import promises
from engine.play import phases
from engine.play.events import Noted
from engine.records import Records
from exporters.play.debrief_text import render
from sessions.solo import Solo
from tests.engine.learner.past import keep
from tests.tui.driving import app_with, door, drive, press, settled, shown, until
from tui.dialogs.guard import AnswerGuard
from tui.library.screen import LibraryScreen
from tui.solo import recall
from tui.solo.brief import BriefScreen
from tui.solo.recall import RecallQuestion, recall_in_lines
from tui.solo.talk import Talk

WELL = ("wait", "ask", "talk")
NOW = datetime.now(UTC)


@pytest.fixture
def records(tmp_path):
    with Records.open(tmp_path / "plays.db") as opened:
        yield opened


def promised(records, *texts, days=3):
    at = NOW - timedelta(days=days)
    play = keep(records, WELL, at, of=door())
    for text in texts:
        records.append(play, Noted(seq=len(records.events(play)), at=at.isoformat(), topic=phases.NEXT_SHIFT, text=text))
    return play


def told(records):
    return [(promise.text, [given.word for given in promise.answers]) for promise in promises(records)]


async def asked(pilot):
    await until(pilot, lambda: isinstance(pilot.app.screen, RecallQuestion))
    await settled(pilot)


async def answered(pilot, number, records):
    await until(pilot, lambda: sum(len(words) for _, words in told(records)) == number)
    await settled(pilot)


def test_the_library_asks_and_keeps_the_answer_and_asks_no_more(records):
    promised(records, "say [red]where[/red] I go")

    async def steps(pilot):
        await asked(pilot)
        date = (NOW - timedelta(days=3)).astimezone().date()
        for part in (f"On {date} you wrote: next shift I will:", "[red]where[/red] I", "Did you?", "never scored"):
            assert part in shown(pilot.app)
        await press(pilot, "y")
        await answered(pilot, 1, records)
        assert isinstance(pilot.app.screen, LibraryScreen)

    drive(app_with(records=records), steps)
    assert told(records) == [("say [red]where[/red] I go", ["yes"])]
    assert recall.due(records, NOW + timedelta(days=30)) == ()


def test_escape_is_not_yet_and_it_comes_back_after_a_week(records):
    promised(records, "say it")

    async def steps(pilot):
        await asked(pilot)
        await press(pilot, "escape")
        await answered(pilot, 1, records)

    drive(app_with(records=records), steps)
    assert told(records) == [("say it", ["not yet"])]
    assert recall.due(records, datetime.now(UTC)) == ()
    assert len(recall.due(records, datetime.now(UTC) + timedelta(days=8))) == 1


def test_a_promise_can_be_taken_out_and_several_are_asked_one_after_the_other(records):
    play = promised(records, "tell Smith", "say it")

    async def steps(pilot):
        await asked(pilot)
        assert "tell Smith" in shown(pilot.app)
        first = pilot.app.screen
        await press(pilot, "t")
        await until(pilot, lambda: isinstance(pilot.app.screen, RecallQuestion) and pilot.app.screen is not first)
        await settled(pilot)
        await press(pilot, "n")
        await answered(pilot, 1, records)

    drive(app_with(records=records), steps)
    assert told(records) == [("say it", ["no"])]
    text = render(Solo.resume(records, play).record.account)
    assert "Smith" not in text
    assert f"say it (did you? no, {datetime.now().astimezone().date()})" in text
    assert "promise" not in text


def test_the_brief_asks_before_the_next_play_too(records):
    promised(records, "say it")

    async def steps(pilot):
        await asked(pilot)
        await press(pilot, "y")
        await answered(pilot, 1, records)
        assert isinstance(pilot.app.screen, BriefScreen)

    drive(app_with(bundle=door(), records=records), steps)


@pytest.mark.parametrize("days", [0, 0.2])
def test_nothing_is_asked_before_a_shift_can_be_over(records, days):
    promised(records, "say it", days=days)
    assert recall.due(records, NOW) == ()


def test_a_key_that_was_meant_for_the_screen_below_answers_nothing(records, moments):
    promised(records, "say it")

    async def steps(pilot):
        await asked(pilot)
        moments.held = True
        pilot.app.screen.guard.close()
        for key in ("y", "escape", "enter", "q"):
            await pilot.press(key)
        await settled(pilot, answers=False)
        assert isinstance(pilot.app.screen, RecallQuestion)
        assert isinstance(pilot.app.screen.guard, AnswerGuard)
        assert told(records) == [("say it", [])]
        moments.held = False
        moments.pass_by()
        await press(pilot, "y")
        await answered(pilot, 1, records)

    drive(app_with(records=records), steps)


def test_in_lines_it_is_asked_where_somebody_sits_there_and_told_to_a_pipe(records):
    promised(records, "say it")
    out = io.StringIO()
    recall_in_lines(records, Talk(io.StringIO("A\n"), out))
    assert "next shift I will: say it" in " ".join(out.getvalue().split())
    assert told(records) == [("say it", [])]
    talk = Talk(io.StringIO("maybe\nYes\n"), out)
    talk.there = True
    recall_in_lines(records, talk)
    assert "`maybe` is none of these." in out.getvalue()
    assert told(records) == [("say it", ["yes"])]
