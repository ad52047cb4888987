"""How a scenario is told: in which order, the number of each decision, and what of it one person alone reads.

docs/semantics.md, sections 1 and 2.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from engine.pack import references
from engine.pack.scenario import Paragraph, Scenario, Scene

TEXT = -1
"""The place of a scene's `text` beside those of its further paragraphs, which are counted from 0."""


def told(scene: Scene, also: Iterable[int]) -> tuple[int, ...]:
    """What is told of a scene of which these further paragraphs are shown: `text` or what stands in its place, then the rest."""
    shown = tuple(also)
    instead = tuple(n for n in shown if scene.also[n].instead)
    return (*(instead or (TEXT,)), *(n for n in shown if n not in instead))


def follow(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Scene -> the scenes that may come next, each once."""
    found: dict[str, dict[str, None]] = {name: {} for name in scenario.scenes}
    for onward in references.onwards(scenario):
        found[onward.scene] |= {target: None for _, target in onward.targets()}
    return {name: tuple(targets) for name, targets in found.items()}


def story_order(scenario: Scenario) -> tuple[str, ...]:
    """The scenes, each after those that lead to it; of equals, and where the story comes back, as in the file."""
    after = follow(scenario)
    place = {name: number for number, name in enumerate(after)}
    waits = dict.fromkeys(after, 0)
    for name, targets in after.items():
        for target in targets:
            waits[target] += target != name
    ready = [(place[name], name) for name, count in waits.items() if not count]
    heapify(ready)
    ordered: dict[str, None] = {}
    left = iter(after)
    while len(ordered) < len(place):
        name = heappop(ready)[1] if ready else next(n for n in left if n not in ordered)
        if name in ordered:
            continue
        ordered[name] = None
        for target in after[name]:
            waits[target] -= target != name
            if not waits[target] and target not in ordered:
                heappush(ready, (place[target], target))
    return tuple(ordered)


def decision_numbers(scenario: Scenario) -> dict[str, int]:
    """Scene -> the number of its decision: from 1, in story order, whatever the play.

    It names the decision on every screen and paper. How many decisions a play has made is another thing.
    """
    decided = (name for name in story_order(scenario) if scenario.scenes[name].decision is not None)
    return {name: number for number, name in enumerate(decided, 1)}


def own_seat(scenario: Scenario) -> str | None:
    """The seat of whoever plays alone: the one that decides first, in story order; None where no decision names one."""
    decided = (decision for name in story_order(scenario) if (decision := scenario.scenes[name].decision) is not None)
    return next((decision.seat for decision in decided if decision.seat is not None), None)


def seat_alone(scenario: Scenario, scene: str) -> str | None:
    """In whose place one stands in a scene who plays alone: the seat that decides there, and else one's own."""
    decision = scenario.scenes[scene].decision
    return decision.seat if decision is not None and decision.seat is not None else own_seat(scenario)


def read_alone(scenario: Scenario, scene: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph of a scene, where its condition holds, is read by whoever plays alone."""
    return paragraph.seat is None or paragraph.noticed or paragraph.seat == seat_alone(scenario, scene)
