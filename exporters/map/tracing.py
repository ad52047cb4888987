"""Lines through a scenario: the best one, what the report says was done, and a play.

A line is a set of steps; a step is a way out of a scene that was, or would be, taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine.pack.scenario import Reported
from engine.play.events import Chose, Overrode, Rolled, Started
from engine.play.fold import Play
from engine.states.graph import Graph, Transition
from engine.states.step import Action, ActionKind, Fault, State
from exporters.scenario.outline import Outline

MOST = 50_000
"""States beyond which nothing is worked out from them: a picture has to come at once."""


class TracedStep(NamedTuple):
    """A way out of a scene."""

    scene: str
    choice: str
    """Empty where the scene passes on by itself."""
    route: int
    """Which of the routes; 0 where there is but one."""


def sound(outline: Outline) -> bool:
    """Whether values can be worked out: all states known, and every play ends."""
    graph = outline.valuation.graph
    whole = graph.complete and len(graph.nodes) <= MOST
    return whole and not any(edge.fault for edges in graph.edges for edge in edges) and graph.cycle() is None


def best(outline: Outline) -> frozenset[TracedStep]:
    """What somebody does who always takes a best choice; where chance decides, every way it can fall.

    Of several best choices the one that leads on, then the first letter.
    """
    graph = outline.valuation.graph
    steps: set[TracedStep] = set()
    queue, seen = [0], {0}
    for node in queue:
        edge = _best_edge(outline, node)
        if edge is None:
            continue
        steps.update(_steps(graph, node, edge))
        fresh = [target for target in edge.targets if target not in seen]
        seen.update(fresh)
        queue += fresh
    return frozenset(steps)


def _best_edge(outline: Outline, node: int) -> Transition | None:
    graph = outline.valuation.graph
    point = outline.point.get(graph.scene(node))
    if point is None:
        return next(iter(graph.edges[node]), None)
    here = graph.nodes[node].scene
    edges = outline.valuation.best(node)
    return min(edges, key=lambda e: (graph.nodes[e.targets[0]].scene == here, point.letter(e.action.id)), default=None)


def reported(outline: Outline) -> frozenset[TracedStep]:
    """What the report says was done, as far as it says it, and the scenes that such a step passes through."""
    graph = outline.valuation.graph
    scenario = outline.bundle.scenario
    steps: set[TracedStep] = set()
    queue = [(0, False)]
    seen = set(queue)
    for node, sure in queue:
        answer = scenario.reported_answer(graph.scene(node))
        for edge in graph.edges[node]:
            choice = edge.action.kind is ActionKind.CHOICE
            if choice and answer is not None and edge.action.id != answer.chose:
                continue
            targets = _landed(graph, edge, answer)
            follows = answer is not None if choice else sure and len(targets) == 1
            if follows:
                steps.update(
                    step for step, target in zip(_steps(graph, node, edge), edge.targets, strict=True) if target in targets
                )
            fresh = [(target, follows) for target in targets if (target, follows) not in seen]
            seen.update(fresh)
            queue += fresh
    return frozenset(steps)


def _landed(graph: Graph, edge: Transition, answer: Reported | None) -> tuple[int, ...]:
    then = answer.then if answer is not None and edge.action.kind is ActionKind.CHOICE else None
    return tuple(target for target in edge.targets if then is None or graph.scene(target) == then)


def played(play: Play) -> tuple[TracedStep, ...]:
    """The steps of a play's line, in order."""
    return tuple(_played(play))


def _played(play: Play) -> Iterator[TracedStep]:
    for number, entry in enumerate(play.line):
        follower = play.line[number + 1].event if number + 1 < len(play.line) else None
        if isinstance(follower, Overrode):
            continue
        match entry.event:
            case Rolled() | Overrode():
                assert entry.action is not None
                yield _step(play, entry.action, entry.event.route)
            case Chose() if entry.pending is None or entry.after is not None:
                assert entry.action is not None
                yield _step(play, entry.action, entry.landings[0].route)
            case Chose() | Started():
                pass
            case _:
                continue
        for shown_scene, _ in zip(entry.shown_scenes, entry.shown_scenes[1:], strict=False):
            yield _passed(play, shown_scene.state)


def _passed(play: Play, state: State) -> TracedStep:
    action = play.program.actions[state.scene][0]
    landings = action.land(state.bits)
    assert not isinstance(landings, Fault)
    return _step(play, action, landings[0].route)


def _step(play: Play, action: Action, route: int) -> TracedStep:
    return TracedStep(play.program.scenes[action.scene], action.id if action.kind is ActionKind.CHOICE else "", route)


def _steps(graph: Graph, node: int, edge: Transition) -> list[TracedStep]:
    """A step for each target of an edge, in their order."""
    choice = edge.action.id if edge.action.kind is ActionKind.CHOICE else ""
    return [TracedStep(graph.scene(node), choice, route) for route in edge.routes]
