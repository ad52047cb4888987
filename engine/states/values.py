"""What decisions are worth: least loss, danger, chances. Exact, by dynamic programming.

The definitions are in docs/semantics.md, section 3. Values are over the graph without injects, which
must have no cycle. A state that an inject led to may lie outside it: it is explored when asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TypeAlias

from engine.errors import StateLimit
from engine.pack.scenario import Choice, Decision
from engine.pack.settings import Danger
from engine.states.exploration import explore
from engine.states.graph import DEFAULT_BUDGET, Graph, Transition, too_many
from engine.states.program import Program
from engine.states.step import ActionKind, State

Number: TypeAlias = int | Fraction
"""Exact. Whole numbers stay `int`, which is much the faster."""

_HALVES_LOST = {"+": 0, "~": 1, "-": 2}
"""Loss of a mark, in halves."""

Bot: TypeAlias = Callable[[int, tuple[Transition, ...]], Mapping[str, Number]]
"""Given a node and its edges: the chance of each choice."""


def tested_marks(decision: Decision, choice: Choice) -> dict[str, str]:
    """Tested lesson -> its mark in this choice: `+`, `~` or `-`."""
    marks = {mark[1:]: mark[0] for mark in choice.marks}
    return {lesson: marks[lesson] for lesson in decision.tests if lesson in marks}


def mark_loss(decision: Decision, choice: Choice) -> Fraction:
    """Loss of a choice: 0 where it upholds every tested lesson, the decision's weight where it violates all."""
    if not decision.tests:
        return Fraction(0)
    marks = tested_marks(decision, choice)
    if not decision.weights:
        # Whole numbers are much the faster, and weights are seldom given.
        mean = Fraction(sum(_HALVES_LOST[mark] for mark in marks.values()), 2 * len(decision.tests))
        return mean if decision.weight == 1 else decision.weight * mean
    weights = {lesson: decision.weights.get(lesson, Fraction(1)) for lesson in decision.tests}
    total = sum((weights[lesson] * _HALVES_LOST[marks[lesson]] for lesson in marks), Fraction(0))
    return decision.weight * total / (2 * sum(weights.values(), Fraction(0)))


def divide(value: Number, by: int) -> Number:
    """`value / by`, exact, and an `int` where it comes out even."""
    if type(value) is int and value % by == 0:
        return value // by
    return Fraction(value, by)


