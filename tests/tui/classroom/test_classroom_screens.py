"""The instructor's screens: keys, votes, dialogs, one screen, errors, the hot wash and the report."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.widgets import Button, Input, Select, Static

from engine.errors import RecordsLocked
from engine.pack.folder import open_pack
from engine.play import phases
from engine.play.events import Chose, Closed, Flagged, Injected, Joined, Noted, Overrode, Voted, WentBack, Wished
from engine.records import Records
from sessions.classroom.classroom import Classroom
from sessions.classroom.roster import Setup
from tests.sessions.classes import PACK, Time, alarm, begun, decide, kinds, reading
from tests.tui.driving import drive, press, settled, shown, until, words
from tui.classroom.app import ClassroomApp
from tui.classroom.class_screen import Window
from tui.classroom.hot_wash import HotWashScreen
from tui.classroom.pick import ClassPickScreen
from tui.classroom.setup import SetupScreen
from tui.classroom.story import ClassroomScreen
from tui.commands import classroom as command
from tui.commands.cli import main
from tui.dialogs.action_form import ActionForm, mistake
from tui.dialogs.ask import Ask
from tui.dialogs.blank import Blank
from tui.dialogs.notice import Notice
from tui.dialogs.pick import Pick
from tui.dialogs.question import Question

AWAY = ("BEST", "worst", "costly", "upheld", "violated", "Life safety", "Answers", "back door", "Four eyes", "nobody has seen")
"""What gives answers away: verdicts, marks, notes and whys of the test's scenario."""


def app_with(session=None, **arguments):
    return ClassroomApp([open_pack(PACK)], arguments.pop("records", None), session=session, **arguments)


async def write(pilot, text):
    """Type a text, without waiting between the letters."""
    await pilot.press(*("space" if c == " " else "minus" if c == "-" else c for c in text))
    await settled(pilot)


def said(app):
    """The last sentence that goes away by itself."""
    return [notification.message for notification in app._notifications][-1]


def fault(app):
    """What is wrong with a form."""
    return str(app.screen.query_one("#fault", Static).content)


def foot(app):
    """What the line above the keys says."""
    return str(app.screen.query_one("#next", Button).label)


def key_of(session, choice):
    return next(option.key.lower() for option in session.view().options if option.id == choice)


def events(session, kind):
    return [event for event in session.play.events if isinstance(event, kind)]


# Something else


def test_what_the_room_wants_and_no_letter_says_is_kept_with_its_count():
    session = reading(heads=20)

    async def steps(pilot):
        await press(pilot, "enter", "u", "7", "enter")
        assert isinstance(pilot.app.screen, Ask)
        assert "no letter says" in words(pilot.app)
        await press(pilot, *"Ring", "enter")
        assert [(e.text, e.heads) for e in events(session, Wished)] == [("Ring", 7)]
        await press(pilot, "u", "enter", "escape")
        await press(pilot, "u", "escape")
        await press(pilot, "u", "enter", "enter")
        assert len(events(session, Wished)) == 1

    drive(app_with(session), steps)


def test_something_else_says_where_it_can_be_wanted():
    async def steps(pilot):
        await press(pilot, "u")
        assert "at a decision" in said(pilot.app)

    drive(app_with(begun()), steps)


# Picking and setting up


def test_an_exercise_is_picked_set_up_and_begun(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:

        async def steps(pilot):
            app = pilot.app
            await until(pilot, lambda: "40 minutes with a class" in shown(app))
            assert isinstance(app.screen, ClassPickScreen)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SetupScreen))
            await press(pilot, "enter")
            await until(pilot, lambda: isinstance(app.screen, ClassroomScreen))
            assert app.screen.session.started.voters == "hands"
            assert records.latest_unfinished(mode="class") is not None

        drive(app_with(records=records), steps)


