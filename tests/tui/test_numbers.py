"""The number with which a screen names a decision is the one on paper: in a class, on the wall, alone and in the debrief."""

from __future__ import annotations

import re

from textual.widgets import Static

from engine.pack.folder import builtin
from engine.pack.story import decision_numbers
from engine.play import phases
from engine.play.bundle import bundle
from exporters.registry import exports, make
from sessions.classroom.classroom import Classroom
from sessions.classroom.roster import Setup
from sessions.classroom.slide import slide
from sessions.solo import Solo
from tests.tui.driving import app_with, drive, press, shown
from tests.tui.driving import finished as played
from tui.classroom.app import ClassroomApp
from tui.solo.debrief import DebriefScreen
from tui.solo.decision_card import DecisionCard

LETTERS = "ABDACCCD"
"""A way through the curtain that leaves decisions out."""
ORDER = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")


def curtain():
    return bundle(builtin(), "curtain")


def pages():
    """Question -> the number that heads its page in the handout."""
    (handout,) = make(exports()["handout"], curtain(), "md")
    found = re.findall(r"^## Decision (\d+)\n(.*?)^\*\*(.+?)\*\*$", handout.content.decode(), re.MULTILINE | re.DOTALL)
    return {prompt: int(number) for number, _, prompt in found}


def test_a_class_is_told_the_numbers_that_head_the_pages_of_its_handout():
    session = Classroom.new(curtain(), Setup(voters="none"), None, 1)
    paper, called = pages(), []

    def head(app):
        return str(app.screen.query_one("#title", Static).content)

    async def steps(pilot):
        await press(pilot, "enter")
        while session.play.waits_for == "decision":
            number = paper[session.view().prompt]
            done = ORDER[len(called)]
            assert head(pilot.app) == f"Decision {number} · the team's {done} · {session.bundle.scenario.title}"
            assert slide(session.record).place == f"decision {number}"
            called.append(number)
            await press(pilot, "enter", "enter")
            assert session.phase == phases.COMMIT
            wanted = LETTERS[len(called) - 1 : len(called)]
            options = {option.key for option in session.view().options}
            await press(pilot, (wanted if wanted in options else min(options)).lower(), "enter")
            if len(called) == 2:
                await press(pilot, "w")
                assert head(pilot.app) == f"Decision {number} · {session.bundle.scenario.title}"
                await press(pilot, "enter", "z")
                assert f"Decision {number}: “" in shown(pilot.app)
                await press(pilot, "n")
        assert head(pilot.app).startswith("The end · ")

    drive(ClassroomApp([builtin()], None, session=session), steps, (100, 40))
    assert called == sorted(called)
    assert called != list(range(1, len(called) + 1))
    assert [line.number for line in session.record.account.decisions] == called


def test_alone_one_is_told_the_numbers_of_paper_and_how_many_one_has_made_in_words():
    session = Solo.new(curtain(), seed=3)
    paper, called = pages(), []

    async def steps(pilot):
        while session.play.waits_for == "decision":
            number = paper[session.view().prompt]
            assert shown(pilot.app).splitlines()[0].strip() == (
                f"{session.bundle.scenario.title} · decision {number} · your {ORDER[len(called)]}"
            )
            assert f"Decision {number}: " in shown(pilot.app)
            called.append(number)
            options = session.view().options
            await press(pilot, options[len(called) % len(options)].key.lower())
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DebriefScreen)
        assert [card.line.number for card in pilot.app.screen.query(DecisionCard)] == called
        titles = [str(card.query_one("CollapsibleTitle").label).split()[0] for card in pilot.app.screen.query(DecisionCard)]
        assert [int(title) for title in titles] == called

    drive(app_with(session), steps, (100, 60))
    assert len(called) > 3
    assert called != list(range(1, len(called) + 1))


def test_a_second_try_is_called_by_the_number_of_its_decision():
    session = played("wait", "ask", "talk")
    for line in session.record.account.decisions:
        assert line.number == decision_numbers(session.bundle.scenario)[line.graded.scene]
        tried = session.try_from(line)
        assert tried.tried_from == tried.view().decision == f"decision {line.number}"
