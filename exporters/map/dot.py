"""A map in the language of Graphviz, for those who want to lay it out or work on with it by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from engine.pack.scalars import Outcome
from exporters.map import ink, shapes
from exporters.map.measure import wrap
from exporters.map.model import LINES, OUTCOMES, Line, Map, Stop

_SHAPES: dict[Outcome, str] = {
    "safe": 'shape=box, style="rounded,filled"', "near-miss": "shape=hexagon, style=filled",
    "setback": "shape=parallelogram, style=filled", "harm": "shape=doubleoctagon, style=filled",
}  # fmt: skip
_STYLES: dict[Line, str] = {
    "played": f'color="{ink.PLAYED}", penwidth=5',
    "reported": f'color="{ink.REPORTED}", penwidth=4, style=dashed',
    "best": f'color="{ink.BEST_INK}", penwidth=3',
}
"""Where several lines run together the first of these is drawn; the label names them all."""
_WIDE = 230
_LEFT, _CENTRE = "\\l", "\\n"
"""How a line of a label ends."""


def draw(map_: Map) -> str:
    """The graph as text."""
    return "\n".join((*_lines(map_), ""))


def _lines(map_: Map) -> Iterator[str]:
    yield "digraph map {"
    title = f"{escape(map_.title)}{_CENTRE}{escape(map_.subtitle)}"
    yield f'  graph [label="{title}", labelloc=t, fontsize=22, fontname="sans-serif", rankdir=TB];'
    yield '  node [fontname="sans-serif", fontsize=12, shape=box];'
    yield '  edge [fontname="sans-serif", fontsize=11];'
    for stop in map_.stops:
        yield f'  "{escape(stop.id)}" [label="{"".join(_said(stop))}"{_look(stop)}];'
    for link in map_.links:
        words = (*link.labels, *(LINES[line] for line in link.lines))
        label = f'label="{"".join(escape(word) + _LEFT for word in words)}"' if words else ""
        style = next((style for line, style in _STYLES.items() if line in link.lines), "")
        yield f'  "{escape(link.source)}" -> "{escape(link.target)}" [{", ".join(part for part in (label, style) if part)}];'
    yield "}"


def _look(stop: Stop) -> str:
    weight = f", penwidth={1.3 + 4.7 * float(stop.exposure[0]):.2f}" if stop.exposure else ""
    if stop.outcome is None:
        return weight if stop.kind == "decision" else f', style="rounded"{weight}'
    colours = f'fillcolor="{shapes.FILLS[stop.outcome]}", color="{shapes.STROKES[stop.outcome]}"'
    return f", {_SHAPES[stop.outcome]}, {colours}"


def _said(stop: Stop) -> Iterator[str]:
    head = "START " if stop.first else ""
    head += OUTCOMES[stop.outcome].upper() if stop.outcome else str(stop.number) if stop.number else ""
    end = _CENTRE if stop.outcome else _LEFT
    if head.strip():
        yield escape(head.strip()) + end
    for line in wrap(stop.words, _WIDE, 12, lines=4):
        yield escape(line) + end
    for answer in stop.answers:
        tags = f" ({', '.join(answer.tags)})" if answer.tags else ""
        yield escape(f"{answer.letter}  {answer.words}{tags}") + end
    if stop.stays:
        yield escape(f"{stop.stays}: back to here".removeprefix(": ")) + end


def escape(text: str) -> str:
    """Text in a quoted string in which no character means anything: no escape, no entity of HTML."""
    return text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