def test_enter_begins_with_what_is_usual():
    async def steps(pilot):
        assert "For practice: how many hands each letter had is kept" in words(pilot.app)
        assert "anybody may step out" in words(pilot.app)
        assert "a weapon" in words(pilot.app)
        await press(pilot, "enter")
        started = pilot.app.screen.session.started
        assert (started.mode, started.purpose, started.voters, started.hseep) == ("class", "practice", "hands", False)
        assert not pilot.app.screen.session.one_screen

    drive(app_with(bundle=alarm()), steps)


def test_each_setting_has_a_key():
    async def steps(pilot):
        await press(pilot, "v", "t")
        assert isinstance(pilot.app.screen, Ask)
        await press(pilot, "6", "enter", "c")
        await press(pilot, "5", "enter", "s", "e", "enter")
        session = pilot.app.screen.session
        assert [v.heads for v in session.roster.values()] == [5] * 6
        assert session.one_screen
        assert session.started.hseep

    drive(app_with(bundle=alarm()), steps)


def test_settings_change_under_the_pointer_too():
    async def steps(pilot):
        await press(pilot, "space", "down", "right")
        assert "For the record" in words(pilot.app)
        assert "Tables, one vote each" in words(pilot.app)
        await press(pilot, "left")
        assert "Raised hands" in words(pilot.app)

    drive(app_with(bundle=alarm()), steps)


def test_pseudonyms_are_for_the_record_alone():
    async def steps(pilot):
        app = pilot.app
        await press(pilot, "v", "v", "v")
        assert "Nobody: the room talks" in words(app)
        await press(pilot, "v", "p", "v", "v", "v")
        assert "Everybody, under a pseudonym" in words(app)
        await press(pilot, "enter")
        assert "nobody is on the list" in words(app)
        await press(pilot, "escape", "l")
        await write(pilot, "K7")
        await press(pilot, "comma", "M", "2", "enter", "p")
        assert "Raised hands" in words(app)
        await press(pilot, "p", "v", "v", "v", "enter")
        assert list(app.screen.session.roster) == ["K7", "M2"]

    drive(app_with(bundle=alarm()), steps)


