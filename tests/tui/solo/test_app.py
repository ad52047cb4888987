"""What the screens do: keys, mouse, leaving, errors, resuming."""

from __future__ import annotations

import subprocess
import sys

import pytest
from textual.widgets import Collapsible, Input

from engine.errors import PackError, RecordsLocked
from engine.pack.scenario import Paragraph
from engine.play.events import Confided
from engine.records import Records
from sessions.play_options import PlayOptions
from sessions.solo import Solo
from tests.tui.driving import (
    CAP,
    PACK,
    Unwilling,
    app_with,
    asking,
    changed,
    choices_made,
    door,
    drive,
    finished,
    key_of,
    playing,
    press,
    settled,
    shown,
    until,
    words,
)  # fmt: skip
from tui.dialogs.notice import Notice
from tui.library.screen import LibraryScreen
from tui.solo.brief import BriefScreen
from tui.solo.debrief import DebriefScreen
from tui.solo.play import PlayScreen
from tui.widgets.panel import Panel
from tui.widgets.prose import blocks, clean, inline
from tui.widgets.story import Story

# Choosing


def test_a_digit_chooses():
    session = playing()

    async def steps(pilot):
        await press(pilot, key_of(session, "wait"))
        assert choices_made(session) == ["wait"]
        assert "Your partner is here in a minute." in shown(pilot.app)
        assert "decision 2" in shown(pilot.app)

    drive(app_with(session), steps)


def test_arrows_and_enter_choose():
    session = playing()
    second = session.view().options[1].id

    async def steps(pilot):
        await press(pilot, "down", "down", "enter")
        assert choices_made(session) == [second]

    drive(app_with(session), steps)


def test_enter_alone_chooses_nothing():
    session = playing()

    async def steps(pilot):
        await press(pilot, "enter", "enter")
        assert choices_made(session) == []

    drive(app_with(session), steps)


def test_a_click_chooses():
    session = playing()
    third = session.view().options[2].id

    async def steps(pilot):
        await pilot.click("#choices", offset=(10, 2))
        await settled(pilot)
        assert choices_made(session) == [third]

    drive(app_with(session), steps)


def test_a_key_pressed_twice_answers_once(moments):
    session = playing()

    async def steps(pilot):
        moments.held = True
        await pilot.press("1", "1", "1")
        await settled(pilot, answers=False)
        assert len(choices_made(session)) == 1
        moments.pass_by()
        assert len(choices_made(session)) == 1
        await pilot.press("1")
        await settled(pilot, answers=False)
        assert len(choices_made(session)) == 2

    drive(app_with(session), steps)


def test_a_digit_beyond_the_choices_does_nothing():
    session = playing()

    async def steps(pilot):
        await press(pilot, "6", "0")
        assert choices_made(session) == []

    drive(app_with(session), steps)


# How it is run


