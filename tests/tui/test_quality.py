"""Poor terminals and hostile texts: nothing breaks the screen, at any size, in ASCII, in sixteen colours."""

from __future__ import annotations

import dataclasses
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from sessions.play_options import PlayOptions
from sessions.solo import Solo
from tests.laws import compared, law
from tests.tui.driving import app_with, changed, door, drive, playing, press, settled, shown, words
from tui import glyphs
from tui.base import Ascii
from tui.solo.brief import BriefScreen
from tui.solo.debrief import DebriefScreen
from tui.solo.play import PlayScreen

HOSTILE = (
    "[red]m[/red] [/] [@click=app.quit]x[/] $foreground \x1b[2J\x1b]0;t\x07 a\x00b \u202e evil \u2066 " + "W" * 120 +
    " שלום עולם مرحبا 門の前で何をしますか ｆｕｌｌ 👮‍♀️ 🇺🇸 👍🏽 e\u0301\u0327 \u200b\u00ad | ~ ` * _ "
)  # fmt: skip
SIZES = [(40, 12), (80, 24), (200, 60)]


def hostile():
    """The scenario with a hostile text in every place that a screen shows."""
    found = door()
    scenario = found.scenario
    scenes = {}
    for name, scene in scenario.scenes.items():
        changes = {"text": HOSTILE + scene.text}
        if scene.decision:
            choices = {
                k: c.model_copy(update=dict.fromkeys(("text", "why", "result", "critical"), HOSTILE))
                for k, c in scene.decision.choices.items()
            }
            changes["decision"] = scene.decision.model_copy(update={"prompt": HOSTILE, "choices": choices, "seconds": 45})
        if scene.ending:
            changes["ending"] = scene.ending.model_copy(update={"title": HOSTILE})
        changes["also"] = tuple(p.model_copy(update={"text": HOSTILE}) for p in scene.also)
        scenes[name] = scene.model_copy(update=changes)
    texts = dict.fromkeys(("title", "summary", "you", "setting"), HOSTILE)
    seats = dict.fromkeys(scenario.seats, HOSTILE)
    scenario = scenario.model_copy(update={**texts, "scenes": scenes, "seats": seats, "discuss": (HOSTILE,)})
    report = found.report.model_copy(
        update={"title": HOSTILE, "beats": (HOSTILE,), "what_nearly_happened": HOSTILE, "advice": HOSTILE, "discuss": (HOSTILE,)}
    )
    pack = found.pack.model_copy(
        update={"resources": tuple(r.model_copy(update={"name": HOSTILE}) for r in found.pack.resources)}
    )
    lessons = {k: x.model_copy(update={"title": HOSTILE}) for k, x in found.lessons.items()}
    return dataclasses.replace(found, scenario=scenario, report=report, pack=pack, lessons=lessons)


def sound(app, size):
    """Every line has the screen's width, and nothing in it moves the cursor."""
    strips = app.screen._compositor.render_strips()
    assert len(strips) == size[1]
    for strip in strips:
        assert strip.cell_length == size[0] == cell_len(strip.text)
        assert not [c for c in strip.text if unicodedata.category(c) in {"Cc", "Cf"} and c not in "\u200c\u200d"]


def through(size, check, **arguments):
    """Brief, play with everything asked, look back, help, debrief opened: `check` looks at each."""
    seen = []
    app = app_with(
        bundle=hostile(),
        seed=459,
        play_options=PlayOptions(confidence=True, rationale=True, timer=True, feedback="now"),
        **arguments,
    )

    async def steps(pilot):
        async def look():
            seen.append(type(app.screen).__name__)
            check(app, size)

        await look()
        await press(pilot, "enter")
        await look()
        for keys in (("a",), ("enter",), (*"abc", "0"), ("enter",)):
            await press(pilot, *keys)
            await look()
        session = app.screen._session
        while not session.over:
            session.choose(session.view().options[-1].id)
        await app.screen._show()
        await settled(pilot)
        await look()
        await press(pilot, "l")
        await look()
        await press(pilot, "escape", "question_mark")
        await look()
        await press(pilot, "escape", "enter")
        await look()
        await press(pilot, "e", "space")
        await look()
        await press(pilot, "end")
        await look()
        for key in ("n", "s", "q"):
            await press(pilot, key)
            await look()
            await press(pilot, "escape")

    drive(app, steps, size)
    assert {BriefScreen.__name__, PlayScreen.__name__, DebriefScreen.__name__} <= set(seen)