def test_a_class_that_was_begun_is_offered_again(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        earlier = reading(records)
        decide(earlier, "wait")

        async def steps(pilot):
            await press(pilot, "g")
            assert pilot.app.screen.session.play_id == earlier.play_id
            assert "You go on where you left off" in words(pilot.app)

        drive(app_with(bundle=alarm(), records=records), steps)

        async def picked(pilot):
            assert "Go on with the class in classes/alarm" in words(pilot.app)
            await press(pilot, "home", "enter")
            assert pilot.app.screen.session.play_id == earlier.play_id

        drive(app_with(records=records), picked)


# A decision


def test_a_whole_decision_with_enter_letters_and_digits():
    session = begun(heads=20)

    async def steps(pilot):
        app = pilot.app
        assert foot(app).startswith("Enter: permission to speak up is given")
        await press(pilot, "enter")
        assert foot(app).startswith("Enter: open the vote")
        await press(pilot, "enter", key_of(session, "wait"), "1", "2", key_of(session, "enter"), "5")
        assert session.hands == {"wait": 12}
        await press(pilot, "enter")
        assert session.hands == {"wait": 12, "enter": 5}
        assert "17 of 20 hands; 3 to come" in words(app)
        assert foot(app).startswith("Enter: show how the class voted")
        await press(pilot, "enter")
        assert "12 of 20  ████" in shown(app)
        assert "17 of 20 voted." in words(app)
        await press(pilot, "enter")
        assert foot(app).startswith("Enter: let the team decide")
        await press(pilot, "enter")
        assert foot(app) == "Cover officer decides: type the letter"
        await press(pilot, key_of(session, "wait"))
        assert "Cover officer decides" in words(app)
        await write(pilot, "four eyes")
        await press(pilot, "enter")
        (chose,) = events(session, Chose)
        assert (chose.choice, chose.reason) == ("wait", "four eyes")
        assert (session.phase, session.play.scene) == ("read", "door")
        assert "Decision 2" in shown(app)

    drive(app_with(session), steps)


def test_enter_alone_decides_nothing():
    session = reading()

    async def steps(pilot):
        await press(pilot, "s", "enter", "enter", "enter")
        assert not events(session, Chose)
        await press(pilot, "down", "down", "enter", "escape")
        assert not events(session, Chose)
        await press(pilot, "enter", "enter")
        assert [e.choice for e in events(session, Chose)] == [session.bundle and e.shown[1] for e in events(session, Chose)]
        assert len(events(session, Chose)) == 1

    drive(app_with(session), steps)


def test_a_key_pressed_twice_goes_on_once(moments):
    session = begun()

    async def steps(pilot):
        moments.held = True
        for _ in range(3):
            await pilot.app.screen.action_advance()
        await settled(pilot, answers=False)
        assert session.phase == phases.READ
        moments.pass_by()
        await pilot.app.screen.action_advance()
        assert session.phase == phases.VOTE

    drive(app_with(session), steps)


def test_a_slip_is_mended_and_a_digit_rubbed_out():
    session = reading()
    letter = key_of(session, "wait")

    async def steps(pilot):
        await press(pilot, "enter", letter, "1", "2", "enter")
        await press(pilot, letter, "3", "9", "backspace", "enter")
        assert [e.heads for e in events(session, Voted)] == [12, 3]
        await press(pilot, letter, "backspace")
        assert session.phase == phases.READ

    drive(app_with(session), steps)


def test_what_was_typed_is_taken_before_anything_else_happens():
    session = reading()

    async def steps(pilot):
        await press(pilot, "enter", key_of(session, "wait"), "9", "s")
        assert "Votes are in." in words(pilot.app)
        await press(pilot, "y")
        assert session.phase == phases.DISCUSS
        assert [e.heads for e in events(session, Voted)] == [9]

    drive(app_with(session), steps)


def test_more_hands_than_people_are_said_and_kept():
    session = reading(heads=10)

    async def steps(pilot):
        await press(pilot, "enter", key_of(session, "wait"), "1", "2", "enter")
        assert "2 more than the 10 people here" in words(pilot.app)
        await press(pilot, "r", "1", "4", "enter")
        assert "12 of 14 hands" in words(pilot.app)
        assert [e.heads for e in events(session, Joined)] == [10, 14]

    drive(app_with(session), steps)


def test_tables_vote_one_after_the_other():
    session = reading(voters="tables", tables=3)
    letter = key_of(session, "wait")

    async def steps(pilot):
        await press(pilot, "enter", letter, letter)
        assert session.votes == {"Table 1": "wait", "Table 2": "wait"}
        await press(pilot, "up", "up", key_of(session, "enter"))
        assert session.votes["Table 1"] == "enter"
        assert "2 of 3 votes; the next letter shows the result" in words(pilot.app)
        await press(pilot, letter)
        assert [e.choice for e in events(session, Voted)] == ["wait", "wait", "enter", "wait"]
        assert session.phase == phases.BARS
        assert "3 of 3 voted." in words(pilot.app)

    drive(app_with(session), steps)


def test_letters_before_the_vote_say_what_is_missing():
    session = begun()

    async def steps(pilot):
        await press(pilot, "a")
        assert "The vote is not open" in said(pilot.app)
        await press(pilot, "enter", "f")
        assert session.phase == phases.READ
        await press(pilot, "enter", "f")
        assert "F is no answer here now" in said(pilot.app)
        await press(pilot, "7")
        assert "First the letter" in said(pilot.app)
        assert not events(session, Voted)

    drive(app_with(session), steps)


def test_the_foot_can_be_clicked():
    session = begun()

    async def steps(pilot):
        await pilot.click("#next")
        await settled(pilot)
        assert session.phase == phases.READ

    drive(app_with(session), steps)


# One key each


def test_an_inject_is_picked_from_those_playable_and_read_next():
    session = reading()

    async def steps(pilot):
        await press(pilot, "i")
        assert isinstance(pilot.app.screen, Pick)
        assert "your radio beeps and goes [i]dark[/i]" in words(pilot.app)
        await press(pilot, "escape", "i", "enter")
        assert [e.inject for e in events(session, Injected)] == ["radio-dies"]
        await press(pilot, "pagedown")
        assert "your radio beeps and goes [i]dark[/i]" in words(pilot.app)

    drive(app_with(session), steps)


def test_a_flag_keeps_its_note():
    session = reading()

    async def steps(pilot):
        await press(pilot, "g", "escape")
        assert not events(session, Flagged)
        await press(pilot, "g")
        await write(pilot, "who asked")
        await press(pilot, "enter", "g", "enter")
        assert [e.note for e in events(session, Flagged)] == ["who asked", ""]

    drive(app_with(session), steps)


def rolled():
    session = reading(seed=1)
    decide(session, "enter")
    assert session.routes()
    return session


def test_the_last_roll_is_overridden_with_a_reason():
    session = rolled()
    was = session.play.scene

    async def steps(pilot):
        await press(pilot, "o")
        assert "in 4:" in words(pilot.app)
        await press(pilot, "enter", "x", "enter")
        assert [e.reason for e in events(session, Overrode)] == ["x"]
        assert session.play.scene != was

    drive(app_with(session), steps)


def test_going_back_is_confirmed():
    session = rolled()

    async def steps(pilot):
        await press(pilot, "z", "n")
        assert not events(session, WentBack)
        await press(pilot, "z", "y")
        assert session.play.scene == "street"

    drive(app_with(session), steps)


@pytest.mark.parametrize(
    ("key", "saying"),
    [
        ("o", "no roll to override"), ("z", "nothing was decided yet"), ("w", "shown after it"),
    ],
)  # fmt: skip
def test_a_key_with_nothing_to_do_says_why(key, saying):
    async def steps(pilot):
        await press(pilot, key)
        assert saying in said(pilot.app).lower()

    drive(app_with(reading()), steps)


def test_pause_timer_blank_and_pages(monkeypatch):
    time = Time().patch(monkeypatch)
    session = reading()

    async def steps(pilot):
        app = pilot.app
        await press(pilot, "enter", "t")
        assert "Timer 0:45" in shown(app)
        await press(pilot, "plus")
        assert "Timer 1:00" in shown(app)
        time.on(70)
        await until(pilot, lambda: "time is up" in shown(app))
        await press(pilot, "p")
        assert "PAUSED" in shown(app)
        assert "go on after the pause" in foot(app)
        await press(pilot, "enter", "x")
        assert "SCREEN BLANK" in shown(app)
        await press(pilot, "x", "right_square_bracket")
        assert (session.shown.dark, session.shown.page) == (False, 2)
        await press(pilot, "left_square_bracket", "left_square_bracket")
        assert "This is the first page" in said(app)

    drive(app_with(session), steps)


def test_a_late_class_is_told_what_could_be_left_out(monkeypatch):
    time = Time().patch(monkeypatch)
    session = reading()
    time.on(26 * 60)

    async def steps(pilot):
        await until(pilot, lambda: "behind" in shown(pilot.app))
        assert "to be taken without discussion" in words(pilot.app)
        assert "1. What do you do first?" in words(pilot.app)

    drive(app_with(session), steps, size=(120, 40))


def test_why_is_shown_and_left_again():
    session = reading()
    decide(session, "wait")

    async def steps(pilot):
        await press(pilot, "w")
        assert "Four eyes see two doors." in words(pilot.app)
        assert foot(pilot.app) == "Enter: back to the story"
        await press(pilot, "enter")
        assert "he is the owner" in words(pilot.app)

    drive(app_with(session), steps)


@pytest.mark.parametrize("stays", [True, False])
def test_a_window_that_closes_at_once_is_told(monkeypatch, stays):
    signs = []

    def opened(argv):
        signs.append(Path(argv[argv.index("--sign") + 1]))
        return True

    monkeypatch.setattr("tui.classroom.terminals.open_window", opened)
    monkeypatch.setattr("tui.classroom.class_screen.LOOK", 0.01)
    if not stays:
        monkeypatch.setattr("tui.classroom.terminals.WAIT", 0.0)

    async def steps(pilot):
        await press(pilot, "v")
        if stays:
            signs[0].touch()
            await until(pilot, lambda: not signs[0].exists())
            await settled(pilot)
            assert isinstance(pilot.app.screen, ClassroomScreen)
        else:
            await until(pilot, lambda: isinstance(pilot.app.screen, Notice))
            await settled(pilot)
            assert "The second window closed again" in words(pilot.app)
            assert "hotwash present" in words(pilot.app)

    drive(app_with(reading(), window=Window(("hotwash", "present"))), steps)


def test_the_window_opens_or_says_what_to_type(monkeypatch):
    opened = []
    monkeypatch.setattr("tui.classroom.terminals.open_window", lambda argv: opened.append(argv) or len(opened) > 1)

    async def steps(pilot):
        await press(pilot, "v")
        assert "hotwash present --db class.db" in words(pilot.app)
        await press(pilot, "escape", "v")
        assert "A second window opens" in said(pilot.app)
        assert [argv[:-1] for argv in opened] == [("hotwash", "present", "--sign")] * 2

    drive(app_with(reading(), window=Window(("hotwash", "present"), "hotwash present --db class.db")), steps)


def test_leaving_says_how_to_go_on_and_can_lead_to_the_hot_wash():
    session = reading()

    async def steps(pilot):
        await press(pilot, "q")
        assert "hotwash classroom --resume" in words(pilot.app)
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, ClassroomScreen)
        await press(pilot, "escape", "w")
        assert isinstance(pilot.app.screen, HotWashScreen)
        await press(pilot, "backspace")
        assert isinstance(pilot.app.screen, ClassroomScreen)
        await press(pilot, "q", "y")
        assert not pilot.app.is_running

    drive(app_with(session), steps)