def test_the_brief_sets_how_a_play_is_run_and_the_play_keeps_it(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        app = app_with(bundle=door(), records=records, seed=459, play_options=PlayOptions(timer=True))

        async def steps(pilot):
            assert "s say how sure you are: no" in words(app)
            assert "t see suggested times: yes" in words(app)
            await press(pilot, "s", "w", "w", "t", "f")
            assert "s say how sure you are: yes" in words(app)
            assert "f told what each decision was worth: at once" in words(app)
            await press(pilot, "enter")
            await until(pilot, lambda: isinstance(app.screen, PlayScreen))

        drive(app, steps)
        (row,) = records.plays()
        assert Solo.resume(records, row.id).options == PlayOptions(confidence=True, feedback="now")


@pytest.mark.parametrize("key", ["o", "t"])
def test_on_a_small_screen_the_brief_turns_to_what_a_key_has_set(key):
    app = app_with(bundle=door(), seed=459)

    async def steps(pilot):
        assert "see suggested times" not in shown(app)
        await press(pilot, key)
        assert f"see suggested times: {'yes' if key == 't' else 'no'}" in words(app)

    drive(app, steps, size=(80, 18))


# How sure


def test_confidence_is_kept_with_the_choice():
    session = playing(options=PlayOptions(confidence=True))

    async def steps(pilot):
        await press(pilot, key_of(session, "wait"))
        assert choices_made(session) == []
        assert "How sure are you" in shown(pilot.app)
        assert "1 a guess: 1 in 3" in words(pilot.app)
        await press(pilot, "enter")
        assert choices_made(session) == []
        await press(pilot, "4")
        assert choices_made(session) == ["wait"]
        assert [e.percent for e in session.play.events if isinstance(e, Confided)] == [83]

    drive(app_with(session), steps)


def test_confidence_can_be_skipped_and_taken_back():
    session = playing(options=PlayOptions(confidence=True))

    async def steps(pilot):
        await press(pilot, "1", "escape")
        assert "What do you do at the" in shown(pilot.app)
        await press(pilot, key_of(session, "shout"), "0")
        assert choices_made(session) == ["shout"]
        assert not [e for e in session.play.events if isinstance(e, Confided)]

    drive(app_with(session), steps)


# Reading


def test_what_looks_like_markup_is_shown_as_it_stands():
    session = playing()

    async def steps(pilot):
        text = words(pilot.app)
        for literal in ("[b]not bold[/b]", "[bold]alone[/bold]", "[blue]door[/blue]", "[red]door[/red]"):
            assert literal in text
        assert "*quiet*" not in text
        assert "quiet" in text
        assert "• a light" in text or "- a light" in text

    drive(app_with(session), steps, size=(100, 40))


def test_a_long_text_scrolls_while_the_question_stays():
    session = playing()

    async def steps(pilot):
        await press(pilot, key_of(session, "wait"))
        assert "more: Space" in shown(pilot.app)
        assert "The cat" not in shown(pilot.app)
        await press(pilot, "space", "pagedown")
        assert '"The cat," she says.' in shown(pilot.app)
        assert "Everybody has left, she says. What now?" in words(pilot.app)
        assert "more: Space" not in shown(pilot.app)
        await press(pilot, "home")
        assert "Your partner is here" in shown(pilot.app)

    drive(app_with(session), steps)


def test_each_moment_begins_at_its_top():
    session = playing()

    async def steps(pilot):
        await press(pilot, "end", key_of(session, "wait"))
        assert pilot.app.screen.query_one(Story).scroll_y == 0

    drive(app_with(session), steps)


def test_alone_ones_own_seat_is_read_as_ones_own_and_another_seats_text_is_not_there():
    session = playing()

    async def steps(pilot):
        assert "The handle moves a little." in shown(pilot.app)
        assert "A child is crying somewhere." not in shown(pilot.app)
        assert "alone" not in shown(pilot.app).replace("Go in now [bold]alone", "")
        assert "decides" not in words(pilot.app)

    drive(app_with(session), steps, size=(120, 50))


def test_who_decides_is_named_where_it_is_not_you_and_so_is_what_they_alone_know():
    scenes = dict(door().scenario.scenes)
    seen = Paragraph(text="You hear him breathe.", seat="contact")
    scenes["room"] = scenes["room"].model_copy(update={"also": (seen,)})
    session = playing(found=changed(scenes=scenes))
    session.choose("wait")
    session.choose("ask")

    async def steps(pilot):
        assert "Contact officer alone knows" in shown(pilot.app)
        assert "You hear him breathe." in shown(pilot.app)
        assert "(Contact officer decides)" in words(pilot.app)

    drive(app_with(session), steps, size=(120, 50))


def test_what_is_new_comes_first_and_a_key_shows_what_was_told_before():
    session = playing(found=asking(instead=True))
    session.choose("ask")

    async def steps(pilot):
        text = shown(pilot.app)
        assert text.index("New:") < text.index("Two live here") < text.index("Told before (t shows it)")
        assert "You stand at the door" not in text
        await press(pilot, "t")
        assert "Told before (t folds it)" in shown(pilot.app)
        assert "You stand at the door" in shown(pilot.app)
        await press(pilot, "t")
        assert "You stand at the door" not in shown(pilot.app)
        assert choices_made(session) == ["ask"]

    drive(app_with(session), steps, size=(80, 40))


def test_the_key_for_what_was_told_before_does_nothing_where_nothing_was():
    async def steps(pilot):
        before = shown(pilot.app)
        await press(pilot, "t")
        assert shown(pilot.app) == before

    drive(app_with(playing()), steps)


@pytest.mark.parametrize("size", [(40, 12), (60, 16), (160, 50)])
def test_every_choice_can_be_reached_at_any_size(size):
    session = playing()

    async def steps(pilot):
        await pilot.resize_terminal(*size)
        await settled(pilot)
        panel = pilot.app.screen.query_one(Panel)
        assert panel.region.height <= round(size[1] * 0.7)
        assert pilot.app.screen.query_one("#prompt").region.height
        for option in session.view().options:
            await pilot.press("down")
            await settled(pilot)
            assert " ".join(option.text.split()[:2]) in shown(pilot.app)

    drive(app_with(session), steps)


def test_resizing_loses_nothing():
    session = playing()

    async def steps(pilot):
        await press(pilot, key_of(session, "wait"))
        before = words(pilot.app)
        await pilot.resize_terminal(160, 50)
        await settled(pilot)
        assert "The cat" in shown(pilot.app)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert words(pilot.app) == before

    drive(app_with(session), steps)


# Leaving


def test_leaving_asks_first():
    session = playing()
    app = app_with(session)

    async def steps(pilot):
        await press(pilot, "q")
        assert "Leave the exercise?" in shown(app)
        await press(pilot, "n")
        assert isinstance(app.screen, PlayScreen)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, PlayScreen)
        await press(pilot, "q")
        await pilot.press("y")
        await settled(pilot)
        assert not app.is_running

    drive(app, steps)


