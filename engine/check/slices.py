"""The states that plays of a scenario reach, and slices of them for what those do not keep apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, TypeAlias, TypeVar

from engine.pack.scenario import Claim
from engine.pack.story import TEXT
from engine.states.exploration import explore
from engine.states.graph import Graph, WitnessStep
from engine.states.guard import ALWAYS, Guard, Test
from engine.states.passing import Arrival, PassedPlace, Walk
from engine.states.program import Program
from engine.states.step import ActionKind

Q = TypeVar("Q")
Reading: TypeAlias = tuple[int, Guard]
"""A scene, and a condition that is read as it begins."""


class Shown(NamedTuple):
    """What exploration says of a conditional paragraph, or of a `text` in whose place another may stand."""

    scene: str
    number: int
    """Of the paragraph among the `also` of its scene, or `TEXT`."""
    shown: bool | None
    """None where the budget ended the exploration."""


class Observed(NamedTuple):
    """A conditional paragraph that is to be seen."""

    scene: int
    number: int
    guard: Guard


class ClaimedPlays:
    """The plays that a claim speaks of: those that made the choice of its `after` and at whose ending its `when` holds."""

    def __init__(self, graph: Graph, when: Guard, after: PassedPlace | None, place: PassedPlace | None) -> None:
        self.graph = graph
        """The states, with what the claim reads kept apart as long as it matters."""
        self._walk = Walk(graph, [at for at in (after, place) if at is not None]) if graph.complete else None
        self._when = when
        self._after = after is not None

    def arrivals(self) -> Iterator[Arrival]:
        """How they end, the shortest first. The last of `passed` is whether they came by the claim's scene or paragraph."""
        assert self._walk is not None
        for arrival in self._walk.arrivals():
            if (not self._after or arrival.passed[0]) and self._when.test(self.graph.nodes[arrival.node].bits):
                yield arrival

    def play_to(self, arrival: Arrival) -> list[WitnessStep]:
        """A shortest play that ends so."""
        assert self._walk is not None
        return self._walk.play_to(arrival.stage)


