"""Keys: what binds them, what the help and the printed crib say, and why one is idle come from one table for each screen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.classroom.hot_wash import HotWashScreen
from tui.classroom.pick import ClassPickScreen
from tui.classroom.present import PresentScreen
from tui.classroom.setup import SetupScreen
from tui.classroom.story import ClassroomScreen
from tui.dialogs.help import Help
from tui.keys import EVERYWHERE, Key, bindings, crib, label, on_a_mac, rows, why_idle
from tui.library.screen import LibraryScreen
from tui.solo.brief import BriefScreen
from tui.solo.debrief import DebriefScreen
from tui.solo.play import PlayScreen
from tui.solo.progress import ProgressScreen

PAGE = Path(__file__).resolve().parents[2] / "docs" / "instructors.md"
SCREENS = (
    BriefScreen, ClassPickScreen, ClassroomScreen, DebriefScreen, HotWashScreen, LibraryScreen, PlayScreen, PresentScreen,
    ProgressScreen, SetupScreen,
)  # fmt: skip
USUAL = {"left", "right", "equals_sign", "backspace", "h"}
"""Keys that some screen has without a row of its own: what a terminal's users expect of them, or what another row explains."""


def test_the_printed_crib_is_that_of_the_screen() -> None:
    text = PAGE.read_text("utf-8")
    begin = text.index("| key | what it does |")
    end = text.index("\n\n", begin) + 1
    if os.environ.get("HOTWASH_UPDATE"):
        PAGE.write_text(text[:begin] + crib(ClassroomScreen.KEYS) + text[end:], "utf-8")
    assert text[begin:end] == crib(ClassroomScreen.KEYS)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_every_key_that_does_something_is_named_in_the_help(screen: type) -> None:
    named = " ".join(called for called, _ in rows((*screen.KEYS, *EVERYWHERE))).lower()
    silent = {n for key in screen.KEYS if not key.does for names in key.binds for n in names.split(",")}
    assert {name for name in silent - USUAL if label(name).lower() not in named} == set()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_every_action_of_a_key_exists(screen: type) -> None:
    names = {action for key in screen.KEYS for action in key.actions() if not action.startswith("app.")}
    assert names
    assert {name for name in names if not hasattr(screen, f"action_{name}")} == set()


def test_a_key_is_called_as_people_call_it() -> None:
    assert Key({"escape,q": "leave"}).called == "Esc, q"
    assert Key({"a": "x", "b": "y"}, label="A to B").called == "A to B"
    assert crib((Key({"i": "inject"}, "inject"), Key({"up,down": ""}, "point", crib="point at it"))).splitlines()[2:4] == [
        "| `i` | inject |",
        "| Up, Down | point at it |",
    ]


def test_what_comes_first_at_the_foot_comes_first_and_only_one_binding_of_a_row_stands_there() -> None:
    made = bindings((Key({"a": "x", "b": "y"}, foot="Act"), Key({"c": ""}, "nothing"), Key({"d": "z"}, foot="Leave", first=True)))
    assert [(b.key, b.action, b.show) for b in made] == [("d", "z", True), ("a", "x", True), ("b", "y", False)]


def test_an_idle_key_says_why() -> None:
    keys = (Key({"a": "act(1)"}, idle=lambda screen: f"not while {screen}"), Key({"b": "other"}))
    assert why_idle("asleep", keys, "act") == "not while asleep"
    assert why_idle("asleep", keys, "other") == ""


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_help_on_a_mac_says_where_the_keys_are(screen: type) -> None:
    keys = (*screen.KEYS, *EVERYWHERE)
    said, called = on_a_mac(keys), " ".join(key.called for key in keys)
    assert "Ctrl is control" in said
    for name in ("PgUp", "Home", "Delete", "Backspace", "F11"):
        words = {"F11": "the whole screen"}.get(name, name)
        assert (words in said) == (name in called), name
    assert ("on a Mac", said) in Help(screen.KEYS, "darwin")._rows
    assert "on a Mac" not in dict(Help(screen.KEYS, "win32")._rows)


def test_keys_of_a_mac_are_told_where_there_are_any() -> None:
    assert on_a_mac([Key({"delete": "x"}, "goes"), Key({"pagedown": "y"}, "reads on")]) == (
        "PgUp and PgDn are Fn with an arrow, in Terminal with Shift too; Delete is Fn with the delete key."
    )
    assert on_a_mac([Key({"enter": "x"}, "goes")]) == ""
