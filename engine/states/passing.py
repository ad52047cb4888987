"""What plays came by on their way: a graph of states, walked with a memory of a few places.

A place need not be kept in the states themselves, which would multiply all of them: it is enough to walk the graph again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engine.states.graph import Graph, Transition, WitnessStep
from engine.states.guard import Test
from engine.states.step import ActionKind


class PassedPlace(NamedTuple):
    """What a play may come by: a choice that it makes, or a scene that begins."""

    scene: int
    choice: str = ""
    """The choice; empty where it is the scene that counts."""
    test: Test | None = None
    """What has to hold as the scene begins; the graph has to keep apart what it reads."""


class Arrival(NamedTuple):
    """A way to have come to an ending."""

    stage: int
    """For `Walk.play_to`."""
    node: int
    outcome: str
    passed: tuple[bool, ...]
    """Of each place, whether the play came by it."""


class Walk:
    """Every node of a graph with every set of places that plays came by on the way to it, the nearest first."""

    def __init__(self, graph: Graph, places: Sequence[PassedPlace]) -> None:
        self.graph = graph
        self._places = tuple(places)
        self._width = len(self._places)
        # A stage is a node and a bit for each place: node << width | places passed.
        first = self._begun(0)
        self._came: dict[int, tuple[int, int, int] | None] = {first: None}
        """Stage -> the stage before it, with the edge and the landing that led on."""
        if self._places:
            self._go(first)

    def arrivals(self) -> Iterator[Arrival]:
        """Every ending, the nearest first."""
        outcomes = dict(self.graph.endings())
        stages = self._came if self._places else outcomes
        for stage in stages:
            node = stage >> self._width
            if node in outcomes:
                yield Arrival(stage, node, outcomes[node], tuple(bool(stage >> n & 1) for n in range(self._width)))

    def play_to(self, stage: int) -> list[WitnessStep]:
        """A shortest play that comes to a stage."""
        if not self._places:
            return self.graph.play_to(stage)
        steps = []
        before = self._came[stage]
        while before is not None:
            steps.append(self.graph.step(before[0] >> self._width, *before[1:]))
            before = self._came[before[0]]
        return steps[::-1]

    def _go(self, first: int) -> None:
        came, edges, width = self._came, self.graph.edges, self._width
        mask = (1 << width) - 1
        queue = [first]
        for stage in queue:
            for number, edge in enumerate(edges[stage >> width]):
                passed = stage & mask | self._chosen(edge)
                for landing, target in enumerate(edge.targets):
                    # An inject does not begin its scene anew.
                    begun = target << width if edge.action.kind is ActionKind.INJECT else self._begun(target)
                    after = begun | passed
                    if after not in came:
                        came[after] = (stage, number, landing)
                        queue.append(after)

    def _chosen(self, edge: Transition) -> int:
        """The places passed by an action."""
        action = edge.action
        return sum(
            1 << n for n, place in enumerate(self._places)
            if place.choice and action.kind is ActionKind.CHOICE and (action.scene, action.id) == (place.scene, place.choice)
        )  # fmt: skip

    def _begun(self, node: int) -> int:
        """The stage as the scene of a node begins, with what is passed by that."""
        state = self.graph.nodes[node]
        return node << self._width | sum(
            1 << n for n, place in enumerate(self._places)
            if not place.choice and state.scene == place.scene and (place.test is None or place.test(state.bits))
        )  # fmt: skip