class Valuation:
    """The values of every state of a scenario, computed when first asked for."""

    def __init__(self, program: Program, danger: Danger | None = None, budget: int = DEFAULT_BUDGET,
                 graph: Graph | None = None) -> None:  # fmt: skip
        self.program = program
        self.graph = graph or explore(program, injects=False, budget=budget)
        scale = danger or Danger()
        self._danger: dict[int, Number] = {}
        self._unsafe: dict[int, Number] = {}
        losses: dict[tuple[int, str], Fraction] = {}
        for name, scene in program.scenario.scenes.items():
            number = program.number[name]
            if scene.ending:
                self._danger[number] = _plain(scale.of(scene.ending.outcome))
                self._unsafe[number] = 0 if scene.ending.outcome == "safe" else 1
            for choice_id, choice in scene.decision.choices.items() if scene.decision else ():
                assert scene.decision is not None
                losses[number, choice_id] = mark_loss(scene.decision, choice)
        self._unit = lcm(*(loss.denominator for loss in losses.values()))
        """Losses are kept as so many parts of one, which makes them whole numbers: those are much the faster."""
        self._losses: dict[tuple[int, str], Number] = {key: _plain(loss * self._unit) for key, loss in losses.items()}
        self._columns: dict[str, list[Number | None]] = {}

    def node(self, state: State) -> int:
        """The node of a state; explored now if it was not reached without injects.

        Raises:
            StateLimit: the scenario, or what can follow the state, has more states than may be explored.
        """
        return self.graph.extend(state)

    def loss(self, scene: int, choice: str) -> Number:
        """Mark loss of a choice."""
        return self._out(self._losses[scene, choice])

    def _out(self, parts: Number) -> Number:
        return divide(parts, self._unit)

    def expect(self, edge: Transition, of: Callable[[int], Number]) -> Number:
        """`E[of(next)]` over the landings of an edge."""
        if len(edge.targets) == 1:
            return of(edge.targets[0])
        total: Number = 0
        for odds, target in zip(edge.odds, edge.targets, strict=True):
            total += odds * of(target)
        return divide(total, sum(edge.odds))

    def least_loss(self, node: int) -> Number:
        """`V`: the least expected loss from here on."""
        return self._out(self._least(node))

    def _least(self, node: int) -> Number:
        return self._column("V", node, lambda _, edges: min(map(self._cost, edges), default=0))

    def q(self, edge: Transition) -> Number:
        """`Q`: the loss of an action, and the least expected loss after it."""
        return self._out(self._cost(edge))

    def _cost(self, edge: Transition) -> Number:
        after = self.expect(edge, self._least)
        if edge.action.kind is not ActionKind.CHOICE:
            return after
        return self._losses[edge.action.scene, edge.action.id] + after

    def regret(self, node: int, edge: Transition) -> Number:
        """`Q - V`, at least 0."""
        return self._out(self._cost(edge) - self._least(node))

    def span(self, node: int) -> Number:
        """The worst available `Q` less `V`."""
        return self._out(self._span(node))

    def _span(self, node: int) -> Number:
        return max(map(self._cost, self.graph.edges[node]), default=0) - self._least(node)

    def best(self, node: int) -> list[Transition]:
        """The actions without regret."""
        least = self._least(node)
        return [e for e in self.graph.edges[node] if self._cost(e) == least]

    def danger(self, node: int) -> Number:
        """`X`: the least expected danger over all choices."""
        return self._column("X", node, self._least_danger)

    def _least_danger(self, node: int, edges: tuple[Transition, ...]) -> Number:
        return min((self.expect(e, self.danger) for e in edges), default=self._danger.get(self.graph.nodes[node].scene, 0))

    def blind_danger(self, node: int) -> Number:
        """`R`: the expected danger when choices are blind."""
        return self._column("R", node, self._mean_danger)

    def _mean_danger(self, node: int, edges: tuple[Transition, ...]) -> Number:
        if not edges:
            return self._danger.get(self.graph.nodes[node].scene, 0)
        return divide(sum(self.expect(e, self.blind_danger) for e in edges), len(edges))

    def unsafe(self, node: int) -> Number:
        """`C`: the least chance of not ending safe, over plays without a mistake."""
        return self._column("C", node, self._least_unsafe)

    def _least_unsafe(self, node: int, edges: tuple[Transition, ...]) -> Number:
        if not edges:
            return self._unsafe.get(self.graph.nodes[node].scene, 1)
        return min(self.expect(e, self.unsafe) for e in self.best(node))

    def bot_score(self, bot: Bot) -> Fraction | None:
        """`100 (1 - E[sum regret] / E[sum span])` of a bot from the start; None where nothing is at stake."""
        regrets, spans = self._sums(bot)
        return 100 * (1 - Fraction(regrets) / spans) if spans else None

    def _sums(self, bot: Bot) -> tuple[Number, Number]:
        """The expected sums of regret and of span along a bot's plays from the start, in parts."""
        regrets: Number = 0
        spans: Number = 0
        self._least(0)
        comes: dict[int, Number] = {0: 1}
        """Node -> the chance that a play comes there."""
        for node in reversed([*self.graph.backwards()]):
            edges, here = self.graph.edges[node], comes.get(node, 0)
            if not here or not edges:
                continue
            chooses = edges[0].action.kind is ActionKind.CHOICE
            chances = bot(node, edges) if chooses else {edges[0].action.id: 1}
            costs = [self._cost(edge) for edge in edges]
            least = min(costs)
            spans += here * (max(costs) - least)
            for edge, cost in zip(edges, costs, strict=True):
                share = here * chances.get(edge.action.id, 0)
                if share:
                    regrets += share * (cost - least)
                    self._pass_on(share, edge, comes)
        return regrets, spans

    def _pass_on(self, share: Number, edge: Transition, comes: dict[int, Number]) -> None:
        """Add the chance that a play takes an edge to those of coming where it lands."""
        total = sum(edge.odds)
        for odds, target in zip(edge.odds, edge.targets, strict=True):
            comes[target] = comes.get(target, 0) + (share if odds == total else divide(share * odds, total))

    def rough_score(self, bot: Bot) -> float | None:
        """The same in floating point, many times as fast."""
        sums: dict[int, tuple[float, float]] = {}

        def compute(node: int, edges: tuple[Transition, ...]) -> Number:
            costs = self._costs[node]
            chances = bot(node, edges) if edges and edges[0].action.kind is ActionKind.CHOICE else {}
            regrets = spans = 0.0
            for edge, cost in zip(edges, costs, strict=True):
                chance = float(chances.get(edge.action.id, 0)) if chances else 1.0
                if not chance:
                    continue
                total = sum(edge.odds)
                for odds, target in zip(edge.odds, edge.targets, strict=True):
                    below = sums[target]
                    regrets += chance * odds / total * below[0]
                    spans += chance * odds / total * below[1]
                if chances:
                    regrets += chance * (cost - min(costs))
            sums[node] = (regrets, spans + (max(costs) - min(costs) if chances else 0.0))
            return 0

        self._columns.pop("rough", None)
        self._column("rough", 0, compute)
        regrets, spans = sums[0]
        return 100 * (1 - regrets / spans) if spans else None

    @cached_property
    def _costs(self) -> list[tuple[float, ...]]:
        """`Q` of each edge of each node, in parts, roughly."""
        return [tuple(float(self._cost(e)) for e in edges) for edges in self.graph.edges]

    def blind_score(self) -> Fraction | None:
        """Bot score of guessing among the available choices with equal chances."""
        return self._blind_score

    @cached_property
    def _blind_score(self) -> Fraction | None:
        return self.bot_score(lambda _, edges: dict.fromkeys((e.action.id for e in edges), Fraction(1, len(edges))))

    def _column(self, name: str, node: int, compute: Callable[[int, tuple[Transition, ...]], Number]) -> Number:
        """The value of `node` in a column, its successors' first: no recursion, however long a play is."""
        column = self._columns.setdefault(name, [])
        known = column[node] if node < len(column) else None
        if known is not None:
            return known
        if not self.graph.complete:
            raise StateLimit(too_many(self.graph.budget))
        column += [None] * (len(self.graph.nodes) - len(column))
        edges = self.graph.edges
        for state in self.graph.backwards(node, lambda n: column[n] is not None):
            column[state] = compute(state, edges[state])
        value = column[node]
        assert value is not None
        return value


def _plain(value: Fraction) -> Number:
    return value.numerator if value.denominator == 1 else value
