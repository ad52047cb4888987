"""Laws: every path of the explorer, on small scenarios, against the brute force.

The explorer changes its way after some thousand states. With its limits set to three it does so on every scenario.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import example, given

from engine.errors import StateLimit
from engine.pack.scenario import Scenario
from engine.states import exploration as explorer
from engine.states.exploration import explore
from engine.states.graph import Graph
from engine.states.program import Program
from engine.states.values import Valuation
from tests.engine import brute
from tests.engine.states.test_state_laws import choices, dead_ends, explored, faults, law, packed, playable, routes
from tests.strategies import plain_data, scenarios, sound_scenarios

FEW = 3
LITTLE = 12


@contextmanager
def few(trial: int = FEW, patience: int = FEW) -> Iterator[None]:
    """The explorer's own limits at three states; residues get a longer trial."""
    with patch.multiple(explorer, PATIENCE=patience, _TRIAL=trial, _SAMPLE=trial):
        yield


@contextmanager
def little_work(*, pays: bool) -> Iterator[None]:
    """Residues have a long trial, but have to pay as soon as they worked a little."""
    with few(20_000), patch.multiple(explorer, _WORK=LITTLE, _pays=lambda *_: pays):
        yield


def way(graph: Graph) -> str:
    """Which way the explorer took."""
    if graph.by_residues:
        return "merged by residues"
    return "at once" if len(graph.nodes) <= FEW else "resumed"


def test_every_path_of_the_explorer_finds_what_brute_force_finds() -> None:
    compared: Counter[str] = Counter()

    @law(80)
    @given(scenarios())
    def compare(scenario: Scenario) -> None:
        program = Program(scenario)
        for injects in (True, False):
            found = explored(scenario, with_injects=injects)
            compared["injects"] += len(found.injects)
            for went_on, limits in (
                (False, few()), (False, few(20_000)), (True, little_work(pays=True)), (False, little_work(pays=False)),
            ):  # fmt: skip
                with limits:
                    graph = explore(program, injects=injects)
                    assert {i for i in scenario.injects if injects and playable(program, i)} == found.injects
                compared[way(graph)] += 1
                compared["merged with more work"] += went_on and graph._residues is not None and graph._residues.work > LITTLE
                same(graph, found)

    compare()
    assert compared["merged by residues"] >= 20
    assert compared["merged with more work"] >= 20
    assert compared["resumed"] >= 20
    assert compared["at once"] >= 5
    assert compared["injects"] >= 5


def same(graph: Graph, found: brute.Found) -> None:
    """A graph holds what the brute force found."""
    assert graph.complete
    assert {graph.scene(n) for n in range(len(graph.nodes))} == found.scenes
    assert choices(graph) == found.choices
    assert routes(graph) == found.routes
    assert {outcome for _, outcome in graph.endings()} == found.outcomes
    assert bool(dead_ends(graph)) == bool(found.dead_ends)
    assert bool(faults(graph, "counter")) == bool(found.counter_faults)
    assert bool(faults(graph, "routes")) == bool(found.routes_faults)
    assert (graph.cycle() is not None) == found.cyclic


def test_every_path_of_the_explorer_keeps_every_value() -> None:
    """In every state that a play with injects reaches: those that only an inject leads to are explored when asked for."""
    compared: Counter[str] = Counter()

    @law(80)
    @given(sound_scenarios())
    @example(tasks_and_a_call(2))
    def compare(scenario: Scenario) -> None:
        found = explored(scenario)
        program = Program(scenario)
        naive = brute.values(scenario)
        # Where the limit is just met, nothing is left of it for what only an inject leads to.
        just_met = len(Graph(program, injects=False).nodes)
        for patience, trial in ((FEW, FEW), (FEW, 20_000), (just_met, FEW)):
            with few(trial, patience):
                values = Valuation(program)
                before = len(values.graph.nodes)
                for moment in list(found.distance)[:100]:
                    brute.value(naive, moment)
                    compared["states"] += 1
                    state_holds(values, naive, values.node(packed(program, moment)), moment)
            compared["limit just met" if patience == just_met else way(values.graph)] += 1
            compared["states explored later"] += len(values.graph.nodes) - before
            assert values.blind_score() == naive.blind_score()

    compare()
    assert compared["merged by residues"] >= 10
    assert compared["resumed"] >= 10
    assert compared["limit just met"] >= 20
    assert compared["states"] >= 500
    assert compared["states explored later"] >= 5