class Slices:
    """The explorations of one scenario, each made when first asked for."""

    def __init__(self, program: Program, max_states: int) -> None:
        self.program = program
        self.max_states = max_states
        """The budget of each exploration."""

    @cached_property
    def graph(self) -> Graph:
        """Every state that a play with injects can reach."""
        shows = self.program.shows
        watch = {scene: [shows(scene, n).test for n in numbers] for scene, numbers in self._conditional.items()}
        return explore(self.program, injects=True, budget=self.max_states, watch=watch)

    @cached_property
    def solo(self) -> Graph:
        """Every state that a play without injects can reach."""
        if not self.program.scenario.injects:
            return self.graph
        return explore(self.program, injects=False, budget=self.max_states)

    @cached_property
    def scenes_reached(self) -> frozenset[int]:
        """Numbers of the scenes that some play reaches."""
        return frozenset(s.scene for s in self.graph.nodes)

    @cached_property
    def beyond_faults(self) -> frozenset[int]:
        """Numbers of the scenes that a step with a fault might have led to, and of all that these lead to by any route.

        A play has no such step, so what no play does there may be done once the fault is mended.
        """
        beyond: set[int] = set()
        for edges in self.graph.edges:
            for action in (edge.action for edge in edges if edge.fault is not None):
                beyond |= {way.scene for way in action.ways} if action.kind is not ActionKind.INJECT else {action.scene}
        queue = list(beyond)
        for scene in queue:
            fresh = {way.scene for action in self.program.actions[scene] for way in action.ways} - beyond
            beyond |= fresh
            queue += fresh
        return frozenset(beyond)

    @cached_property
    def nodes(self) -> list[list[int]]:
        """Of each scene, the nodes of `graph`."""
        found: list[list[int]] = [[] for _ in self.program.scenes]
        for node, state in enumerate(self.graph.nodes):
            found[state.scene].append(node)
        return found

    @cached_property
    def paragraphs(self) -> list[Shown]:
        """Whether some play shows it, for each conditional paragraph of a reached scene and each `text` that may be left out.

        The exploration of `graph` sees most of them. Those that it does not see, though they read what control does not, are
        explored in slices.
        """
        graph = self.graph
        open_: list[Observed] = []
        shown_by: dict[Observed, bool | None] = {}
        for scene, numbers in self._conditional.items():
            for at, number in enumerate(numbers) if scene in self.scenes_reached else ():
                watched = Observed(scene, number, self.program.shows(scene, number))
                shown_by[watched] = (scene, at) in graph.seen
                if not shown_by[watched] and not graph.keeps(scene, watched.guard.reads):
                    open_.append(watched)
        shown_by |= self._met(open_)
        return [Shown(self.program.scenes[at.scene], at.number, shown) for at, shown in shown_by.items()]

    @cached_property
    def playable(self) -> dict[str, bool | None]:
        """Inject -> whether some play may play it; None where the budget ended the exploration.

        The exploration of `graph` keeps apart what the condition of an inject reads only where playing it changes something.
        """
        graph, program = self.graph, self.program
        played = _played(graph)
        may_play: dict[str, bool | None] = {}
        for name, inject in program.scenario.injects.items():
            may_play[name] = name in played
            guard = program.guard(inject.when)
            readings = tuple((program.number[scene], guard) for scene in inject.at)
            if not may_play[name] and not _keeps(graph, readings):
                slice_ = explore(program, injects=True, budget=self.max_states, observed=readings)
                may_play[name] = name in _played(slice_) or (False if slice_.complete else None)
        return may_play

    @cached_property
    def _conditional(self) -> dict[int, list[int]]:
        """Scene -> numbers of what it tells under a condition."""
        found = {}
        for scene, guards in enumerate(self.program.also):
            numbers = [n for n in (*range(len(guards)), TEXT) if self.program.shows(scene, n) is not ALWAYS]
            if numbers:
                found[scene] = numbers
        return found

    def _met(self, open_: list[Observed]) -> dict[Observed, bool | None]:
        """Whether some play begins a scene with the condition true, for each; None where the budget ended the exploration."""
        met: dict[Observed, bool | None] = {}
        # Most are met without injects, where there are fewer states.
        for injects in (False, True) if self.program.scenario.injects else (False,):
            waiting = [[at for at in open_ if not met.get(at)]]
            for group in filter(None, waiting):
                graph = self._watching(group, injects)
                for at, seen in zip(group, _seen(group, graph), strict=True):
                    met[at] = seen or (False if graph.complete else None)
                rest = [at for at in group if met[at] is None]
                if len(group) > 1:
                    waiting += _halves(rest)
        return met

    def _watching(self, group: list[Observed], injects: bool) -> Graph:
        """An exploration that ends once every condition was seen true."""
        watch: dict[int, list[Test]] = {}
        for at in group:
            watch.setdefault(at.scene, []).append(at.guard.test)
        observed = tuple((at.scene, at.guard) for at in group)
        return explore(self.program, injects=injects, budget=self._allowance(len(group), injects), observed=observed,
                       watch=watch, stop=True)  # fmt: skip

    def _allowance(self, questions: int, injects: bool) -> int:
        """States for a slice that answers so many questions together.

        One for each question would hold at least the states of the whole exploration, so up to so many of those it is no loss;
        beyond that the readings multiply each other, and fewer of them keep fewer states apart.
        """
        if questions == 1:
            return self.max_states
        base = self.graph if injects else self.solo
        return min(self.max_states, questions * len(base.nodes) + 1000)

    def of_claim(self, claim: Claim) -> ClaimedPlays:
        """The states that a claim speaks of, with what it reads kept apart as long as it matters.

        `reachable` and `plays: some` are about plays without injects, the others about all plays.
        """
        graph = self._of_claims[self.program.scenario.claims.index(claim)]
        return ClaimedPlays(graph, self.program.guard(claim.when), self._after(claim), self._place(claim))

    @cached_property
    def _of_claims(self) -> dict[int, Graph]:
        """Number of a claim -> the exploration that it is judged by."""
        by_claim: dict[int, Graph] = {}
        claims = self.program.scenario.claims
        for injects in (True, False):
            base = self.graph if injects else self.solo
            numbers = [n for n, claim in enumerate(claims) if claim.existential != injects]
            kept = [n for n in numbers if _keeps(base, self._readings(claims[n]))]
            by_claim |= dict.fromkeys(kept, base)
            waiting = [[n for n in numbers if n not in by_claim]]
            for group in filter(None, waiting):
                observed = tuple(reading for n in group for reading in self._readings(claims[n]))
                budget = self._allowance(len(group), injects)
                graph = explore(self.program, injects=injects, budget=budget, observed=observed)
                if graph.complete or len(group) == 1:
                    by_claim |= dict.fromkeys(group, graph)
                else:
                    waiting += _halves(group)
        return by_claim

    def _readings(self, claim: Claim) -> tuple[Reading, ...]:
        """What a claim reads: its `when` at the endings, and the condition of the paragraph that it names."""
        when = self.program.guard(claim.when)
        shown = [self._paragraph(claim.shows)] if claim.shows is not None else []
        return (*((ending, when) for ending in self._endings if when.reads), *shown)

    def _paragraph(self, path: str) -> Reading:
        """`scene.n`: the scene, and the condition of its n-th paragraph."""
        scene, number = path.rsplit(".", 1)
        at = self.program.number[scene]
        return at, self.program.also[at][int(number) - 1]

    def _place(self, claim: Claim) -> PassedPlace | None:
        """The scene or the paragraph that a claim is about."""
        if claim.reaches is not None:
            return PassedPlace(self.program.number[claim.reaches])
        if claim.shows is not None:
            scene, guard = self._paragraph(claim.shows)
            return PassedPlace(scene, test=guard.test)
        return None

    def _after(self, claim: Claim) -> PassedPlace | None:
        """The choice that a claim names in `after`."""
        if claim.after is None:
            return None
        scene, choice = claim.after.split(".", 1)
        return PassedPlace(self.program.number[scene], choice)

    @cached_property
    def _endings(self) -> list[int]:
        return [self.program.number[name] for name, scene in self.program.scenario.scenes.items() if scene.ending]


def _keeps(graph: Graph, readings: Iterable[Reading]) -> bool:
    """Whether states that differ in what is read are never merged."""
    return all(graph.keeps(scene, guard.reads) for scene, guard in readings)


def _played(graph: Graph) -> set[str]:
    """Injects that could be played somewhere."""
    return {edge.action.id for edges in graph.edges for edge in edges if edge.action.kind is ActionKind.INJECT} | graph.idle


def _seen(group: list[Observed], graph: Graph) -> list[bool]:
    """Whether each condition was seen true by a graph that watched them in this order."""
    numbers: Counter[int] = Counter()
    found = []
    for at in group:
        found.append((at.scene, numbers[at.scene]) in graph.seen)
        numbers[at.scene] += 1
    return found


def _halves(group: list[Q]) -> list[list[Q]]:
    """Both halves of a group of questions; the second alone where there is but one."""
    middle = len(group) // 2
    return [half for half in (group[:middle], group[middle:]) if half]