def test_the_notes_take_the_place_of_the_text_where_there_is_no_room_for_both():
    async def steps(pilot):
        assert "Nobody has said who called" in words(pilot.app)
        assert "[b]third time this week[/b]" in words(pilot.app)
        assert "would go to the back door" not in words(pilot.app)
        await press(pilot, "tab")
        assert "would go to the back door" in words(pilot.app)
        assert "Nobody has said who called" not in words(pilot.app)
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert "would go to the back door" in words(pilot.app)
        assert "Nobody has said who called" in words(pilot.app)

    drive(app_with(reading()), steps)


def test_the_instructor_alone_sees_what_is_best_and_what_a_seat_reads():
    async def steps(pilot):
        text = words(pilot.app)
        for mark in ("BEST", "worst", "Life safety: Inside a dark shop", "Something moves behind the counter", "upheld"):
            assert mark in text

    drive(app_with(reading()), steps, size=(160, 60))


# One screen


@pytest.mark.parametrize("size", [(80, 24), (160, 60)])
def test_one_screen_gives_nothing_away_before_the_reveal(size):
    session = begun(one_screen=True, heads=9)

    async def steps(pilot):
        app = pilot.app
        seen = []

        async def look(*keys):
            for key in keys:
                await press(pilot, key)
                seen.append(words(app))

        seen.append(words(app))
        await look("enter", "tab", "tab", "enter", key_of(session, "enter"), "9", "enter", "enter", "enter", "tab", "tab")
        await look("i", "escape", "enter", key_of(session, "enter"), "escape", key_of(session, "wait"), "enter", "tab", "tab")
        assert session.play.scene == "door"
        for text in seen:
            assert [mark for mark in AWAY if mark in text] == []
            assert "Something moves behind the counter" not in text
        assert any("read what your card says" in text for text in seen)
        assert any("What do you know, and what were you only told?" in text for text in seen)
        assert not any("goes [i]dark[/i]" in text for text in seen)
        await press(pilot, "w")
        assert "Four eyes see two doors." in words(app)

    drive(app_with(session), steps, size=size)


