"""Every text on every screen can be read: against its own ground, in light and dark, and where there are sixteen colours or none."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.color import ColorType
from textual.widgets import Input

from engine.play.bundle import bundle
from engine.play.events import Noted
from engine.play.phases import NEXT_SHIFT
from engine.records import Records
from sessions.play_options import PlayOptions
from tests.engine.learner.past import BADLY, WELL, keep
from tests.sessions.classes import Time, alarm, reading
from tests.tui.classroom.test_classroom_snapshots import app_with as class_with
from tests.tui.classroom.test_classroom_snapshots import voted, washing
from tests.tui.driving import app_with, drive, finished, press, settled, until
from tests.tui.library.pilot import write_pack
from tests.tui.library.test_shelf import BASE
from tui.solo.app import HotwashApp
from tui.solo.recall import RecallQuestion
from tui.widgets.listing import Listing

LEAST = 4.5
"""Of WCAG 2.2, 1.4.3: contrast of text, at any size."""
LEAST_OF_MARKS = 3
"""Of WCAG 2.2, 1.4.11: contrast of lines, bars and pointers."""
MARKS = frozenset("─│╭╮╰╯█▒░·▌›◄▲▼")
DARK, LIGHT = "hotwash-dark", "hotwash-light"


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTWASH_CACHE", str(tmp_path / "cache"))
    Time().patch(monkeypatch)


def texts(app):
    """(text, style) of each run of cells that holds a letter or a digit; what a box lies over is meant to be faint."""
    screen = app.screen
    front = screen.children[0].region if screen.is_modal else screen.region
    for strip in screen._compositor.render_strips()[front.y : front.bottom]:
        for segment in strip.crop(front.x, front.right):
            if any(char.isalnum() for char in segment.text):
                assert segment.style is not None
                yield segment.text.strip(), segment.style


def marks(app):
    """(character, style) of each mark that is drawn in front."""
    screen = app.screen
    front = screen.children[0].region if screen.is_modal else screen.region
    for strip in screen._compositor.render_strips()[front.y : front.bottom]:
        for segment in strip.crop(front.x, front.right):
            for char in MARKS.intersection(segment.text):
                yield char, segment.style


def ratio(style):
    """Contrast of a style's two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted(_luminance(color.get_truecolor()) for color in (style.color, style.bgcolor))
    return (light + 0.05) / (dark + 0.05)


def _luminance(triplet):
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in triplet.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Looked:
    """What was looked at: every pair of colours, and those texts that cannot be read."""

    def __init__(self, theme):
        self.theme, self.pairs, self.marks, self.faint = theme, set(), set(), {}
        self.focused, self.unmarked, self.screens = set(), set(), set()

    async def at(self, pilot, *keys):
        """Look before the first key and after each."""
        pilot.app.theme = self.theme
        await settled(pilot)
        self.look(pilot.app)
        for key in keys:
            await press(pilot, key)
            self.look(pilot.app)

    def look(self, app):
        self.screens.add(type(app.screen).__name__)
        for text, style in texts(app):
            pair = (style.color.name, style.bgcolor.name, bool(style.reverse))
            self.pairs.add(pair)
            if not self.readable(style, LEAST):
                self.faint[pair] = f"{type(app.screen).__name__}: {text[:40]}"
        for char, style in marks(app):
            self.marks.add(char)
            if not self.readable(style, LEAST_OF_MARKS):
                self.faint[char, style.color.name, style.bgcolor.name] = type(app.screen).__name__
        focused = app.focused
        points = focused is not None and getattr(focused, "highlighted", 0) is not None and not isinstance(focused, Input)
        if points and app.screen.region.contains_region(focused.region):
            self.focused.add(type(focused).__name__)
            if not focus_is_marked(app):
                self.unmarked.add((type(app.screen).__name__, type(focused).__name__))

    def readable(self, style, least):
        if self.theme in {DARK, LIGHT}:
            return ratio(style) >= least
        # The terminal's own colours: its default two, or one of its sixteen on another.
        own = {style.color.type, style.bgcolor.type} <= {ColorType.DEFAULT, ColorType.STANDARD}
        return own and (style.color != style.bgcolor or style.color.is_default)


def focus_is_marked(app):
    """Whether the focused widget has cells that are bold, underlined or reversed: colours need not tell."""
    region = app.focused.region
    strips = app.screen._compositor.render_strips()[region.y : region.bottom]
    cells = [segment for strip in strips for segment in strip.crop(region.x, region.right)]
    return any(segment.style and (segment.style.bold or segment.style.reverse or segment.style.underline) for segment in cells)


