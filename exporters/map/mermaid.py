"""A map as a Mermaid flowchart, which many wikis and forges draw."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.pack.scalars import Outcome
from exporters.map import ink, shapes
from exporters.map.measure import wrap
from exporters.map.model import LINES, OUTCOMES, Line, Map, MapLink, Stop

_SHAPES: dict[Outcome, tuple[str, str]] = {
    "safe": ("([", "])"), "near-miss": ("{{", "}}"), "setback": ("[/", "/]"), "harm": ("[[", "]]"),
}  # fmt: skip
_WIDE = 190
_STYLES: dict[Line, str] = {
    "played": f"stroke:{ink.PLAYED},stroke-width:6px",
    "reported": f"stroke:{ink.REPORTED},stroke-width:4px,stroke-dasharray:9 6",
    "best": f"stroke:{ink.BEST_INK},stroke-width:3px",
}
"""Where several lines run together the first of these is drawn; the label names them all."""


def draw(map_: Map) -> str:
    """The flowchart as text."""
    return "\n".join((*_lines(map_), ""))


def _lines(map_: Map) -> Iterator[str]:
    yield from (
        "---",
        f'title: "{_yaml(map_.title)}"',
        "---",
        f"%% {re.sub(r'[^A-Za-z0-9 .,:]', ' ', map_.subtitle)}",
        "flowchart TD",
    )
    names = {stop.id: f"s{number}" for number, stop in enumerate(map_.stops)}
    for stop in map_.stops:
        before, after = _SHAPES[stop.outcome] if stop.outcome else ("(", ")") if stop.kind == "passage" else ("[", "]")
        yield f'  {names[stop.id]}{before}"{_BREAK.join(escape(line) for line in _said(stop)) or " "}"{after}'
    for link in map_.links:
        words = (*link.labels, *(LINES[line] for line in link.lines))
        arrow = "==>" if link.lines else "-->"
        label = f'|"{_BREAK.join(escape(word) for word in words)}"|' if words else ""
        yield f"  {names[link.source]} {arrow}{label} {names[link.target]}"
    for outcome in map_.outcomes:
        members = ",".join(names[stop.id] for stop in map_.stops if stop.outcome == outcome)
        name = outcome.replace("-", "")
        style = f"fill:{shapes.FILLS[outcome]},stroke:{shapes.STROKES[outcome]},color:{ink.INK}"
        yield f"  classDef {name} {style}"
        yield f"  class {members} {name}"
    for number, link in enumerate(map_.links):
        if link.lines:
            yield f"  linkStyle {number} {_style(link)}"


_BREAK = "<br/>"


def _style(link: MapLink) -> str:
    return next(style for line, style in _STYLES.items() if line in link.lines)


def _said(stop: Stop) -> Iterator[str]:
    head = "START " if stop.first else ""
    head += OUTCOMES[stop.outcome] if stop.outcome else str(stop.number) if stop.number else ""
    if head.strip():
        yield head.strip()
    yield from wrap(stop.words, _WIDE, 12, lines=4)
    for answer in stop.answers:
        tags = f" ({', '.join(answer.tags)})" if answer.tags else ""
        yield f"{answer.letter}: {answer.words}{tags}"
    if stop.stays:
        yield f"{stop.stays}: back to here".removeprefix(": ")


def escape(text: str) -> str:
    """Text in which no character means anything to Mermaid, to the Markdown in its labels, or to HTML."""
    return "".join(c if _harmless(c) else f"#{ord(c)};" for c in text)


def _yaml(text: str) -> str:
    """Text in a quoted scalar of YAML, where Mermaid knows no signs of its own."""
    return "".join(c if _harmless(c) else f"\\u{ord(c):04x}" for c in text)


def _harmless(character: str) -> bool:
    return not character.isascii() or character.isalnum() or character in " ,"
