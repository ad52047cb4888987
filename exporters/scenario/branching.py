"""Conditions, effects and ways on, in words: for the facilitator, who has to know when something holds."""

from __future__ import annotations

from collections.abc import Mapping

from engine.pack.expressions import And, Compare, Const, Expr, Member, Name, Not, Or, Value
from engine.pack.scenario import Route
from engine.pack.variables import History, happened
from engine.states.guard import parse
from exporters.scenario.outline import Outline

_COMPARED = {"==": "is", "!=": "is not", "<": "is below", "<=": "is at most", ">": "is above", ">=": "is at least"}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""The same, said from the other side."""


def condition(outline: Outline, when: str) -> str:
    """A condition: `1 A was chosen and the tally is at least 4`, to stand behind *if*."""
    return _say(outline, parse(when), inside=False)


def ways(outline: Outline, scene: str, next_: str | tuple[Route, ...]) -> tuple[str, ...]:
    """Where the story goes from a scene, a line for each way."""
    routes = (Route(to=next_),) if isinstance(next_, str) else next_
    total = sum(route.odds or 0 for route in routes)
    return tuple(_way(outline, scene, route, total, last=n == len(routes) - 1 > 0) for n, route in enumerate(routes))


def effects(outline: Outline, set_: Mapping[str, Value], add: Mapping[str, int]) -> tuple[str, ...]:
    """What is to be written down from here on: `tick note 1`, `2 more on the tally`."""
    return outline.notebook.effects(set_, add)


def _way(outline: Outline, scene: str, route: Route, total: int, *, last: bool) -> str:
    to = "this decision again" if route.to == scene else outline.label(route.to)
    found = effects(outline, route.set, route.add)
    after = f" ({'; '.join(found)})" if found else ""
    if route.odds is not None:
        return f"{route.odds} in {total}: {to}{after}"
    if route.when is not None:
        return f"if {condition(outline, route.when)}: {to}{after}"
    return f"otherwise: {to}{after}" if last else f"{to}{after}"


def _say(outline: Outline, expr: Expr, *, inside: bool) -> str:
    wanted = outline.notebook.wanted(expr)
    if wanted is not None:
        return outline.notebook.said(wanted, inside=inside)
    match expr:
        case Const(value):
            return "it is so in every case" if value else "it is so in no case"
        case Name(variable):
            return _history(outline, variable, came=True)
        case Not(Name(variable)):
            return _history(outline, variable, came=False)
        case Not(part):
            return f"it is not so that {_say(outline, part, inside=True)}"
        case And(parts) | Or(parts):
            said = f" {expr.word} ".join(_say(outline, part, inside=True) for part in parts)
            return f"({said})" if inside else said
        case Compare(op, Name(variable), Const(bool(value))) | Compare(op, Const(bool(value)), Name(variable)):
            return _history(outline, variable, came=value is (op == "=="))
        case Compare("==" | "!=" as op, Name() as left, Name() as right):
            return f"{_side(outline, left)} {_COMPARED[op]} the same as {_side(outline, right)}"
        case Compare(op, Const() as left, right):
            return f"{_side(outline, right)} {_COMPARED[_TURNED.get(op, op)]} {_side(outline, left)}"
        case Compare(op, left, right):
            return f"{_side(outline, left)} {_COMPARED[op]} {_side(outline, right)}"
        case Member(left, values):
            return f"{_side(outline, left)} is {' or '.join(str(v.value) for v in values)}"


def _side(outline: Outline, side: Name | Const) -> str:
    if isinstance(side, Const):
        return str(side.value)
    return (
        f"“{_history(outline, side.variable, came=True)}”" if happened(side.variable) else outline.notebook.labels[side.variable]
    )


def _history(outline: Outline, variable: str, *, came: bool) -> str:
    past = happened(variable)
    assert past is not None
    if past.what is History.CHOSE:
        point = outline.point[past.scene]
        return f"{point.number} {point.letter(past.choice)} was {'' if came else 'not '}chosen"
    return f"the class has {'' if came else 'not '}been at {outline.label(past.name)}"
