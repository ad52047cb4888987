"""The colors can be read on every ground on which they stand."""

from __future__ import annotations

import pytest

from exporters.content.palette import DARK, LIGHT, Palette, bare, contrast, mixed
from tui.themes import OURS

TEXT, MARK = 4.5, 3.0
"""Of WCAG 2.2: 1.4.3 for text, 1.4.11 for what marks and for focus."""
GROUNDS = ("ground", "soft")
LOOKS = pytest.mark.parametrize(("palette", "theme"), list(zip((DARK, LIGHT), OURS, strict=True)), ids=["dark", "light"])


@LOOKS
def test_every_hue_is_readable_on_ground_and_soft(palette, theme):
    hues = [name for name in Palette._fields if name not in {*GROUNDS, "line"}]
    faint = {
        (hue, ground): round(contrast(getattr(palette, hue), on), 2)
        for hue in hues
        for ground, on in (*((name, getattr(palette, name)) for name in GROUNDS), ("panel", theme.panel))
        if contrast(getattr(palette, hue), on) < TEXT
    }
    assert len(hues) == 7
    assert faint == {}


@LOOKS
def test_marks_and_what_has_the_focus_stand_out(palette, theme):
    names = theme.variables
    marks = {name: names[name] for name in ("rule", "place", "danger", "seat", "border", "border-blurred", "filled", "scrollbar")}
    assert {name for name, color in marks.items() for on in (palette.ground, palette.soft) if contrast(color, on) < MARK} == set()
    assert contrast(names["filled"], theme.panel) >= MARK
    assert contrast(names["on-filled"], names["filled"]) >= TEXT


def test_contrast_is_that_of_the_guideline():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert contrast("#1f5fa8", "#1f5fa8") == 1


def test_a_tint_lies_between_its_two_colors():
    assert mixed("#204060", "#ffffff", 0) == "#ffffff"
    assert mixed("#204060", "#ffffff", 1) == "#204060"
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert bare("#1f5fa8") == "1F5FA8"
