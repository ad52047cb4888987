"""How wide text is, and how it is broken into lines: by the widest of the common sans-serif fonts, so that it fits in all.

An SVG breaks no lines by itself, and the font that a reader's machine takes is not known beforehand.
"""

from __future__ import annotations

import unicodedata

ELLIPSIS = "…"
_WIDTHS = {
    0.32: " ",
    0.40: "!'(),-./:;I[\\]fijlrt|`",
    0.52: '"*?J^_sz',
    0.60: "$acegkvxyLTFE+<=>~0123456789",
    0.66: "ABKPRSVXYZbdhnopqu{}#",
    0.80: "CDGHNOQU&w@",
    1.00: "MWm%",
}
"""Width in em -> characters, rounded up from DejaVu Sans."""
_WIDTH = {character: width for width, characters in _WIDTHS.items() for character in characters}
BOLD = 1.1
"""How much wider bold text is."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in pixels."""
    return sum(map(_em, text)) * size * (BOLD if bold else 1)


def _em(character: str) -> float:
    known = _WIDTH.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0
    return 1.1 if unicodedata.east_asian_width(character) in "WF" or ord(character) > 0xFFFF else 0.8


def fit(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than `room` pixels."""
    if width(text, size, bold=bold) <= room:
        return text
    used, end = 0.0, 0
    for end, character in enumerate(text):  # noqa: B007 - where it stops is what is asked for
        used += _em(character)
        if (used + _em(ELLIPSIS)) * size * (BOLD if bold else 1) > room:
            break
    return text[:end].rstrip() + ELLIPSIS


def wrap(text: str, room: float, size: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines of `room` pixels; what does not fit is cut with an ellipsis."""
    wrapped: list[str] = []
    words = text.split()
    while words and len(wrapped) < lines:
        if len(wrapped) == lines - 1:
            wrapped.append(fit(" ".join(words), room, size, bold=bold))
            break
        line, words = _line(words, room, size, bold)
        wrapped.append(line)
    return tuple(wrapped)


def _line(words: list[str], room: float, size: float, bold: bool) -> tuple[str, list[str]]:
    taken = 1
    while taken < len(words) and width(" ".join(words[: taken + 1]), size, bold=bold) <= room:
        taken += 1
    line = " ".join(words[:taken])
    if width(line, size, bold=bold) <= room:
        return line, words[taken:]
    end = 1
    while end < len(line) and width(line[: end + 1], size, bold=bold) <= room:
        end += 1
    return line[:end], [line[end:], *words[taken:]]
