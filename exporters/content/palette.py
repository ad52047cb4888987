"""The colors of everything that people look at: terminal, projector, HTML, PDF, Word, slides, map.

A color never tells alone: a word or a symbol stands beside it.
"""

from __future__ import annotations

from typing import NamedTuple


class Palette(NamedTuple):
    """Colors as `#rrggbb`. Each is readable (4.5:1, WCAG 2.2, 1.4.3) on `ground` and on `soft`, but for `line`, which marks."""

    ground: str
    """What all else stands on."""
    ink: str
    """Text."""
    quiet: str
    """About the text: times, places, hints."""
    line: str
    """Rules and frames."""
    soft: str
    """Ground of what is set apart."""
    blue: str
    """Where you are, and the score."""
    green: str
    """Best."""
    amber: str
    """Costly."""
    brick: str
    """Life safety, and danger."""
    violet: str
    """For one seat alone."""


LIGHT = Palette("#ffffff", "#1b1f24", "#4b5563", "#c3c9d1", "#f2f4f7", "#1f5fa8", "#1c6b3c", "#7d5200", "#9a3412", "#6b3fa0")
"""On paper, and on a light screen."""
DARK = Palette("#15181c", "#e8eaed", "#b3bac4", "#3d4550", "#20252b", "#8ab8f0", "#86d3a4", "#e5c36a", "#f2957c", "#c8a8f0")
"""On a dark screen."""


def mixed(color: str, ground: str, share: float) -> str:
    """So much of a color on a ground: a tint."""
    pairs = zip(_parts(color), _parts(ground), strict=True)
    return "#" + "".join(f"{round(share * over + (1 - share) * under):02x}" for over, under in pairs)


def bare(color: str) -> str:
    """A color as office files write it: `1F5FA8`."""
    return color.removeprefix("#").upper()


def contrast(one: str, other: str) -> float:
    """The contrast of two colors, 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    """Relative luminance (WCAG 2.2), 0 to 1."""
    red, green, blue = (_linear(part / 255) for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(color: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(color.removeprefix("#")))
