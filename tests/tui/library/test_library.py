"""The library: search as you type, filters, what can go on, what comes next."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from engine.errors import RecordsError
from engine.pack.folder import Pack, builtin_folder, open_pack
from engine.play.bundle import bundle
from engine.records import Records
from sessions.solo import Solo
from tests.engine.learner.past import BADLY, PACK, WELL, keep
from tests.tui.driving import CAP
from tests.tui.library.pilot import drive, press, settled, shown, until, words, write_pack
from tests.tui.library.test_shelf import BASE, TITLE
from tui.dialogs.notice import Notice
from tui.library import packs, screen, shelf
from tui.library.narrow import Narrow
from tui.library.preview import Preview
from tui.library.screen import LibraryScreen
from tui.solo.app import Handover, HotwashApp
from tui.solo.brief import BriefScreen
from tui.solo.play import PlayScreen
from tui.solo.progress import ProgressScreen
from tui.widgets.listing import Listing, Row
from tui.widgets.menu import POINTER


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTWASH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(screen, "HELD", 3600)  # however slow the machine is, the list waits for what comes first in it


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Forty exercises: `e00` to `e39`."""
    exercises = [
        (
            f"e{n:02}",
            {TITLE: f"title: Exercise {n:02}", "solo: 5": f"solo: {5 + n}", "[hallway]": "[even]" if n % 2 == 0 else "[odd]"},
        )
        for n in range(40)
    ]
    return write_pack(tmp_path / "own", *exercises, base=BASE)


def listing(app) -> Listing:
    return app.screen.query_one(Listing)


def titles(app) -> list[str]:
    """Titles of what can be picked."""
    return [row.title for row in listing(app).rows if row.id]


def pointed(app) -> str:
    return next((row.title for row in listing(app).rows if row.id and row.id == listing(app).pointed), "")


def ready(app):
    """Whether everything is read and what comes next is known."""
    return lambda: (
        isinstance(app.screen, LibraryScreen)
        and app.screen._shelf.complete
        and any(row.title == "All exercises" for row in listing(app).rows)
    )


def opened(pack, steps, size=(80, 24), **more):
    """Open the library, wait until everything is there, go on."""
    app = HotwashApp([pack], **more)

    async def run(pilot):
        await until(pilot, ready(app))
        await settled(pilot)
        await steps(pilot)

    drive(app, run, size)
    return app


# Search


def test_the_list_narrows_as_you_type(pack):
    async def steps(pilot):
        app = pilot.app
        await press(pilot, "slash", "3")
        assert titles(app) == [f"Exercise {n:02}" for n in (3, 13, 23, *range(30, 40))]
        assert "13 of 40" in shown(app)
        await press(pilot, "1")
        assert titles(app) == ["Exercise 31"]
        await press(pilot, "backspace")
        assert len(titles(app)) == 13

    opened(pack, steps)


def test_keys_of_the_list_are_letters_in_the_search(pack):
    async def steps(pilot):
        await press(pilot, "slash", *"pcqtlmn0v?")
        assert pilot.app.screen.query_one(Input).value == "pcqtlmn0v?"
        assert isinstance(pilot.app.screen, LibraryScreen)

    opened(pack, steps)


def test_arrows_move_and_enter_opens_while_you_search(pack):
    async def steps(pilot):
        app = pilot.app
        await press(pilot, "slash", "3", "down", "down")
        assert pointed(app) == "Exercise 23"
        assert app.screen.query_one(Input).has_focus
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BriefScreen))
        assert "Exercise 23" in words(app)

    opened(pack, steps)


def test_escape_clears_the_search_and_its_keys_filter_at_once_then_closes(pack):
    async def steps(pilot):
        app = pilot.app
        await press(pilot, "slash", "3", "escape")
        assert app.screen.query_one(Input).value == ""
        assert "40 exercises" in shown(app)
        assert listing(app).has_focus
        for key in "tlm":
            await press(pilot, key)
            assert isinstance(app.screen, Narrow), key
            await press(pilot, "escape")
        await press(pilot, "slash", "escape", "n")
        assert "only not played" in words(app)
        await press(pilot, "escape")
        assert not app.is_running

    opened(pack, steps)