def test_notes_are_hidden_at_once_when_the_class_sees_the_screen():
    session = reading()

    async def steps(pilot):
        assert "BEST" in words(pilot.app)
        await press(pilot, "h")
        assert "BEST" not in words(pilot.app)
        assert session.one_screen
        await press(pilot, "h")
        assert "BEST" in words(pilot.app)

    drive(app_with(session), steps, size=(160, 60))


def test_with_one_screen_blank_is_here():
    session = reading(one_screen=True)

    async def steps(pilot):
        await press(pilot, "x")
        assert isinstance(pilot.app.screen, Blank)
        assert session.shown.dark
        await press(pilot, "j")
        assert isinstance(pilot.app.screen, ClassroomScreen)
        assert not session.shown.dark

    drive(app_with(session), steps)


# What can go wrong


class Unwilling:
    def __init__(self):
        self.kept, self.willing = [], True

    def begin(self, *_):
        return "p"

    def append(self, _play, event):
        if not self.willing:
            raise RecordsLocked("plays.db is locked [by] another program")
        self.kept.append(event)


def test_what_cannot_be_kept_is_said_and_has_not_happened():
    session = begun(Unwilling())

    async def steps(pilot):
        session.records.willing = False
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Notice)
        assert "locked [by] another program" in words(pilot.app)
        await press(pilot, "escape")
        assert session.phase == phases.WELCOME
        session.records.willing = True
        await press(pilot, "enter")
        assert session.phase == phases.READ

    drive(app_with(session), steps)