def state_holds(values: Valuation, naive: brute.Values, node: int, moment: brute.Moment) -> None:
    """Every value of a state is that of the brute force."""
    got = (values.least_loss(node), values.danger(node), values.blind_danger(node), values.unsafe(node))
    assert got == (naive.V[moment], naive.X[moment], naive.R[moment], naive.C[moment])
    if moment in naive.span:
        assert values.span(node) == naive.span[moment]
        regrets = {e.action.id: values.regret(node, e) for e in values.graph.edges[node]}
        assert regrets == {choice: naive.regret(moment, choice) for choice in brute.choices(naive.scenario, moment)}


# -- Where there are more states than may be explored


def tasks_and_a_call(tasks: int) -> Scenario:
    """A hub of tasks that may be done in any order, and a card that opens a second way home."""
    data = plain_data(2)
    data["facts"]["called"] = False
    choice: dict[str, Any] = {"text": "Do it.", "marks": ["~slow-down"], "why": "It helps.", "once": True, "next": "d0"}
    data["scenes"]["d0"]["decision"]["choices"] |= {f"t{n}": choice for n in range(tasks)}
    data["scenes"]["later"]["next"] = [{"to": "home", "when": "called"}, {"to": "hurt"}]
    data["injects"] = {"call": {"text": "A call.", "at": ["d0"], "set": {"called": True}}}
    return Scenario.model_validate(data)


def called(program: Program) -> Any:
    """The start, after the card."""
    (card,) = program.injects(program.start)
    landings = card.land(program.start.bits)
    assert isinstance(landings, tuple)
    return landings[0].state


def test_what_an_inject_leads_to_is_valued_beyond_the_explorers_own_limits() -> None:
    program = Program(tasks_and_a_call(5))
    with few():
        values = Valuation(program)
        node = values.node(called(program))
    assert all(values.graph.edges[n] or values.graph.scene(n) in {"home", "hurt"} for n in range(len(values.graph.nodes)))
    assert values.danger(node) == 0
    assert values.danger(0) == 1


@pytest.mark.parametrize("budget", [40, 60])
def test_a_state_with_more_behind_it_than_may_be_explored_is_refused_and_leaves_the_graph_as_it_was(budget: int) -> None:
    program = Program(tasks_and_a_call(4))
    values = Valuation(program, budget=budget)
    assert values.graph.complete
    before = list(values.graph.nodes), list(values.graph.edges)
    values.graph.budget = 10
    for _ in range(2):
        with pytest.raises(StateLimit, match="undetermined: there are more than 10 states"):
            values.node(called(program))
    assert (values.graph.nodes, values.graph.edges) == before
    assert values.least_loss(0) == 0
    values.graph.budget = budget
    assert values.danger(values.node(called(program))) == 0


def test_nothing_is_said_of_a_scenario_that_was_not_explored_whole() -> None:
    program = Program(tasks_and_a_call(4))
    values = Valuation(program, budget=10)
    assert not values.graph.complete
    for ask in (values.least_loss, values.danger, values.blind_danger, values.unsafe):
        with pytest.raises(StateLimit):
            ask(0)
    with pytest.raises(StateLimit):
        values.node(program.start)
    with pytest.raises(StateLimit):
        values.blind_score()


# -- Injects that change nothing


def cards(count: int, **card: Any) -> Scenario:
    """Three decisions in a row, and so many cards alike at each of them."""
    data = plain_data(3)
    data["injects"] = {f"i{n}": {"text": "A card.", "at": ["d0", "d1", "d2"], **card} for n in range(count)}
    return Scenario.model_validate(data)


@pytest.mark.parametrize("card", [
    {}, {"when": "true"}, {"set": {"rattled": True}}, {"when": "not rattled", "set": {"rattled": True}},
    {"when": "chose('d0.wait')"}, {"when": "minutes == 0"},
])  # fmt: skip
def test_injects_that_nothing_can_tell_never_split_a_state(card: dict[str, Any]) -> None:
    graph = explore(Program(cards(0)), injects=True)
    many = explore(Program(cards(20, **card)), injects=True)
    assert 0 < len(many.nodes) <= len(graph.nodes)
    assert many.cycle() is None


def test_an_inject_that_nothing_can_tell_is_still_played_once_in_a_play() -> None:
    program = Program(cards(1))
    (card,) = program.injects(program.start)
    landings = card.land(program.start.bits)
    assert isinstance(landings, tuple)
    assert program.injects(landings[0].state) == []


def test_cards_that_set_what_stays_set_are_one_card() -> None:
    scenario = cards(12, set={"rattled": True})
    data = scenario.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    data["scenes"]["later"]["next"] = [{"to": "hurt", "when": "rattled"}, {"to": "home"}]
    program = Program(Scenario.model_validate(data))
    with few(trial=20_000):
        graph = explore(program, injects=True)
    assert graph.by_residues
    assert len(graph.nodes) < 30
    assert {outcome for _, outcome in graph.endings()} == {"safe", "harm"}
    assert graph.cycle() is None