def test_escape_in_the_list_clears_the_search_first(pack):
    async def steps(pilot):
        await press(pilot, "slash", "3", "tab", "escape")
        assert pilot.app.is_running
        assert "40 exercises" in shown(pilot.app)

    opened(pack, steps)


def test_where_nothing_fits_it_says_what_to_do(pack):
    async def steps(pilot):
        app = pilot.app
        await press(pilot, "slash", *"zzz")
        assert "Nothing fits. Press Esc to clear the search." in words(app)
        await press(pilot, "tab", "n")
        assert "Press 0 to take the filters away, Esc to clear the search." in words(app)
        await press(pilot, "enter", "0", "escape")
        assert "Nothing fits" not in words(app)
        assert "40 exercises" in shown(app)

    opened(pack, steps)


def test_while_the_packs_are_read_it_says_how_far_it_is_and_can_be_searched(pack, monkeypatch):
    gate, really = threading.Event(), shelf.entries

    def slowly(*given):
        for number, entry in enumerate(really(*given)):
            if number == 4:
                gate.wait(CAP)
            yield entry

    monkeypatch.setattr(shelf, "entries", slowly)
    monkeypatch.setattr(shelf, "BATCH_SECONDS", 0)
    app = HotwashApp([pack])

    async def steps(pilot):
        await until(pilot, lambda: "Reading: 4 of 40 exercises" in words(app))
        await pilot.press("slash", "3")
        await until(pilot, lambda: titles(app) == ["Exercise 03"])
        gate.set()
        await until(pilot, lambda: len(titles(app)) == 13 and "Reading" not in words(app))

    drive(app, steps, threads=False)


# Filters


def test_a_topic_is_picked_shown_and_taken_away_again(pack):
    async def steps(pilot):
        app = pilot.app
        await press(pilot, "t")
        assert isinstance(app.screen, Narrow)
        assert "even 20" in words(app)
        await press(pilot, "down", "down", "enter")
        assert {int(title[-2:]) % 2 for title in titles(app)} == {1}
        assert "t odd" in words(app)
        assert "20 of 40" in shown(app)
        await press(pilot, "0")
        assert "40 exercises" in shown(app)
        assert "t Topic" in words(app)

    opened(pack, steps)


def test_filters_add_up_and_escape_leaves_a_filter_as_it_is(pack):
    async def steps(pilot):
        app = pilot.app
        await press(pilot, "m", "down", "enter")
        assert titles(app) == [f"Exercise {n:02}" for n in range(6)]
        assert "up to 10 min" in words(app)
        await press(pilot, "l", "down", "enter")
        assert len(titles(app)) == 6
        await press(pilot, "t", "down", "escape")
        assert len(titles(app)) == 6
        await press(pilot, "m", "home", "enter")
        assert len(titles(app)) == 40

    opened(pack, steps)


def test_filters_work_by_mouse(pack):
    async def steps(pilot):
        app = pilot.app
        await pilot.click("#filter-unplayed")
        await settled(pilot)
        assert "only not played" in words(app)
        await pilot.click("#filter-clear")
        await settled(pilot)
        assert "only not played" not in words(app)
        await pilot.click("#filter-topic")
        await settled(pilot)
        assert isinstance(app.screen, Narrow)

    opened(pack, steps)


