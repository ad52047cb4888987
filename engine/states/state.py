"""Run a scenario: a program is compiled once, a state is a value, and a step is a pure function.

A state packs the value of every variable into one integer, a field of bits each, so that merging
states (clear the bits that nothing reads any more) and comparing them is cheap. See
docs/semantics.md, section 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from engine.pack import conditions, references
from engine.pack.conditions import And, Compare, Const, Counter, Domain, Expr, Flag, Member, Name, Not, Or, Value, Words
from engine.pack.model import Fact, OneOf, Range, Route, Scenario

Test = Callable[[int], object]
"""Whether a condition holds for these bits."""

parse = lru_cache(maxsize=4096)(conditions.parse)


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


class Fault(NamedTuple):
    """A step that the scenario does not allow to be finished."""

    kind: str
    """`counter` (an `add` leaves the range) or `routes` (none of them holds)."""
    fact: str = ""
    route: int | None = None
    """The route whose `add` it is; None for the choice's or the inject's own."""


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


class Guard(NamedTuple):
    """A compiled condition."""

    test: Test
    reads: int
    """The bits that it reads."""
    expr: Expr
    """The condition itself."""


ALWAYS = Guard(lambda _: True, 0, Const(True))


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

    def __init__(self, kind: str, id_: str, index: int, scene: int, guard: Guard, effect: Effect,
                 ways: tuple[Way, ...], draw: bool) -> None:  # fmt: skip
        self.kind = kind
        """`choice`, `inject` or `next`."""
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
        if self.kind == "inject":
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
            return Fault("counter", self.effect.adds[-1 - bits][4])
        if self.kind == "inject":
            return (Landing(1, 0, State(self.scene, bits)),)
        if self.draw:
            landings = []
            for number, way in enumerate(self.ways):
                after = way.effect.apply(bits)
                if after < 0:
                    return Fault("counter", way.effect.adds[-1 - after][4], number)
                landings.append(Landing(way.odds, number, State(way.scene, after)))
            return tuple(landings)
        for number, way in enumerate(self.ways):
            if way.guard.test(bits):
                after = way.effect.apply(bits)
                if after < 0:
                    return Fault("counter", way.effect.adds[-1 - after][4], number)
                return (Landing(1, number, State(way.scene, after)),)
        return Fault("routes")

    def __repr__(self) -> str:
        return f"<{self.kind} {self.id}>"


def domain_of(fact: Fact) -> Domain:
    """The values that a declared fact can have, and where it starts."""
    match fact:
        case OneOf():
            return Words(fact.one_of, fact.start)
        case Range():
            return Counter(fact.range[0], fact.range[1], fact.start)
        case _:
            return Flag(bool(fact))


class Program:
    """A scenario, compiled. It needs one in which the checker found no error of HW0 and HW1.

    Attributes:
        scenes: scene ids, in file order; a state's `scene` is an index into it.
        fields: variable -> where it lies in the bits.
        actions: of each scene, what can be done there: choices or `next`, then injects.
        also: of each scene, the guard of each of its `also` paragraphs.
        start: the state as the first scene begins.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.scenes = tuple(scenario.scenes)
        self.number = {name: i for i, name in enumerate(self.scenes)}
        self.fields = self._lay_out()
        self._visited = {
            self.number[v.removeprefix("visited:")]: f.bits for v, f in self.fields.items() if v.startswith("visited:")
        }
        self.actions = tuple(tuple(self._actions(i)) for i in range(len(self.scenes)))
        self.also = tuple(tuple(self.guard(p.when) for p in scenario.scenes[name].also) for name in self.scenes)
        bits = 0
        for field in self.fields.values():
            bits |= field.pack(field.domain.start)
        first = self.number[scenario.start]
        self.start = State(first, bits | self._visited.get(first, 0))

    def _lay_out(self) -> dict[str, Field]:
        domains: dict[str, Domain] = {name: domain_of(fact) for name, fact in self.scenario.facts.items()}
        for variable in sorted(self._history()):
            domains[variable] = Flag()
        for name, scene in self.scenario.scenes.items():
            for choice_id, choice in scene.decision.choices.items() if scene.decision else ():
                if choice.once:
                    domains[f"taken:{name}.{choice_id}"] = Flag()
        for inject in self.scenario.injects:
            domains[f"played:{inject}"] = Flag()
        fields: dict[str, Field] = {}
        shift = 0
        for variable, domain in domains.items():
            size = _size(domain)
            fields[variable] = Field(shift, (1 << size) - 1, domain)
            shift += size
        return fields

    def _history(self) -> set[str]:
        found: set[str] = set()
        for _, text in references.conditions(self.scenario):
            found |= {v for v in conditions.variables(parse(text)) if ":" in v}
        found |= {f"chose:{c.after}" for c in self.scenario.claims if c.after}
        return found

    def guard(self, when: str | None) -> Guard:
        """The condition `when`, compiled."""
        if when is None:
            return ALWAYS
        expr = parse(when)
        reads = 0
        for variable in conditions.variables(expr):
            reads |= self.fields[variable].bits
        return Guard(_compile(expr, self.fields), reads, expr)

    def _effect(self, set_: Mapping[str, Value], add: Mapping[str, int], leaves: Iterable[str] = ()) -> Effect:
        if not set_ and not add and not leaves:
            return NOTHING
        keep, put = -1, 0
        for fact, value in set_.items():
            field = self.fields[fact]
            keep &= ~field.bits
            put |= field.pack(value)
        for variable in leaves:
            if variable in self.fields:
                keep &= ~self.fields[variable].bits
                put |= self.fields[variable].bits
        adds = []
        for fact, delta in add.items():
            field = self.fields[fact]
            assert isinstance(field.domain, Counter)
            adds.append((field.shift, field.mask, delta, field.domain.high - field.domain.low, fact))
        return Effect(keep, put, tuple(adds))

    def _ways(self, next_: str | tuple[Route, ...]) -> tuple[Way, ...]:
        if isinstance(next_, str):
            return (Way(ALWAYS, self._effect({}, {}, (f"visited:{next_}",)), self.number[next_], 1),)
        return tuple(
            Way(self.guard(r.when), self._effect(r.set, r.add, (f"visited:{r.to}",)), self.number[r.to], r.odds or 1)
            for r in next_
        )

    def _actions(self, number: int) -> Iterator[Action]:
        name = self.scenes[number]
        scene = self.scenario.scenes[name]
        if scene.next is not None:
            yield Action("next", "", 0, number, ALWAYS, NOTHING, self._ways(scene.next), _is_draw(scene.next))
        if scene.decision is None:
            return
        for index, (choice_id, choice) in enumerate(scene.decision.choices.items()):
            path = f"{name}.{choice_id}"
            guard = self.guard(choice.when)
            leaves = [f"chose:{path}"]
            if choice.once:
                taken = self.fields[f"taken:{path}"].bits
                guard = _unless(guard, taken, f"taken:{path}")
                leaves.append(f"taken:{path}")
            next_ = choice.next if choice.next is not None else scene.decision.next
            assert next_ is not None
            effect = self._effect(choice.set, choice.add, leaves)
            yield Action("choice", choice_id, index, number, guard, effect, self._ways(next_), _is_draw(next_))
        for inject_id, inject in self.scenario.injects.items():
            if name in inject.at:
                played = f"played:{inject_id}"
                guard = _unless(self.guard(inject.when), self.fields[played].bits, played)
                yield Action("inject", inject_id, 0, number, guard, self._effect(inject.set, inject.add, (played,)), (), False)

    def choices(self, state: State) -> list[Action]:
        """The choices available in `state`, in file order; empty where nothing is to be decided."""
        return [a for a in self.actions[state.scene] if a.kind == "choice" and a.available(state.bits)]

    def injects(self, state: State) -> list[Action]:
        """The injects that can be played in `state`."""
        return [a for a in self.actions[state.scene] if a.kind == "inject" and a.available(state.bits)]

    def value(self, state: State, variable: str) -> Value:
        """The value of a fact, or of `chose:scene.choice` and the like where a condition reads it."""
        return self.fields[variable].unpack(state.bits)

    def paragraphs(self, state: State) -> list[int]:
        """Indexes of the scene's `also` paragraphs that are shown as it begins."""
        return [i for i, guard in enumerate(self.also[state.scene]) if guard.test(state.bits)]


def _is_draw(next_: str | tuple[Route, ...]) -> bool:
    return not isinstance(next_, str) and next_[0].odds is not None


def _size(domain: Domain) -> int:
    match domain:
        case Flag():
            return 1
        case Words(words):
            return max(1, (len(words) - 1).bit_length())
        case Counter(low, high):
            return max(1, (high - low).bit_length())


def _unless(guard: Guard, bits: int, variable: str) -> Guard:
    """The guard, and that a flag is not set."""
    never = Not(Name(variable))
    if guard is ALWAYS:
        return Guard(lambda b: not b & bits, bits, never)
    test = guard.test
    return Guard(lambda b: not b & bits and test(b), guard.reads | bits, And((never, guard.expr)))


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
            case Name(variable) if not wanted & ~mask and not mask & fields[variable].bits:
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
