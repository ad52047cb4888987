"""What a step is: states, effects, the ways on, and what an action comes to. A state is a value, a step a pure function."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from engine.states.guard import ALWAYS, Guard


class State(NamedTuple):
    """A moment of a play."""

    scene: int
    """Index into `Program.scenes`."""
    bits: int
    """Every variable's value, packed."""


class Landing(NamedTuple):
    """One way in which a step can turn out."""

    odds: int
    """Its weight among the landings of the step; 1 where there is no draw."""
    route: int
    """Index of the route taken; 0 where `next` is a scene."""
    state: State


class ActionKind(StrEnum):
    """What can be done in a scene."""

    CHOICE = "choice"
    INJECT = "inject"
    NEXT = "next"


class FaultKind(StrEnum):
    """Why a step cannot be finished."""

    COUNTER = "counter"
    """An `add` leaves the range."""
    ROUTES = "routes"
    """None of them holds."""


class Fault(NamedTuple):
    """A step that the scenario does not allow to be finished."""

    kind: FaultKind
    fact: str = ""
    route: int | None = None
    """The route whose `add` it is; None for the choice's or the inject's own."""


class Effect(NamedTuple):
    """Compiled `set` and `add`, and the history that a step leaves."""

    keep: int
    """Bits that stay."""
    put: int
    """Bits that become one."""
    adds: tuple[tuple[int, int, int, int, str], ...]
    """(shift, mask, delta, greatest packed value, fact)."""

    @property
    def kills(self) -> int:
        """Bits that surely get a value here that does not depend on the state."""
        return ~self.keep

    @property
    def reads(self) -> int:
        """Bits that counting reads."""
        found = 0
        for shift, mask, *_ in self.adds:
            found |= mask << shift
        return found & self.keep

    def apply(self, bits: int) -> int:
        """The new bits, or -1 - n where the n-th `add` leaves its range."""
        bits = bits & self.keep | self.put
        for number, (shift, mask, delta, limit, _) in enumerate(self.adds):
            value = ((bits >> shift) & mask) + delta
            if value < 0 or value > limit:
                return -1 - number
            bits = bits & ~(mask << shift) | (value << shift)
        return bits


NOTHING = Effect(-1, 0, ())


class Way(NamedTuple):
    """A compiled route."""

    guard: Guard
    effect: Effect
    """The route's own `set` and `add`, and `visited` of the scene that it enters."""
    scene: int
    odds: int


class Action:
    """What can be done in a scene: commit to a choice, play an inject, or go on.

    `available(bits)` says whether it can be done, `land(bits)` what comes of it.
    """

    __slots__ = ("available", "direct", "draw", "effect", "guard", "id", "index", "kind", "scene", "ways")

    def __init__(self, kind: ActionKind, id_: str, index: int, scene: int, guard: Guard, effect: Effect,
                 ways: tuple[Way, ...], draw: bool) -> None:  # fmt: skip
        self.kind = kind
        self.id = id_
        self.index = index
        """Number of the choice within its decision."""
        self.scene = scene
        self.guard = guard
        self.effect = effect
        self.ways = ways
        self.draw = draw
        self.available = guard.test
        self.direct = self._direct()
        """(bits that stay, bits that become one, scene), where that is all there is to it; else None."""

    def _direct(self) -> tuple[int, int, int] | None:
        if self.kind is ActionKind.INJECT:
            return None if self.effect.adds else (self.effect.keep, self.effect.put, self.scene)
        way = self.ways[0]
        if len(self.ways) > 1 or way.guard is not ALWAYS or self.effect.adds or way.effect.adds:
            return None
        return self.effect.keep & way.effect.keep, self.effect.put & way.effect.keep | way.effect.put, way.scene

    def go(self, bits: int) -> tuple[int, int, int] | None:
        """The one way in which a step without a draw turns out, as (route, scene, bits); None where `land` has a fault."""
        bits = self.effect.apply(bits)
        if bits >= 0:
            for number, way in enumerate(self.ways):
                if way.guard is ALWAYS or way.guard.test(bits):
                    after = way.effect.apply(bits)
                    return None if after < 0 else (number, way.scene, after)
        return None

    def land(self, bits: int) -> tuple[Landing, ...] | Fault:
        """Every way in which the step can turn out."""
        bits = self.effect.apply(bits)
        if bits < 0:
            return Fault(FaultKind.COUNTER, self.effect.adds[-1 - bits][4])
        if self.kind is ActionKind.INJECT:
            return (Landing(1, 0, State(self.scene, bits)),)
        if self.draw:
            landings = []
            for number, way in enumerate(self.ways):
                after = way.effect.apply(bits)
                if after < 0:
                    return Fault(FaultKind.COUNTER, way.effect.adds[-1 - after][4], number)
                landings.append(Landing(way.odds, number, State(way.scene, after)))
            return tuple(landings)
        for number, way in enumerate(self.ways):
            if way.guard.test(bits):
                after = way.effect.apply(bits)
                if after < 0:
                    return Fault(FaultKind.COUNTER, way.effect.adds[-1 - after][4], number)
                return (Landing(1, number, State(way.scene, after)),)
        return Fault(FaultKind.ROUTES)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.id}>"
