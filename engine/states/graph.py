"""Every state that a play can reach: breadth-first, so that a path found is a shortest one.

States are merged by clearing the bits that are not live in their scene (see `liveness`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from sys import maxsize
from typing import NamedTuple

from engine.collector import paused
from engine.errors import StateLimit
from engine.states.guard import Guard, Test
from engine.states.liveness import live
from engine.states.program import Program
from engine.states.residue import Residues
from engine.states.step import Action, ActionKind, Fault, State

DEFAULT_BUDGET = 1_000_000
_ONE, _ZERO = (1,), (0,)


class Transition(NamedTuple):
    """An action taken in a state, and the states that it can lead to."""

    action: Action
    targets: tuple[int, ...]
    """Nodes, one for each landing; empty where there is a fault."""
    odds: tuple[int, ...]
    """Weights of the targets."""
    routes: tuple[int, ...]
    """The route of each landing."""
    fault: Fault | None


class WitnessStep(NamedTuple):
    """One step of a play that the checker shows."""

    scene: str
    action: Action
    target: str
    drawn: tuple[int, int] | None = None
    """(odds, of) where it was drawn."""

    def __str__(self) -> str:
        match self.action.kind:
            case ActionKind.CHOICE:
                text = f"{self.scene}: choose {self.action.id}"
            case ActionKind.INJECT:
                return f"{self.scene}: inject {self.action.id}"
            case _:
                text = f"{self.scene}: goes on"
        if self.drawn:
            return f"{text}; drawn {self.drawn[0]} in {self.drawn[1]}: {self.target}"
        return f"{text} -> {self.target}" if self.target else text


class Graph:
    """Reachable states, merged.

    Attributes:
        nodes: the states, bits cleared of what is not live; node 0 is the start.
        edges: of each node, the actions available there.
        witnesses: of each node, the bits of one whole state that it stands for.
        complete: False where the budget ended the exploration.
        seen: what was watched and seen, as (scene, number of the condition).
        idle: injects that could be played in some state and left it as it is; they make no edge. One whose condition reads what
            is not kept may be playable without being here, never the other way round.
        budget: how many states an exploration may add.
    """

    def __init__(self, program: Program, *, injects: bool, budget: int = DEFAULT_BUDGET,
                 observed: tuple[tuple[int, Guard], ...] = (), alive: list[int] | None = None,
                 watch: Mapping[int, Sequence[Test]] | None = None, stop: bool = False,
                 residues: bool = False, work: int = maxsize) -> None:  # fmt: skip
        """Explore from the start.

        Args:
            program: the compiled scenario.
            injects: whether injects are played.
            budget: how many states at most.
            observed: further readings to keep apart, see `liveness.live`.
            alive: bits to keep in each scene, instead of those that are live.
            watch: scene -> conditions to be seen true as the scene begins; `seen` holds those that were.
                A condition that reads what is not kept may hold without being seen, never the other way round.
            residues: merge states by the residues of conditions, see `residue`.
            work: how many actions the walks behind them may look at; beyond that the graph is not complete.
            stop: end the exploration once everything watched was seen.
        """
        self.program = program
        self.alive = live(program, injects=injects, observed=observed) if alive is None else alive
        self.budget = budget
        self.nodes: list[State] = []
        self.edges: list[tuple[Transition, ...]] = []
        self.witnesses: list[int] = []
        self.complete = True
        self.seen: set[tuple[int, int]] = set()
        self.idle: set[str] = set()
        self._stop = stop
        self._stopped = False
        self._watch = {scene: list(enumerate(tests)) for scene, tests in (watch or {}).items()}
        self._index: list[dict[Hashable, int]] = [{} for _ in program.scenes]
        self._parents: list[tuple[int, int, int] | None] = []
        self._actions = [tuple(a for a in at if injects or a.kind is not ActionKind.INJECT) for at in program.actions]
        self._residues = Residues(program, self._actions, self.alive, observed) if residues else None
        self._signature = self._residues.signature if self._residues else None
        self._work = work
        self._next = 0
        self._begin(program.start, budget)

    def keeps(self, scene: int, bits: int) -> bool:
        """Whether states of the scene that differ in these bits are never merged."""
        return not bits or (not self.by_residues and not bits & ~self.alive[scene])

    @property
    def by_residues(self) -> bool:
        """Whether states are merged by residues, too."""
        return self._signature is not None

    def _key(self, scene: int, bits: int) -> Hashable:
        return bits & self.alive[scene] if self._signature is None else self._signature(scene, bits)

    @property
    def explored(self) -> int:
        """How many nodes have their edges; the others lie beyond the budget."""
        return len(self.nodes) if self.complete else self._next

    @property
    def overworked(self) -> bool:
        """Whether the work behind the residues ended the exploration."""
        return self._residues is not None and self._residues.work > self._work and not self.complete

    def reduce(self, state: State) -> State:
        """The state with every bit cleared that nothing reads from here on."""
        return State(state.scene, state.bits & self.alive[state.scene])

    def find(self, state: State) -> int | None:
        """The node of a state, or None where it was not explored."""
        return self._index[state.scene].get(self._key(*state))

    def extend(self, state: State) -> int:
        """Explore from `state` too; its node. What follows it may add as many states as the budget says.

        Raises:
            StateLimit: it has more, or the graph is not complete; it is left as it was.
        """
        if not self.complete:
            raise StateLimit(too_many(self.budget))
        known = self.find(state)
        if known is not None:
            return known
        first = len(self.nodes)
        self._begin(state, first + self.budget)
        if not self.complete:
            self._take_back(first)
            raise StateLimit(too_many(self.budget))
        return first

    def _begin(self, state: State, limit: int) -> None:
        """Explore from a state that is not known, up to so many states in all."""
        first = self._add(state.scene, state.bits, self._key(*state), None)
        if state.scene in self._watch:
            self._look(*state)
        with paused():
            self._explore(first, limit)

    def _take_back(self, first: int) -> None:
        """Forget the nodes from `first` on."""
        del self.nodes[first:], self.edges[first:], self.witnesses[first:], self._parents[first:]
        self._index = [{key: node for key, node in at.items() if node < first} for at in self._index]
        self.complete = True

    def _add(self, scene: int, bits: int, key: Hashable, parent: tuple[int, int, int] | None) -> int:
        number = len(self.nodes)
        self._index[scene][key] = number
        self.nodes.append(State(scene, bits & self.alive[scene]))
        self.witnesses.append(bits)
        self._parents.append(parent)
        return number

    def _look(self, scene: int, bits: int) -> None:
        """See which of the watched conditions hold as a scene begins."""
        open_ = []
        for number, test in self._watch[scene]:
            if test(bits):
                self.seen.add((scene, number))
            else:
                open_.append((number, test))
        if open_:
            self._watch[scene] = open_
        else:
            del self._watch[scene]
            self._stopped = self._stop and not self._watch

    def resume(self, budget: int, work: int = maxsize) -> Graph:
        """Go on where a smaller budget, or less work, ended the exploration."""
        first = self.explored
        self.budget, self.complete, self._work = budget, True, work
        del self.edges[first:]
        with paused():
            self._explore(first, budget)
        return self

    def _explore(self, node: int, limit: int) -> None:
        index, nodes, alive, actions, witnesses = self._index, self.nodes, self.alive, self._actions, self.witnesses
        watch, signature, make, residues = self._watch, self._signature, tuple.__new__, self._residues
        while node < len(nodes) and not self._stopped:
            if node >= limit or (residues is not None and residues.work > self._work):
                self.complete = False
                break
            scene, bits = nodes[node].scene, witnesses[node]
            transitions: list[Transition] = []
            for action in actions[scene]:
                if not action.available(bits):
                    continue
                if action.direct is not None:
                    keep, put, to = action.direct
                    after = bits & keep | put
                    if to in watch and action.kind is not ActionKind.INJECT:
                        self._look(to, after)
                    key = after & alive[to] if signature is None else signature(to, after)
                    target = index[to].get(key)
                    if target is None:
                        target = self._add(to, after, key, (node, len(transitions), 0))
                    if target == node and action.kind is ActionKind.INJECT:
                        self.idle.add(action.id)
                    else:
                        transitions.append(make(Transition, (action, (target,), _ONE, _ZERO, None)))
                    continue
                went = None if action.draw or action.kind is ActionKind.INJECT else action.go(bits)
                if went is None:
                    transitions.append(self._land(action, bits, node, len(transitions)))
                    continue
                route, to, after = went
                if to in watch:
                    self._look(to, after)
                key = after & alive[to] if signature is None else signature(to, after)
                target = index[to].get(key)
                if target is None:
                    target = self._add(to, after, key, (node, len(transitions), 0))
                transitions.append(make(Transition, (action, (target,), _ONE, _ZERO if route == 0 else (route,), None)))
            self.edges.append(tuple(transitions))
            node += 1
        self._next = node
        self.edges += [()] * (len(nodes) - len(self.edges))

    def _land(self, action: Action, bits: int, node: int, number: int) -> Transition:
        landings = action.land(bits)
        if isinstance(landings, Fault):
            return Transition(action, (), (), (), landings)
        targets = []
        for at, (_, _, (to, after)) in enumerate(landings):
            if to in self._watch and action.kind is not ActionKind.INJECT:
                self._look(to, after)
            key = self._key(to, after)
            target = self._index[to].get(key)
            targets.append(self._add(to, after, key, (node, number, at)) if target is None else target)
        return Transition(action, tuple(targets), tuple(x.odds for x in landings), tuple(x.route for x in landings), None)

    def depths(self) -> list[int]:
        """Of each node, the steps of a shortest play that leads there."""
        found: list[int] = []
        for parent in self._parents:
            found.append(found[parent[0]] + 1 if parent else 0)
        return found

    def scene(self, node: int) -> str:
        """The id of a node's scene."""
        return self.program.scenes[self.nodes[node].scene]

    def step(self, node: int, edge: int, landing: int) -> WitnessStep:
        """A step in words."""
        taken = self.edges[node][edge]
        target = self.scene(taken.targets[landing]) if taken.targets else ""
        drawn = (taken.odds[landing], sum(taken.odds)) if len(taken.targets) > 1 else None
        return WitnessStep(self.scene(node), taken.action, target, drawn)

    def play_to(self, node: int) -> list[WitnessStep]:
        """A shortest play from the start to `node`."""
        steps = []
        parent = self._parents[node]
        while parent is not None:
            steps.append(self.step(*parent))
            parent = self._parents[parent[0]]
        return steps[::-1]

    def cycle(self) -> list[tuple[int, int, int]] | None:
        """A cycle as (node, edge, landing) each, nearest to the start, or None where every play ends."""
        open_, done = 1, 2
        colour = bytearray(len(self.nodes))
        best: list[tuple[int, int, int]] | None = None
        for root in range(len(self.nodes)):
            if colour[root]:
                continue
            path: list[tuple[int, int, int]] = []
            stack = [(root, self._out(root))]
            colour[root] = open_
            while stack:
                node, out = stack[-1]
                for edge, landing, target in out:
                    if colour[target] == open_:
                        found = [*path, (node, edge, landing)]
                        begin = next(i for i, s in enumerate(found) if s[0] == target)
                        loop = found[begin:]
                        if best is None or min(s[0] for s in loop) < min(s[0] for s in best):
                            best = loop
                    elif colour[target] != done:
                        colour[target] = open_
                        path.append((node, edge, landing))
                        stack.append((target, self._out(target)))
                        break
                else:
                    colour[node] = done
                    stack.pop()
                    if path:
                        path.pop()
        if best is None:
            return None
        first = min(range(len(best)), key=lambda i: best[i][0])
        return best[first:] + best[:first]

    def _out(self, node: int) -> Iterator[tuple[int, int, int]]:
        for number, edge in enumerate(self.edges[node]):
            for landing, target in enumerate(edge.targets):
                yield number, landing, target

    def backwards(self, start: int = 0, known: Callable[[int], object] = lambda _: False) -> Iterator[int]:
        """The nodes that `start` leads to and itself, each after all that it leads to; without those that are `known`.

        Without recursion, however long a play is. What is yielded has to be known, or is remembered.

        Raises:
            ValueError: there is a cycle, and so no such order.
        """
        done: set[int] = set()
        begun: set[int] = set()
        stack = [start]
        while stack:
            node = stack[-1]
            if node in done or known(node):
                stack.pop()
            elif ahead := [t for edge in self.edges[node] for t in edge.targets if t not in done and not known(t)]:
                # All that a node leads to is done before the stack comes back to it, unless it leads to itself.
                if node in begun:
                    raise ValueError(f"`{self.scene(node)}` can come back in the same state")
                begun.add(node)
                stack += ahead
            else:
                done.add(node)
                yield stack.pop()

    def endings(self) -> Iterator[tuple[int, str]]:
        """Nodes that end a play, with the outcome."""
        outcomes = [s.ending.outcome if s.ending else "" for s in self.program.scenario.scenes.values()]
        for node, state in enumerate(self.nodes):
            if outcomes[state.scene]:
                yield node, outcomes[state.scene]


def too_many(budget: int) -> str:
    """Why nothing is said of the states, in words."""
    return f"undetermined: there are more than {budget:,} states, so this cannot be judged"
