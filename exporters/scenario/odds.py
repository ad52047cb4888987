"""How classes move through a scenario: by blind guessing, and by the best choice each time. Exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm, prod
from typing import NamedTuple, TypeAlias

from engine.errors import ExportError
from engine.play.bundle import Bundle
from engine.states.graph import Transition
from exporters.scenario.outline import DecisionPoint, Outline, outline_of

MOST = 20_000
"""States beyond which the odds are not computed: fractions would grow too long."""
Habit: TypeAlias = Callable[[int, tuple[Transition, ...]], Sequence[Transition]]
"""Given a node and its edges: those that are taken, each with the same chance."""
Ways: TypeAlias = tuple[int, list[tuple[int, int]]]
"""How many parts, and how many of them lead to each node."""


class Stage(NamedTuple):
    """A decision on the best line."""

    point: DecisionPoint
    letter: str
    drawn: tuple[int, int] | None
    """(odds, of) of what was drawn after it."""


@dataclass(frozen=True)
class Odds:
    """The chances of a scenario."""

    outline: Outline

    @property
    def known(self) -> bool:
        """Whether they can be told."""
        return self.outline.valuation.graph.complete and len(self.outline.valuation.graph.nodes) <= MOST

    @cached_property
    def blind(self) -> Mapping[str, Fraction]:
        """Scene -> the chance that a class which guesses gets there. Injects are left out."""
        return self._chances(lambda _, edges: edges)

    @cached_property
    def best(self) -> Mapping[str, Fraction]:
        """Scene -> the chance that a class gets there which makes no mistake; among equally good choices it guesses."""
        return self._chances(lambda node, _: self.outline.valuation.best(node))

    @cached_property
    def answers(self) -> Mapping[str, Mapping[str, Fraction]]:
        """Scene of a decision -> choice -> share of the states there in which it is without regret."""
        graph = self.outline.valuation.graph
        seen: Counter[tuple[str, str]] = Counter()
        best: Counter[tuple[str, str]] = Counter()
        for node, edges in enumerate(graph.edges[: graph.explored]):
            scene = graph.scene(node)
            if scene in self.outline.point:
                seen.update((scene, edge.action.id) for edge in edges)
                best.update((scene, edge.action.id) for edge in self.outline.valuation.best(node))
        return {
            p.scene: {o.id: Fraction(best[p.scene, o.id], seen[p.scene, o.id] or 1) for o in p.options}
            for p in self.outline.points
        }

    @cached_property
    def line(self) -> tuple[Stage, ...]:
        """The best line: of equal choices one that leads on, then the first letter; of a draw what is most likely."""
        graph = self.outline.valuation.graph
        stages: list[Stage] = []
        node = 0
        seen: set[int] = set()
        while edges := graph.edges[node]:
            if node in seen:
                raise ExportError("the scenario goes round in circles; run `hotwash check` on it")
            seen.add(node)
            here = graph.nodes[node].scene
            point = self.outline.point.get(graph.scene(node))
            edge = edges[0]
            if point is not None:
                best = self.outline.valuation.best(node)
                edge = min(best, key=lambda e: (graph.nodes[e.targets[0]].scene == here, point.letter(e.action.id)))
            odds, node = max(zip(edge.odds, edge.targets, strict=True), key=lambda way: way[0])
            drawn = (odds, sum(edge.odds)) if len(edge.targets) > 1 else None
            if point is not None:
                stages.append(Stage(point, point.letter(edge.action.id), drawn))
            elif drawn and stages:
                stages[-1] = stages[-1]._replace(drawn=drawn)
        return tuple(stages)

    @cached_property
    def depth(self) -> Mapping[str, int]:
        """Scene of a decision -> how many decisions come before it: on the best line, or else at least."""
        graph = self.outline.valuation.graph
        depths: dict[str, int] = {}
        frontier, before, seen = [0], 0, {0}
        while frontier:
            later: list[int] = []
            for node in frontier:
                scene = graph.scene(node)
                decides = scene in self.outline.point
                if decides:
                    depths.setdefault(scene, before)
                fresh = [t for edge in graph.edges[node] for t in edge.targets if t not in seen]
                seen.update(fresh)
                (later if decides else frontier).extend(fresh)
            frontier, before = later, before + 1
        return {**depths, **{stage.point.scene: n for n, stage in reversed(list(enumerate(self.line)))}}

    def _chances(self, habit: Habit) -> Mapping[str, Fraction]:
        graph, order = self.outline.valuation.graph, self._topological
        ways = {node: _ways(habit(node, graph.edges[node])) for node in order}
        whole = self._whole(ways)
        mass = [0] * len(graph.nodes)
        mass[0] = whole
        mass_of = dict.fromkeys(self.outline.scenes, 0)
        for node in order:
            parts, targets = ways[node]
            for target, weight in targets:
                mass[target] += mass[node] * weight // parts
            mass_of[graph.scene(node)] += mass[node]
        for scene in self._returning:
            mass_of[scene] = self._ever(scene, ways, whole)
        return {scene: Fraction(amount, whole) for scene, amount in mass_of.items()}

    def _ever(self, scene: str, ways: Mapping[int, Ways], whole: int) -> int:
        """The chance of getting to a scene that may come back at least once, as parts of `whole`."""
        graph = self.outline.valuation.graph
        chance = [0] * len(graph.nodes)
        for node in reversed(self._topological):
            parts, targets = ways[node]
            there = graph.scene(node) == scene
            chance[node] = whole if there else sum(chance[target] * weight for target, weight in targets) // parts
        return chance[0]

    def _whole(self, ways: Mapping[int, Ways]) -> int:
        """So many parts of one that every chance is a whole number of them: whole numbers are much the faster.

        A play meets at most one node of each depth, so the product over the depths is divisible by that along any play.
        """
        depth = [0] * len(self.outline.valuation.graph.nodes)
        parts: dict[int, int] = {}
        for node in self._topological:
            parts[depth[node]] = lcm(parts.get(depth[node], 1), ways[node][0])
            for target, _ in ways[node][1]:
                depth[target] = max(depth[target], depth[node] + 1)
        return prod(parts.values())

    @cached_property
    def _topological(self) -> list[int]:
        """The nodes, each after those that lead to it."""
        graph = self.outline.valuation.graph
        waits = [0] * len(graph.nodes)
        for edges in graph.edges:
            for edge in edges:
                for target in edge.targets:
                    waits[target] += 1
        queue = [node for node, count in enumerate(waits) if not count]
        for node in queue:
            for edge in graph.edges[node]:
                for target in edge.targets:
                    waits[target] -= 1
                    if not waits[target]:
                        queue.append(target)
        return queue

    @cached_property
    def _returning(self) -> list[str]:
        """Scenes that a play may come to more than once."""
        returning = []
        for scene, targets in self.outline.follow.items():
            queue = list(targets)
            seen = set(queue)
            for name in queue:
                fresh = [target for target in self.outline.follow[name] if target not in seen]
                seen.update(fresh)
                queue += fresh
            if scene in seen:
                returning.append(scene)
        return returning


def odds_of(bundle: Bundle) -> Odds:
    """The chances of a scenario, worked out once for all that is made of the bundle."""
    return bundle.kept(_odds)


def _odds(bundle: Bundle) -> Odds:
    return Odds(outline_of(bundle))


def _ways(edges: Sequence[Transition]) -> Ways:
    """What may follow when each of these edges is taken with the same chance."""
    sums = [sum(edge.odds) for edge in edges]
    each = lcm(*sums)
    targets = [(t, o * (each // s)) for e, s in zip(edges, sums, strict=True) for t, o in zip(e.targets, e.odds, strict=True)]
    return max(1, each * len(edges)), targets


def say(chance: Fraction) -> str:
    """A chance in words: `always`, `3 in 4`, `18 %`, `under 1 %`, `never`."""
    if chance in (0, 1):
        return "always" if chance else "never"
    if chance.denominator <= 10:
        return f"{chance.numerator} in {chance.denominator}"
    if chance < Fraction(1, 100):
        return "under 1 %"
    if chance > Fraction(99, 100):
        return "over 99 %"
    return f"{float(100 * chance):.0f} %"
