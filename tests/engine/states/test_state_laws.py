"""Laws: the engine against the naive second implementation of docs/semantics.md in `brute`."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from engine.pack.scenario import Scenario
from engine.states.exploration import explore
from engine.states.graph import Graph, Transition, WitnessStep
from engine.states.program import Program
from engine.states.step import ActionKind, Fault, State
from engine.states.values import Valuation
from tests.engine import brute
from tests.laws import compared, law
from tests.strategies import DEFECTS, Data, Planted, plain_data, planted, scenarios, sound_scenarios

LIMIT = 2_000


# -- Reading a graph


def edges(graph: Graph) -> Iterator[tuple[str, Transition]]:
    """Every edge, with the scene that it starts from."""
    for node, out in enumerate(graph.edges):
        for edge in out:
            yield graph.scene(node), edge


def choices(graph: Graph) -> set[str]:
    """Choices available somewhere."""
    return {f"{scene}.{e.action.id}" for scene, e in edges(graph) if e.action.kind is ActionKind.CHOICE}


def injects(graph: Graph) -> set[str]:
    """Injects that may be played somewhere."""
    return {e.action.id for _, e in edges(graph) if e.action.kind is ActionKind.INJECT} | graph.idle


def routes(graph: Graph) -> set[brute.Place]:
    """Routes followed somewhere."""
    found = set()
    for name, edge in edges(graph):
        scene = graph.program.scenario.scenes[name]
        owner, next_ = None, scene.next
        if edge.action.kind is ActionKind.CHOICE:
            assert scene.decision is not None
            own = scene.decision.choices[edge.action.id].next
            owner, next_ = (None, scene.decision.next) if own is None else (edge.action.id, own)
        if isinstance(next_, tuple) and edge.action.kind is not ActionKind.INJECT:
            found |= {(name, owner, route) for route in edge.routes}
    return found


def dead_ends(graph: Graph) -> set[State]:
    """States at a decision without a choice."""
    scenes = graph.program.scenario.scenes
    return {
        graph.nodes[node] for node, out in enumerate(graph.edges)
        if scenes[graph.scene(node)].decision and not any(e.action.kind is ActionKind.CHOICE for e in out)
    }  # fmt: skip


def faults(graph: Graph, kind: str) -> set[State]:
    """States in which a step has a fault."""
    return {s for s, out in zip(graph.nodes, graph.edges, strict=True) if any(e.fault and e.fault.kind == kind for e in out)}


def entered(graph: Graph) -> set[int]:
    """Nodes in which a scene begins. One that only an inject leads to is none: its scene began before."""
    return {0} | {t for _, edge in edges(graph) if edge.action.kind is not ActionKind.INJECT for t in edge.targets}


def shown(program: Program, scene: int, paragraph: int) -> bool:
    """Whether some play reads the paragraph, explored in a slice of its own."""
    guard = program.also[scene][paragraph]
    observed = ((scene, guard),)
    graph = Graph(program, injects=True, observed=observed)
    found = any(graph.nodes[n].scene == scene and guard.test(graph.nodes[n].bits) for n in entered(graph))
    for stop in (False, True):
        watching = Graph(program, injects=True, observed=observed, watch={scene: [guard.test]}, stop=stop)
        assert watching.seen == ({(scene, 0)} if found else set())
    return found


def playable(program: Program, inject: str) -> bool:
    """Whether some play may play the inject, explored in a slice that keeps what its condition reads."""
    card = program.scenario.injects[inject]
    guard = program.guard(card.when)
    return inject in injects(explore(program, injects=True, observed=tuple((program.number[s], guard) for s in card.at)))


def packed(program: Program, moment: brute.Moment) -> State:
    """A full state, as the program packs it."""
    bits = 0
    facts = dict(moment.facts)
    for variable, field in program.fields.items():
        kind, _, id_ = variable.partition(":")
        bits |= field.pack(id_ in getattr(moment, kind) if id_ else facts[variable])
    return State(program.number[moment.scene], bits)


def explored(scenario: Scenario, with_injects: bool = True) -> brute.Found:
    """Brute force, where it is not too much."""
    found = brute.explore(scenario, with_injects, limit=LIMIT)
    assume(found.complete)
    return found


def replay(program: Program, steps: list[WitnessStep]) -> set[State]:
    """The states to which the steps, as printed, can lead: more than one where two routes of a draw print alike."""
    states = {program.start}
    for step in steps:
        states = {after for state in states for after in _do(program, state, step)}
    return states


def _do(program: Program, state: State, step: WitnessStep) -> Iterator[State]:
    assert program.scenes[state.scene] == step.scene
    (action,) = (a for a in program.actions[state.scene] if (a.kind, a.id) == (step.action.kind, step.action.id))
    landings = action.land(state.bits) if action.available(state.bits) else ()
    if isinstance(landings, Fault):
        return
    for landing in landings:
        drawn = (landing.odds, sum(x.odds for x in landings)) if len(landings) > 1 else None
        if (program.scenes[landing.state.scene], drawn) == (step.target, step.drawn):
            yield landing.state


def note(scenario: Scenario, found: brute.Found) -> None:
    """Tell Hypothesis what kind of scenario this was (`--hypothesis-show-statistics`)."""
    whole = scenario.model_dump_json()
    revisited = {s.scene for s, at in found.steps.items() for x in at if x.kind != "inject" for y in x.landings
                 if y.moment.visited == s.visited}  # fmt: skip
    kinds = {
        "counter fault": found.counter_faults, "routes fault": found.routes_faults, "cycle": found.cyclic,
        "dead end": found.dead_ends, "inject": found.injects, "once": '"once":true' in whole, "draw": '"odds":1' in whole,
        "chose read": "chose(" in whole, "visited read": "visited(" in whole, "scene comes back": revisited,
        "paragraph": found.paragraphs, "sound": not (found.counter_faults or found.routes_faults or found.dead_ends
                                                     or found.cyclic),
    }  # fmt: skip
    for kind, seen in kinds.items():
        if seen:
            event(kind)
    compared("sound" if kinds["sound"] else "faulty")
    if found.cyclic:
        compared("cyclic")
    if found.dead_ends:
        compared("stuck")


# -- Exploration


@law(300, sound=0.3, faulty=0.15, cyclic=0.01, stuck=0.02)
@given(scenarios())
def test_explorer_finds_what_brute_force_finds(scenario: Scenario) -> None:
    found = explored(scenario)
    note(scenario, found)
    graph = Graph(Program(scenario), injects=True)
    assert {graph.scene(n) for n in range(len(graph.nodes))} == found.scenes
    assert choices(graph) == found.choices
    assert routes(graph) == found.routes
    assert injects(graph) <= found.injects
    assert {inject for inject in scenario.injects if playable(graph.program, inject)} == found.injects
    assert {outcome for _, outcome in graph.endings()} == found.outcomes
    assert bool(dead_ends(graph)) == bool(found.dead_ends)
    assert bool(faults(graph, "counter")) == bool(found.counter_faults)
    assert bool(faults(graph, "routes")) == bool(found.routes_faults)
    assert (graph.cycle() is not None) == found.cyclic


@law(500, merged=0.6)
@given(scenarios())
def test_nodes_are_the_full_states_merged(scenario: Scenario) -> None:
    found = explored(scenario)
    program = Program(scenario)
    graph = Graph(program, injects=True)

    def merged(moments: set[brute.Moment]) -> set[State]:
        return {graph.reduce(packed(program, moment)) for moment in moments}

    assert len(graph.nodes) == len(set(graph.nodes)) <= len(found.distance)
    if len(graph.nodes) < len(found.distance):
        compared("merged")
    assert set(graph.nodes) == merged(set(found.distance))
    assert dead_ends(graph) == merged(found.dead_ends)
    assert faults(graph, "counter") == merged(found.counter_faults)
    assert faults(graph, "routes") == merged(found.routes_faults)
    reached = {packed(program, moment) for moment in found.distance}
    for node, state in enumerate(graph.nodes):
        witness = State(state.scene, graph.witnesses[node])
        assert witness in reached
        assert graph.reduce(witness) == state


@law(400, quick=200, cyclic=0.02)
@given(scenarios())
def test_a_cycle_is_closed_and_can_be_reached(scenario: Scenario) -> None:
    graph = Graph(Program(scenario), injects=True)
    cycle = graph.cycle() or []
    if cycle:
        compared("cyclic")
        with pytest.raises(ValueError, match="can come back in the same state"):
            list(graph.backwards())
    else:
        order = {node: place for place, node in enumerate(graph.backwards())}
        assert order.keys() == set(range(len(graph.nodes)))
        assert all(order[after] < order[node] for node, out in enumerate(graph.edges) for edge in out for after in edge.targets)
    for (node, edge, landing), (after, *_) in zip(cycle, cycle[1:] + cycle[:1], strict=True):
        assert graph.edges[node][edge].targets[landing] == after
        assert cycle[0][0] <= node


@law(250, shown=0.3, hidden=0.1)
@given(scenarios())
def test_paragraphs_are_shown_as_brute_force_says(scenario: Scenario) -> None:
    found = explored(scenario)
    program = Program(scenario)
    for scene, guards in enumerate(program.also):
        for index in range(len(guards)):
            expected = (program.scenes[scene], index) in found.paragraphs
            assert shown(program, scene, index) == expected
            compared("shown" if expected else "hidden")
    watch = {scene: [guard.test for guard in guards] for scene, guards in enumerate(program.also) if guards}
    seen = Graph(program, injects=True, watch=watch).seen
    assert {(program.scenes[scene], index) for scene, index in seen} <= found.paragraphs


@pytest.mark.parametrize(("effect", "when"), [({"set": {"rattled": True}}, "rattled"), ({"add": {"minutes": 1}}, "minutes > 0")])
def test_an_inject_does_not_begin_its_scene_anew(effect: Data, when: str) -> None:
    data = plain_data()
    data["injects"]["noise"] = {"text": "A noise.", "at": ["d0"], **effect}
    data["scenes"]["d0"]["also"] = [{"text": "Too late to be read.", "when": when}]
    data["scenes"]["d1"]["also"] = [{"text": "Read by then.", "when": when}]
    scenario = Scenario.model_validate(data)
    program = Program(scenario)
    assert (shown(program, 0, 0), shown(program, 1, 0)) == (False, True)
    assert {("d0", 0), ("d1", 0)} & brute.explore(scenario, injects=True).paragraphs == {("d1", 0)}


@law(150, far=0.2)
@given(scenarios())
def test_play_to_a_node_leads_there_and_is_shortest(scenario: Scenario) -> None:
    found = explored(scenario)
    program = Program(scenario)
    graph = Graph(program, injects=True)
    first: set[str] = set()
    for node, state in enumerate(graph.nodes):
        steps = graph.play_to(node)
        assert state in {graph.reduce(s) for s in replay(program, steps)}
        if graph.scene(node) not in first:
            first.add(graph.scene(node))
            assert len(steps) == found.nearest(graph.scene(node))
            if len(steps) > 1:
                compared("far")


@law(120, merged=0.2)
@given(scenarios())
def test_exploration_is_the_same_without_merging(scenario: Scenario) -> None:
    program = Program(scenario)
    merged = Graph(program, injects=True)
    whole = Graph(program, injects=True, alive=[-1] * len(program.scenes), budget=LIMIT)
    assume(whole.complete)
    assert {s.scene for s in merged.nodes} == {s.scene for s in whole.nodes}
    assert choices(merged) == choices(whole)
    assert (merged.cycle() is None) == (whole.cycle() is None)
    assert len(merged.nodes) <= len(whole.nodes)
    if len(merged.nodes) < len(whole.nodes):
        compared("merged")


# -- Values


@law(300, decision=0.7, loss=0.2, luck=0.02)
@given(sound_scenarios())
def test_values_are_those_of_brute_force_in_every_state(scenario: Scenario) -> None:
    explored(scenario, with_injects=False)
    naive = brute.values(scenario)
    program = Program(scenario)
    values = Valuation(program)
    for moment in naive.V:
        node = values.graph.find(packed(program, moment))
        assert node is not None
        got = (values.least_loss(node), values.danger(node), values.blind_danger(node), values.unsafe(node))
        assert got == (naive.V[moment], naive.X[moment], naive.R[moment], naive.C[moment])
        if 0 < naive.C[moment] < 1:
            compared("luck")
        if naive.V[moment]:
            compared("loss")
        if moment in naive.span:
            compared("decision")
            assert values.span(node) == naive.span[moment]
            regrets = {e.action.id: values.regret(node, e) for e in values.graph.edges[node]}
            assert regrets == {e: naive.regret(moment, e) for e in regrets}
    assert values.blind_score() == naive.blind_score()


@law(80, merged=0.2)
@given(sound_scenarios())
def test_values_are_the_same_without_merging(scenario: Scenario) -> None:
    program = Program(scenario)
    whole = Graph(program, injects=False, alive=[-1] * len(program.scenes), budget=LIMIT)
    assume(whole.complete)
    a, b = Valuation(program), Valuation(program, graph=whole)
    if len(a.graph.nodes) < len(whole.nodes):
        compared("merged")
    for measure in (Valuation.least_loss, Valuation.danger, Valuation.blind_danger, Valuation.unsafe):
        assert measure(a, 0) == measure(b, 0)
    assert a.blind_score() == b.blind_score()


@law(outside=0.1)
@given(sound_scenarios())
def test_values_of_a_state_that_only_an_inject_leads_to(scenario: Scenario) -> None:
    """Such a state lies outside the graph without injects, and is explored when asked for."""
    found = explored(scenario)
    program = Program(scenario)
    values = Valuation(program)
    naive = brute.values(scenario)
    for moment in list(found.distance)[:100]:
        if moment not in naive.V:
            compared("outside")
        brute.value(naive, moment)
        node = values.node(packed(program, moment))
        assert (values.least_loss(node), values.danger(node)) == (naive.V[moment], naive.X[moment])


# -- The strategies themselves


@law(sound=1)
@given(sound_scenarios())
def test_sound_scenarios_are_sound(scenario: Scenario) -> None:
    found = explored(scenario)
    note(scenario, found)
    assert not found.cyclic
    assert not found.dead_ends | found.counter_faults | found.routes_faults


def wrong(found: brute.Found, scenario: Scenario) -> set[str]:
    """Which defects brute force finds."""
    paths = {f"{n}.{c}" for n, s in scenario.scenes.items() if s.decision for c in s.decision.choices}
    also = {(n, i) for n, s in scenario.scenes.items() for i in range(len(s.also))}
    seen = {
        "dead_end": found.dead_ends, "cycle": found.cyclic, "counter": found.counter_faults,
        "routes_false": found.routes_faults, "unreachable_scene": set(scenario.scenes) - found.scenes,
        "unreachable_choice": paths - found.choices, "unreachable_paragraph": also - found.paragraphs,
        "unreachable_inject": set(scenario.injects) - found.injects,
    }  # fmt: skip
    return {defect for defect, places in seen.items() if places}


def test_plain_scenarios_have_no_defect() -> None:
    for decisions in (2, 3, 4):
        scenario = Scenario.model_validate(plain_data(decisions))
        assert wrong(brute.explore(scenario, injects=True), scenario) == set()
        assert brute.values(scenario).V[brute.begin(scenario)] == Fraction(0)


@pytest.mark.parametrize("defect", DEFECTS[1:])
@law(20)
@given(data=st.data())
def test_exactly_one_defect_is_planted(defect: str, data: st.DataObject) -> None:
    written, where = data.draw(planted(defect))
    scenario = Scenario.model_validate(written)
    assert wrong(brute.explore(scenario, injects=True), scenario) == {defect}
    assert at(written, where) is not None


@law(20)
@given(planted("unknown_scene"))
def test_an_unknown_scene_is_planted(case: tuple[Data, Planted]) -> None:
    written, where = case
    assert at(written, where) not in written["scenes"]


def at(data: Any, where: Planted) -> Any:
    """What stands where a defect was planted."""
    for key in where.path:
        data = data[key]
    return data


@law(200, merged=0.02)
@given(scenarios())
def test_merging_by_residues_changes_nothing_that_can_be_seen(scenario: Scenario) -> None:
    program = Program(scenario)
    for injects in (True, False):
        plain = Graph(program, injects=injects)
        merged = Graph(program, injects=injects, residues=True)
        assert len(merged.nodes) <= len(plain.nodes)
        if len(merged.nodes) < len(plain.nodes):
            compared("merged")
        assert {s.scene for s in merged.nodes} == {s.scene for s in plain.nodes}
        assert {act for act in _acts(merged) if act[1] != "inject"} == {act for act in _acts(plain) if act[1] != "inject"}
        assert _cards(merged) == _cards(plain)
        assert (merged.cycle() is None) == (plain.cycle() is None)


@law(200, merged=0.02)
@given(sound_scenarios())
def test_merging_by_residues_keeps_every_value(scenario: Scenario) -> None:
    program = Program(scenario)
    plain = Valuation(program, graph=Graph(program, injects=False))
    merged = Valuation(program, graph=Graph(program, injects=False, residues=True))
    if len(merged.graph.nodes) < len(plain.graph.nodes):
        compared("merged")
    for value in ("least_loss", "danger", "blind_danger", "unsafe"):
        assert getattr(plain, value)(0) == getattr(merged, value)(0)
    assert plain.blind_score() == merged.blind_score()
    for node, state in enumerate(plain.graph.nodes):
        other = merged.node(State(state.scene, plain.graph.witnesses[node]))
        assert plain.least_loss(node) == merged.least_loss(other)


@law(200, seen=0.3, unseen=0.1)
@given(scenarios())
def test_merging_by_residues_keeps_what_is_observed(scenario: Scenario) -> None:
    program = Program(scenario)
    for scene, guards in enumerate(program.also):
        for guard in guards:
            seen = [
                any(s.scene == scene and guard.test(s.bits) for s in Graph(
                    program, injects=False, observed=((scene, guard),), residues=residues).nodes)
                for residues in (False, True)
            ]  # fmt: skip
            assert seen[0] == seen[1]
            compared("seen" if seen[0] else "unseen")


def _cards(graph: Graph) -> set[str]:
    """The injects that can be played somewhere; one that leaves a merged state as it was makes no edge there."""
    return {e.action.id for edges in graph.edges for e in edges if e.action.kind is ActionKind.INJECT} | graph.idle


def _acts(graph: Graph) -> set[tuple[int, str, str, int, str]]:
    """What can be done somewhere and what comes of it: (scene, kind, id, route, fault)."""
    return {
        (s.scene, e.action.kind, e.action.id, r, e.fault.kind if e.fault else "")
        for s, edges in zip(graph.nodes, graph.edges, strict=True)
        for e in edges
        for r in (e.routes or (-1,))
    }


def test_residue_of_a_comparison_keeps_what_is_known_of_one_side() -> None:
    data = plain_data(2)
    counter = {"range": [0, 3], "start": 0}
    data["facts"] |= {"early": counter, "late": counter}
    for number, choice in enumerate(("wait", "go", "rush")):
        data["scenes"]["d0"]["decision"]["choices"][choice]["add"] = {"early": number}
        data["scenes"]["d1"]["decision"]["choices"][choice]["add"] = {"late": number}
    data["scenes"]["later"]["next"] = [{"to": "home", "when": "early < late"}, {"to": "hurt"}]
    program = Program(Scenario.model_validate(data))
    plain, merged = (Valuation(program, graph=Graph(program, injects=False, residues=r)) for r in (False, True))
    assert plain.blind_danger(0) == merged.blind_danger(0)
    assert _acts(plain.graph) == _acts(merged.graph)


def test_exploration_goes_on_where_a_budget_ended_it() -> None:
    program = Program(Scenario.model_validate(plain_data(4)))
    whole = Graph(program, injects=True)
    for budget in range(1, len(whole.nodes)):
        part = Graph(program, injects=True, budget=budget)
        assert not part.complete
        part.resume(len(whole.nodes))
        assert part.complete
        assert (part.nodes, part.edges) == (whole.nodes, whole.edges)
