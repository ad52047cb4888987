"""Rounds of a vote on the instructor's screen: a further one begins empty, and one that is left out is asked about."""

from __future__ import annotations

import pytest

from engine.play import phases
from engine.play.events import Phase, Voted
from tests.sessions.classes import reading
from tests.tui.classroom.test_classroom_screens import app_with, events
from tests.tui.driving import drive, press, words
from tui.classroom.vote_acts import OWN_EYES

NAMED = {
    "tables": {"voters": "tables", "tables": 3, "heads": 6},
    "seats": {"voters": "seats", "heads": 6},
    "people": {"voters": "people", "people": ("K1", "K2", "K3", "K4", "K5"), "purpose": "record"},
}


@pytest.mark.parametrize("one_screen", [False, True], ids=["two screens", "one screen"])
@pytest.mark.parametrize("way", NAMED)
def test_in_a_further_round_the_last_letter_shows_the_result_as_in_the_first(way, one_screen):
    session = reading(**NAMED[way], one_screen=one_screen)
    a, b = (option.key.lower() for option in session.view().options[:2])
    voters = len(session.roster)

    async def steps(pilot):
        await press(pilot, *[a] * voters)
        assert session.phase == phases.BARS
        await press(pilot, "enter", "backspace")
        assert session.phase == phases.VOTE
        assert f"0 of {voters} votes" in words(pilot.app)
        await press(pilot, *[b] * (voters - 1))
        assert session.phase == phases.VOTE
        await press(pilot, b)
        assert session.phase == phases.BARS
        assert len(events(session, Voted)) == 2 * voters
        assert [len(found.votes) for found in session.record.ballots[0].rounds] == [voters, voters]

    drive(app_with(session), steps)


def test_a_vote_in_which_votes_are_in_is_left_out_after_a_question():
    session = reading(heads=18)
    a = session.view().options[0].key.lower()

    async def steps(pilot):
        await press(pilot, "enter", a, "7", "s")
        assert "They are taken back" in words(pilot.app)
        await press(pilot, "n")
        assert session.phase == phases.VOTE
        assert sum(session.hands.values()) == 7
        await press(pilot, "s", "y")
        assert session.phase == phases.DISCUSS
        assert session.record.ballots == ()
        assert [event.name for event in events(session, Phase) if event.drops] == [phases.DISCUSS]
        await press(pilot, "backspace")
        assert "0 of 18 hands" in words(pilot.app)

    drive(app_with(session), steps)


def test_an_empty_vote_is_left_out_at_once():
    session = reading(heads=18)

    async def steps(pilot):
        await press(pilot, "enter", "s")
        assert session.phase == phases.DISCUSS

    drive(app_with(session), steps)


def test_the_instructor_is_told_that_the_wall_does_not_break_a_second_round_down():
    session = reading(heads=18)
    a, b = (option.key.lower() for option in session.view().options[:2])

    async def steps(pilot):
        await press(pilot, a, "1", "2", b, "6", "enter")
        assert OWN_EYES not in words(pilot.app)
        await press(pilot, "enter", "backspace", a, "1", "1", b, "7", "enter")
        assert OWN_EYES in words(pilot.app)
        assert "11 of 18" in words(pilot.app)

    drive(app_with(session), steps)


def test_on_one_screen_two_rounds_that_differ_by_one_are_not_both_shown():
    session = reading(heads=18, one_screen=True)
    a, b = (option.key.lower() for option in session.view().options[:2])

    async def steps(pilot):
        await press(pilot, a, "1", "2", b, "6", "enter")
        assert "12 of 18" in words(pilot.app)
        await press(pilot, "enter", "backspace", a, "1", "1", b, "7", "enter")
        assert session.phase == phases.BARS
        assert "Fewer than five differ" in words(pilot.app)
        assert "11 of 18" not in words(pilot.app)

    drive(app_with(session), steps)
