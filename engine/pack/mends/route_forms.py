"""Where a choice leads, in the form of the format: a scene, a list of conditions, or a draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from math import lcm
from typing import Any

from engine.pack.scalar_forms import share, slug

_DRAW = "odds are whole numbers, such as 7 and 3: give one to every route"
_MIXED = "a draw has odds on every route and no condition: give every route `odds`, or take the odds out"


def meant(data: Any) -> Iterator[tuple[Any, str]]:
    """(what may have been meant by a `next`, what to do)."""
    match data:
        case str():
            yield from _scene(data)
        case dict() if "to" in data:
            yield from _simple(data)
            yield [data], "put it into a list"
        case dict() if data and all(share(v) is not None for v in data.values()):
            if len(data) == 1:
                yield slug(next(iter(data))), "name the scene alone"
            else:
                yield from _draw([{"odds": odds, "to": slug(to)} for to, odds in data.items()])
        case dict() if len(data) == 1 and isinstance(to := next(iter(data.values())), str | None):
            yield slug(to or next(iter(data))), "name the scene alone"
        case list() if data:
            yield from _routes([route for item in data for route in _flattened(item)])


def _flattened(item: Any) -> list[Any]:
    return [v for inner in item for v in _flattened(inner)] if isinstance(item, list) else [item]


def _scene(text: str) -> Iterator[tuple[Any, str]]:
    bare = re.sub(r"^\W*(?:go\s*to|goto|->|=>)?\s*", "", text.strip())
    named = [slug(part) for part in re.split(r"\s*(?:,|\||/|\bor\b)\s*", bare) if slug(part)]
    if len(named) > 1:
        yield from _draw([{"odds": 1, "to": to} for to in named])
    elif "." in bare:
        yield slug(bare.split(".")[0]), "name the scene alone"
    elif named:
        yield named[0], "name the scene in small letters with hyphens"


def _simple(route: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    if set(route) <= {"to", "odds"} and isinstance(route["to"], str):
        yield slug(route["to"]), "name the scene alone"


def _routes(items: list[Any]) -> Iterator[tuple[Any, str]]:
    """A list of routes, each of which is told somehow."""
    if len(items) == 1 and isinstance(items[0], str):
        yield slug(items[0]), "name the scene alone"
        return
    if all(isinstance(item, str) for item in items):
        yield from _draw([{"odds": 1, "to": slug(item)} for item in items], "name the scenes with their odds: a draw")
        return
    routes = [{"to": slug(item)} if isinstance(item, str) else _one(item) for item in items]
    if not all(isinstance(route, dict) and "to" in route for route in routes):
        return
    if len(routes) == 1:
        yield from _simple(routes[0])
    elif any("odds" in route for route in routes):
        mixed = any("when" in route or "odds" not in route for route in routes)
        yield from _draw([{"odds": route.get("odds"), **_without(route, "when")} for route in routes], _MIXED if mixed else _DRAW)
    else:
        yield routes, "give each route its `to`"


def _one(item: Any) -> Any:
    """A route that is told as `{scene: odds}`."""
    if isinstance(item, dict) and "to" not in item and len(item) == 1:
        ((to, odds),) = item.items()
        if share(odds) is not None:
            return {"odds": odds, "to": slug(str(to))}
    return item


def _without(route: dict[str, Any], key: str) -> dict[str, Any]:
    return {k: v for k, v in route.items() if k != key}


def _draw(routes: list[dict[str, Any]], advice: str = _DRAW) -> Iterator[tuple[Any, str]]:
    """A draw with whole odds that stand to each other as those that are given; what is no number counts as one share."""
    shares = [_odds(route["odds"]) for route in routes]
    known = [s for s in shares if s]
    if known and all(s < 1 for s in known) and any(s is None or s == 0 for s in shares) and sum(known) < 1:
        # What is left of the whole falls to those that have none.
        rest = (1 - sum(known)) / (len(shares) - len(known))
        whole = [s or Fraction(rest) for s in shares]
    else:
        whole = [s or Fraction(1) for s in shares]
    scale = lcm(*(s.denominator for s in whole))
    yield [{**route, "odds": int(s * scale)} for route, s in zip(routes, whole, strict=True)], advice


def _odds(value: Any) -> Fraction | None:
    if isinstance(value, str) and (digits := re.fullmatch(r"(\d{1,6})\s*:\s*\d{1,6}", value.strip())):
        return Fraction(int(digits[1]))
    return share(value)
