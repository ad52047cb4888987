"""The library and the progress as reviewed pictures.

After a change that is meant: `pytest tests/tui/library/test_library_snapshots.py --snapshot-update`, and look at the pictures.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from engine.pack.folder import Pack
from engine.play.bundle import bundle
from engine.records import Records
from tests.engine.learner.past import BADLY, NOW, WELL, keep
from tests.tui.library.pilot import press, settled, until, write_pack
from tests.tui.library.test_shelf import BASE, TITLE
from tui.library import screen, shelf
from tui.solo.app import HotwashApp
from tui.widgets.listing import Listing

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
THEMES = pytest.mark.parametrize("theme", ["hotwash-dark", "hotwash-light"], ids=["dark", "light"])
pytestmark = [SIZES, THEMES]


@pytest.fixture(autouse=True)
def _still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTWASH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(screen, "HELD", 3600)  # however slow the machine is, the list waits for what comes first in it
    monkeypatch.setattr(shelf, "now", NOW.isoformat)


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    topics = ("[traffic, weather]", "[search, handover]", "[night]", "[mental-health]")
    names = ("The curtain", "A quiet corridor", "Shoulder work", "Too hot for the vest", "What he said at lunch", "The gate")
    exercises = [
        (f"e{n}", {TITLE: f"title: {name}", "solo: 5": f"solo: {9 + 3 * n}", "[hallway]": topics[n % len(topics)]})
        for n, name in enumerate(names)
    ]
    exercises.append(("torn", {"scenes:": "scnes:"}))
    return write_pack(tmp_path / "own", *exercises, base=BASE)


@pytest.fixture
def records(tmp_path: Path, pack: Pack):
    with Records.open(tmp_path / "plays.db") as opened:
        for number, (choices, days) in enumerate([(BADLY, 90), (WELL, 40), (("wait", "walk", "talk"), 12), (WELL, 2)]):
            keep(opened, choices, NOW - timedelta(days=days), of=bundle(pack, f"e{number % 3}"), percent=60 + 10 * number)
        yield opened


def driving(*keys, theme, wanted="All exercises"):
    async def run(pilot):
        pilot.app.theme = theme
        await until(pilot, lambda: any(wanted in row.title for row in pilot.app.screen.query_one(Listing).rows))
        await until(pilot, lambda: pilot.app._shelf.past.graded)
        await settled(pilot)
        await press(pilot, *keys)
        await settled(pilot)

    return run


def test_library(snap_compare, pack, records, size, theme):
    assert snap_compare(HotwashApp([pack], records=records), terminal_size=size, run_before=driving(theme=theme))


def test_search(snap_compare, pack, records, size, theme):
    run = driving("n", "slash", *"the", theme=theme)
    assert snap_compare(HotwashApp([pack], records=records), terminal_size=size, run_before=run)


def test_details_and_errors(snap_compare, pack, records, size, theme):
    run = driving("end", "v", theme=theme)
    assert snap_compare(HotwashApp([pack], records=records), terminal_size=size, run_before=run)


def test_topics(snap_compare, pack, records, size, theme):
    assert snap_compare(HotwashApp([pack], records=records), terminal_size=size, run_before=driving("t", theme=theme))


def test_progress(snap_compare, pack, records, size, theme):
    run = driving(theme=theme, wanted="Plays")
    assert snap_compare(HotwashApp([pack], records=records, progress=True), terminal_size=size, run_before=run)


def test_progress_end(snap_compare, pack, records, size, theme):
    run = driving("end", theme=theme, wanted="Plays")
    assert snap_compare(HotwashApp([pack], records=records, progress=True), terminal_size=size, run_before=run)
