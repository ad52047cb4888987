"""What a scenario comes to: how many plays it holds, how they end, what guessing is worth, which lessons it tests.

Only for a scenario in which the checker found no error of HW0 to HW2: then every play ends, and the graph of states is
acyclic and whole. Everything is exact, by dynamic programming over the states that a play without injects reaches.

A *random play* takes each available choice with the same chance, and its draws fall by the author's odds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm
from typing import Any, NamedTuple

from engine.check.subject import ScenarioSubject, ValuedSubject
from engine.pack import references
from engine.pack.scalars import OUTCOMES
from engine.pack.scenario import Scenario
from engine.states import bots
from engine.states.graph import Graph
from engine.states.step import ActionKind
from engine.states.values import Number, Valuation


class EndingShare(NamedTuple):
    """A way in which the scenario ends."""

    scene: str
    title: str
    outcome: str
    chance: Fraction
    """Of a random play."""
    mistake_free: bool
    """Whether some play without a mistake ends here."""


class Extreme(NamedTuple):
    """One of the shortest plays, or of the longest."""

    decisions: int
    """How often it decides."""
    choices: tuple[str, ...]
    """`scene.choice`, in order."""
    ending: str
    """The scene that it ends in."""


class Taught(NamedTuple):
    """A lesson that the scenario tests, or that one of its objectives names."""

    lesson: str
    decisions: tuple[str, ...]
    """Scenes whose decision tests it."""
    objective: bool
    """Whether an objective names it."""


class Statistics(NamedTuple):
    """The figures of a scenario. Plays are without injects unless it says otherwise."""

    name: str
    """`pack/id`."""
    title: str
    version: int
    scenes: int
    decisions: int
    choices: int
    injects: int
    states: int
    """That plays reach, merged."""
    states_with_injects: int
    """That plays with injects reach, merged."""
    plays: int
    """How many differ in a choice or in a draw."""
    shortest: Extreme
    longest: Extreme
    mean_decisions: Fraction
    """Of a random play."""
    endings: tuple[EndingShare, ...]
    """By outcome, then as in the file."""
    outcomes: Mapping[str, Fraction]
    """Chance of each outcome in a random play; all four of them."""
    bots: Mapping[str, Fraction | None]
    """Scores of those who do not read; None where nothing is at stake."""
    lessons: tuple[Taught, ...]
    """Those of the objectives first, then as the decisions test them."""

    def as_dict(self) -> dict[str, Any]:
        """As JSON. What may be too long or too fine for a reader's numbers is `{"exact": "1/3", "value": 0.333}`."""
        return {
            **self._asdict(),
            "plays": _number(self.plays),
            "shortest": self.shortest._asdict() | {"choices": list(self.shortest.choices)},
            "longest": self.longest._asdict() | {"choices": list(self.longest.choices)},
            "mean_decisions": _number(self.mean_decisions),
            "endings": [e._asdict() | {"chance": _number(e.chance)} for e in self.endings],
            "outcomes": {outcome: _number(chance) for outcome, chance in self.outcomes.items()},
            "bots": {name: None if score is None else _number(score) for name, score in self.bots.items()},
            "lessons": [x._asdict() | {"decisions": list(x.decisions)} for x in self.lessons],
        }


def statistics(subject: ValuedSubject) -> Statistics:
    """The figures of a scenario in which the checker found no error of HW0 to HW2."""
    scenario, valuation = subject.scenario, subject.valuation
    graph = valuation.graph
    order = list(graph.backwards())
    chances, mean = _random_play(graph, order)
    endings = _endings(scenario, chances, {graph.scene(n) for n in _mistake_free(valuation)})
    return Statistics(
        name=_name(subject),
        title=" ".join(scenario.title.split()),
        version=scenario.version,
        scenes=len(scenario.scenes),
        decisions=sum(1 for _ in references.decisions(scenario)),
        choices=sum(1 for _ in references.choices(scenario)),
        injects=len(scenario.injects),
        states=len(order),
        states_with_injects=len(subject.graph.nodes) if scenario.injects else len(order),
        plays=_plays(graph, order),
        shortest=_extreme(graph, order, min),
        longest=_extreme(graph, order, max),
        mean_decisions=mean,
        endings=endings,
        outcomes={o: sum((e.chance for e in endings if e.outcome == o), Fraction(0)) for o in OUTCOMES},
        bots={bot.name: bots.score(valuation, bot) for bot in bots.BOTS},
        lessons=tuple(_lessons(scenario)),
    )


def coverage(subjects: Iterable[ScenarioSubject]) -> dict[str, dict[str, int]]:
    """Lesson -> scenario -> how many of its decisions test it.

    Every lesson of the packs' catalogues is named, also one that nothing tests, and every lesson that is tested.
    """
    tests: dict[str, dict[str, int]] = {}
    for subject in subjects:
        for lesson in subject.pack.lessons:
            tests.setdefault(lesson, {})
        for _, _, decision in references.decisions(subject.scenario):
            for lesson in decision.tests:
                counts = tests.setdefault(lesson, {})
                counts[_name(subject)] = counts.get(_name(subject), 0) + 1
    return tests


