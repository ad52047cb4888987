"""Exploring, and when merging states by residues pays: each of them costs more, and where it merges much there are far fewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from sys import maxsize

from engine.states.graph import DEFAULT_BUDGET, Graph
from engine.states.guard import Guard, Test
from engine.states.program import Program

PATIENCE = 20_000
"""States after which merging by residues is tried."""
_TRIAL = 20_000
"""States within which merging by residues has to succeed, since each of them costs more."""
_SAMPLE = 300
"""States after which merging by residues has to show that it pays, where a scene comes back."""
_WORK = 500_000
"""Actions that the walks behind the residues may look at before merging has to show that it pays: a walk goes through all that
is still to come, so in a long scenario each state costs much."""
_MUCH_WORK = 10_000_000
"""Actions that they may look at even so."""


def explore(program: Program, *, injects: bool, budget: int = DEFAULT_BUDGET, observed: tuple[tuple[int, Guard], ...] = (),
            watch: Mapping[int, Sequence[Test]] | None = None, stop: bool = False) -> Graph:  # fmt: skip
    """The reachable states, merged as far as that pays: see `Graph` for the arguments."""

    def graph(limit: int, *, residues: bool = False, work: int = maxsize) -> Graph:
        return Graph(program, injects=injects, budget=limit, observed=observed, watch=watch, stop=stop, residues=residues,
                     work=work)  # fmt: skip

    first = graph(min(budget, PATIENCE))
    if first.complete or budget <= PATIENCE:
        first.budget = budget
        return first
    if not _comes_back(first) or _pays(first, graph(_SAMPLE, residues=True)):
        trial = min(budget, _TRIAL)
        merged = graph(trial, residues=True, work=_WORK)
        if merged.overworked and _pays(first, merged):
            merged.resume(trial, _MUCH_WORK)
        if merged.complete:
            # What is explored later may take as much as it needs.
            return merged.resume(budget)
    return first.resume(budget)


def _comes_back(graph: Graph) -> bool:
    """Whether the scene with the most states can come back.

    Where it can, as in a hub of tasks, what was done there can mostly still be read, and residues seldom merge anything.
    """
    states = Counter(state.scene for state in graph.nodes)
    crowded = max(states, key=lambda scene: states[scene])
    follow = [{way.scene for action in at for way in action.ways} for at in graph.program.actions]
    seen, queue = set(follow[crowded]), list(follow[crowded])
    for scene in queue:
        fresh = follow[scene] - seen
        seen |= fresh
        queue += fresh
    return crowded in seen


def _pays(plain: Graph, merged: Graph) -> bool:
    """Whether merging by residues leaves at most half as many states, as far as the smaller exploration went."""
    if merged.complete:
        return True
    # Both are breadth-first, so depths are those of shortest plays, and the last one may be half explored.
    deepest = min(plain.depths()[-1], merged.depths()[-1]) - 1
    return sum(d <= deepest for d in plain.depths()) > 2 * sum(d <= deepest for d in merged.depths())
