"""How a class stands against its time: decisions that may still come, minutes ahead or behind, what could be left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from engine.play.phases import HOT_WASH_SHARE, WELCOME_SHARE
from engine.states.step import ActionKind, State
from engine.states.values import Valuation

TALK_SHARE = 0.5
"""Of a decision's time: what leaving out its discussion saves."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A decision that lies ahead on the best line."""

    scene: str
    prompt: str
    span: Fraction
    """What is at stake there: the worst choice's loss above the best's."""


@dataclass(frozen=True, slots=True)
class Course:
    """What lies ahead of a state, the decision at hand included."""

    least: int
    """Decisions on the shortest way to an ending."""
    most: int
    """Decisions on the longest."""
    expected: tuple[Coming, ...]
    """Along the best line; of a draw what is most likely."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a class stands in its time. Times in seconds."""

    elapsed: float
    budget: float
    ahead: float
    """Above 0 when early, below 0 when late, 0 while within the time of the decision at hand."""
    spare: tuple[Coming, ...]
    """Decisions that could be taken without discussion to catch up, those with least at stake, in their order."""


def pace(ahead: Course | None, done: int, elapsed: float, minutes: int, *, talked: bool) -> Pace:
    """How the class stands.

    Args:
        ahead: what may come; None where nothing does, as in the hot wash.
        done: decisions made.
        elapsed: seconds since the class began, without pauses.
        minutes: what the scenario plans for a class.
        talked: whether the decision at hand has had its discussion.
    """
    budget = minutes * 60.0
    if ahead is None:
        return Pace(elapsed, budget, min(0.0, budget - elapsed), ())
    coming = len(ahead.expected)
    story = budget * float(1 - WELCOME_SHARE - HOT_WASH_SHARE)
    each = story / max(1, done + coming)
    begin = budget * float(WELCOME_SHARE) + each * done
    end = begin + (each if coming else 0.0)
    early = begin - elapsed if done else 0.0
    balance = early if early > 0 else min(0.0, end - elapsed)
    spare = _spare(ahead.expected[1 if talked else 0 :], -balance, each) if balance < 0 else ()
    return Pace(elapsed, budget, balance, spare)


def _spare(coming: tuple[Coming, ...], behind: float, each: float) -> tuple[Coming, ...]:
    """The decisions with least at stake whose discussions would make up for `behind`; one is always left to talk about."""
    wanted = min(ceil(behind / (each * TALK_SHARE)), len(coming) - 1)
    if wanted <= 0:
        return ()
    chosen = sorted(range(len(coming)), key=lambda n: (coming[n].span, n))[:wanted]
    return tuple(coming[n] for n in sorted(chosen))


class Road:
    """All that may come of a scenario. What was once counted is kept."""

    def __init__(self, valuation: Valuation) -> None:
        self._valuation = valuation
        self._counted: dict[int, tuple[int, int]] = {}
        """Node -> fewest and most decisions from there to an ending."""

    def course(self, state: State) -> Course:
        """What lies ahead of `state`."""
        node = self._valuation.node(state)
        return Course(*self._bounds(node), tuple(self._best_line(node)))

    def _bounds(self, start: int) -> tuple[int, int]:
        """Without recursion, however long a play is."""
        graph, known = self._valuation.graph, self._counted
        for node in graph.backwards(start, known.__contains__):
            after = {target for edge in graph.edges[node] for target in edge.targets}
            here = self._decides(node)
            fewest = min((known[target][0] for target in after), default=0)
            most = max((known[target][1] for target in after), default=0)
            known[node] = (here + fewest, here + most)
        return known[start]

    def _best_line(self, node: int) -> Iterator[Coming]:
        program, graph = self._valuation.program, self._valuation.graph
        while edges := graph.edges[node]:
            if self._decides(node):
                name = program.scenes[graph.nodes[node].scene]
                decision = program.scenario.scenes[name].decision
                assert decision is not None
                yield Coming(name, decision.prompt, Fraction(self._valuation.span(node)))
                edges = tuple(self._valuation.best(node))
            here = graph.nodes[node].scene
            # Of equals one that leads on: most classes do not ask once more, even where that costs nothing.
            edge = min(edges, key=lambda e: (graph.nodes[e.targets[0]].scene == here, e.action.index))
            node = max(zip(edge.odds, edge.targets, strict=True), key=lambda way: way[0])[1]

    def _decides(self, node: int) -> bool:
        edges = self._valuation.graph.edges[node]
        return bool(edges) and edges[0].action.kind is ActionKind.CHOICE