@pytest.fixture
def shelf(tmp_path):
    """A pack and its records, with something of everything."""
    group = {"[weapon-present]": "[suicide-talk]"}
    pack = write_pack(tmp_path / "own", ("one", {}), ("two", group), ("three", {}), ("torn", {"scenes:": "scnes:"}), base=BASE)
    with Records.open(tmp_path / "plays.db") as records:
        at = datetime(2026, 2, 1, 12, tzinfo=UTC)
        keep(records, BADLY, at, of=bundle(pack, "one"), percent=90)
        keep(records, WELL[:1], at, of=bundle(pack, "three"))
        yield pack, records


async def library(looked, pilot):
    await until(pilot, lambda: pilot.app._shelf.past.graded and len(pilot.app.screen.query_one(Listing).rows) > 4)
    await looked.at(pilot, "down", "v", "v", "slash", "b", "escape", "n", "t", "escape", "l", "down", "escape", "end", "enter",
                    "escape", "p", "down", "question_mark", "escape", "escape", "c")  # fmt: skip


def solo(looked):
    """Brief, play with everything asked, and all that opens over it."""

    async def steps(pilot):
        await looked.at(pilot, "tab", "q", "escape", "s", "enter", "l", "escape", "question_mark", "escape", "down", "q", "escape",
                        "a", "1", "x", "enter", "enter", "ctrl+p")  # fmt: skip

    asked = PlayOptions(confidence=True, rationale=True, timer=True, feedback="now")
    drive(app_with(bundle=finished(*WELL).bundle, seed=459, play_options=asked), steps)


def debrief(looked):
    async def steps(pilot):
        await looked.at(
            pilot, "enter", "tab", "enter", "e", "end", "n", *"call", "enter", "s", "escape", "t", "escape", "x", "x", "q"
        )

    drive(app_with(finished(*BADLY)), steps)


def drills(looked, pack, records):
    """A promise that comes back, then a drill to its end."""

    at = "2026-02-20T10:00:00.000+00:00"
    play = next(row.id for row in records.plays() if row.finished)
    records.append(play, Noted(seq=len(records.events(play)), at=at, topic=NEXT_SHIFT, text="say where I go"))

    async def steps(pilot):
        await until(pilot, lambda: isinstance(pilot.app.screen, RecallQuestion))
        await looked.at(pilot)
        await press(pilot, "y")
        await press(pilot, "d")
        await until(pilot, lambda: getattr(pilot.app.screen, "_step", "") == "decide")
        await looked.at(pilot, "down", "enter")
        await until(pilot, lambda: pilot.app.screen._step == "looked at")
        await looked.at(pilot, "question_mark", "escape")

    drive(HotwashApp([pack], records=records), steps)


def classes(looked):
    for session, keys in (
        (reading(heads=24), ("enter", "question_mark", "escape", "q", "escape")),
        (voted(), ("b", "7", "enter", "enter", "i", "escape", "f", "escape")),
        (voted(), ("s", "enter", "a", "tab")),
        (voted(one_screen=True), ("enter", "enter", "m", "escape")),
        (washing(3), (*"x", "escape")),
        (washing(7), ()),
        (washing(9, hseep=True), ("t", "enter", "escape")),
    ):
        drive(class_with(session), lambda pilot, keys=keys: looked.at(pilot, *keys))
    drive(class_with(bundle=alarm()), lambda pilot: looked.at(pilot, "v"))


@pytest.mark.parametrize("theme", [DARK, LIGHT, "ansi-dark", "ansi-light"])
def test_every_text_of_every_screen_can_be_read(theme, shelf):
    looked = Looked(theme)
    pack, records = shelf
    drive(HotwashApp([pack], records=records), lambda pilot: library(looked, pilot), (110, 30))
    solo(looked)
    debrief(looked)
    drills(looked, pack, records)
    classes(looked)
    assert {"RecallQuestion", "DrillScreen"} <= looked.screens
    assert len(looked.pairs) >= (8 if theme in {DARK, LIGHT} else 3)
    assert looked.faint == {}
    assert {"─", "█", "░"} <= looked.marks
    assert {"Listing", "Choices", "Button", "CollapsibleTitle"} <= looked.focused
    assert looked.unmarked == set()