def _name(subject: ScenarioSubject) -> str:
    return f"{subject.pack.info.name}/{subject.scenario.id}"


def _plays(graph: Graph, order: list[int]) -> int:
    """How many paths of choices and draws lead to an ending."""
    count = [0] * len(graph.nodes)
    for node in order:
        edges = graph.edges[node]
        count[node] = sum(count[t] for edge in edges for t in edge.targets) if edges else 1
    return count[0]


def _extreme(graph: Graph, order: list[int], best: Callable[[Iterable[int]], int]) -> Extreme:
    """A play with the least or the greatest number of decisions; of several the first by the file."""
    length = [0] * len(graph.nodes)
    for node in order:
        edges = graph.edges[node]
        if edges:
            length[node] = _decides(graph, node) + best(length[t] for edge in edges for t in edge.targets)
    node = 0
    choices = []
    while graph.edges[node]:
        rest = length[node] - _decides(graph, node)
        edge, target = next((e, t) for e in graph.edges[node] for t in e.targets if length[t] == rest)
        if edge.action.kind is ActionKind.CHOICE:
            choices.append(f"{graph.scene(node)}.{edge.action.id}")
        node = target
    return Extreme(length[0], tuple(choices), graph.scene(node))


def _decides(graph: Graph, node: int) -> bool:
    return graph.edges[node][0].action.kind is ActionKind.CHOICE


def _random_play(graph: Graph, order: list[int]) -> tuple[dict[str, Fraction], Fraction]:
    """The chance of each ending, and the mean number of decisions.

    A state is met at most once in a play, so the mean is the sum of the chances of the states that decide. Chances are pairs
    (numerator, denominator), brought to lowest terms once a state: `Fraction` would do so at each step.
    """
    mass = [(0, 1)] * len(graph.nodes)
    mass[0] = (1, 1)
    chances: dict[str, Fraction] = {}
    mean = (0, 1)
    for node in reversed(order):
        above, below = mass[node]
        common = gcd(above, below)
        above, below = above // common, below // common
        edges = graph.edges[node]
        if not edges:
            scene = graph.scene(node)
            chances[scene] = chances.get(scene, Fraction(0)) + Fraction(above, below)
            continue
        if _decides(graph, node):
            mean = _plus(mean, (above, below))
        below *= len(edges)
        for edge in edges:
            total = sum(edge.odds)
            for odds, target in zip(edge.odds, edge.targets, strict=True):
                mass[target] = _plus(mass[target], (above * odds, below * total))
    return chances, Fraction(*mean)


def _plus(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    if not left[0]:
        return right
    if left[1] == right[1]:
        return left[0] + right[0], left[1]
    below = lcm(left[1], right[1])
    return left[0] * (below // left[1]) + right[0] * (below // right[1]), below


def _mistake_free(valuation: Valuation) -> list[int]:
    """The states that plays without a mistake reach."""
    seen = {0}
    queue = [0]
    for node in queue:
        for edge in valuation.best(node) if valuation.graph.edges[node] else ():
            for target in edge.targets:
                if target not in seen:
                    seen.add(target)
                    queue.append(target)
    return queue


def _endings(scenario: Scenario, chances: Mapping[str, Fraction], free: set[str]) -> tuple[EndingShare, ...]:
    found = [
        EndingShare(name, " ".join(scene.ending.title.split()), scene.ending.outcome, chances.get(name, Fraction(0)),
                    name in free)
        for name, scene in scenario.scenes.items() if scene.ending
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda e: OUTCOMES.index(e.outcome)))


def _lessons(scenario: Scenario) -> Iterator[Taught]:
    aims = dict.fromkeys(lesson for objective in scenario.objectives for lesson in objective.lessons)
    tested: dict[str, list[str]] = {lesson: [] for lesson in aims}
    for _, scene, decision in references.decisions(scenario):
        for lesson in decision.tests:
            tested.setdefault(lesson, []).append(scene)
    for lesson, scenes in tested.items():
        yield Taught(lesson, tuple(scenes), lesson in aims)


def _number(value: Number) -> dict[str, Any]:
    """A number that may be long: all its digits as text, and about how much it is."""
    return {"exact": exact(value), "value": _about(value)}


def exact(value: Number) -> str:
    """All digits of a number, `5/6` or `12`. Python's own `str` refuses the longest ones."""
    if value.denominator == 1:
        return f"{Decimal(value.numerator):f}"
    return f"{Decimal(value.numerator):f}/{Decimal(value.denominator):f}"


def _about(value: Number) -> int | float | None:
    """As programs read it; None where it is beyond their numbers."""
    if isinstance(value, int) and abs(value) <= 2**53:
        return value
    try:
        return float(value)
    except OverflowError:
        return None
