"""How a class stands against its time: decisions that may still come, minutes ahead or behind, what could be left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from engine.state import State
from engine.value import Valuation

WELCOME_SHARE = 0.05
"""Of the time for the class: welcome, set-up of the tables, permission to speak up."""
WASH_SHARE = 0.25
"""Of the time for the class: the hot wash. What is left is for the decisions."""
TALK_SHARE = 0.5
"""Of a decision's time: what leaving out its discussion saves."""
LONGEST_LINE = 200
"""Decisions after which looking along the best line ends."""


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


def course(valuation: Valuation, state: State) -> Course:
    """What lies ahead of `state`."""
    node = valuation.node(state)
    least, most = _bounds(valuation, node)
    return Course(least, most, tuple(_best_line(valuation, node)))


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
    story = budget * (1 - WELCOME_SHARE - WASH_SHARE)
    each = story / max(1, done + coming)
    begin = budget * WELCOME_SHARE + each * done
    end = begin + (each if coming else 0.0)
    balance = begin - elapsed if elapsed < begin else min(0.0, end - elapsed)
    spare = _spare(ahead.expected[1 if talked else 0 :], -balance, each) if balance < 0 else ()
    return Pace(elapsed, budget, balance, spare)


def _spare(coming: tuple[Coming, ...], behind: float, each: float) -> tuple[Coming, ...]:
    """The decisions with least at stake whose discussions would make up for `behind`; one is always left to talk about."""
    wanted = min(ceil(behind / (each * TALK_SHARE)), len(coming) - 1)
    if wanted <= 0:
        return ()
    chosen = sorted(range(len(coming)), key=lambda n: (coming[n].span, -n))[:wanted]
    return tuple(coming[n] for n in sorted(chosen))


def _bounds(valuation: Valuation, start: int) -> tuple[int, int]:
    """The fewest and the most decisions from a node to an ending: no recursion, however long a play is."""
    edges = valuation.graph.edges
    known: dict[int, tuple[int, int]] = {}
    stack = [start]
    while stack:
        node = stack[-1]
        after = {target for edge in edges[node] for target in edge.targets}
        if open_ := [target for target in after if target not in known]:
            stack += open_
            continue
        here = _decides(valuation, node)
        known[node] = (
            here + min((known[t][0] for t in after), default=0),
            here + max((known[t][1] for t in after), default=0),
        )
        stack.pop()
    return known[start]


def _best_line(valuation: Valuation, node: int) -> Iterator[Coming]:
    program = valuation.program
    while edges := valuation.graph.edges[node]:
        if _decides(valuation, node):
            name = program.scenes[valuation.graph.nodes[node].scene]
            decision = program.scenario.scenes[name].decision
            assert decision is not None
            yield Coming(name, decision.prompt, Fraction(valuation.span(node)))
            edges = tuple(valuation.best(node))
        # Of equals the shortest: asking once more, where that costs nothing, is not what most classes do.
        edge = min(edges, key=lambda e: (_bounds(valuation, e.targets[0])[0], e.action.index))
        node = max(zip(edge.odds, edge.targets, strict=True), key=lambda way: way[0])[1]


def _decides(valuation: Valuation, node: int) -> bool:
    edges = valuation.graph.edges[node]
    return bool(edges) and edges[0].action.kind == "choice"
