"""What is left of the conditions: why a long checklist does not explode.

Some variables cannot change any more: nothing that can still happen assigns them another value. With those put in, a condition
shrinks to its *residue*: it becomes true, becomes false, or speaks of fewer variables. Two states of a scene are one when every
condition that can still be read has the same residue in both, and the variables that the residues speak of are equal.

An inject that only sets settled variables to the values that they have is left out: like one that changes nothing that can be
read (`liveness.idle`), it leaves the play where it is.

That is exact. A condition that is read later has the value of its residue, and the residues' variables start equal and are
changed by the same effects, so both states allow the same plays. (Partial evaluation; compare Jones, Gomard and Sestoft 1993.)
It costs a walk over the remaining scenes for each new combination, so it is used where clearing dead bits is not enough.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from engine.pack import conditions
from engine.pack.expressions import And, Compare, Const, Expr, Flag, Member, Name, Not, Or, Value
from engine.pack.variables import History
from engine.states.guard import Guard
from engine.states.liveness import idle
from engine.states.program import Program
from engine.states.step import Action, ActionKind, Effect

_TRUE, _FALSE = Const(True), Const(False)


class Residues:
    """Signatures of the states of a program: equal only for states that allow the same plays."""

    def __init__(self, program: Program, actions: list[tuple[Action, ...]], alive: list[int],
                 observed: tuple[tuple[int, Guard], ...]) -> None:  # fmt: skip
        self._program = program
        self._actions = actions
        self._alive = alive
        self._observed: dict[int, list[Guard]] = {}
        for scene, guard in observed:
            self._observed.setdefault(scene, []).append(guard)
        self._flags = 0
        self._others = 0
        for field in program.fields.values():
            if isinstance(field.domain, Flag):
                self._flags |= field.bits
            else:
                self._others |= field.bits
        self._rise, self._fall, self._change = self._possible_changes()
        self.work = 0
        """Actions looked at so far, over all walks."""
        self._left: dict[tuple[int, int, int], tuple[Hashable, int]] = {}
        self._names: dict[Hashable, int] = {}

    def signature(self, scene: int, bits: int) -> Hashable:
        """What distinguishes this state from others of the scene."""
        alive = self._alive[scene]
        settled = self._flags & ((bits & ~self._fall[scene]) | (~bits & ~self._rise[scene]))
        settled = (settled | self._others & ~self._change[scene]) & alive
        key = (scene, settled, bits & settled)
        found = self._left.get(key)
        if found is None:
            found = self._left[key] = self._walk(scene, settled, bits)
        name, reads = found
        return name, bits & alive & ~settled & reads

    def _possible_changes(self) -> tuple[list[int], list[int], list[int]]:
        """For each scene: flags that can still become true, or false, and other variables that can still change."""
        count = len(self._actions)
        rise, fall, change = [0] * count, [0] * count, [0] * count
        follow: list[set[int]] = [set() for _ in range(count)]
        for scene, at in enumerate(self._actions):
            for action in at:
                follow[scene].update(way.scene for way in action.ways)
                for effect in (action.effect, *(way.effect for way in action.ways)):
                    rise[scene] |= effect.put & self._flags
                    fall[scene] |= effect.kills & ~effect.put & self._flags
                    change[scene] |= self._touched(effect)
        grown = True
        while grown:
            grown = False
            for scene in reversed(range(count)):
                before = rise[scene], fall[scene], change[scene]
                for after in follow[scene]:
                    rise[scene] |= rise[after]
                    fall[scene] |= fall[after]
                    change[scene] |= change[after]
                grown |= before != (rise[scene], fall[scene], change[scene])
        return rise, fall, change

    def _touched(self, effect: Effect) -> int:
        touched = effect.kills & self._others
        for shift, mask, *_ in effect.adds:
            touched |= mask << shift
        return touched

    def _walk(self, scene: int, settled: int, bits: int) -> tuple[int, int]:
        """A name for all residues that can still be read from `scene` on, and the bits that they and the counting read."""
        known = {
            variable: field.unpack(bits) for variable, field in self._program.fields.items() if field.bits & settled == field.bits
        }
        recorded: list[Hashable] = []
        reads = 0
        seen, queue = {scene}, [scene]
        for at in queue:
            for number, guard in enumerate(self._observed.get(at, ())):
                left = simplify(guard.expr, known)
                recorded.append((at, "observed", number, left))
                reads |= self._reads(left)
            self.work += len(self._actions[at])
            for number, action in enumerate(self._actions[at]):
                if idle(action, self._alive[at]) or self._repeats(action, settled, bits):
                    continue
                left = simplify(action.guard.expr, known)
                if left == _FALSE:
                    continue
                recorded.append((at, number, left))
                reads |= self._reads(left) | action.effect.reads
                for index, route, target, counted in _routes(action, known):
                    recorded.append((at, number, index, route))
                    reads |= self._reads(route) | counted
                    if target not in seen:
                        seen.add(target)
                        queue.append(target)
        name = tuple(recorded)
        return self._names.setdefault(name, len(self._names)), reads

    def _repeats(self, action: Action, settled: int, bits: int) -> bool:
        """Whether an inject only sets settled variables to the values that they have: now and later it changes nothing."""
        if action.kind is not ActionKind.INJECT or action.effect.adds:
            return False
        played = self._program.fields[History.PLAYED.of(action.id)].bits
        kills = action.effect.kills & ~played
        return not kills & ~settled and not (action.effect.put ^ bits) & kills

    def _reads(self, expr: Expr) -> int:
        found = 0
        for variable in () if isinstance(expr, Const) else conditions.variables(expr):
            found |= self._program.fields[variable].bits
        return found


def _routes(action: Action, known: Mapping[str, Value]) -> Iterator[tuple[int, Expr, int, int]]:
    """(number, residue, scene, bits that counting reads) of each route that can still be taken.

    After a route that always holds, none is.
    """
    for number, way in enumerate(action.ways):
        left = simplify(way.guard.expr, known)
        if left == _FALSE:
            continue
        yield number, left, way.scene, way.effect.reads
        if left == _TRUE and not action.draw:
            return


def simplify(expr: Expr, known: Mapping[str, Value]) -> Expr:
    """The residue of a condition where these variables are known."""
    match expr:
        case Const():
            return _TRUE if expr.value else _FALSE
        case Name(variable):
            if variable in known:
                return _TRUE if known[variable] else _FALSE
            return expr
        case Not(part):
            left = simplify(part, known)
            return (_FALSE if left.value else _TRUE) if isinstance(left, Const) else Not(left)
        case And(parts):
            return _junction(parts, known, _FALSE, _TRUE, And)
        case Or(parts):
            return _junction(parts, known, _TRUE, _FALSE, Or)
        case Member(member):
            settled = member.variable in known
        case Compare(op, left_side, right_side):
            sides = [Const(known[side.variable]) if isinstance(side, Name) and side.variable in known else side
                     for side in (left_side, right_side)]  # fmt: skip
            settled = all(isinstance(side, Const) for side in sides)
            # What is known of one side has to show in the residue: its variable is not compared any more.
            expr = Compare(op, sides[0], sides[1])
    if settled:
        return _TRUE if conditions.evaluate(expr, known.__getitem__) else _FALSE
    return expr


def _junction(parts: tuple[Expr, ...], known: Mapping[str, Value], absorbing: Const, neutral: Const,
              kind: type[And | Or]) -> Expr:  # fmt: skip
    left = []
    for part in parts:
        found = simplify(part, known)
        if found == absorbing and isinstance(found, Const):
            return absorbing
        if not (isinstance(found, Const) and found == neutral):
            left.append(found)
    if not left:
        return neutral
    return left[0] if len(left) == 1 else kind(tuple(left))
