"""Which values a variable can have in a scene: what some play may bring there, conditions aside.

A forward data-flow analysis over scenes (Aho et al., *Compilers*, constant propagation), a bit at a time. It takes every way
for one that can be gone, so it may allow a value that no play brings, and never leaves one out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from itertools import product
from typing import NamedTuple

from engine.pack.expressions import Counter, Domain, Flag, Words
from engine.states.guard import Guard
from engine.states.program import Program
from engine.states.step import Action, ActionKind, Effect

_MOST = 4096
"""Combinations of values that are tried for a condition."""


class Bits(NamedTuple):
    """Which bits may be one, and which may be zero."""

    ones: int = 0
    zeros: int = 0

    def after(self, effect: Effect) -> Bits:
        """What may follow from an effect."""
        counted = 0
        for shift, mask, *_ in effect.adds:
            counted |= mask << shift
        ones = self.ones & effect.keep | effect.put | counted
        zeros = self.zeros & effect.keep | ~effect.keep & ~effect.put | counted
        return Bits(ones, zeros)

    def joined(self, other: Bits) -> Bits:
        """What may be either way."""
        return Bits(self.ones | other.ones, self.zeros | other.zeros)

    def fixed(self, mask: int, value: int) -> bool:
        """Whether the bits of `mask` can be nothing but `value`."""
        return self.ones & mask == value and self.zeros & mask == mask & ~value


def possible(program: Program, taken: Collection[Action]) -> dict[int, Bits]:
    """Of each scene that these actions lead to, what its variables can be: as it begins, and after injects there."""
    whole = (1 << sum(field.mask.bit_length() for field in program.fields.values())) - 1
    first, bits = program.start
    bits_of = {first: Bits(bits, whole & ~bits)}
    waiting, queued = deque([first]), {first}
    while waiting:
        scene = waiting.popleft()
        queued.discard(scene)
        for target, after in _steps(program, bits_of[scene], scene, taken):
            joined = after.joined(bits_of.get(target, Bits()))
            if joined != bits_of.get(target):
                bits_of[target] = joined
                if target not in queued:
                    queued.add(target)
                    waiting.append(target)
    return bits_of


def _steps(program: Program, before: Bits, scene: int, taken: Collection[Action]) -> Iterator[tuple[int, Bits]]:
    for action in program.actions[scene]:
        if action in taken:
            after = before.after(action.effect)
            if action.kind is ActionKind.INJECT:
                yield scene, after
            for way in action.ways:
                yield way.scene, after.after(way.effect)


def surely(program: Program, guard: Guard, bits: Bits) -> bool:
    """Whether a condition holds whichever of the possible values its variables have; False where there are too many."""
    values = []
    combinations = 1
    for field in program.fields.values():
        if not field.bits & guard.reads:
            continue
        if field.mask > _MOST:
            return False
        raw = (value << field.shift for value in range(_size(field.domain)))
        allowed = [v for v in raw if not v & ~bits.ones and not field.bits & ~v & ~bits.zeros]
        combinations *= len(allowed)
        if combinations > _MOST:
            return False
        values.append(allowed)
    return all(guard.test(sum(chosen)) for chosen in product(*values))


def _size(domain: Domain) -> int:
    """How many values there are: a field of bits may hold more."""
    match domain:
        case Flag():
            return 2
        case Words(words):
            return len(words)
        case Counter(low, high):
            return high - low + 1
