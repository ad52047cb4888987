"""Conditions, effects and ways on, in words: for the facilitator, who has to know when something holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from engine.pack import references
from engine.pack.expressions import And, Compare, Const, Counter, Expr, Flag, Member, Name, Not, Or, Value, Words
from engine.pack.scenario import Route
from engine.pack.variables import History, happened
from engine.states.guard import parse
from engine.states.layout import domain_of
from exporters.scenario.outline import Outline

_COMPARED = {"==": "is", "!=": "is not", "<": "is below", "<=": "is at most", ">": "is above", ">=": "is at least"}
_LETTERED = re.compile(r"\d+ [A-Z]+")
"""A choice by its decision's number and its letter."""

_FEW = 4
"""Places that are named with a condition; more stand in the table of what the story remembers alone."""


def condition(outline: Outline, when: str) -> str:
    """A condition: `1 A was chosen and “distance” is near`, to stand behind *if*."""
    return _say(outline, parse(when), inside=False)


def ways(outline: Outline, scene: str, next_: str | tuple[Route, ...]) -> tuple[str, ...]:
    """Where the story goes from a scene, a line for each way."""
    routes = (Route(to=next_),) if isinstance(next_, str) else next_
    total = sum(route.odds or 0 for route in routes)
    return tuple(_way(outline, scene, route, total, last=n == len(routes) - 1 > 0) for n, route in enumerate(routes))


def effects(set_: Mapping[str, Value], add: Mapping[str, int]) -> tuple[str, ...]:
    """What the story remembers from here on: `“partner here” holds`, `“distance” is near`, `2 more on “minutes”`."""
    found = [f"{_name(fact)} {_stands(value)}" for fact, value in set_.items()]
    found += [f"{abs(amount)} {'more' if amount > 0 else 'fewer'} on {_name(fact)}" for fact, amount in add.items() if amount]
    return tuple(found)


def _stands(value: Value) -> str:
    if isinstance(value, bool):
        return "holds" if value else "does not hold"
    return f"is {value}"


def memory(outline: Outline) -> Iterator[tuple[str, str, str]]:
    """(fact, what it starts as, what changes it) of everything that the story remembers."""
    changes: dict[str, dict[str, None]] = {fact: {} for fact in outline.bundle.scenario.facts}
    for path, fact, value in references.sets(outline.bundle.scenario):
        changes[fact][f"{_where(outline, path)}: {_value(value)}"] = None
    for path, fact, amount in references.adds(outline.bundle.scenario):
        if amount:
            changes[fact][f"{_where(outline, path)}: {amount:+}"] = None
    for fact, declared in outline.bundle.scenario.facts.items():
        match domain_of(declared):
            case Words(words, start):
                kind = f"{start} (of {', '.join(words)})"
            case Counter(low, high, start):
                kind = f"{start} (from {low} to {high})"
            case Flag(start):
                kind = _value(start)
        yield fact.replace("_", " "), kind, "; ".join(changes[fact])


def _way(outline: Outline, scene: str, route: Route, total: int, *, last: bool) -> str:
    to = "this decision again" if route.to == scene else outline.label(route.to)
    found = effects(route.set, route.add)
    after = f" ({'; '.join(found)})" if found else ""
    if route.odds is not None:
        return f"{route.odds} in {total}: {to}{after}"
    if route.when is not None:
        return f"if {condition(outline, route.when)}: {to}{after}"
    return f"otherwise: {to}{after}" if last else f"{to}{after}"


def _where(outline: Outline, path: tuple[str | int, ...]) -> str:
    """The place of an effect: `2 B`, `2 B, on one way`, `passage 1`, `inject “radio dies”`."""
    if path[0] == "injects":
        return f"inject “{inject_name(str(path[1]))}”"
    scene = str(path[1])
    way = ", on one way" if "next" in path else ""
    point = outline.point.get(scene)
    if point is None:
        return outline.label(scene) + way
    if "choices" in path:
        return f"{point.number} {point.letter(str(path[path.index('choices') + 1]))}{way}"
    return f"{point.number}{way}"


def inject_name(id_: str) -> str:
    """What a document calls an inject."""
    return id_.replace("-", " ")


def _name(fact: str) -> str:
    return f"“{fact.replace('_', ' ')}”"


def _value(value: Value) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _say(outline: Outline, expr: Expr, *, inside: bool) -> str:
    match expr:
        case Const(value):
            return _value(value)
        case Name(variable):
            return _flag(outline, variable, holds=True)
        case Not(Name(variable)):
            return _flag(outline, variable, holds=False)
        case Not(part):
            return f"it is not so that {_say(outline, part, inside=True)}"
        case And(parts) | Or(parts):
            said = f" {expr.word} ".join(_say(outline, part, inside=True) for part in parts)
            return f"({said})" if inside else said
        case Compare(op, left, right):
            return f"{_side(outline, left)} {_COMPARED[op]} {_side(outline, right)}"
        case Member(left, values):
            return f"{_side(outline, left)} is {' or '.join(_value(v.value) for v in values)}"


def _side(outline: Outline, side: Name | Const) -> str:
    if isinstance(side, Const):
        return _value(side.value)
    return f"“{_flag(outline, side.variable, holds=True)}”" if happened(side.variable) else _name(side.variable)


def _flag(outline: Outline, variable: str, *, holds: bool) -> str:
    past = happened(variable)
    if past and past.what is History.CHOSE:
        point = outline.point[past.scene]
        return f"{point.number} {point.letter(past.choice)} was {'' if holds else 'not '}chosen"
    if past:
        return f"the class has {'' if holds else 'not '}been at {outline.label(past.name)}"
    chosen = _chosen(outline, variable)
    if chosen:
        return _said_of(chosen, holds=holds)
    return f"{_name(variable)} {_stands(holds)}{_since(outline, variable, holds=holds)}"


def _said_of(choices: tuple[str, ...], *, holds: bool) -> str:
    if holds:
        return f"{' or '.join(choices)} was chosen"
    return f"neither {' nor '.join(choices)} was chosen" if len(choices) > 1 else f"{choices[0]} was not chosen"


def _chosen(outline: Outline, fact: str) -> tuple[str, ...]:
    """The few choices that make a flag so, where nothing else does and nothing undoes it: then they say it better."""
    if outline.bundle.scenario.facts[fact] is not False:
        return ()
    sets = [(_where(outline, path), value) for path, name, value in references.sets(outline.bundle.scenario) if name == fact]
    places = tuple(dict.fromkeys(place for place, _ in sets))
    plain = all(value is True and _LETTERED.fullmatch(place) for place, value in sets)
    return places if plain and 0 < len(places) <= _FEW else ()


def _since(outline: Outline, fact: str, *, holds: bool) -> str:
    """What makes a flag so, where it does not begin so."""
    if outline.bundle.scenario.facts[fact] is holds:
        return ""
    places = [
        _where(outline, path) for path, name, value in references.sets(outline.bundle.scenario) if name == fact and value is holds
    ]
    return f" (after {' or '.join(dict.fromkeys(places))})" if len(places) <= _FEW else ""
