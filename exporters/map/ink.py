"""Elements of an SVG as text. What is written comes in through `text`, `named` and `document` alone, which escape it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from exporters.content.palette import LIGHT, mixed

Point = tuple[float, float]

INK, QUIET, RULE, PAPER, SOFT = LIGHT.ink, LIGHT.quiet, LIGHT.line, LIGHT.ground, LIGHT.soft
WIRE = mixed(LIGHT.quiet, LIGHT.ground, 0.8)
BEST, BEST_INK = mixed(LIGHT.green, LIGHT.ground, 0.5), LIGHT.green
REPORTED = REPORTED_INK = LIGHT.amber
PLAYED = LIGHT.blue
ALARM = LIGHT.brick
_CORNER = 10.0


def number(value: float) -> str:
    """A number to a tenth of a pixel."""
    return (
        f"{value:.1f}".rstrip("0").rstrip(".").replace("-0", "0", 1) if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")
    )


def text(at: Point, said: str, size: float = 12.5, *, fill: str = INK, bold: bool = False, italic: bool = False,
         anchor: str = "start") -> str:  # fmt: skip
    """A line of text on its base line."""
    style = (' font-weight="700"' if bold else "") + (' font-style="italic"' if italic else "")
    style += f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{number(at[0])}" y="{number(at[1])}" font-size="{number(size)}" fill="{fill}"{style}>{escape(said)}</text>'


def rectangle(x: float, y: float, width: float, height: float, *, fill: str = PAPER, stroke: str = "none", thick: float = 1,
              round_: float = 0) -> str:  # fmt: skip
    """A rectangle, with round corners where asked for."""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    corner = f' rx="{number(round_)}"' if round_ else ""
    return f'<rect {place}{corner} fill="{fill}"{_stroke(stroke, thick)}/>'


def circle(at: Point, radius: float, *, fill: str) -> str:
    """A disc."""
    return f'<circle cx="{number(at[0])}" cy="{number(at[1])}" r="{number(radius)}" fill="{fill}"/>'


def polygon(points: Iterable[Point], *, fill: str, stroke: str = "none", thick: float = 1) -> str:
    """A closed shape."""
    corners = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return f'<polygon points="{corners}" fill="{fill}" stroke-linejoin="round"{_stroke(stroke, thick)}/>'


def path(points: Sequence[Point], *, stroke: str, thick: float, dash: str = "") -> str:
    """A line through points, its corners rounded."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{_rounded(points)}" fill="none"{_stroke(stroke, thick)}{dashed}/>'


def named(name: str, *parts: str) -> str:
    """Parts under a name that a browser shows when the pointer rests on them."""
    return f"<g><title>{escape(name)}</title>{''.join(parts)}</g>"


def document(size: Point, title: str, summary: str, parts: Iterable[str]) -> str:
    """The whole picture on white, with its name and what it says in words."""
    width, height = number(size[0]), number(size[1])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(summary)}</desc>"
        f'{rectangle(0, 0, *size)}<g font-family="sans-serif">\n{chr(10).join(parts)}\n</g></svg>\n'
    )


def _stroke(stroke: str, thick: float) -> str:
    return "" if stroke == "none" else f' stroke="{stroke}" stroke-width="{number(thick)}"'


def _rounded(points: Sequence[Point]) -> str:
    found = [f"M{_at(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        cut = min(_CORNER, _distance(before, corner) / 2, _distance(corner, after) / 2)
        found.append(f"L{_at(_towards(corner, before, cut))}Q{_at(corner)} {_at(_towards(corner, after, cut))}")
    found.append(f"L{_at(points[-1])}")
    return "".join(found)


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _distance(a: Point, b: Point) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)


def towards(point: Point, other: Point, distance: float) -> Point:
    """The point so far from `point` on the way to `other`."""
    whole = _distance(point, other) or 1.0
    return point[0] + (other[0] - point[0]) * distance / whole, point[1] + (other[1] - point[1]) * distance / whole


_towards = towards
