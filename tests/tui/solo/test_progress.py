"""Progress: lessons, how sure, plays, what comes next; one's own data taken along and erased."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.errors import PackError, RecordsError
from engine.pack.folder import Pack
from engine.play.bundle import bundle
from engine.play.events import Noted
from engine.records import Records
from exporters.progress.account import NOT_KEPT
from tests.engine.learner.past import BADLY, PACK, WELL, keep
from tests.tui.library.pilot import drive, press, settled, shown, until, words, write_pack
from tests.tui.library.test_shelf import BASE, TITLE
from tui.dialogs.notice import Notice
from tui.dialogs.question import Question
from tui.solo.app import HotwashApp
from tui.solo.brief import BriefScreen
from tui.solo.debrief import DebriefScreen
from tui.solo.progress import ProgressScreen
from tui.solo.progress_rows import bars
from tui.widgets.listing import Listing

NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def _places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTWASH_CACHE", str(tmp_path / "cache"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return write_pack(tmp_path / "own", ("one", {TITLE: "title: Number one"}), ("two", {TITLE: "title: Number two"}), base=BASE)


@pytest.fixture
def path(tmp_path: Path, pack: Pack) -> Path:
    """Records with three finished plays, an unfinished one and a class."""
    path = tmp_path / "plays.db"
    with Records.open(path) as records:
        keep(records, WELL, NOW - timedelta(days=40), of=bundle(pack, "one"))
        keep(records, BADLY, NOW - timedelta(days=12), of=bundle(pack, "one"), percent=90)
        keep(records, WELL, NOW - timedelta(days=3), of=bundle(pack, "two"), percent=60)
        keep(records, WELL[:1], NOW, of=bundle(pack, "two"))
        keep(records, WELL, NOW, of=bundle(pack, "two"), mode="class", closed=True)
    return path


def rows(app):
    return app.screen.query_one(Listing).rows


def opened(pack, path, steps, size=(80, 24)):
    with Records.open(path) as records:
        app = HotwashApp([pack], records=records, progress=True)

        async def run(pilot):
            assert isinstance(app.screen, ProgressScreen)
            await until(pilot, lambda: rows(app))
            await settled(pilot)
            await steps(pilot, records)

        drive(app, run, size)
    return app


def test_everything_is_told_in_words(pack, path):
    async def steps(pilot, _):
        text = " ".join(" ".join((row.title, row.aside, *row.notes)) for row in rows(pilot.app))
        for wanted in (
            "Practise next", "Lessons, what needs practice most first", "▁ violated  ▄ partly  █ upheld",
            "How sure, and how often right", "Sure: right 0 of 3 times", "Sure, and not right",
            "Plays, the newest first", "Number two score 100 sound decisions, good ending", "poor decisions",
        ):  # fmt: skip
            assert wanted in text, wanted
        assert "3 plays of 2 exercises since" in words(pilot.app)

    opened(pack, path, steps)


def test_lessons_show_their_plays_as_bars_and_in_words(pack, path):
    async def steps(pilot, _):
        lessons = [row for row in rows(pilot.app) if row.id.startswith("lesson ")]
        violated, partly = "█▁█  holds, 3 days ago, better", "█▄█  holds, 3 days ago, better"
        assert [row.notes[0].partition("; due ")[0] for row in lessons] == [violated, violated, partly]
        assert all(row.notes[0].partition("; due ")[2] for row in lessons)

    opened(pack, path, steps)


def test_bars_show_the_last_plays():
    assert bars([0, 0.5, 0.75, 1]) == "▁▄██"
    assert bars([0] * 20 + [1]) == "▁" * 11 + "█"


def test_what_to_practise_next_opens(pack, path):
    async def steps(pilot, _):
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, BriefScreen))

    opened(pack, path, steps)


def test_a_play_opens_its_debrief(pack, path):
    async def steps(pilot, records):
        before = [row.events for row in records.plays()]
        await press(pilot, "end", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DebriefScreen))
        assert "Sound decisions, good ending" in words(pilot.app)
        assert [row.events for row in records.plays()] == before

    opened(pack, path, steps)


def test_a_lesson_says_what_it_says_and_where_it_is_tested(pack, path):
    async def steps(pilot, _):
        app = pilot.app
        while not app.screen.query_one(Listing).pointed.startswith("lesson "):
            await press(pilot, "down")
        await press(pilot, "enter")
        assert isinstance(app.screen, Notice)
        assert "Tested in: Number one; Number two." in words(app)

    opened(pack, path, steps)


# One's own data


def test_export_asks_and_writes_all_own_plays(pack, path):
    async def steps(pilot, records):
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, Question)
        assert not list(Path.cwd().iterdir())
        await press(pilot, "y")
        await until(pilot, lambda: "4 plays written to" in words(pilot.app))
        (file,) = Path.cwd().iterdir()
        data = json.loads(file.read_text(encoding="utf-8"))
        assert {play["id"] for play in data["plays"]} == {row.id for row in records.plays(mode="solo")}

    opened(pack, path, steps)


def test_a_second_export_gets_a_name_of_its_own(pack, path):
    async def steps(pilot, _):
        for number in (1, 2, 3):
            await press(pilot, "e", "y")
            await until(pilot, lambda number=number: len(list(Path.cwd().iterdir())) == number)

    opened(pack, path, steps)


def test_export_can_be_called_off(pack, path):
    async def steps(pilot, _):
        await press(pilot, "e", "escape", "e", "n")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ProgressScreen)
        assert not list(Path.cwd().iterdir())

    opened(pack, path, steps)


@pytest.mark.parametrize(("key", "written"), [("n", 0), ("escape", 0), ("y", 1)])
def test_export_of_words_that_may_identify_somebody_asks_again(key, written, pack, path):
    with Records.open(path) as records:
        id_ = keep(records, WELL, NOW, of=bundle(pack, "one"))
        kept = records.events(id_)
        records.append(id_, Noted(seq=len(kept), at=kept[-1].at, topic="next-shift", text="Ask Officer Varnholt."))

    async def steps(pilot, _):
        await press(pilot, "e", "y")
        await until(pilot, lambda: "Varnholt" in words(pilot.app))
        assert isinstance(pilot.app.screen, Question)
        assert not list(Path.cwd().iterdir())
        await press(pilot, key)
        await settled(pilot)
        await until(pilot, lambda: len(list(Path.cwd().iterdir())) == written)
        assert ("plays written to" in words(pilot.app)) == bool(written)

    opened(pack, path, steps)


def test_one_play_is_erased_after_asking_and_what_is_left_is_shown(pack, path):
    async def steps(pilot, records):
        app = pilot.app
        oldest = next(row for row in reversed(rows(app)) if row.id)
        await press(pilot, "end", "x")
        assert isinstance(app.screen, Question)
        assert len(records.plays()) == 5
        await press(pilot, "y")
        await until(pilot, lambda: "1 play erased." in words(app) and "2 plays of" in words(app))
        assert oldest.id.removeprefix("play ") not in {row.id for row in records.plays()}
        assert len(records.plays()) == 4

    opened(pack, path, steps)


def test_where_no_play_is_pointed_at_none_is_erased(pack, path):
    async def steps(pilot, records):
        await press(pilot, "home", "x")
        assert "Point at a play" in words(pilot.app)
        await press(pilot, "y")
        assert len(records.plays()) == 5

    opened(pack, path, steps)


def test_all_own_plays_are_erased_after_asking_and_classes_stay(pack, path):
    async def steps(pilot, records):
        app = pilot.app
        await press(pilot, "a", "n")
        assert len(records.plays()) == 5
        await press(pilot, "a", "y")
        await until(pilot, lambda: "4 plays erased." in words(app) and "No finished play is kept yet." in words(app))
        assert [row.mode for row in records.plays()] == ["class"]

    opened(pack, path, steps)


def test_what_was_erased_stays_said_after_every_look_that_follows(pack, path):
    async def steps(pilot, records):
        app = pilot.app
        await press(pilot, "a", "y")
        await until(pilot, lambda: "4 plays erased." in words(app))
        for _ in range(2):
            app.screen._look()
            await settled(pilot)
            assert "4 plays erased." in words(app)

    opened(pack, path, steps)


def test_what_could_not_be_erased_is_told(pack, path, monkeypatch):
    def refuse(*_):
        raise RecordsError("plays.db is locked [now]")

    async def steps(pilot, records):
        monkeypatch.setattr(records, "erase", refuse)
        await press(pilot, "a", "y")
        await until(pilot, lambda: isinstance(pilot.app.screen, Notice))
        assert "Nothing was erased." in words(pilot.app)
        assert "plays.db is locked [now]" in words(pilot.app)

    opened(pack, path, steps)


# Where something is missing


def test_without_plays_it_says_what_to_do(pack, tmp_path):
    async def steps(pilot, _):
        assert "No finished play is kept yet." in words(pilot.app)
        assert "to begin with" in words(pilot.app)

    opened(pack, tmp_path / "new.db", steps)


def test_without_records_it_says_why_and_offers_nothing_to_erase(pack):
    app = HotwashApp([pack], progress=True, kept=False)

    async def steps(pilot):
        assert words(app).count(NOT_KEPT) == 1
        await press(pilot, "e", "x", "a", "enter")
        assert isinstance(app.screen, ProgressScreen)
        await press(pilot, "q")
        assert not app.is_running

    drive(app, steps)


def test_records_that_open_late_are_looked_at_then(pack, path):
    with Records.open(path) as records:
        app = HotwashApp([pack], prepare=lambda: records, kept=True, progress=True)

        async def steps(pilot):
            await until(pilot, lambda: "3 plays of" in words(app))

        drive(app, steps)


def test_records_that_cannot_be_opened_end_it_with_the_reason(pack):
    def prepare():
        raise PackError("plays.db is damaged")

    app = HotwashApp([pack], prepare=prepare, kept=True, progress=True)

    async def steps(pilot):
        await until(pilot, lambda: not app.is_running)

    drive(app, steps)
    assert str(app.failure) == "plays.db is damaged"


def test_a_play_that_cannot_be_read_is_listed_among_the_others(pack, path):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "UPDATE events SET data = '{}' WHERE kind = 'chose' AND play = (SELECT play FROM events WHERE kind = 'ended' ORDER BY at LIMIT 1)"
        )

    async def steps(pilot, _):
        text = str(rows(pilot.app))
        assert "cannot be read" in text
        assert "score 100" in text

    opened(pack, path, steps)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
def test_every_row_can_be_reached_at_any_size(pack, path, size):
    async def steps(pilot, _):
        app = pilot.app
        seen = set()
        await press(pilot, "home")
        for _ in range(len(rows(app)) + 1):
            seen.add(app.screen.query_one(Listing).pointed)
            assert "› " in shown(app)
            await pilot.press("down")
            await settled(pilot)
        assert seen == {row.id for row in rows(app) if row.id}

    opened(pack, path, steps, size)


def test_the_doors_own_pack_plays_back_too(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        keep(records, BADLY, NOW)
    from engine.pack.folder import open_pack

    async def steps(pilot, _):
        assert "The [red]door[/red]" in words(pilot.app)

    opened(open_pack(PACK), tmp_path / "plays.db", steps, (100, 50))
