"""Lines that lead to a decision: real ones, step by step, so that whatever is told there is true."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple

from engine.play.events import Chose, Rolled
from engine.play.fold import Play
from engine.states.step import ActionKind
from engine.states.values import Valuation


class GivenStep(NamedTuple):
    """A step of a line."""

    choice: str
    """Id of what was chosen; empty where a draw fell."""
    route: int = 0
    """The route on which a draw fell."""


def line_to(valuation: Valuation, scene: str) -> tuple[GivenStep, ...] | None:
    """A line to a decision at which something is at stake: one of the fewest mistakes, and among those a shortest.

    None where no line leads to such a one. Without injects.
    """
    graph, number = valuation.graph, valuation.program.number[scene]
    best: dict[int, tuple[int, int]] = {0: (0, 0)}
    came: dict[int, tuple[int, tuple[GivenStep, ...]]] = {}
    waiting = [((0, 0), 0)]
    while waiting:
        cost, node = heappop(waiting)
        if cost > best[node]:
            continue
        if graph.nodes[node].scene == number and valuation.span(node):
            return _back(came, node)
        for edge in graph.edges[node]:
            if edge.action.kind is ActionKind.INJECT:
                continue
            chose = edge.action.kind is ActionKind.CHOICE
            mistake = chose and valuation.regret(node, edge) > 0
            steps = (GivenStep(edge.action.id),) if chose else ()
            for target, route in zip(edge.targets, edge.routes, strict=True):
                drawn = (GivenStep("", route),) if edge.action.draw else ()
                further = (cost[0] + mistake, cost[1] + 1)
                if target not in best or further < best[target]:
                    best[target], came[target] = further, (node, (*steps, *drawn))
                    heappush(waiting, (further, target))
    return None


def _back(came: dict[int, tuple[int, tuple[GivenStep, ...]]], node: int) -> tuple[GivenStep, ...]:
    found: list[GivenStep] = []
    while node in came:
        node, steps = came[node]
        found[:0] = steps
    return tuple(found)


def lines_of(play: Play, scene: str) -> tuple[tuple[tuple[GivenStep, ...], str], ...]:
    """(line, what was chosen then) of each time that a play without injects and changes decided at a scene."""
    decided = []
    steps: list[GivenStep] = []
    for entry in play.line:
        event = entry.event
        if isinstance(event, Chose):
            if event.scene == scene:
                decided.append((tuple(steps), event.choice))
            steps.append(GivenStep(event.choice))
        elif isinstance(event, Rolled):
            steps.append(GivenStep("", event.route))
    return tuple(decided)
