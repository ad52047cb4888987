"""Whether a condition fits the domains of its variables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from engine.pack.conditions import names
from engine.pack.diagnostics import nearest
from engine.pack.expressions import ORDER, And, Compare, Const, Counter, Domain, Expr, Flag, Member, Name, Not, Or, Value, Words
from engine.pack.lookalikes import a_name_of, first_odd
from engine.pack.variables import happened


class Misfit(StrEnum):
    """How a condition does not fit its variables."""

    UNKNOWN_NAME = "unknown_name"
    MIXED_TYPES = "mixed_types"
    OUTSIDE_DOMAIN = "outside_domain"


class ConditionFault(NamedTuple):
    """What is wrong with a condition that can be read."""

    kind: Misfit
    message: str
    column: int = 0
    length: int = 1
    name: str = ""
    """The unknown variable."""
    mend: str = ""
    new: str = ""
    """What would fit in the place of this stretch, where it is known."""


def faults(expr: Expr, domains: Mapping[str, Domain]) -> Iterator[ConditionFault]:
    """What is wrong with `expr` where the facts have these domains. History is not looked at."""
    unknown = {n.variable for n in names(expr) if ":" not in n.variable and n.variable not in domains}
    for n in names(expr):
        if n.variable in unknown:
            odd = first_odd(n.variable)
            message = f"`{n.variable}` is not a fact" + (f": it holds {a_name_of(odd[0])}" if odd else "")
            yield ConditionFault(Misfit.UNKNOWN_NAME, message, n.column, n.length, n.variable)
    if not unknown:
        yield from _types(expr, domains)


def _domain(name: Name, domains: Mapping[str, Domain]) -> Domain:
    return Flag() if happened(name.variable) else domains[name.variable]


def _types(expr: Expr, domains: Mapping[str, Domain]) -> Iterator[ConditionFault]:
    match expr:
        case Const(value, column):
            if not isinstance(value, bool):
                yield ConditionFault(Misfit.MIXED_TYPES, f"`{value}` is neither true nor false", column, len(str(value)))
        case Name(variable, column, length):
            domain = _domain(expr, domains)
            if not isinstance(domain, Flag):
                yield ConditionFault(Misfit.MIXED_TYPES, f"`{variable}` is {domain}, not a flag", column, length,
                            mend=f"compare it, as in `{variable} == {_example(domain)}`",
                            new=f"{variable} == {_example(domain)}")  # fmt: skip
        case Not(part):
            yield from _types(part, domains)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _types(part, domains)
        case Member(member, values):
            for literal in values:
                yield from _against(member, literal, domains)
        case Compare(op, left, right):
            yield from _comparison(op, left, right, domains)


def _comparison(op: str, left: Name | Const, right: Name | Const, domains: Mapping[str, Domain]) -> Iterator[ConditionFault]:
    sides = [s for s in (left, right) if isinstance(s, Name)]
    if not sides:
        yield ConditionFault(Misfit.MIXED_TYPES, "two literals are compared", left.column)
        return
    for side in sides:
        domain = _domain(side, domains)
        if op in ORDER and not isinstance(domain, Counter):
            yield ConditionFault(Misfit.MIXED_TYPES, f"`{op}` orders counters, and `{side.variable}` is {domain}",
                        side.column, side.length, mend="use `==` or `in`")  # fmt: skip
            return
    if isinstance(left, Name) and isinstance(right, Name):
        a, b = _domain(left, domains), _domain(right, domains)
        if type(a) is not type(b):
            yield ConditionFault(
                Misfit.MIXED_TYPES, f"`{left.variable}` is {a}, but `{right.variable}` is {b}", right.column, right.length
            )
        return
    name, const = (left, right) if isinstance(left, Name) else (right, left)
    assert isinstance(name, Name)
    assert isinstance(const, Const)
    if op not in ORDER:
        yield from _against(name, const, domains)
    elif not isinstance(const.value, int) or isinstance(const.value, bool):
        yield ConditionFault(
            Misfit.MIXED_TYPES, f"`{name.variable}` is a counter and {const.value!r} is not a number", const.column
        )


def _against(name: Name, const: Const, domains: Mapping[str, Domain]) -> Iterator[ConditionFault]:
    domain = _domain(name, domains)
    if domain.holds(const.value):
        return
    kind = {Flag: bool, Words: str, Counter: int}[type(domain)]
    same = isinstance(const.value, kind) and isinstance(const.value, bool) == (kind is bool)
    shown = _shown(const.value)
    new = _meant(domain, const.value)
    mend = f"did you mean {new}?" if new else f"compare it with {_shown(domain.start)}, for example"
    misfit = Misfit.OUTSIDE_DOMAIN if same else Misfit.MIXED_TYPES
    message = f"`{name.variable}` is {domain}; it is never {shown}"
    yield ConditionFault(misfit, message, const.column, len(shown), mend=mend, new=new)


def _meant(domain: Domain, value: Value) -> str:
    """The value of the domain that was meant, as it is written; empty where that cannot be told."""
    text = str(value).strip().lower()
    if isinstance(domain, Flag):
        return {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}.get(text, "")
    if isinstance(domain, Words):
        near = nearest(text, domain.words)
        return _shown(near) if near else ""
    number = int(text) if re.fullmatch(r"-?\d{1,9}", text) else None
    return str(number) if number is not None and domain.holds(number) else ""


def _shown(value: Value) -> str:
    """A literal as it is written."""
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _example(domain: Domain) -> str:
    return f"'{domain.words[0]}'" if isinstance(domain, Words) else str(domain.start)
