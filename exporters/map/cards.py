"""The boxes of a map: what stands in them, and how large they are."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from exporters.map import ink, shapes
from exporters.map.layout import Box
from exporters.map.measure import fit, width, wrap
from exporters.map.model import OUTCOMES, ListedChoice, Stop

_WIDTH, _ENDING = 292.0, 224.0
_PAD = 13.0
_HEAD = 25.0
"""Height of the line with the scene's id."""
_TITLE, _ROW, _GAUGE = 18.0, 19.0, 17.0
_ROOM = _WIDTH - 2 * _PAD
_TAGS = {"best": ink.BEST_INK, "at times best": ink.BEST_INK, "critical": ink.ALARM, "report": ink.REPORTED_INK}


def size(stop: Stop) -> tuple[float, float]:
    """Width and height of a stop's box."""
    lines = len(_lines(stop))
    if stop.kind == "ending":
        return _ENDING, 44 + _TITLE * lines + (16 if stop.ended else 0)
    height = _HEAD + _TITLE * lines + 8
    if stop.answers:
        height += 6 + _ROW * len(stop.answers)
    height += _ROW if stop.stays else 0
    height += _GAUGE if stop.exposure else 0
    return _WIDTH, height


def draw(stop: Stop, box: Box) -> str:
    """A stop in its box."""
    return ink.named(f"{stop.id}: {stop.words}", *(_ending(stop, box) if stop.kind == "ending" else _scene(stop, box)))


def _lines(stop: Stop) -> tuple[str, ...]:
    match stop.kind:
        case "decision":
            return wrap(stop.words, _ROOM - 30, 14, lines=3, bold=True) or ("",)
        case "passage":
            return wrap(stop.words, _ROOM, 12.5, lines=3) or ("",)
        case "ending":
            return wrap(stop.words, _ENDING - 44, 14, lines=3, bold=True) or ("",)


def _ending(stop: Stop, box: Box) -> Iterator[str]:
    assert stop.outcome is not None
    middle = box.x + box.width / 2
    yield shapes.ending(stop.outcome, box)
    y = box.y + 19
    start = "START · " if stop.first else ""
    yield ink.text((middle, y), start + OUTCOMES[stop.outcome].upper(), 11, fill=shapes.STROKES[stop.outcome], bold=True,
                   anchor="middle")  # fmt: skip
    for line in _lines(stop):
        y += _TITLE
        yield ink.text((middle, y), line, 14, bold=True, anchor="middle")
    if stop.ended:
        y += 16
        yield ink.text((middle, y), "this play ended here", 11, fill=ink.PLAYED, bold=True, anchor="middle")
    yield ink.text((middle, y + 15), fit(stop.id, box.width - 60, 10.5), 10.5, fill=ink.QUIET, anchor="middle")


def _scene(stop: Stop, box: Box) -> Iterator[str]:
    thick = 1.3 if stop.exposure is None else 1.3 + 4.7 * float(stop.exposure[0])
    decides = stop.kind == "decision"
    yield ink.rectangle(*box, stroke=ink.INK if decides else ink.QUIET, thick=thick, round_=6 if decides else 16,
                        fill=ink.PAPER if decides else ink.SOFT)  # fmt: skip
    left, y = box.x + _PAD, box.y + 17
    yield from _head(stop, box, y)
    y = box.y + _HEAD
    if decides:
        yield ink.circle((left + 11, y + 13), 11.5, fill=ink.INK)
        yield ink.text((left + 11, y + 17.5), str(stop.number), 12.5, fill=ink.PAPER, bold=True, anchor="middle")
    for line in _lines(stop):
        y += _TITLE
        yield ink.text((left + (30 if decides else 0), y), line, 14 if decides else 12.5, bold=decides)
    y += 8
    if stop.answers:
        yield ink.path([(left, y), (box.x + box.width - _PAD, y)], stroke=ink.RULE, thick=1)
        y += 2
    for answer in stop.answers:
        y += _ROW
        yield _answer(answer, left, y - 4)
    if stop.stays:
        y += _ROW
        yield ink.text((left, y - 4), fit(f"{stop.stays}: back to here".lstrip(": "), _ROOM, 12), 12, italic=True)
    if stop.exposure:
        yield gauge(stop.exposure, left, box.y + box.height - 13, _ROOM)


def _head(stop: Stop, box: Box, y: float) -> Iterator[str]:
    """The scene's id, the numbers of its injects, and where the story starts."""
    right = box.x + box.width - _PAD
    if stop.first:
        right -= 44
        yield ink.rectangle(right, y - 11, 44, 14, fill=ink.INK, round_=7)
        yield ink.text((right + 22, y), "START", 10, fill=ink.PAPER, bold=True, anchor="middle")
        right -= 6
    if stop.injects:
        said = fit("inject " + ", ".join(map(str, stop.injects)), 100, 10.5)
        yield ink.text((right, y), said, 10.5, fill=ink.QUIET, bold=True, anchor="end")
        right -= width(said, 10.5, bold=True) + 6
    yield ink.text((box.x + _PAD, y), fit(stop.id, right - box.x - _PAD, 10.5), 10.5, fill=ink.QUIET)


def _answer(answer: ListedChoice, x: float, y: float) -> str:
    room = _ROOM - 20
    parts = [ink.text((x + 2, y), answer.letter, 12.5, bold=True)]
    end = x + _ROOM
    for tag in reversed(answer.tags):
        fill = _TAGS.get(tag, ink.PLAYED)
        shown = fit(tag, room, 11, bold=True)
        parts.append(ink.text((end, y), shown, 11, fill=fill, bold=True, anchor="end"))
        taken = width(shown, 11, bold=True) + 7
        end, room = end - taken, room - taken
    parts.append(ink.text((x + 20, y), fit(answer.words, max(room, 0), 12.5), 12.5))
    return ink.named(f"{answer.letter}: {answer.text}", *parts)


def gauge(exposure: tuple[Fraction, Fraction], x: float, y: float, room: float) -> str:
    """A scale from 0 to 1 with the band from least to blind danger."""
    low, high = sorted(float(value) for value in exposure)
    band = ink.rectangle(x + room * low, y, max(2, room * (high - low)), 5, fill=ink.ALARM)
    ticks = "".join(ink.rectangle(x + room * n / 3 - 0.5, y - 1.5, 1, 8, fill=ink.QUIET) for n in range(4))
    return ink.rectangle(x, y, room, 5, fill=ink.RULE) + band + ticks
