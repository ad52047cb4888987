"""Conditions so short that they fit beside a line: `partner here`, `minutes ≥ 8`, `3 B`. Guides have them in whole words."""

from __future__ import annotations

from engine.pack.expressions import And, Compare, Const, Expr, Member, Name, Not, Or, Value
from engine.pack.variables import History, happened
from engine.states.guard import parse
from exporters.scenario.outline import Outline

_SIGNS = {"==": "is", "!=": "is not", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}


def shorthand(outline: Outline, when: str) -> str:
    """A condition in few words."""
    return _say(outline, parse(when), inside=False)


def _say(outline: Outline, expr: Expr, *, inside: bool) -> str:
    match expr:
        case Const():
            return _side(outline, expr)
        case Name():
            return _side(outline, expr)
        case Not(part):
            return f"not {_say(outline, part, inside=True)}"
        case And(parts) | Or(parts):
            said = f" {expr.word} ".join(_say(outline, part, inside=True) for part in parts)
            return f"({said})" if inside else said
        case Compare(op, left, right):
            return f"{_side(outline, left)} {_SIGNS[op]} {_side(outline, right)}"
        case Member(left, values):
            return f"{_side(outline, left)} is {' or '.join(_value(v.value) for v in values)}"


def _side(outline: Outline, side: Name | Const) -> str:
    if isinstance(side, Const):
        return _value(side.value)
    past = happened(side.variable)
    if past and past.what is History.CHOSE and past.scene in outline.point:
        return f"{outline.point[past.scene].number} {outline.point[past.scene].letter(past.choice)}"
    if past and past.what is History.VISITED:
        return f"{outline.point[past.name].number if past.name in outline.point else past.name.replace('-', ' ')} seen"
    return side.variable.replace("_", " ")


def _value(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
