"""Where each variable lies in the bits of a state.

A state packs the value of every variable into one integer, a field of bits each, so that merging states (clear the bits that
nothing reads any more) and comparing them is cheap.
"""

from __future__ import annotations

from typing import NamedTuple

from engine.pack.expressions import Counter, Domain, Flag, Value, Words
from engine.pack.scenario import Fact, OneOf, Range


class Field(NamedTuple):
    """Where a variable lies in the bits."""

    shift: int
    mask: int
    """Unshifted: the greatest packed value that fits."""
    domain: Domain

    @property
    def bits(self) -> int:
        """The field's bits, in place."""
        return self.mask << self.shift

    def pack(self, value: Value) -> int:
        """`value` in place."""
        match self.domain:
            case Flag():
                raw = int(value)
            case Words(words):
                raw = words.index(str(value))
            case Counter(low):
                raw = int(value) - low
        return raw << self.shift

    def unpack(self, bits: int) -> Value:
        """The variable's value in `bits`."""
        raw = (bits >> self.shift) & self.mask
        match self.domain:
            case Flag():
                return bool(raw)
            case Words(words):
                return words[raw]
            case Counter(low):
                return raw + low


def domain_of(fact: Fact) -> Domain:
    """The values that a declared fact can have, and where it starts."""
    match fact:
        case OneOf():
            return Words(fact.one_of, fact.start)
        case Range():
            return Counter(fact.range[0], fact.range[1], fact.start)
        case _:
            return Flag(bool(fact))


def _size(domain: Domain) -> int:
    match domain:
        case Flag():
            return 1
        case Words(words):
            return max(1, (len(words) - 1).bit_length())
        case Counter(low, high):
            return max(1, (high - low).bit_length())