def test_only_what_was_not_played(pack, tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        keep(records, WELL, of=bundle(pack, "e07"))

        async def steps(pilot):
            await until(pilot, lambda: "best 100" in str(listing(pilot.app).rows))
            await press(pilot, "n")
            assert len(titles(pilot.app)) == 39
            assert "Exercise 07" not in titles(pilot.app)

        opened(pack, steps, records=records)


# Moving


def test_every_row_can_be_reached_by_keys(pack):
    async def steps(pilot):
        app = pilot.app
        await press(pilot, "end")
        assert pointed(app) == "Exercise 39"
        assert "› Exercise 39" in shown(app)
        await press(pilot, "pageup", "pagedown", "pagedown")
        assert pointed(app) == "Exercise 39"
        await press(pilot, "home")
        seen = [pointed(app)]
        for _ in titles(app)[1:]:
            await pilot.press("down")
            await settled(pilot)
            seen.append(pointed(app))
            assert f"› {pointed(app)}" in shown(app)
        assert seen == titles(app)

    opened(pack, steps)


def test_a_click_points_and_a_second_one_opens(pack):
    async def steps(pilot):
        app = pilot.app
        await press(pilot, "slash", "3", "tab")
        await pilot.click(Listing, offset=(10, 3))
        await settled(pilot)
        assert pointed(app) == "Exercise 13"
        await pilot.click(Listing, offset=(10, 3))
        await until(pilot, lambda: isinstance(app.screen, BriefScreen))
        assert "Exercise 13" in words(app)

    opened(pack, steps)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
def test_what_is_pointed_at_is_in_view_at_any_size(pack, size):
    async def steps(pilot):
        app = pilot.app
        await press(pilot, "end")
        await pilot.resize_terminal(*size)
        await settled(pilot)
        assert "› Exercise 39" in shown(app)
        assert max(map(len, shown(app).splitlines())) <= size[0]

    opened(pack, steps)


def test_wide_right_to_left_and_hostile_text_keeps_the_lines_straight(tmp_path):
    hostile = "[bold]漢字 العربية 👩‍👩‍👧‍👦 [/] " * 8
    pack = write_pack(
        tmp_path / "own",
        ("e", {TITLE: f"title: '{hostile}'", "summary: A short call in a *dark* hallway.": f"summary: '{hostile}'"}),
        base=BASE,
    )

    async def steps(pilot):
        assert "[bold]漢字" in shown(pilot.app)
        for strip in pilot.app.screen._compositor.render_strips():
            assert strip.cell_length == 80
        await pilot.resize_terminal(160, 50)
        await settled(pilot)
        assert "5 minutes alone" in words(pilot.app)
        assert {strip.cell_length for strip in pilot.app.screen._compositor.render_strips()} == {160}

    opened(pack, steps)


def test_a_row_with_control_characters_is_drawn_without_them():
    async def steps(pilot):
        listing(pilot.app).show([Row("a", "one\x1b[31m", "x\x07", ("two\r\x9b",))])
        await settled(pilot)
        assert not {"\x1b", "\x07", "\r", "\x9b"} & set(shown(pilot.app))
        assert "› one [31m" in shown(pilot.app)

    opened(open_pack(PACK), steps)


# Details


def test_details_stand_beside_the_list_where_there_is_room_and_below_it_on_demand(pack):
    async def steps(pilot):
        app = pilot.app
        assert "A short call in a dark hallway." not in words(app)
        await press(pilot, "v")
        assert "A short call in a dark hallway." in words(app)
        await pilot.resize_terminal(120, 40)
        await press(pilot, "v")
        await settled(pilot)
        text = words(app)
        for wanted in ("Contains a weapon", "Played not yet", "Review not reviewed yet", "alone, 20 in a class"):
            assert wanted in text

    opened(pack, steps)


def test_details_can_be_read_to_their_end_by_key(pack):
    async def steps(pilot):
        app = pilot.app
        await press(pilot, "end", "v")
        await settled(pilot)
        assert "› Exercise 39" in shown(app)
        assert "not reviewed yet" not in words(app)
        for _ in range(6):
            await press(pilot, "space")
            if "not reviewed yet" in words(app):
                break
        assert "not reviewed yet" in words(app)
        preview = app.screen.query_one(Preview)
        while preview.scroll_offset.y < preview.max_scroll_y:
            await press(pilot, "space")
        await press(pilot, "space")
        assert preview.scroll_offset.y == 0

    opened(pack, steps)


def test_details_follow_the_pointer(pack):
    async def steps(pilot):
        await press(pilot, "end")
        assert "44 minutes alone" in words(pilot.app)

    opened(pack, steps, size=(120, 40))


# Opening


def test_a_title_typed_into_the_list_opens_what_was_typed(tmp_path):
    names = {"a-list": "The gatekeeper", "b": "At the gate, the other", "c": "The gate"}
    made = write_pack(tmp_path / "own", *((id_, {TITLE: f"title: {title}"}) for id_, title in names.items()), base=BASE)

    async def steps(pilot):
        app = pilot.app
        await pilot.press(*"The", "space", *"gate", "enter")
        await until(pilot, lambda: isinstance(app.screen, BriefScreen))
        assert app.screen._bundle.scenario.id == "c"

    opened(made, steps)


def test_a_letter_that_is_a_key_stays_one_and_another_begins_a_search(pack):
    async def steps(pilot):
        app = pilot.app
        await press(pilot, "v", "E")
        assert app.screen.query_one(Input).value == "E"
        assert app.screen.query_one(Input).has_focus
        await press(pilot, "v")
        assert app.screen.query_one(Input).value == "Ev"

    opened(pack, steps)


def test_what_is_pasted_is_searched_for(pack):
    async def steps(pilot):
        app = pilot.app
        app.post_message(events.Paste("Exercise 23\n"))
        await until(pilot, lambda: pointed(app) == "Exercise 23")
        assert app.screen.query_one(Input).value == "Exercise 23"

    opened(pack, steps)


def test_enter_before_all_is_read_opens_when_it_is(pack, monkeypatch):
    read, go_on = shelf.Shelf.read, threading.Event()

    def slow(self):
        assert go_on.wait(CAP)
        yield from read(self)

    monkeypatch.setattr(shelf.Shelf, "read", slow)
    app = HotwashApp([pack])

    async def steps(pilot):
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await pilot.press("slash", *"exercise", "space", *"07", "enter")
        await until(pilot, lambda: app.screen._taken_early)
        go_on.set()
        await until(pilot, lambda: isinstance(app.screen, BriefScreen))
        assert app.screen._bundle.scenario.id == "e07"

    drive(app, steps, threads=False)


def test_enter_pressed_twice_opens_once_and_begins_nothing(monkeypatch, moments):
    looked, really = [], packs.sound
    monkeypatch.setattr(packs, "sound", lambda *given: looked.append(given) or really(*given))

    async def steps(pilot):
        moments.held = True
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, BriefScreen))
        await pilot.press("enter")
        await settled(pilot, answers=False)
        assert isinstance(pilot.app.screen, BriefScreen)
        assert len(looked) == 1

    opened(open_pack(PACK), steps)


