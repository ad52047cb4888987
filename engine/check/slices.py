"""The states that plays of a scenario reach, and slices of them for what those do not keep apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from engine.pack.expressions import And
from engine.pack.scenario import Claim
from engine.states.graph import Graph, explore
from engine.states.guard import ALWAYS, Guard
from engine.states.program import Program


class Shown(NamedTuple):
    """What exploration says of a conditional paragraph."""

    scene: str
    number: int
    shown: bool | None
    """None where the budget ended the exploration."""


class Slices:
    """The explorations of one scenario, each made when first asked for."""

    def __init__(self, program: Program, max_states: int) -> None:
        self.program = program
        self.max_states = max_states
        """The budget of each exploration."""
        self._shared: dict[bool, Graph | None] = {}

    @cached_property
    def graph(self) -> Graph:
        """Every state that a play with injects can reach."""
        also = self.program.also
        watch = {scene: [also[scene][n].test for n in numbers] for scene, numbers in self._conditional.items()}
        return explore(self.program, injects=True, budget=self.max_states, watch=watch)

    @cached_property
    def solo(self) -> Graph:
        """Every state that a play without injects can reach."""
        if not self.program.scenario.injects:
            return self.graph
        return explore(self.program, injects=False, budget=self.max_states)

    @cached_property
    def scenes_reached(self) -> frozenset[int]:
        """Numbers of the scenes that some play reaches."""
        return frozenset(s.scene for s in self.graph.nodes)

    @cached_property
    def beyond_faults(self) -> frozenset[int]:
        """Numbers of the scenes that a step with a fault might have led to, and of all that these lead to by any route.

        A play has no such step, so what no play does there may be done once the fault is mended.
        """
        found: set[int] = set()
        for edges in self.graph.edges:
            for action in (edge.action for edge in edges if edge.fault is not None):
                found |= {way.scene for way in action.ways} if action.kind != "inject" else {action.scene}
        queue = list(found)
        for scene in queue:
            fresh = {way.scene for action in self.program.actions[scene] for way in action.ways} - found
            found |= fresh
            queue += fresh
        return frozenset(found)

    @cached_property
    def paragraphs(self) -> list[Shown]:
        """Whether some play shows it, for each conditional paragraph of a reached scene.

        The exploration of `graph` sees most of them. One that it does not see, though it reads what control does
        not, is explored in a slice of its own.
        """
        graph = self.graph
        found = []
        for scene, tests in self._conditional.items():
            if scene not in self.scenes_reached:
                continue
            for at, number in enumerate(tests):
                shown: bool | None = (scene, at) in graph.seen
                guard = self.program.also[scene][number]
                if not shown and not graph.keeps(scene, guard.reads):
                    shown = self._shows(scene, guard)
                found.append(Shown(self.program.scenes[scene], number, shown))
        return found

    @cached_property
    def _conditional(self) -> dict[int, list[int]]:
        """Scene -> numbers of its paragraphs that have a condition."""
        found = {}
        for scene, guards in enumerate(self.program.also):
            numbers = [n for n, guard in enumerate(guards) if guard is not ALWAYS]
            if numbers:
                found[scene] = numbers
        return found

    def _shows(self, scene: int, guard: Guard) -> bool | None:
        complete = True
        # Most paragraphs are seen without injects, where there are fewer states.
        for injects in (False, True) if self.program.scenario.injects else (False,):
            graph = explore(self.program, injects=injects, budget=self.max_states, observed=((scene, guard),),
                            watch={scene: [guard.test]}, stop=True)  # fmt: skip
            if graph.seen:
                return True
            complete = graph.complete
        return False if complete else None

    def of_claim(self, claim: Claim) -> tuple[Graph, Callable[[int], bool]]:
        """The states that a claim speaks of, and whether it speaks of an ending (a node of the graph).

        What the claim reads is kept up to the endings. `never` is about plays with injects, `reachable` without.
        """
        guard = self._guard_of(claim)
        graph = self._slice_for(guard, injects=bool(claim.never))
        return graph, lambda node: bool(guard.test(graph.nodes[node].bits))

    def _guard_of(self, claim: Claim) -> Guard:
        """`when` and `after`, together."""
        guard = self.program.guard(claim.when)
        if claim.after is None:
            return guard
        test, chosen = guard.test, self.program.guard(f"chose('{claim.after}')")
        both = And((chosen.expr, guard.expr))
        return Guard(lambda bits: bits & chosen.reads and test(bits), guard.reads | chosen.reads, both)

    def _slice_for(self, guard: Guard, *, injects: bool) -> Graph:
        base = self.graph if injects else self.solo
        endings = self._endings
        if all(base.keeps(e, guard.reads) for e in endings):
            return base
        shared = self._shared_slice(injects)
        if shared is not None:
            return shared
        observed = tuple((e, guard) for e in endings)
        return explore(self.program, injects=injects, budget=self.max_states, observed=observed)

    def _shared_slice(self, injects: bool) -> Graph | None:
        """One exploration for all claims of a kind, where it takes hardly more states than none; else None."""
        if injects not in self._shared:
            scenario = self.program.scenario
            guards = [self._guard_of(c) for c in scenario.claims if bool(c.never) == injects]
            observed = tuple((e, guard) for e in self._endings for guard in guards)
            base = self.graph if injects else self.solo
            budget = min(self.max_states, 2 * len(base.nodes) + 1000)
            graph = Graph(self.program, injects=injects, budget=budget, observed=observed) if base.complete else None
            self._shared[injects] = graph if graph is not None and graph.complete else None
        return self._shared[injects]

    @cached_property
    def _endings(self) -> list[int]:
        return [self.program.number[name] for name, scene in self.program.scenario.scenes.items() if scene.ending]
