"""How many keys a decision takes, counted over a whole class: text is spoken, not typed."""

from __future__ import annotations

import pytest

from engine.play import phases
from engine.play.events import Chose, Voted
from tests.sessions.classes import reading
from tests.tui.classroom.test_classroom_screens import app_with, events, foot, key_of, write
from tests.tui.driving import drive, press, shown, words


class Keys:
    """Presses keys, and counts them."""

    def __init__(self, pilot):
        self.pilot, self.pressed = pilot, 0

    async def press(self, *keys):
        self.pressed += len(keys)
        await press(self.pilot, *keys)


async def by_hands(keys, session):
    """18 people: two letters called and counted."""
    options = [option.key.lower() for option in session.view().options]
    await keys.press("enter", options[0], "1", "2", options[1], "6", "enter")
    assert session.phase == phases.BARS
    assert f"{options[0].upper()} 12 of 18" in words(keys.pilot.app)
    await keys.press("enter")


async def by_hands_at_each_answer(keys, session):
    """18 people, at each answer some: Enter takes those who are left for the last letter, and shows the result."""
    options = [option.key.lower() for option in session.view().options]
    await keys.press(*(key for option in options[:-1] for key in (option, "5")), options[-1])
    left = 18 - 5 * (len(options) - 1)
    assert foot(keys.pilot.app).startswith(f"Enter: take {left} for {options[-1].upper()}, who are left")
    await keys.press("enter")
    assert session.phase == phases.BARS
    assert "18 of 18 voted." in words(keys.pilot.app)


async def by_hands_of_which_some_stay_down(keys, session):
    """16 of 18 people, at each answer: Enter with the last number shows the result."""
    options = [option.key.lower() for option in session.view().options]
    await keys.press(*(key for option in options[:-1] for key in (option, "5")), options[-1], "1", "enter")
    assert session.phase == phases.BARS
    assert f"{1 + 5 * (len(options) - 1)} of 18 voted." in words(keys.pilot.app)


async def by_tables(keys, session):
    """Four tables, each a letter; the last one shows the result."""
    options = [option.key.lower() for option in session.view().options]
    await keys.press(options[0], options[1], options[0], options[0])
    assert session.phase == phases.BARS


async def by_nobody(keys, _session):
    await keys.press("enter")


@pytest.mark.parametrize(
    ("voters", "vote", "most"),
    [
        ("hands", by_hands, 10),
        ("hands", by_hands_at_each_answer, 10),
        ("hands", by_hands_of_which_some_stay_down, 11),
        ("tables", by_tables, 6),
        ("none", by_nobody, 3),
    ],
    ids=["hands", "all letters", "some stay down", "tables", "none"],
)
def test_a_decision_takes_few_keys(voters, vote, most):
    session = reading(voters=voters, heads=18 if voters == "hands" else 0, tables=4)

    async def steps(pilot):
        keys, decisions = Keys(pilot), 0
        while session.play.waits_for == "decision":
            keys.pressed, decisions = 0, decisions + 1
            await vote(keys, session)
            assert session.phase in (phases.BARS, phases.DISCUSS)
            await keys.press(key_of(session, "call-out" if decisions == 1 else "hands"))
            await keys.press("enter")
            assert len(events(session, Chose)) == decisions
            assert keys.pressed <= most
        assert decisions == 2
        assert any(len(scene.decision.choices) == 4 for scene in session.bundle.scenario.scenes.values() if scene.decision)

    drive(app_with(session), steps)


def test_enter_shows_no_result_while_hands_may_be_missing():
    session = reading(heads=18)
    a, b = (option.key.lower() for option in session.view().options[:2])

    async def steps(pilot):
        await press(pilot, a)
        assert session.phase == phases.VOTE
        await press(pilot, "1", "2")
        assert foot(pilot.app).startswith(f"Enter: take 12 for {a.upper()}")
        await press(pilot, "enter")
        assert session.phase == phases.VOTE
        await press(pilot, b, "7", "enter")
        assert session.phase == phases.VOTE
        assert "1 more than the 18 people here" in words(pilot.app)

    drive(app_with(session), steps)


def test_those_who_want_something_else_are_not_waited_for():
    session = reading(heads=18)
    a, b = (option.key.lower() for option in session.view().options[:2])

    async def steps(pilot):
        await press(pilot, "enter", "u", "3", "enter")
        await write(pilot, "Ring the owner first")
        await press(pilot, "enter", a, "1", "2", b, "3", "enter")
        assert session.phase == phases.BARS
        assert "15 of 18 voted." in words(pilot.app)

    drive(app_with(session), steps)


def test_from_the_result_back_the_votes_are_put_right_and_are_one_vote():
    session = reading(heads=18)
    a, b = session.view().options[:2]

    async def steps(pilot):
        await press(pilot, a.key.lower(), "1", "2", b.key.lower(), "6", "enter")
        assert session.phase == phases.BARS
        await press(pilot, "backspace")
        assert session.hands == {a.id: 12, b.id: 6}
        await press(pilot, a.key.lower(), "1", "1", b.key.lower(), "7", "enter")
        assert session.phase == phases.BARS
        (ballot,) = session.record.ballots
        assert [found.counts for found in ballot.rounds] == [{a.id: 11, b.id: 7}]
        assert len(events(session, Voted)) == 4
        await press(pilot, "enter", "backspace")
        assert session.phase == phases.VOTE
        assert session.hands == {}

    drive(app_with(session), steps)


def test_a_number_that_is_proposed_is_taken_by_enter_alone():
    """The letter after it, another key or a digit leaves it untaken."""
    session = reading(heads=18)
    *letters, last = [option.key.lower() for option in session.view().options]

    async def steps(pilot):
        await press(pilot, *(key for letter in letters for key in (letter, "5")), last)
        left = 18 - 5 * len(letters)
        assert f"{last.upper()}   {left}?" in shown(pilot.app)
        taken = len(events(session, Voted))
        await press(pilot, letters[0], last, "backspace")
        assert session.phase == phases.VOTE
        assert foot(pilot.app).startswith("Enter: show how the class voted")
        await press(pilot, letters[0], last, "s", "n", last)
        assert len(events(session, Voted)) == taken
        await press(pilot, "1")
        assert foot(pilot.app).startswith(f"Enter: take 1 for {last.upper()}  ")
        await press(pilot, "enter")
        assert session.ballot.last.heads == 18 - left + 1

    drive(app_with(session), steps)


def test_on_one_screen_a_number_that_is_proposed_is_a_dot():
    session = reading(heads=18, one_screen=True)
    *letters, last = [option.key.lower() for option in session.view().options]

    async def steps(pilot):
        await press(pilot, *(key for letter in letters for key in (letter, "5")), last)
        assert foot(pilot.app).startswith(f"Enter: take • for {last.upper()}, who are left")
        assert f"{last.upper()}   •?" in shown(pilot.app)

    drive(app_with(session), steps)


def test_nothing_is_proposed_where_nobody_counted_who_is_here_or_a_letter_is_counted_again():
    async def steps(pilot):
        session = pilot.app.screen.session
        letters = [option.key.lower() for option in session.view().options]
        await press(pilot, *(key for letter in letters[:-1] for key in (letter, "5")), letters[-1])
        assert foot(pilot.app).startswith("Enter: show how the class voted") == (not session.roster)
        await press(pilot, "1", letters[0])
        assert foot(pilot.app).startswith("Enter: show how the class voted")

    for heads in (0, 18):
        drive(app_with(reading(heads=heads)), steps)