@pytest.mark.parametrize(("key", "goes_on"), [("h", True), ("l", False)])
def test_two_windows_on_one_class_are_told_apart(tmp_path, key, goes_on):
    with Records.open(tmp_path / "plays.db") as records:
        first = reading(records)
        second = Classroom.resume(records, first.play_id)
        first.flag("in the first window")

        async def steps(pilot):
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, Question)
            assert "Another window goes on with this class" in words(pilot.app)
            await press(pilot, key)
            assert pilot.app.is_running == goes_on
            if goes_on:
                assert [e.note for e in events(second, Flagged)] == ["in the first window"]
                await press(pilot, "enter")
                assert second.phase == phases.VOTE

        drive(app_with(second), steps)


def test_a_class_taken_up_in_mid_vote_shows_its_votes(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        session = reading(records, heads=20)
        session.advance()
        session.count("wait", 11)

        async def steps(pilot):
            assert "11 of 20 hands; 9 to come" in words(pilot.app)
            assert "[Vote]" in shown(pilot.app)

        drive(app_with(Classroom.resume(records, session.play_id), resumed=True), steps)


# Hot wash


def washing(**setup):
    session = reading(**setup)
    session.flag("the pockets")
    decide(session, "call-out", "it is safer")
    decide(session, "hands")
    session.to_hot_wash()
    return session


def test_each_question_is_answered_with_its_facts_beside_it():
    session = washing()

    async def steps(pilot):
        app = pilot.app
        seen = []
        for _ in range(6):
            assert "score" not in words(app)
            await write(pilot, "a line")
            assert foot(app) == "Enter: keep this line"
            await press(pilot, "enter")
            assert "- a line" in shown(app)
            assert "the pockets" in words(app)
            seen.append(words(app))
            await press(pilot, "enter")
        assert [e.topic for e in events(session, Noted)][1:] == list(phases.HOT_WASH_QUESTIONS)
        assert "Because: it is safer" in seen[1]
        assert "The turning point" in seen[2]
        assert "Better: " in seen[2]
        assert "Wait for" in seen[4] or "wait" in seen[4]
        assert "The team's decision score" in words(app)
        await press(pilot, "enter")
        assert "Who spoke up, and what helped?" in words(app)

    drive(app_with(session), steps, size=(120, 50))


def test_the_page_before_and_the_keys():
    session = washing()

    async def steps(pilot):
        await press(pilot, "enter", "ctrl+b")
        assert session.shown.page == 1
        await press(pilot, "enter", "tab", "g")
        assert isinstance(pilot.app.screen, Ask)
        await press(pilot, "enter", "backspace")
        assert session.shown.page == 1
        await press(pilot, "tab", "g")
        assert pilot.app.screen.query_one(Input).value == "g"

    drive(app_with(session), steps)


def test_hseep_asks_for_actions_with_owner_and_dates():
    session = washing(hseep=True)
    while session.shown.page < 8:
        session.advance()

    async def steps(pilot):
        app = pilot.app
        await write(pilot, "ask for hands")
        await press(pilot, "enter", "enter")
        await write(pilot, "train it")
        await press(pilot, "enter")
        assert isinstance(app.screen, ActionForm)
        assert app.screen.query_one("#area", Input).value == "ask for hands"
        await pilot.click("#done")
        await settled(pilot)
        assert fault(app) == "Still missing: an owner, an element and a due date."
        app.screen.query_one(Select).value = "training"
        app.screen.query_one("#owner", Input).value = "training unit"
        app.screen.query_one("#due", Input).value = "2026-06-31"
        app.screen.query_one("#done", Button).press()
        await settled(pilot)
        assert "is no date" in fault(app)
        assert app.focused is app.screen.query_one("#due", Input)
        app.screen.query_one("#start", Input).value = "July 1st, 2026"
        app.screen.query_one("#due", Input).value = "30 june 2026"
        app.screen.query_one("#done", Button).press()
        await settled(pilot)
        assert fault(app) == "It is due on 2026-06-30, before it starts on 2026-07-01."
        assert app.focused is app.screen.query_one("#start", Input)
        app.screen.query_one("#start", Input).value = "1 June 2026"
        app.screen.query_one("#done", Button).press()
        await until(pilot, lambda: not isinstance(app.screen, ActionForm))
        await settled(pilot)
        (action,) = [e for e in events(session, Noted) if e.topic == phases.ACTION]
        assert action.text == "train it"
        assert action.details == {
            "area": "ask for hands", "element": "training", "owner": "training unit", "contact": "", "start": "2026-06-01",
            "due": "2026-06-30",
        }  # fmt: skip
        assert "train it (training, training unit, due 2026-06-30)" in words(app)

    drive(app_with(session), steps)


@pytest.mark.parametrize(
    ("changed", "saying"),
    [
        ({}, ""), ({"start": "2026-07-01"}, "before it starts"), ({"start": "20260101"}, "is no date"), ({"due": "3/1/2027"}, "can be two days"),
        ({"due": "tomorrow"}, "is no date"), ({"due": ""}, "a due date"), ({"element": "", "owner": ""}, "an owner and an element"),
    ],
)  # fmt: skip
def test_the_details_of_an_action_are_checked(changed, saying):
    details = {"area": "", "element": "training", "owner": "unit", "contact": "", "start": "2026-01-01", "due": "2026-06-30"}
    found = mistake({**details, **changed})
    assert saying in found
    assert bool(found) == bool(saying)


def finishing(**setup):
    session = washing(**setup)
    while session.phase != phases.PALS_END:
        session.advance()
    return session


def test_the_report_is_written_and_the_class_closed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    session = finishing()

    async def steps(pilot):
        await press(pilot, "enter", "y")
        assert isinstance(pilot.app.screen, Ask)
        await press(pilot, "enter")
        assert "The class is closed" in words(pilot.app)
        assert events(session, Closed)
        await press(pilot, "d")
        assert not pilot.app.is_running

    drive(app_with(session), steps)
    files = sorted(path.suffix for path in tmp_path.iterdir())
    assert files == [".html", ".md"]
    (text,) = [path.read_text() for path in tmp_path.glob("*.md")]
    assert "it is safer" in text


def test_a_second_report_of_the_day_goes_beside_the_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    async def steps(pilot):
        await press(pilot, "enter", "y", "enter")
        assert "The class is closed" in words(pilot.app)

    for _ in range(2):
        drive(app_with(finishing()), steps)
    assert sum(path.is_dir() for path in tmp_path.iterdir()) == 1


def test_what_might_identify_somebody_is_shown_before_the_report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    session = finishing()
    session.note(phases.PALS_USED, "Officer Miller called 555-123-4567")

    async def steps(pilot):
        await press(pilot, "enter", "y")
        assert "Could anybody be recognized?" in words(pilot.app)
        assert "555-123-4567" in words(pilot.app)
        await press(pilot, "n")
        assert not session.closed
        await press(pilot, "enter", "y", "y", "enter")
        assert session.closed

    drive(app_with(session), steps)


def test_a_report_that_cannot_be_written_leaves_the_class_open(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    session = finishing()

    async def steps(pilot):
        await press(pilot, "enter", "y")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "file" / "folder")
        await press(pilot, "enter")
        assert "The class is still open" in words(pilot.app)
        assert not session.closed

    drive(app_with(session), steps)


def test_a_closed_class_can_be_followed_by_another():
    session = finishing()

    async def steps(pilot):
        await press(pilot, "enter", "c", "a")
        assert isinstance(pilot.app.screen, ClassPickScreen)
        assert session.closed

    drive(app_with(session), steps)


def test_help_names_every_key_of_a_screen():
    async def steps(pilot):
        await press(pilot, "question_mark")
        text = words(pilot.app)
        for key in ("play an inject", "override the last roll", "flag this moment"):
            assert key in text

    drive(app_with(reading()), steps, size=(100, 60))


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 60)])
def test_a_class_can_be_held_at_any_size(size):
    session = begun(heads=9)

    async def steps(pilot):
        await press(pilot, "enter", "enter", key_of(session, "wait"), "9", "enter")
        assert "9 of 9 voted" in words(pilot.app)
        await press(pilot, "enter", "enter", key_of(session, "wait"), "enter")
        assert session.play.scene == "door"

    drive(app_with(session), steps, size=size)


