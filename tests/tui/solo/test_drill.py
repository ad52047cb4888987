"""Drills on a screen and as lines: the same decisions, judged at once, kept as they are decided."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.errors import RecordsError
from engine.pack.folder import Pack
from engine.play.bundle import bundle
from engine.records import Records
from exporters.progress.due_words import NO_LUCK
from tests.engine.learner.past import BADLY, WELL, keep
from tests.tui.library.pilot import drive, press, settled, shown, until, words, write_pack
from tests.tui.library.test_shelf import BASE, TITLE
from tui.commands.cli import main
from tui.dialogs.notice import Notice
from tui.library.screen import LibraryScreen
from tui.library.shelf import Shelf
from tui.solo.app import DrillStart, HotwashApp
from tui.solo.drill import DrillScreen
from tui.solo.drill_round import DrillRound
from tui.solo.plain_drill import drill
from tui.solo.progress import ProgressScreen
from tui.solo.talk import Talk
from tui.widgets.listing import Listing
from tui.widgets.panel import Panel

NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def _places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTWASH_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return write_pack(tmp_path / "own", ("one", {TITLE: "title: Number one"}), ("two", {TITLE: "title: Number two"}), base=BASE)


@pytest.fixture
def path(tmp_path: Path, pack: Pack) -> Path:
    """Records with a play that went badly."""
    path = tmp_path / "plays.db"
    with Records.open(path) as records:
        keep(records, BADLY, NOW - timedelta(days=12), of=bundle(pack, "one"))
    return path


def modes(path: Path) -> list[str]:
    with Records.open(path, read_only=True) as records:
        return sorted(row.mode for row in records.plays())


def due(pack: Pack, path: Path) -> tuple[int, int]:
    """How many lessons are due, and how many drills practise them."""
    with Records.open(path) as records:
        shelf = Shelf([pack])
        list(shelf.read())
        list(shelf.look_back(records))
        found = shelf.practice(0).due
    return len(found.lessons), len(found.drills)


# On a screen


def opened(pack, path, steps, *, start=None):
    with Records.open(path) as records:
        app = HotwashApp([pack], records=records, drill=start)

        async def run(pilot):
            await settled(pilot)
            await steps(pilot)

        drive(app, run)
    return app


async def put(pilot):
    await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen) and pilot.app.screen._step == "decide")
    await settled(pilot)


async def looked_at(pilot):
    await until(pilot, lambda: pilot.app.screen._step == "looked at")
    await settled(pilot)


def test_every_due_decision_is_put_judged_and_kept(pack, path):
    lessons, drills = due(pack, path)
    assert lessons >= drills > 0

    async def steps(pilot):
        for number in range(1, drills + 1):
            await put(pilot)
            assert f"Drill {number} of {drills} · Number one" in words(pilot.app)
            await press(pilot, "a")
            await looked_at(pilot)
            assert NO_LUCK in " ".join(words(pilot.app).split())
            assert modes(path).count("drill") == number  # whatever happens now, it is kept
            await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen._step == "done")
        await settled(pilot)
        assert f"{drills} decision" in words(pilot.app)
        assert "Nothing due until " in words(pilot.app)
        await press(pilot, "enter")

    app = opened(pack, path, steps, start=DrillStart())
    assert app.return_code == 0
    assert due(pack, path) == (0, 0)


def test_a_key_of_the_library_opens_it_and_what_is_due_is_told_there_and_afterwards(pack, path):
    lessons, _ = due(pack, path)

    async def steps(pilot):
        await until(pilot, lambda: f"{lessons} due" in words(pilot.app))
        await press(pilot, "d")
        await put(pilot)
        await press(pilot, "b")
        await looked_at(pilot)
        await press(pilot, "q")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        await until(pilot, lambda: f"{lessons} due" not in words(pilot.app))

    opened(pack, path, steps)


def test_progress_begins_with_what_is_due_and_enter_begins_it(pack, path):
    async def steps(pilot):
        await press(pilot, "p")
        await until(pilot, lambda: isinstance(pilot.app.screen, ProgressScreen) and pilot.app.screen.query_one(Listing).rows)
        await settled(pilot)
        assert pilot.app.screen.query_one(Listing).pointed == "drill"
        await press(pilot, "enter")
        await put(pilot)
        await press(pilot, "q")
        await until(pilot, lambda: isinstance(pilot.app.screen, ProgressScreen))

    opened(pack, path, steps)


def test_what_cannot_be_kept_is_told_and_can_be_chosen_again(pack, path, monkeypatch):
    async def steps(pilot):
        await put(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(Records, "keep", lambda *_: (_ for _ in ()).throw(RecordsError("the disk is full")))
            await press(pilot, "a")
            await until(pilot, lambda: isinstance(pilot.app.screen, Notice))
            assert "the disk is full" in shown(pilot.app)
        await press(pilot, "enter")
        await put(pilot)
        await press(pilot, "a")
        await looked_at(pilot)
        assert modes(path) == ["drill", "solo"]

    opened(pack, path, steps, start=DrillStart())


def test_enter_chooses_nothing_that_nobody_pointed_at(pack, path):
    async def steps(pilot):
        await put(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen._step == "decide"
        assert pilot.app.screen.query_one(Panel).display

    opened(pack, path, steps, start=DrillStart())


def test_who_never_played_is_told_what_to_do(pack, tmp_path):
    async def steps(pilot):
        await until(pilot, lambda: pilot.app.screen._step == "done")
        await settled(pilot)
        assert "Nothing due yet: play an exercise to its end." in words(pilot.app)

    opened(pack, tmp_path / "empty.db", steps, start=DrillStart())


# As lines


def lines(pack: Pack, path: Path, typed: str, **settings: object) -> str:
    out = io.StringIO()
    with Records.open(path) as records:
        drill(DrillRound(Shelf([pack]), records, **settings), Talk(io.StringIO(typed), out, ascii_only=False))
    return out.getvalue()


def test_lines_put_the_same_decisions_and_keep_them(pack, path):
    lessons, drills = due(pack, path)
    text = lines(pack, path, "?\nA\n" + "1\n" * drills)
    assert text.startswith(f"Today: {lessons} due, ")
    assert f"DRILL {drills} OF {drills}: Number one" in text
    assert text.count(NO_LUCK[:40]) == drills
    assert text.splitlines()[-1].startswith("Today: nothing due until ")
    assert modes(path) == ["drill"] * drills + ["solo"]


def test_whoever_stops_keeps_what_was_decided(pack, path):
    assert "What you decided is kept." in lines(pack, path, "A\nq\n")
    assert modes(path) == ["drill", "solo"]


def test_without_a_record_nothing_is_kept_and_the_choice_of_decisions_is_the_same(pack, path):
    kept, free = lines(pack, path, "", minutes=3), lines(pack, path, "A\n", minutes=3, keep=False)
    assert kept.split("DRILL")[1][:40] == free.split("DRILL")[1][:40]
    assert modes(path) == ["solo"]


# The command


def command(path: Path, pack: Pack, *more: str, typed: str = "") -> str:
    answer = CliRunner().invoke(main, [*more, "--db", str(path), "--pack", str(pack.folder)], input=typed)
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def test_what_is_due_is_the_same_number_everywhere(pack, path):
    with Records.open(path) as records:
        keep(records, WELL, NOW - timedelta(days=11), of=bundle(pack, "two"))
    told = json.loads(command(path, pack, "progress", "--json"))["due"]
    assert told["count"] == len(told["lessons"]) == len({x for one in told["drills"] for x in one["lessons"]}) > 0
    assert f"Today: {told['words']}. Practise with: hotwash drill" in command(path, pack, "progress", "--plain")
    assert command(path, pack, "drill", "--plain").startswith(f"Today: {told['words']}.\n")
    assert f"Today: {told['words']}.\n" in command(path, pack, "play", "--plain")

    async def steps(pilot):
        await until(pilot, lambda: f"Hotwash · {told['words']}" in words(pilot.app))
        await press(pilot, "p")
        await until(pilot, lambda: f"Today: {told['words']}" in words(pilot.app))

    with Records.open(path) as records:
        app = HotwashApp([Pack(pack.folder, pack.fallback), pack.fallback], records=records)

        async def run(pilot):
            await settled(pilot)
            await steps(pilot)

        drive(app, run)


def test_the_command_without_a_record_writes_nothing(pack, path):
    before = path.read_bytes()
    assert "You stopped here." in command(path, pack, "drill", "--plain", "--no-record", typed="A\nq\n")
    assert path.read_bytes() == before
    assert command(path.with_name("none.db"), pack, "drill", "--plain", "--no-record").startswith("Today: nothing due yet")