def test_leaving_says_how_to_go_on(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        session = Solo.new(door(), records, seed=459)

        async def steps(pilot):
            await press(pilot, "q")
            assert "hotwash play --resume" in shown(pilot.app)

        drive(app_with(session, records=records), steps)


def test_help_lists_the_keys():
    async def steps(pilot):
        await press(pilot, "question_mark")
        assert "read on, read back" in shown(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PlayScreen)

    drive(app_with(playing()), steps)


def test_the_palette_has_our_commands():
    async def steps(pilot):
        await press(pilot, "ctrl+p")
        assert pilot.app.screen.query(Input)
        await until(pilot, lambda: all(name in shown(pilot.app) for name in ("Help", "Leave", "Theme")))

    drive(app_with(playing()), steps)


# Errors


def test_a_decision_that_cannot_be_kept_did_not_happen():
    session = playing()
    session.records = Unwilling(0)

    async def steps(pilot):
        await press(pilot, "1")
        assert isinstance(pilot.app.screen, Notice)
        assert "plays.db is locked [by] another program" in words(pilot.app)
        await press(pilot, "enter")
        assert choices_made(session) == []
        assert "decision 1" in shown(pilot.app)
        session.records.willing = True
        await press(pilot, "1")
        assert len(choices_made(session)) == 1

    drive(app_with(session), steps)


def test_a_draw_that_cannot_be_kept_can_be_tried_again():
    session = playing()
    session.choose("wait")
    session.records = Unwilling(1)

    async def steps(pilot):
        await press(pilot, key_of(session, "believe"))
        assert isinstance(pilot.app.screen, Notice)
        await press(pilot, "enter")
        assert choices_made(session) == ["wait", "believe"]
        assert "Try again" in shown(pilot.app)
        session.records.willing = True
        await press(pilot, "1")
        assert "Try again" not in shown(pilot.app)

    drive(app_with(session), steps)


def test_a_play_that_cannot_be_kept_is_not_begun():
    class Full(Unwilling):
        def begin(self, *_):
            raise RecordsLocked("plays.db is locked")

    app = app_with(bundle=door(), records=Full(0))

    async def steps(pilot):
        await press(pilot, "enter")
        assert isinstance(app.screen, Notice)
        await press(pilot, "enter")
        assert isinstance(app.screen, BriefScreen)
        assert "Begin (Enter)" in shown(app)

    drive(app, steps)


# From screen to screen


def test_a_bundle_is_briefed_and_begun():
    app = app_with(bundle=door(), seed=459)

    async def steps(pilot):
        text = words(app)
        assert "The [red]door[/red]" in text
        assert "Contains a weapon" in text
        assert "Peer support: extension 12" in text
        assert "You can stop at any time, no reason asked" in text
        assert "Kept Nothing. This play leaves no trace." in text
        await press(pilot, "enter")
        assert isinstance(app.screen, PlayScreen)

    drive(app, steps)


def test_from_the_library_to_the_debrief_and_back():
    app = app_with(seed=459)

    async def steps(pilot):
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen) and "All exercises" in shown(app))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, BriefScreen))
        await settled(pilot)
        await press(pilot, "enter", "1", "1", "1")
        if "This is where it ends" not in shown(app):
            await press(pilot, "1")
        await press(pilot, "enter")
        assert isinstance(app.screen, DebriefScreen)
        await press(pilot, "q", "l")
        assert isinstance(app.screen, LibraryScreen)

    drive(app, steps)