# The command


@pytest.mark.parametrize(
    ("arguments", "saying"),
    [
        (["--hands", "3", "--tables", "2"], "--hands and --tables"),
        (["--people", "K7", "--practice"], "--record"),
        (["--resume", "--hands", "3"], "as it was set up"),
        (["--resume", "--seed", "3"], "as it was set up"),
        (["--resume", "--practice"], "as it was set up"),
        (["--yes"], "needs an exercise"),
        (["alarm"], "needs a terminal"),
    ],
)
def test_options_that_make_no_sense_are_refused(arguments, saying):
    result = CliRunner().invoke(main, ["classroom", *arguments])
    assert result.exit_code == 2
    assert saying in result.stderr


def test_options_set_a_class_up():
    asked = command.ClassRequest
    assert command._setup(asked(hands=24, hseep=True, one_screen=True)) == Setup(heads=24, hseep=True, one_screen=True)
    people = command._setup(asked(people="K7, M2"))
    assert (people.purpose, people.voters, people.people) == ("record", "people", ("K7", "M2"))
    assert command._setup(asked(tables=4)).tables == 4
    assert command._setup(asked(seats=True)).voters == "seats"


def test_resuming_finds_the_class_and_can_turn_to_one_screen(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        session = reading(records)
        found = command._resumed([], records, command.ClassRequest(scenario="alarm", one_screen=True))
        assert found.play_id == session.play_id
        assert found.one_screen
        assert kinds(found)[-2:] == ["resumed", "noted"]


def test_the_pack_of_these_tests_is_where_it_says():
    assert Path(PACK, "alarm.yaml").is_file()
