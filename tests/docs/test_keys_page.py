"""docs/keys.md has the keys of every screen, as they are bound. `HOTWASH_UPDATE=1` writes it anew."""

from __future__ import annotations

import os

from tests.docs.blocks import ROOT
from tests.tui.test_keys import SCREENS
from tui.classroom.hot_wash import HotWashScreen
from tui.classroom.pick import ClassPickScreen
from tui.classroom.present import PresentScreen
from tui.classroom.setup import SetupScreen
from tui.classroom.story import ClassroomScreen
from tui.dialogs.written_lines import WrittenLines
from tui.keys import EVERYWHERE, crib
from tui.library.screen import LibraryScreen
from tui.solo.brief import BriefScreen
from tui.solo.debrief import DebriefScreen
from tui.solo.play import PlayScreen
from tui.solo.progress import ProgressScreen

PAGE = ROOT / "docs" / "keys.md"
SECTIONS = {
    "The library": LibraryScreen,
    "Before a play": BriefScreen,
    "A play": PlayScreen,
    "The debrief": DebriefScreen,
    "Your progress": ProgressScreen,
    "Choosing an exercise for a class": ClassPickScreen,
    "Setting up a class": SetupScreen,
    "Running a class": ClassroomScreen,
    "The hot wash": HotWashScreen,
    "The projector's window": PresentScreen,
    "Mending what was written": WrittenLines,
}
HEAD = """# The keys of every screen

The line at the foot of a screen shows the keys that matter now, and `?` shows all of them. The mouse works, too. Where a key has nothing to do, it says why.

## On every screen

"""


def test_page_has_the_keys_of_every_screen() -> None:
    parts = [HEAD + crib(()), *(f"## {title}\n\n{table(screen.KEYS)}" for title, screen in SECTIONS.items())]
    text = "\n".join(parts)
    if os.environ.get("HOTWASH_UPDATE"):
        PAGE.write_text(text, "utf-8")
    assert PAGE.read_text("utf-8") == text
    assert set(SECTIONS.values()) == {*SCREENS, WrittenLines}


def table(keys: tuple) -> str:
    """The crib without the keys that every screen has."""
    lines = crib(keys).splitlines(keepends=True)
    assert len(lines) > 2 + len(EVERYWHERE)
    return "".join(lines[: -len(EVERYWHERE)])