def test_a_resumed_play_stands_at_the_same_decision(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        first = Solo.new(door(), records, seed=239)
        first.choose("wait")
        again = Solo.resume(records, first.play_id)
        assert again.view().options == first.view().options

        async def steps(pilot):
            assert "Wait here until help has come." in words(pilot.app)
            await press(pilot, key_of(again, "ask"))
            assert choices_made(again) == ["wait", "ask"]
            assert "You go on where you left off" not in shown(pilot.app)

        drive(app_with(again, records=records), steps)


# What can wait until after the first frame


def test_begin_waits_for_what_is_prepared(tmp_path):
    import threading

    ready = threading.Event()
    with Records.open(tmp_path / "plays.db") as records:

        def prepare():
            assert ready.wait(CAP)
            return records

        app = app_with(bundle=door(), prepare=prepare, kept=True, seed=459)

        async def steps(pilot):
            assert "Kept What you decide, when, and what you write about it, on this computer." in words(app)
            await pilot.press("enter")
            await settled(pilot, answers=False, threads=False)
            assert isinstance(app.screen, BriefScreen)
            ready.set()
            await until(pilot, lambda: isinstance(app.screen, PlayScreen))
            assert len(records.plays()) == 1

        drive(app, steps, threads=False)


def test_a_failed_preparation_ends_the_app():
    def prepare():
        raise PackError("door.yaml cannot be played")

    app = app_with(bundle=door(), prepare=prepare)

    async def steps(pilot):
        await until(pilot, lambda: not app.is_running)

    drive(app, steps)
    assert str(app.failure) == "door.yaml cannot be played"


# Debrief


def debriefed(session):
    app = app_with(session)

    async def go(pilot):
        await press(pilot, "enter")
        assert isinstance(app.screen, DebriefScreen)

    return app, go


def test_the_debrief_says_the_quadrant_before_any_number():
    app, go = debriefed(finished("wait", "ask", "talk"))

    async def steps(pilot):
        await go(pilot)
        text = words(app)
        assert text.startswith("Sound decisions, good ending 3 best")
        assert text.index("You decided well") < text.index("How it ended")
        assert "Decision score" not in text
        await press(pilot, "end")
        text = words(app)
        assert "Decision score: 100 of 100" in text
        assert "blind guessing" in text
        assert "best line 100" in text

    drive(app, steps)


def test_the_debrief_has_every_part_in_order():
    session = finished("go-in", "ask", "order")
    app, go = debriefed(session)

    async def steps(pilot):
        await go(pilot)
        await press(pilot, "e")
        text = words(app)
        order = [
            "How it ended", "The turning point", "- worst", "+ best", "Life-safety errors", "Alone behind a door", "Your decisions",
            "- worst", "Best", "Wait here until help has come.", "- Ask early", "violated", "The report", "not reported",
            "Lessons, the weakest first", "Luck, which nothing above has counted", "Nothing was drawn",
            "What really happened: The second door [draft: not reviewed yet]", "It nearly came to this", "To talk about",
            "Next shift I will", "If this stays with you", "The numbers", "Decision score", "in this exercise",
            "start 1 2 3 end", "o─────(-)────(+)────(~)─────#",
        ]  # fmt: skip
        at = 0
        for part in order:
            assert part in text[at:], part
            at = text.index(part, at)

    drive(app, steps, size=(100, 160))


def test_e_opens_and_closes_all_decisions():
    app, go = debriefed(finished("wait", "ask", "talk"))

    async def steps(pilot):
        await go(pilot)
        cards = list(app.screen.query(Collapsible))
        assert len(cards) == 3
        assert all(card.collapsed for card in cards)
        before = app.screen.query_one("#account").scroll_y
        await press(pilot, "e")
        assert not any(card.collapsed for card in cards)
        assert app.screen.query_one("#account").scroll_y == before
        await press(pilot, "e")
        assert all(card.collapsed for card in cards)

    drive(app, steps)


def test_tab_and_enter_open_one_decision():
    app, go = debriefed(finished("wait", "ask", "talk"))

    async def steps(pilot):
        await go(pilot)
        await press(pilot, "tab", "tab", "enter")
        assert [card.collapsed for card in app.screen.query(Collapsible)] == [True, False, True]

    drive(app, steps)


# Text


def test_control_characters_are_taken_out():
    assert clean("a\x1b[31mb\x07c\td") == "a [31mb c d"
    assert "\x1b" not in "".join(block.body.plain for block in blocks("x\x1b[2Jy"))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a *b* c", "a b c"),
        ("**a** _b_", "a b"),
        ("snake_case_name", "snake_case_name"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        (r"\*not\*", "*not*"),
        ("[label](https://example.org)", "label (https://example.org)"),
        ("[red]no markup[/red]", "[red]no markup[/red]"),
        ("`code *here*`", "code *here*"),
    ],
)
def test_inline_markdown(text, plain):
    assert inline(text).plain == plain


def test_blocks_of_markdown():
    found = blocks("# Head\n\none\ntwo\n\n- a\n  b\n- c\n\n1. d")
    assert [(block.lead, block.body.plain) for block in found] == [
        ("", "Head"), ("", "one two"), ("  - ", "a b"), ("  - ", "c"), ("  1. ", "d"),
    ]  # fmt: skip


def test_the_way_to_the_first_screens_is_light():
    code = (
        "import sys, tui.solo.app, tui.solo.brief, tui.solo.play, tui.library.screen\n"
        "print(*{m.split('.')[0] for m in sys.modules} & {'jinja2', 'sqlalchemy', 'markdown_it', 'markupsafe'})"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACK.parents[2])
    assert answer.stdout.strip() == ""
