"""Conditions so short that they fit beside a line: `3 B`, `tally ≥ 8`, `not note 1`. Guides have them in whole words."""

from __future__ import annotations

from engine.pack.expressions import And, Compare, Const, Expr, Member, Name, Not, Or
from engine.pack.variables import History, happened
from engine.states.guard import parse
from exporters.scenario.notebook import FactValues
from exporters.scenario.outline import Outline

_TRUTH = ("True", "False")
_SIGNS = {"==": "is", "!=": "is not", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}


def shorthand(outline: Outline, when: str) -> str:
    """A condition in few words."""
    return _say(outline, parse(when), inside=False)


def _say(outline: Outline, expr: Expr, *, inside: bool) -> str:
    wanted = outline.notebook.wanted(expr)
    if wanted is not None:
        return _fact(outline, wanted, inside=inside)
    match expr:
        case Const() | Name():
            return _side(outline, expr)
        case Not(part):
            return f"not {_say(outline, part, inside=True)}"
        case And(parts) | Or(parts):
            said = f" {expr.word} ".join(_say(outline, part, inside=True) for part in parts)
            return f"({said})" if inside else said
        case Compare(op, Name(variable), Const(bool(value))) | Compare(op, Const(bool(value)), Name(variable)):
            return ("" if value is (op == "==") else "not ") + _side(outline, Name(variable))
        case Compare(op, left, right):
            return f"{_side(outline, left)} {_SIGNS[op]} {_side(outline, right)}"
        case Member(left, values):
            return f"{_side(outline, left)} is {' or '.join(str(v.value) for v in values)}"


def _fact(outline: Outline, wanted: FactValues, *, inside: bool) -> str:
    """A flag or a word by its note, or by the answers that make it so."""
    label = outline.notebook.labels.get(wanted.fact)
    if label:
        words = [value for value in sorted(map(str, wanted.values)) if value not in _TRUTH]
        return f"{label} {' or '.join(words)}" if words else f"{'' if True in wanted.values else 'not '}{label}"
    before = outline.notebook.precursors(wanted)
    into, out = (" or ".join(places) for places in (before.into, before.out))
    if not (out if before.begins else into):
        return "always" if before.begins else "never"
    if not before.begins:
        return f"({into}, then not {out})" if out else f"({into})" if inside and len(before.into) > 1 else into
    barred = f"neither {' nor '.join(before.out)}" if len(before.out) > 1 else f"not {out}"
    return f"({barred}, or then {into})" if into else barred


def _side(outline: Outline, side: Name | Const) -> str:
    if isinstance(side, Const):
        return {True: "always", False: "never"}[side.value] if isinstance(side.value, bool) else str(side.value)
    past = happened(side.variable)
    if past is None:
        return outline.notebook.labels[side.variable].removeprefix("the ")
    if past.what is History.CHOSE:
        return f"{outline.point[past.scene].number} {outline.point[past.scene].letter(past.choice)}"
    return f"{_place(outline, past.name)} seen"


def _place(outline: Outline, scene: str) -> str:
    ending = outline.scenes[scene].ending
    return str(outline.point[scene].number) if scene in outline.point else f"“{ending.title}”" if ending else outline.label(scene)