def test_a_scenario_with_errors_is_listed_last_with_what_is_wrong(tmp_path):
    text = (PACK / "door.yaml").read_text(encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a-torn.yaml").write_text("hotwash: [", encoding="utf-8")
    (tmp_path / "own" / "b-lost.yaml").write_text(text.replace("id: door", "id: b-lost"), encoding="utf-8")
    (tmp_path / "own" / "door.yaml").write_text(text.replace("report: hallway", "invented: true").replace("to: hurt", "to: nowhere"),
                                               encoding="utf-8")  # fmt: skip

    async def steps(pilot):
        app = pilot.app
        rows = [row for row in listing(app).rows if row.id and not row.id.startswith("next ")]
        assert [(row.aside, row.notes[0][:19]) for row in rows[1:]] == [
            ("has errors", "a-torn.yaml, line 1"), ("has errors", "its report `hallway"),
        ]  # fmt: skip
        for key in ("up", "up", "up"):
            await press(pilot, "end", *[key] * ("up", "up", "up").index(key))
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, Notice))
            assert "cannot be played" in words(app)
            await press(pilot, "escape")
        assert isinstance(app.screen, LibraryScreen)

    opened(Pack(tmp_path / "own", Pack(builtin_folder())), steps)


def test_c_hands_over_to_the_classroom_with_what_is_pointed_at(pack):
    async def steps(pilot):
        await press(pilot, "end", "c")

    assert opened(pack, steps).return_value == Handover("classroom", "own/e39")


def test_p_shows_progress_and_escape_comes_back(pack):
    async def steps(pilot):
        app = pilot.app
        await press(pilot, "p")
        assert isinstance(app.screen, ProgressScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, LibraryScreen)
        assert app.is_running

    opened(pack, steps)


def test_help_names_every_key(pack):
    async def steps(pilot):
        await press(pilot, "question_mark")
        assert "only what you have not played" in words(pilot.app)

    opened(pack, steps, size=(100, 40))


# What was played


