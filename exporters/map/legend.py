"""What the signs of a map mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from exporters.map import cards, ink, shapes, wires
from exporters.map.ink import Point
from exporters.map.layout import Box
from exporters.map.measure import width, wrap
from exporters.map.model import LINES, OUTCOMES, Line, Map

_KEPT = re.compile(r"\b(?:note|tally)\b")
_SIZE = 12.5
_ROW = 30.0
_GAP = 26.0


class _Sign(NamedTuple):
    wide: float
    draw: Callable[[float, float], str]
    """At x and the middle of its row."""
    meaning: str


def draw(map_: Map, at: Point, room: float) -> tuple[str, float]:
    """The legend from `at` on, and its height."""
    parts = [ink.path([at, (at[0] + room, at[1])], stroke=ink.RULE, thick=1)]
    x, y = at[0], at[1] + 26
    for sign in _signs(map_):
        wide = sign.wide + 8 + width(sign.meaning, _SIZE)
        if x > at[0] and x + wide > at[0] + room:
            x, y = at[0], y + _ROW
        parts += [sign.draw(x, y), ink.text((x + sign.wide + 8, y + 4), sign.meaning, _SIZE)]
        x += wide + _GAP
    y += 12
    for said in _sentences(map_):
        for line in wrap(said, room, _SIZE, lines=8):
            y += 18
            parts.append(ink.text((at[0], y), line, _SIZE, fill=ink.QUIET))
        y += 4
    return "\n".join(parts), y + 8 - at[1]


def _signs(map_: Map) -> Iterator[_Sign]:
    yield _wire((), "way on")
    for line in map_.lines:
        yield _wire((line,), LINES[line])
    for outcome in map_.outcomes:
        yield _Sign(54, lambda x, y, o=outcome: shapes.ending(o, Box(x, y - 11, 54, 22)), f"ends {OUTCOMES[outcome]}")  # type: ignore[misc]
    if map_.exposed:
        yield _Sign(90, lambda x, y: cards.gauge((Fraction(1, 4), Fraction(2, 3)), x, y - 2, 90), "exposure, in this exercise")


def _wire(lines: tuple[Line, ...], said: str) -> _Sign:
    return _Sign(60, lambda x, y: wires.wire(lines, [(x, y), (x + 60, y)]), said)


def _sentences(map_: Map) -> Iterator[str]:
    yield (
        "Numbers and letters are those of class and of the printed papers. “3 in 4” is the author's odds where chance decides; "
        "of ways with “if …” the first that is so is taken; “2 B” means that decision 2 was answered B, “2 seen” that the story "
        "came to it."
    )
    if any(_KEPT.search(way.terms) for link in map_.links for way in link.ways):
        yield "Notes and tallies are kept by whoever leads; the facilitator guide says what changes each."
    tags = {tag for stop in map_.stops for answer in stop.answers for tag in answer.tags}
    if "best" in tags or "at times best" in tags:
        yield (
            "best: nothing better is on offer, whatever came before; at times best: it depends on what came before. "
            "The best line takes a best choice each time; where chance decides, it goes every way."
        )
    if "critical" in tags:
        yield "critical: a life-safety error, whatever follows."
    if "report" in tags:
        yield "report: what the report says was done there; decisions without it are not reported."
    if "played" in map_.lines:
        yield "played first, played second: the answers of this play, in their order. Answers that were taken back are not shown."
    if map_.exposed:
        yield (
            "Exposure runs from the danger that the best decisions from here on still leave (its left end, and the weight of the "
            "frame) to that of blind guessing (its right end): the expected outcome on a scale from safe over near miss and "
            "setback to harm, as a mean over the states in which a play can be here."
        )
    for number, said in enumerate(map_.injects, 1):
        yield f"Inject {number}, {said}"
