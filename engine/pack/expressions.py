"""What a condition is made of, and the values that a variable can have."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Value: TypeAlias = bool | int | str


class Flag(NamedTuple):
    """True or false."""

    start: bool = False

    def holds(self, value: Value) -> bool:
        """Whether `value` is one that a variable of this kind can have."""
        return isinstance(value, bool)

    def __str__(self) -> str:
        return "true or false"


class Words(NamedTuple):
    """One of a list of words."""

    words: tuple[str, ...]
    start: str

    def holds(self, value: Value) -> bool:
        """Whether `value` is one that a variable of this kind can have."""
        return isinstance(value, str) and value in self.words

    def __str__(self) -> str:
        return "one of " + ", ".join(f"'{w}'" for w in self.words)


class Counter(NamedTuple):
    """A whole number from `low` to `high`."""

    low: int
    high: int
    start: int

    def holds(self, value: Value) -> bool:
        """Whether `value` is one that a variable of this kind can have."""
        return isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high

    def __str__(self) -> str:
        return f"a whole number from {self.low} to {self.high}"


Domain: TypeAlias = Flag | Words | Counter


class Const(NamedTuple):
    """A literal: `true`, `3`, `'near'`."""

    value: Value
    column: int = 0


class Name(NamedTuple):
    """A variable that is read."""

    variable: str
    column: int = 0
    length: int = 1


class Not(NamedTuple):
    """`not x`."""

    part: Expr
    word: str = "not"
    """Tells it from the other kinds, whose parts may be equal."""


class And(NamedTuple):
    """`x and y and ...`."""

    parts: tuple[Expr, ...]
    word: str = "and"


class Or(NamedTuple):
    """`x or y or ...`."""

    parts: tuple[Expr, ...]
    word: str = "or"


class Compare(NamedTuple):
    """`x < y` and the like; neither side is a compound."""

    op: str
    left: Name | Const
    right: Name | Const


class Member(NamedTuple):
    """`x in ['a', 'b']`."""

    left: Name
    values: tuple[Const, ...]


Expr: TypeAlias = Const | Name | Not | And | Or | Compare | Member

ORDER = frozenset({"<", "<=", ">", ">="})
"""Operators that need an order: counters have one."""