def test_an_unfinished_play_stands_first_and_can_be_gone_on_with(pack, tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        Solo.new(bundle(pack, "e05"), records, seed=459).choose("wait")

        async def steps(pilot):
            app = pilot.app
            await until(pilot, lambda: titles(app)[0].startswith("Go on"))
            assert titles(app)[0] == "Go on with Exercise 05"
            assert shown(app).index("Go on with") < shown(app).index("Practise next") < shown(app).index("All exercises")
            await press(pilot, "home", "enter")
            assert isinstance(app.screen, PlayScreen)
            assert "You go on where you left off" in words(app)

        opened(pack, steps, records=records)


def test_every_unfinished_play_stands_there_with_its_place_and_date(pack, tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        older = Solo.new(bundle(pack, "e05"), records, seed=459)
        newer = Solo.new(bundle(pack, "e06"), records, seed=459)
        newer.choose("wait")

        async def steps(pilot):
            app = pilot.app
            await until(pilot, lambda: titles(app)[0].startswith("Go on"))
            assert titles(app)[:2] == ["Go on with Exercise 06", "Go on with Exercise 05"]
            begun = datetime.fromisoformat(older.play.events[-1].at).astimezone()
            assert f"nothing is decided yet, {begun:%Y-%m-%d %H:%M}" in words(app)
            assert "after 1 decision, " in words(app)
            await press(pilot, "home", "down", "enter")
            assert isinstance(app.screen, PlayScreen)
            assert app.screen._session.play_id == older.play_id

        opened(pack, steps, records=records)


def test_what_to_practise_next_says_why_and_opens(pack, tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        keep(records, BADLY, datetime.now(UTC) - timedelta(days=12), of=bundle(pack, "e05"))

        async def steps(pilot):
            app = pilot.app
            await until(pilot, lambda: "last weak 12 days ago" in words(app))
            assert listing(app).rows[0].title == "Practise next"
            wanted = pointed(app)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, BriefScreen))
            assert wanted in words(app)

        opened(pack, steps, records=records)


@pytest.mark.parametrize("note", ["suicide-talk", "mass-violence"])
def test_what_is_meant_for_a_group_is_never_practised_next(tmp_path, note):
    group = {"[weapon-present]": f"[{note}]"}
    pack = write_pack(tmp_path / "own", ("a", group), ("b", group), ("c", {TITLE: "title: For one"}), base=BASE)

    async def steps(pilot):
        proposed = [row.id for row in listing(pilot.app).rows if row.id.startswith("next ")]
        assert proposed == ["next own/c"]

    opened(pack, steps)


def test_what_comes_late_does_not_move_the_pointer(pack, tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        keep(records, BADLY, of=bundle(pack, "e05"))
        keep(records, WELL[:1], of=bundle(pack, "e06"))
        app = HotwashApp([pack], prepare=lambda: None)

        async def steps(pilot):
            await until(pilot, ready(app))
            await press(pilot, "end", "up")
            app.screen.offer(records)
            await until(pilot, lambda: titles(app)[0].startswith("Go on") and "best" in str(listing(app).rows))
            assert pointed(app) == "Exercise 38"

        drive(app, steps)


def test_what_comes_late_leaves_the_row_that_is_pointed_at_on_its_line(pack, tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        for number in range(3):
            keep(records, WELL[:1], of=bundle(pack, f"e0{number}"))
        app = HotwashApp([pack], prepare=lambda: None)

        def line():
            return next(n for n, text in enumerate(shown(app).splitlines()) if POINTER in text)

        async def steps(pilot):
            await until(pilot, ready(app))
            row, at = pointed(app), line()
            app.screen.offer(records)
            await until(pilot, lambda: titles(app)[0].startswith("Go on"))
            await settled(pilot)
            assert (pointed(app), line()) == (row, at)
            assert "3 plays to go on with at the top of the list: press Home" in words(app)
            await press(pilot, "home")
            assert pointed(app).startswith("Go on")
            assert "at the top of the list" not in words(app)

        drive(app, steps)


def test_what_is_pointed_at_stays_in_view_when_details_come_up_below(tmp_path):
    ids = [(f"e{number}", {TITLE: f"title: Number {number}"}) for number in range(7)]
    few = write_pack(tmp_path / "few", *ids, base=BASE)
    app = HotwashApp([few])

    async def steps(pilot):
        await until(pilot, lambda: len(titles(app)) >= len(ids))
        await settled(pilot)
        listing = app.screen.query_one(Listing)
        for keys in (("end", "v"), ("home", "v", "end", "v")):
            await press(pilot, *keys)
            assert listing.size.height < listing.virtual_size.height
            line = listing._starts[listing._at] - listing.scroll_offset.y
            assert 0 <= line < listing.size.height

    drive(app, steps)


def test_the_list_waits_for_what_comes_first_in_it_but_not_for_ever(pack, monkeypatch):
    app = HotwashApp([pack], prepare=threading.Event().wait)
    timers = []
    monkeypatch.setattr(LibraryScreen, "set_timer", lambda _screen, _seconds, act: timers.append(act))

    async def steps(pilot):
        await until(pilot, lambda: app.screen._shelf.complete and not titles(app))
        await press(pilot, "slash", "3")
        assert len(titles(app)) == 13
        await press(pilot, "escape")
        assert titles(app) == []
        for act in timers:
            if act == app.screen._release:
                act()
        await settled(pilot, threads=False)
        assert len(titles(app)) == 40

    drive(app, steps, threads=False)


def test_no_lesson_is_told_before_it_is_played(pack, tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        keep(records, BADLY, datetime.now(UTC) - timedelta(days=12), of=bundle(pack, "e05"))

        async def steps(pilot):
            app = pilot.app
            await until(pilot, lambda: "last weak 12 days ago" in words(app))
            seen = words(app)
            for key in ("l", "escape", "question_mark", "escape", "enter"):
                await press(pilot, key)
                seen += words(app)
            assert isinstance(app.screen, BriefScreen)
            lessons = bundle(pack, "e05").lessons.values()
            assert [lesson.title for lesson in lessons if lesson.title in seen or lesson.statement in seen] == []
            assert "a lesson on" in seen

        opened(pack, steps, (160, 60), records=records)


def test_plays_erased_meanwhile_are_forgotten(pack, tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        unfinished = keep(records, WELL[:1], of=bundle(pack, "e06"))

        async def steps(pilot):
            app = pilot.app
            await until(pilot, lambda: titles(app)[0].startswith("Go on"))
            await press(pilot, "p")
            records.erase(unfinished)
            await press(pilot, "escape")
            await until(pilot, lambda: not titles(app)[0].startswith("Go on"))

        opened(pack, steps, records=records)


def test_records_that_cannot_be_read_are_told_and_the_library_stays(pack):
    class Broken:
        read_only = True

        def plays(self, **_):
            raise RecordsError("plays.db is damaged [badly]")

    app = HotwashApp([pack], records=Broken())

    async def steps(pilot):
        await until(pilot, lambda: isinstance(app.screen, Notice))
        assert "plays.db is damaged [badly]" in words(app)
        await press(pilot, "escape")
        assert "40 exercises" in shown(app)
        assert "Exercise 00" in shown(app)

    drive(app, steps)


def test_without_records_everything_else_works(pack):
    async def steps(pilot):
        assert "Practise next" in shown(pilot.app)
        assert "to begin with" in words(pilot.app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, BriefScreen))

    opened(pack, steps, kept=False)


def test_an_empty_pack_says_what_to_do(tmp_path):
    (tmp_path / "own").mkdir()
    app = HotwashApp([Pack(tmp_path / "own", Pack(builtin_folder()))])

    async def steps(pilot):
        await until(pilot, lambda: "There is no exercise here" in words(app))
        await press(pilot, "enter", "c")
        assert app.return_value == Handover("classroom", "")

    drive(app, steps)


def test_c_starts_the_classroom_with_the_same_packs_and_records(pack, tmp_path, monkeypatch):
    from tui.commands import classroom, play

    told = []
    monkeypatch.setattr(play, "_interactive", lambda: True)
    monkeypatch.setattr(play, "why_dumb", lambda: "")
    monkeypatch.setattr(HotwashApp, "run", lambda _: Handover("classroom", "own/e03"))
    monkeypatch.setattr(classroom, "run", lambda asked: told.append(asked) or 0)
    db = str(tmp_path / "plays.db")
    assert play.run(play.PlayRequest(folders=(pack.folder,), db=db, ascii_only=True)) == 0
    assert told == [classroom.ClassRequest(scenario="own/e03", folders=(pack.folder,), db=db, ascii_only=True)]


def test_the_way_to_the_first_screen_loads_nothing_that_can_wait():
    late = (
        "fsrs",
        "sqlalchemy",
        "jinja2",
        "engine.learner.practice",
        "engine.learner.history",
        "engine.check.checker",
        "tui.solo.progress",
    )
    code = f"import sys, tui.solo.app, tui.library.screen; print([name for name in {late} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACK.parents[2])
    assert answer.stdout.strip() == "[]"
