"""How much text stands on a slide: lines are measured, and what does not fit goes on to the next slide.

Measured with the font that comes with Pillow: its widths are those of Arial to within one in a hundred.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from PIL import ImageFont

from exporters.content.document import Block, Callout, Heading, Items, Span, Text, TextBlock

BODY, QUIET, LEAD = 26, 20, 30
"""Sizes in points."""
SMALLER = (1, 0.92, 0.85)
"""How far text is made smaller to stay on one slide."""
LINE = 1.22
"""Height of a line, of its size."""
GAP = 0.55
"""Between paragraphs, of their size."""
SLACK = 1.03
"""What may be measured wrongly."""
INDENT = 30
"""How far a list is set in, in points."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph on a slide."""

    text: Text
    size: int = BODY
    marker: str = ""
    """Marker of its list; empty for none."""
    level: int = 0
    """How many lists it stands in."""
    quiet: bool = False

    def height(self, width: float) -> float:
        """In points, with the gap that follows."""
        return len(list(wrapped(self.text, self.size, width - INDENT * self.level))) * self.size * LINE + self.size * GAP


def pieces(blocks: Sequence[Block], level: int = 0) -> Iterator[Piece]:
    """Blocks as paragraphs. Slides have no tables and no pictures."""
    for block in blocks:
        match block:
            case Heading():
                yield Piece(tuple(s._replace(bold=True) for s in block.text), level=level)
            case TextBlock():
                quiet = block.style == "quiet"
                yield Piece(block.text, LEAD if block.style == "lead" else QUIET if quiet else BODY, "", level, quiet)
            case Items():
                for item in block.items:
                    first, *rest = list(pieces(item, level + 1)) or [Piece((), level=level + 1)]
                    yield replace(first, marker=block.marker)
                    yield from rest
            case Callout():
                yield Piece((Span(block.title, bold=True),), level=level)
                yield from pieces(block.blocks, level)
            case _:
                pass


def pages(pieces: Sequence[Piece], width: float, height: float) -> list[list[Piece]]:
    """The paragraphs on one slide, a little smaller if need be, or else on as few as can hold them. Sizes in points."""
    for smaller in SMALLER:
        shrunk = [replace(piece, size=round(piece.size * smaller)) for piece in pieces]
        if sum(piece.height(width) for piece in shrunk) - (shrunk[-1].size * GAP if shrunk else 0) <= height:
            return [shrunk]
    # About as much on each.
    parts = [part for piece in pieces for part in _parts(piece, width, height)]
    least = _filled(parts, width, height)
    for share in (0.55, 0.65, 0.75, 0.85, 0.92):
        even = _filled(parts, width, height * share)
        if len(even) == len(least):
            return even
    return least


def _filled(parts: Sequence[Piece], width: float, height: float) -> list[list[Piece]]:
    slides: list[list[Piece]] = [[]]
    used = 0.0
    for part in parts:
        needed = part.height(width)
        if slides[-1] and used + needed - part.size * GAP > height:
            slides.append([])
            used = 0.0
        slides[-1].append(part)
        used += needed
    return slides


def _parts(piece: Piece, width: float, height: float) -> Iterator[Piece]:
    """The paragraph, or as many as it takes where it is taller than a slide."""
    most = max(1, int(height / (piece.size * LINE)))
    found = list(wrapped(piece.text, piece.size, width - INDENT * piece.level))
    if len(found) <= most:
        yield piece
        return
    for start in range(0, len(found), most):
        words = (span for line in found[start : start + most] for span in line)
        # One run for all words that look alike.
        text = tuple(Span("".join(s.text for s in run), *look) for look, run in groupby(words, key=lambda span: span[1:]))
        yield replace(piece, text=text, marker=piece.marker if not start else "")


def wrapped(text: Text, size: float, width: float) -> Iterator[Text]:
    """The lines of a text; each keeps the space at its end."""
    line: list[Span] = []
    used = 0.0
    for word in _words(text):
        needed = measure(word.text.rstrip(), size, bold=word.bold)
        if line and used + needed > width:
            yield tuple(line)
            line, used = [], 0.0
        # A word longer than a line is broken.
        for _ in range(int(needed // width)):
            yield ()
        line.append(word)
        used += measure(word.text, size, bold=word.bold)
        if word.text.endswith("\n"):
            yield tuple(line)
            line, used = [], 0.0
    if line or not text:
        yield tuple(line)


def _words(text: Text) -> Iterator[Span]:
    for span in text:
        start = 0
        for end in range(1, len(span.text) + 1):
            wide = unicodedata.east_asian_width(span.text[end - 1]) in "WF"
            if end == len(span.text) or (span.text[end - 1] in " \n" and span.text[end] != " ") or wide:
                yield span._replace(text=span.text[start:end])
                start = end


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at most, in points."""
    return _width(text, bold) * size * SLACK


@lru_cache(maxsize=50_000)
def _width(text: str, bold: bool) -> float:
    """In the unit of its size."""
    narrow = "".join(c for c in text if c != "\n" and unicodedata.east_asian_width(c) not in "WF")
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return float(_font().getlength(narrow)) / 100 * (1.09 if bold else 1) + wide


@cache
def _font() -> Any:
    return ImageFont.load_default(100)
