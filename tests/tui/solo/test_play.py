"""Brief and play: what is asked on the way, care, a clock, a blank screen, leaving."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.content import Content

from engine.pack.folder import open_pack
from engine.play.bundle import bundle
from engine.play.events import Chose, Confided
from engine.records import Records
from exporters.wording.numbers import spoken
from sessions.play_options import PlayOptions
from sessions.solo import Solo
from tests.tui.driving import (
    PACK,
    Unwilling,
    app_with,
    changed,
    choices_made,
    door,
    drive,
    for_a_group,
    key_of,
    playing,
    press,
    settled,
    shown,
    until,
    words,
    write,
)  # fmt: skip
from tui.dialogs.blank import Blank
from tui.dialogs.notice import Notice
from tui.library.screen import LibraryScreen
from tui.solo.brief import BriefScreen
from tui.solo.play import PlayScreen
from tui.widgets.countdown import Countdown
from tui.widgets.menu import Choices, Item
from tui.widgets.panel import NOTHING_CHOSEN, Panel
from tui.widgets.story import Story

EVERYTHING = PlayOptions(confidence=True, rationale=True, timer=True, feedback="now")


def hall(options=None):
    """A play that stands at the second decision, where nothing is critical."""
    session = playing(options=options)
    session.choose("wait")
    return session


# Brief


def test_the_brief_says_who_where_how_long_what_it_holds_and_what_it_means():
    app = app_with(bundle=door(), kept=True)

    async def steps(pilot):
        text = words(app)
        for part in (
            "You are The second officer of two.", "Where A hallway, in the evening.", "Time about 5 minutes", "Contains a weapon",
            "Help Peer support: extension 12", "This is practice, not a test.", "on this computer", "no reason asked: press q",
        ):  # fmt: skip
            assert part in text

    drive(app, steps)


def test_the_brief_of_a_play_on_a_server_does_not_say_on_this_computer():
    app = app_with(bundle=door(), kept=True, where="on the server that was named")

    async def steps(pilot):
        assert "on the server that was named" in words(app)
        assert "on this computer" not in words(app)

    drive(app, steps)


def test_what_is_meant_for_a_group_says_so_and_names_help():
    app = app_with(bundle=for_a_group(), kept=True)

    async def steps(pilot):
        text = words(app)
        assert "meant for a group with a facilitator. Alone it is not scored or timed. You can go on, or leave." in text
        assert "Contains talk of suicide, grief" in text
        assert "Peer support: extension 12" in text
        assert "There is no score" in text

    drive(app, steps)


def test_a_pack_without_resources_still_says_something_before_hard_content():
    found = for_a_group()
    found = dataclasses.replace(found, pack=found.pack.model_copy(update={"resources": ()}))
    app = app_with(bundle=found)

    async def steps(pilot):
        assert "Think of somebody you could talk to" in words(app)

    drive(app, steps)


def test_without_content_notes_nobody_is_named():
    app = app_with(bundle=changed(content_notes=()))

    async def steps(pilot):
        assert "Peer support" not in words(app)
        assert "Contains" not in words(app)

    drive(app, steps)


def test_leaving_the_brief_asks_first():
    app = app_with(bundle=door())

    async def steps(pilot):
        await press(pilot, "escape")
        assert "Leave without playing?" in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, BriefScreen)
        await press(pilot, "q")
        await pilot.press("y")
        await until(pilot, lambda: not app.is_running)

    drive(app, steps)


def test_a_long_brief_says_that_there_is_more_and_scrolls():
    app = app_with(bundle=for_a_group())

    async def steps(pilot):
        assert "more: Space" in shown(app)
        await press(pilot, "space", "space")
        assert "no reason asked: press q" in words(app)
        assert "more: Space" not in shown(app)

    drive(app, steps, size=(60, 18))


# Why, in a line


def test_a_reason_is_kept_with_the_choice():
    session = playing(options=PlayOptions(rationale=True))

    async def steps(pilot):
        await press(pilot, key_of(session, "wait"))
        assert "Why, in a line?" in shown(pilot.app)
        assert choices_made(session) == []
        await write(pilot, "a b, quietly?")
        assert [e.reason for e in session.play.events if isinstance(e, Chose)] == ["a b, quietly?"]

    drive(app_with(session), steps)


def test_a_reason_may_stay_empty_and_letters_in_it_choose_nothing():
    session = playing(options=PlayOptions(rationale=True))

    async def steps(pilot):
        await press(pilot, key_of(session, "shout"))
        await pilot.press("b", "x", "q", "l")
        assert "bxql" in shown(pilot.app)
        await pilot.press(*["backspace"] * 4)
        await press(pilot, "enter")
        assert [(e.choice, e.reason) for e in session.play.events if isinstance(e, Chose)] == [("shout", "")]

    drive(app_with(session), steps)


def test_escape_goes_back_from_the_reason_to_the_choices():
    session = playing(options=PlayOptions(rationale=True))

    async def steps(pilot):
        await press(pilot, key_of(session, "shout"), "escape")
        assert "What do you do at the" in shown(pilot.app)
        await press(pilot, key_of(session, "wait"))
        await write(pilot, "why not")
        assert choices_made(session) == ["wait"]

    drive(app_with(session), steps)


def test_confidence_comes_before_the_reason_and_both_are_kept():
    session = playing(options=PlayOptions(confidence=True, rationale=True))

    async def steps(pilot):
        await press(pilot, key_of(session, "wait"), "1")
        await write(pilot, "two see more")
        assert [e.percent for e in session.play.events if isinstance(e, Confided)] == [33]
        assert session.play.ledger[0].event.reason == "two see more"

    drive(app_with(session), steps)


# Feedback at once


def test_feedback_now_looks_at_the_decision_before_what_follows():
    session = hall(PlayOptions(feedback="now"))

    async def steps(pilot):
        await press(pilot, key_of(session, "walk"))
        text = words(pilot.app)
        assert "decision 2, looked at" in text
        for part in (
            "You chose Walk past her",
            "Verdict costly. There was a better choice, and a worse one.",
            "Best Ask who else",
        ):
            assert part in text
        assert "a man on a bed" not in text
        await press(pilot, "enter")
        assert "a man on a bed" in words(pilot.app)
        assert "Verdict" not in shown(pilot.app)

    drive(app_with(session), steps)


def test_feedback_at_the_end_says_nothing_on_the_way():
    session = hall()

    async def steps(pilot):
        await press(pilot, key_of(session, "walk"))
        assert "Verdict" not in shown(pilot.app)
        assert "a man on a bed" in words(pilot.app)

    drive(app_with(session), steps)


def test_a_choice_that_cannot_be_kept_gets_no_feedback():
    session = hall(PlayOptions(feedback="now"))
    session.records = Unwilling(0)

    async def steps(pilot):
        await press(pilot, key_of(session, "walk"))
        assert isinstance(pilot.app.screen, Notice)
        await press(pilot, "enter")
        assert "Verdict" not in shown(pilot.app)
        assert "Everybody has left" in shown(pilot.app)

    drive(app_with(session), steps)


def test_what_is_meant_for_a_group_is_neither_timed_nor_asked_for_confidence_nor_judged():
    session = playing(found=for_a_group(), options=EVERYTHING)

    async def steps(pilot):
        await press(pilot, key_of(session, "go-in"))
        await press(pilot, "enter")
        text = words(pilot.app)
        assert choices_made(session) == ["go-in"]
        assert "Better Wait here until help has come." in text
        assert "Why Nobody knows where you are." in text
        for word in ("Verdict", "worst", "costly", "Luck"):
            assert word not in text

    drive(app_with(session), steps)


# The clock


def timed(seconds):
    scenes = dict(door().scenario.scenes)
    decision = scenes["door"].decision.model_copy(update={"seconds": seconds})
    scenes["door"] = scenes["door"].model_copy(update={"decision": decision})
    return changed(scenes=scenes)


class Watch:
    """A time that a test moves on."""

    def __init__(self):
        self.at = datetime(2026, 11, 28, 10, tzinfo=UTC)

    def now(self):
        return self.at.isoformat(timespec="milliseconds")

    def on(self, seconds):
        self.at += timedelta(seconds=seconds)


def watched(seconds=60):
    """A play with a suggested time at its first decision, and the time by which it goes."""
    watch = Watch()
    return Solo.new(timed(seconds), None, 459, options=PlayOptions(timer=True), now=watch.now), watch


def clock_says(app):
    app.screen.query_one(Countdown).look()
    return words(app)


def test_the_timer_shows_the_suggested_time_and_forces_nothing():
    session, watch = watched(5)
    app = app_with(session)

    async def steps(pilot):
        assert "Suggested time: 5 seconds. About 5 seconds left." in words(app)
        watch.on(10)
        app.screen.query_one(Countdown).look()
        await settled(pilot)
        assert "The suggested time is over. Take the time that you need." in words(app)
        assert choices_made(session) == []
        await press(pilot, key_of(session, "wait"))
        assert choices_made(session) == ["wait"]
        assert "uggested time" not in words(app)

    drive(app, steps, size=(80, 40))


def test_the_clock_waits_until_the_end_of_the_text_was_on_the_screen():
    session, watch = watched(60)
    app = app_with(session)

    async def steps(pilot):
        assert app.screen.query_one(Story).max_scroll_y > 0
        assert "Suggested time: 1 minute. It runs when you have read to the end." in words(app)
        watch.on(300)
        assert session.time_left is None
        await press(pilot, "end")
        assert session.time_left == 60
        assert "About 1 minute left." in words(app)
        watch.on(20)
        await press(pilot, "home", "end")
        assert session.time_left == 40

    drive(app, steps, size=(80, 16))


def test_a_larger_window_shows_the_end_too():
    session, _ = watched(60)

    async def steps(pilot):
        assert session.time_left is None
        await pilot.resize_terminal(100, 50)
        await settled(pilot)
        assert session.time_left == 60

    drive(app_with(session), steps, size=(80, 16))


def test_a_question_about_a_choice_does_not_begin_the_time_anew():
    watch = Watch()
    session = Solo.new(timed(60), None, 459, options=EVERYTHING, now=watch.now)

    async def steps(pilot):
        await press(pilot, key_of(session, "wait"))
        watch.on(25)
        await press(pilot, "escape")
        assert "Suggested time: 1 minute. About 35 seconds left." in words(pilot.app)

    drive(app_with(session), steps, size=(80, 40))


def test_what_was_left_of_the_time_is_left_when_the_play_is_taken_up_again(tmp_path):
    pack = Path(shutil.copytree(PACK, tmp_path / "pack"))
    text = (pack / "door.yaml").read_text()
    (pack / "door.yaml").write_text(text.replace("      seat: cover\n", "      seat: cover\n      seconds: 60\n"))
    with Records.open(tmp_path / "plays.db") as records:
        watch = Watch()
        options = PlayOptions(timer=True)
        session = Solo.new(bundle(open_pack(pack), "door"), records, 459, options=options, now=watch.now)

        async def leave(pilot):
            watch.on(20)
            await press(pilot, "q", "y")

        drive(app_with(session, records=records), leave, size=(80, 40))
        watch.on(900)
        again = Solo.resume(records, session.play_id, now=watch.now)
        assert again.time_left == 40

        async def look(pilot):
            assert "Suggested time: 1 minute. About 40 seconds left." in words(pilot.app)
            watch.on(10)
            assert "About 30 seconds left." in clock_says(pilot.app)

        drive(app_with(again, records=records), look, size=(80, 40))


def test_a_clock_that_cannot_be_kept_is_hidden_and_the_play_goes_on():
    session, _ = watched(60)
    session.records = Unwilling(0)

    async def steps(pilot):
        assert "uggested time" not in words(pilot.app)
        session.records = None
        await press(pilot, key_of(session, "wait"))
        assert choices_made(session) == ["wait"]

    drive(app_with(session), steps, size=(80, 40))


@pytest.mark.parametrize("play_options", [PlayOptions(), EVERYTHING])
def test_no_clock_unless_it_is_asked_for_and_the_decision_has_one(play_options):
    found = timed(45) if play_options == PlayOptions() else door()

    async def steps(pilot):
        assert "uggested time" not in words(pilot.app)

    drive(app_with(playing(found=found, options=play_options)), steps)


def test_no_clock_runs_in_what_is_meant_for_a_group():
    found = changed(timed(45), content_notes=("mass-violence",))

    async def steps(pilot):
        assert "uggested time" not in words(pilot.app)

    drive(app_with(playing(found=found, options=EVERYTHING)), steps)


@pytest.mark.parametrize(
    ("seconds", "words_"), [(1, "1 second"), (45, "45 seconds"), (60, "1 minute"), (90, "1 minute 30 seconds")]
)
def test_seconds_are_spoken(seconds, words_):
    assert spoken(seconds) == words_


# Where you are


def test_the_trail_says_where_you_are():
    async def steps(pilot):
        assert shown(pilot.app).splitlines()[0].strip() == "The [red]door[/red] · decision 2 · your second"

    drive(app_with(hall()), steps)


@pytest.mark.parametrize(("count", "bar"), [(4, False), (6, True)])
def test_answers_have_a_scroll_bar_only_where_they_do_not_fit(count, bar):
    # Each fills its line to the end, so that a scroll bar alone would make it wrap.
    rows = 1 if count == 4 else 2
    items = [Item(f"{n}", Content(f"{'x' * 40} {'y' * (33 if rows == 1 else 40)}"), "ABCDEF"[n]) for n in range(count)]

    async def steps(pilot):
        panel, choices = pilot.app.screen.query_one(Panel), pilot.app.screen.query_one(Choices)
        panel.ask(Content("Well?"), [Item("on", Content("Go on"), "Enter")], 0)
        await settled(pilot)
        panel.ask(Content("What now?"), items)
        await settled(pilot)
        assert choices.show_vertical_scrollbar == bar
        assert choices.virtual_size.height == rows * count

    drive(app_with(playing()), steps)


@pytest.mark.parametrize("size", [(40, 12), (50, 15), (80, 24), (120, 40)], ids=str)
def test_answers_below_the_fold_are_marked_and_a_key_leads_to_them(size):
    long = " ".join(["Wait behind the car until somebody has seen his hands"] * 4)
    items = [Item(f"{n}", Content(f"{long} {n}"), "ABCDEF"[n]) for n in range(6)]

    async def steps(pilot):
        screen, choices = pilot.app.screen, pilot.app.screen.query_one(Choices)
        panel, mark = screen.query_one(Panel), screen.query_one("#mark")
        panel.ask(Content("What now?"), items)
        await settled(pilot)
        seen, marks = "", []
        for _ in range(40):
            seen += shown(pilot.app)
            marks.append(str(mark.render()) if mark.display else "")
            if "below: Tab" not in marks[-1]:
                break
            before = choices.scroll_offset.y
            await press(pilot, "tab")
            assert choices.scroll_offset.y > before
        assert [letter for letter in "ABCDEF" if f"{letter} Wait" not in seen] == []
        hidden = choices.virtual_size.height > choices.scrollable_content_region.height
        assert marks[0].startswith("▼ answers") == hidden
        assert bool(marks[-1]) == hidden
        assert marks[0][: -len(" below: Tab")].endswith("F") or not hidden
        await press(pilot, "tab")
        assert choices.scroll_offset.y == 0
        panel.ask_line(Content("Why?"))
        await settled(pilot)
        assert not mark.display

    drive(app_with(playing()), steps, size)


def test_enter_without_a_choice_says_what_to_press():
    session = playing()

    async def steps(pilot):
        await press(pilot, "enter")
        assert NOTHING_CHOSEN in words(pilot.app)
        assert choices_made(session) == []
        await press(pilot, "down")
        assert NOTHING_CHOSEN not in words(pilot.app)
        await press(pilot, "enter")
        assert len(choices_made(session)) == 1

    drive(app_with(session), steps)


def test_looking_back_lists_what_was_decided():
    session = playing()

    async def steps(pilot):
        await press(pilot, "l")
        assert "Nothing is decided yet." in shown(pilot.app)
        await press(pilot, "escape", key_of(session, "wait"), "l")
        text = words(pilot.app)
        assert "1. What do you do at the [blue]door[/blue]?" in text
        assert "Wait here until help has come." in text
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PlayScreen)
        assert choices_made(session) == ["wait"]

    drive(app_with(session), steps)


def test_x_blanks_the_screen_and_any_key_brings_it_back_and_does_nothing_else():
    session = playing()

    async def steps(pilot):
        for key in ("a", "enter", "escape"):
            await press(pilot, "x")
            assert isinstance(pilot.app.screen, Blank)
            assert shown(pilot.app).strip() == "Any key brings it back."
            await press(pilot, key)
            assert isinstance(pilot.app.screen, PlayScreen)
        assert choices_made(session) == []

    drive(app_with(session), steps)


def test_help_says_what_a_missing_letter_means():
    async def steps(pilot):
        await press(pilot, "question_mark")
        assert "(a letter that is missing" in shown(pilot.app)
        assert "not open now)" in shown(pilot.app)

    drive(app_with(playing()), steps)


# Leaving


def test_a_broken_arrow_key_neither_leaves_nor_answers(moments):
    """Over a poor link Up can arrive as Esc, [ and A."""
    session = playing()

    async def steps(pilot):
        moments.held = True  # all of it arrives within a moment
        for _ in range(4):
            await pilot.press("escape", "left_square_bracket", "A")
        await settled(pilot, answers=False)
        assert choices_made(session) == []
        assert pilot.app.is_running

    drive(app_with(session), steps)


def test_leaving_a_play_without_records_says_that_nothing_is_kept():
    async def steps(pilot):
        await press(pilot, "q")
        assert "Nothing of this play is kept" in words(pilot.app)

    drive(app_with(playing()), steps)


def test_leaving_a_play_from_the_library_goes_back_there(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        app = app_with(Solo.new(door(), records, seed=459), records=records)
        app._from_library = True

        async def steps(pilot):
            await press(pilot, "q")
            await press(pilot, "y")
            assert isinstance(app.screen, LibraryScreen)

        drive(app, steps)


def test_a_resumed_play_tells_what_was_decided_last(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        first = Solo.new(door(), records, seed=459)
        first.choose("wait")
        again = Solo.resume(records, first.play_id)

        async def steps(pilot):
            assert "The last thing you decided: Wait here until help has come." in words(pilot.app)

        drive(app_with(again, records=records), steps)
