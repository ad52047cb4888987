"""Conditions, compiled to tests of the bits of a state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from engine.pack import conditions
from engine.pack.expressions import And, Compare, Const, Expr, Member, Name, Not, Or, Value
from engine.states.layout import Field

Test = Callable[[int], object]
"""Whether a condition holds for these bits."""

parse = lru_cache(maxsize=4096)(conditions.parse)


class Guard(NamedTuple):
    """A compiled condition."""

    test: Test
    reads: int
    """The bits that it reads."""
    expr: Expr
    """The condition itself."""


ALWAYS = Guard(lambda _: True, 0, Const(True))


def _unless(guard: Guard, bits: int, variable: str) -> Guard:
    """The guard, and that a flag is not set."""
    never = Not(Name(variable))
    if guard is ALWAYS:
        return Guard(lambda b: not b & bits, bits, never)
    test = guard.test
    return Guard(lambda b: not b & bits and test(b), guard.reads | bits, And((never, guard.expr)))


def _unless_any(guards: Sequence[Guard]) -> Guard:
    """Holds where none of these does."""
    if not guards:
        return ALWAYS
    tests = [guard.test for guard in guards]
    reads = 0
    for guard in guards:
        reads |= guard.reads
    parts = tuple(guard.expr for guard in guards)
    return Guard(lambda b: not any(test(b) for test in tests), reads, Not(Or(parts) if len(parts) > 1 else parts[0]))


def _compile(expr: Expr, fields: Mapping[str, Field]) -> Test:
    match expr:
        case Const(value):
            return lambda _: value
        case Name(variable):
            mask = fields[variable].bits
            return lambda bits: bits & mask
        case Not(Name(variable)):
            mask = fields[variable].bits
            return lambda bits: not bits & mask
        case Not(part):
            test = _compile(part, fields)
            return lambda bits: not test(bits)
        case And(parts):
            return _conjunction(parts, fields)
        case Or(parts):
            tests = [_compile(p, fields) for p in parts]
            return lambda bits: any(t(bits) for t in tests)
        case Member(left, values):
            field = fields[left.variable]
            allowed = frozenset(field.pack(v.value) for v in values)
            mask = field.bits
            return lambda bits: bits & mask in allowed
        case Compare():
            return _comparison(expr, fields)


def _conjunction(parts: tuple[Expr, ...], fields: Mapping[str, Field]) -> Test:
    """`a and not b and ...`: the flags in it are one masked comparison."""
    mask = wanted = 0
    others: list[Expr] = []
    for part in parts:
        match part:
            case Name(variable) if not mask & fields[variable].bits:
                mask |= fields[variable].bits
                wanted |= fields[variable].bits
            case Not(Name(variable)) if not mask & fields[variable].bits:
                mask |= fields[variable].bits
            case _:
                others.append(part)
    tests = [_compile(p, fields) for p in others]
    if not tests:
        return lambda bits: bits & mask == wanted
    return lambda bits: bits & mask == wanted and all(t(bits) for t in tests)


def _comparison(expr: Compare, fields: Mapping[str, Field]) -> Test:
    compare = conditions.OPERATORS[expr.op]
    left, right = expr.left, expr.right
    if isinstance(left, Name) and isinstance(right, Const):
        field, value = fields[left.variable], right.value
        # Packing keeps the order, so the packed values are compared where they lie.
        mask, packed = field.bits, field.pack(value)
        if expr.op == "==":
            return lambda bits: bits & mask == packed
        return lambda bits: compare(bits & mask, packed)
    read_left, read_right = _reader(left, fields), _reader(right, fields)
    return lambda bits: compare(read_left(bits), read_right(bits))


def _reader(side: Name | Const, fields: Mapping[str, Field]) -> Callable[[int], Value]:
    if isinstance(side, Const):
        value = side.value
        return lambda _: value
    return fields[side.variable].unpack