@pytest.mark.parametrize("size", SIZES, ids=["40x12", "80x24", "200x60"])
def test_no_text_breaks_a_screen(size):
    through(size, sound)


def test_in_ascii_every_screen_is_ascii():
    def check(app, size):
        sound(app, size)
        assert all(strip.text.isascii() for strip in app.screen._compositor.render_strips())

    through((80, 24), check, ascii_only=True)


@pytest.mark.parametrize("theme", ["hotwash-dark", "hotwash-light", "ansi-dark", "ansi-light"])
def test_light_and_dark_go_there_and_back(theme):
    app = app_with(playing())

    async def steps(pilot):
        app.theme = theme
        app.action_light()
        assert app.current_theme.dark != theme.endswith("dark")
        app.action_light()
        assert app.theme == theme

    drive(app, steps)


def test_ascii_is_switched_from_the_palette_and_back():
    app = app_with(playing())

    async def steps(pilot):
        before = shown(app)
        assert not before.isascii()
        app.action_ascii()
        await settled(pilot)
        assert shown(app).isascii()
        app.action_ascii()
        await settled(pilot)
        assert shown(app) == before

    drive(app, steps)


def test_resizing_the_debrief_loses_neither_the_place_nor_what_is_open():
    session = Solo.new(door(), seed=459)
    for choice in ("go-in", "ask", "order"):
        session.choose(choice)
    app = app_with(session)

    async def steps(pilot):
        await press(pilot, "enter", "tab", "tab", "enter")
        for size in ((200, 60), (50, 14), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
        assert "Verdict best" in words(app).replace("  ", " ")
        assert app.focused.parent.line.number == 2

    drive(app, steps)


def test_resizing_while_a_reason_is_written_loses_nothing():
    session = playing(options=PlayOptions(rationale=True))
    app = app_with(session)

    async def steps(pilot):
        await press(pilot, "a", *"two")
        await pilot.resize_terminal(200, 60)
        await settled(pilot)
        await press(pilot, "enter")
        assert session.play.ledger[0].event.reason == "two"

    drive(app, steps)


def test_every_screen_says_its_keys():
    for screen in (BriefScreen, PlayScreen, DebriefScreen):
        told = " ".join(key.called for key in screen.KEYS)
        for binding in screen.BINDINGS:
            keys, description = (
                (binding.key, binding.description) if hasattr(binding, "key") else (binding[0], (*binding, "", "")[2])
            )
            if description and description not in {"Help", "Back"}:
                assert any(
                    key.capitalize() in told or key in told or {"escape": "Esc"}.get(key, "?") in told for key in keys.split(",")
                )


# ASCII


@law(wide=0.2)
@given(st.text())
def test_ascii_keeps_every_cell(text):
    line = "".join(c for c in text if c.isprintable())
    narrow = glyphs.to_ascii(line)
    if not line.isascii():
        compared("wide")
    assert narrow.isascii()
    (segment,) = Ascii().apply([Segment(line)], Color(0, 0, 0))
    assert segment.text.isascii()
    assert cell_len(segment.text) == cell_len(line)


@pytest.mark.parametrize(
    ("text", "narrow"),
    [("╭─┤│┃╰═╬", "+-+||+-+"), ("█▒░▲◄…—“”’", '#:.^<.-""\''), ("naïve café", "naive cafe"), ("門Ａ", "??A "), ("e\u0301", "e")],
)  # fmt: skip
def test_ascii_by_example(text, narrow):
    assert glyphs.to_ascii(text) == narrow


@pytest.mark.parametrize(
    ("said", "encoding", "wanted"),
    [("1", "UTF-8", True), ("0", "ISO-8859-1", False), ("", "UTF-8", False), ("", "utf8", False), ("", "ISO-8859-1", True),
     ("", "ANSI_X3.4-1968", True)],
)  # fmt: skip
def test_the_user_and_then_the_locale_decide_on_ascii(monkeypatch, said, encoding, wanted):
    monkeypatch.setenv(glyphs.VARIABLE, said)
    monkeypatch.setattr(glyphs.locale, "getencoding", lambda: encoding)
    assert glyphs.wanted() is wanted


def test_a_title_that_is_markup_stays_literal_in_the_line_of_the_play():
    session = playing(found=changed(title="[b]x[/b]"))

    async def steps(pilot):
        assert shown(pilot.app).splitlines()[0].strip().startswith("[b]x[/b] · decision 1 · your first")

    drive(app_with(session), steps)
