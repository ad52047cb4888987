"""Explored states of scenarios that were explored by hand: `docs/semantics.md`, sections 1 and 5."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from engine.errors import StateLimit
from engine.states import exploration
from engine.states.exploration import explore
from engine.states.graph import Graph, WitnessStep
from engine.states.passing import PassedPlace, Walk
from engine.states.program import Program
from engine.states.step import Fault, FaultKind, State
from tests.engine.states.small import decision, ending, inject, passage, program


def door() -> Program:
    """Nodes: the door; the hall without and with `a`; home; the yard without and with `a`; hurt. The endings do not tell `a`."""
    return program(
        {
            "door": decision("hall", knock={}, force={"set": {"a": True}}),
            "hall": passage([{"odds": 1, "to": "home"}, {"odds": 3, "to": "yard"}]),
            "yard": decision(run={"when": "a", "next": "home"}, stay="hurt"),
            "home": ending(),
            "hurt": ending("harm"),
        },
        facts={"a": False},
    )


def bell() -> Program:
    return program(
        {"gate": decision(go={"next": [{"when": "a", "to": "home"}, {"to": "hurt"}]}), "home": ending(), "hurt": ending("harm")},
        facts={"a": False, "c": False},
        injects={"ring": inject("gate", set={"a": True}), "cough": inject("gate", when="not a", set={"c": True})},
    )  # fmt: skip


def checklist() -> Program:
    return program(
        {
            "one": decision("two", yes={"set": {"a": True}}, no={}),
            "two": decision("end", yes={"set": {"b": True}}, no={}),
            "end": passage([{"when": "a and b", "to": "home"}, {"to": "hurt"}]),
            "home": ending(),
            "hurt": ending("harm"),
        },
        facts={"a": False, "b": False},
    )


def graph(of: Program | None = None, injects: bool = False, **more: object) -> Graph:
    return Graph(of or door(), injects=injects, **more)


def targets(of: Graph) -> list[list[tuple[str, tuple[int, ...]]]]:
    return [[(edge.action.id, edge.targets) for edge in out] for out in of.edges]


def told(steps: Sequence[WitnessStep]) -> list[str]:
    return [str(step) for step in steps]


def test_states_are_numbered_in_the_order_of_their_distance() -> None:
    here = graph()
    assert here.nodes == [State(*n) for n in ((0, 0), (1, 0), (1, 1), (3, 0), (2, 0), (2, 1), (4, 0))]
    assert here.witnesses == [0, 0, 1, 0, 0, 1, 0]
    assert here.depths() == [0, 1, 1, 2, 2, 2, 3]
    assert [here.scene(n) for n in range(7)] == ["door", "hall", "hall", "home", "yard", "yard", "hurt"]
    assert (here.complete, here.explored, here.seen, here.idle, here.by_residues, here.overworked) == (
        True, 7, set(), set(), False, False,
    )  # fmt: skip


def test_edges_hold_every_way_in_which_an_action_can_turn_out() -> None:
    here = graph()
    assert targets(here) == [
        [("knock", (1,)), ("force", (2,))], [("", (3, 4))], [("", (3, 5))], [], [("stay", (6,))], [("run", (3,)), ("stay", (6,))], [],
    ]  # fmt: skip
    assert {(e.odds, e.routes, e.fault) for out in here.edges for e in out} == {((1,), (0,), None), ((1, 3), (0, 1), None)}


def test_a_route_with_a_condition_is_told_by_its_number() -> None:
    here = graph(bell())
    assert targets(here) == [[("go", (1,))], []]
    assert here.edges[0][0].routes == (1,)


def test_a_play_shown_is_a_shortest_one() -> None:
    here = graph()
    assert told(here.play_to(0)) == []
    assert told(here.play_to(5)) == ["door: choose force -> hall", "hall: goes on; drawn 3 in 4: yard"]
    assert told(here.play_to(6)) == [
        "door: choose knock -> hall",
        "hall: goes on; drawn 3 in 4: yard",
        "yard: choose stay -> hurt",
    ]


def test_endings_are_found_with_their_outcomes() -> None:
    assert list(graph().endings()) == [(3, "safe"), (6, "harm")]


def test_a_step_that_cannot_be_finished_is_an_edge_without_targets() -> None:
    of = program({"gate": decision(up={"add": {"n": 1}, "next": "home"}, on=[{"when": "n == 1", "to": "home"}]), "home": ending()},
                 facts={"n": {"range": [0, 1], "start": 1}})  # fmt: skip
    up, on = graph(of).edges[0]
    assert (up.targets, up.odds, up.routes, up.fault) == ((), (), (), Fault(FaultKind.COUNTER, "n"))
    assert (on.targets, on.fault) == ((1,), None)
    assert str(graph(of).step(0, 0, 0)) == "gate: choose up"
    low = program(of.scenario.model_dump()["scenes"], facts={"n": {"range": [0, 1], "start": 0}})
    assert [edge.fault for edge in graph(low).edges[0]] == [None, Fault(FaultKind.ROUTES)]


def test_what_nothing_reads_any_more_is_not_kept() -> None:
    here = graph()
    assert here.alive == [1, 1, 1, 0, 0]
    assert (here.reduce(State(2, 1)), here.reduce(State(3, 1))) == (State(2, 1), State(3, 0))
    assert (here.find(State(3, 1)), here.find(State(2, 1)), here.find(State(0, 1))) == (3, 5, None)
    assert [here.keeps(scene, bits) for scene, bits in ((2, 1), (3, 1), (3, 0))] == [True, False, True]


def test_what_is_observed_is_kept_to_the_scene_where_it_is() -> None:
    here = graph(observed=((4, door().guard("a")),))
    assert here.alive == [1, 1, 1, 0, 1]
    assert [n for n in here.nodes if n.scene == 4] == [State(4, 0), State(4, 1)]


# -- Injects


def test_an_inject_stays_in_its_scene_and_is_played_once() -> None:
    here = graph(bell(), injects=True)
    ring = bell().fields["played:ring"].bits
    # `c` is read by nothing, so coughing leads nowhere else, and nobody asks whether it was done.
    assert here.nodes == [State(0, 0), State(2, 0), State(0, 1 | ring), State(1, 0)]
    assert targets(here) == [[("go", (1,)), ("ring", (2,))], [], [("go", (3,))], []]
    assert here.idle == {"cough"}
    assert told(here.play_to(3)) == ["gate: inject ring", "gate: choose go -> home"]


def test_without_injects_none_is_played() -> None:
    here = graph(bell())
    assert (len(here.nodes), here.idle) == (2, set())


def test_an_inject_that_counts_can_leave_the_range() -> None:
    of = program({"gate": decision(go=[{"when": "n > 0", "to": "home"}, {"to": "home"}]), "home": ending()},
                 facts={"n": {"range": [0, 1], "start": 0}}, injects={"up": inject("gate", add={"n": 1}), "top": inject("gate", add={"n": 1})})  # fmt: skip
    here = graph(of, injects=True)
    assert [(n.scene, n.bits & 1) for n in here.nodes] == [(0, 0), (1, 0), (0, 1), (0, 1)]
    assert [[(e.action.id, e.fault) for e in out] for out in here.edges] == [
        [("go", None), ("up", None), ("top", None)], [],
        [("go", None), ("top", Fault(FaultKind.COUNTER, "n"))], [("go", None), ("up", Fault(FaultKind.COUNTER, "n"))],
    ]  # fmt: skip


# -- Budgets


def test_a_budget_is_the_number_of_states_that_are_explored() -> None:
    assert graph(budget=7).complete
    here = graph(budget=6)
    assert (here.complete, here.explored, len(here.nodes), here.edges[6]) == (False, 6, 7, ())


def test_an_exploration_goes_on_where_its_budget_ended_it() -> None:
    here, whole = graph(budget=3), graph()
    assert (here.complete, here.explored, targets(here)[3:]) == (False, 3, [[], [], []])
    here.resume(5)
    assert (here.complete, here.explored, here.budget) == (False, 5, 5)
    here.resume(7)
    assert (here.complete, here.nodes, targets(here)) == (True, whole.nodes, targets(whole))


def far() -> Program:
    return program({"near": passage("home"), **{f"far{i}": passage(f"far{i + 1}") for i in range(4)}, "far4": passage("home"),
                   "home": ending()})  # fmt: skip


def test_a_state_that_no_play_reaches_is_explored_on_demand() -> None:
    here = graph(far(), budget=3)
    assert (len(here.nodes), here.extend(State(0, 0)), len(here.nodes)) == (2, 0, 2)
    assert here.extend(State(far().number["far2"], 0)) == 2
    assert (len(here.nodes), targets(here)[2:], here.depths()) == (5, [[("", (3,))], [("", (4,))], [("", (1,))]], [0, 1, 0, 1, 2])


def test_what_would_be_more_than_the_budget_is_refused_and_leaves_the_graph_as_it_was() -> None:
    here = graph(far(), budget=3)
    before = list(here.nodes), list(here.edges), list(here.witnesses), here.depths()
    with pytest.raises(StateLimit, match="undetermined: there are more than 3 states, so this cannot be judged"):
        here.extend(State(1, 0))
    assert (here.nodes, here.edges, here.witnesses, here.depths()) == before
    assert (here.complete, here.find(State(1, 0)), here.find(State(6, 0)), here.extend(State(3, 0))) == (True, None, 1, 2)
    with pytest.raises(StateLimit, match="more than 1 states"):
        graph(budget=1).extend(State(0, 0))


# -- What is watched


def test_conditions_are_watched_as_a_scene_begins() -> None:
    watch = {0: [lambda _: True], 2: [lambda _: False, lambda bits: bits & 1]}
    here = graph(watch=watch)
    assert (here.seen, len(here.nodes)) == ({(0, 0), (2, 1)}, 7)


def test_an_exploration_may_end_once_all_is_seen() -> None:
    here = graph(watch={1: [lambda bits: bits & 1]}, stop=True)
    assert (here.seen, len(here.nodes)) == ({(1, 0)}, 3)
    assert len(graph(watch={1: [lambda bits: bits & 1]}).nodes) == 7
    unseen = graph(watch={1: [lambda bits: bits & 1, lambda _: False]}, stop=True)
    assert (unseen.seen, len(unseen.nodes)) == ({(1, 0)}, 7)


def test_an_inject_does_not_begin_its_scene_anew() -> None:
    assert graph(bell(), injects=True, watch={0: [bell().guard("a").test]}).seen == set()
    counting = program({"gate": decision(go=[{"when": "n > 0", "to": "home"}, {"to": "home"}]), "home": ending()},
                       facts={"n": {"range": [0, 1], "start": 0}}, injects={"up": inject("gate", add={"n": 1})})  # fmt: skip
    assert graph(counting, injects=True, watch={0: [counting.guard("n > 0").test]}).seen == set()


def test_routes_with_conditions_and_draws_are_watched_too() -> None:
    assert graph(bell(), watch={2: [lambda bits: bits & 1 == 0, lambda bits: bits & 1]}).seen == {(2, 0)}
    assert graph(watch={3: [lambda bits: bits & 1 == 0]}).seen == {(3, 0)}


# -- Orders


def test_a_play_that_always_ends_has_no_cycle() -> None:
    assert graph().cycle() is None


def test_a_cycle_is_told_from_its_nearest_state_on() -> None:
    loop = program({"gate": passage("hub"), "hub": decision(out="gone", again="lane"), "lane": passage("hub"), "gone": ending()})
    assert graph(loop).cycle() == [(1, 1, 0), (3, 0, 0)]
    # It is entered at its farther state first.
    entered = program({
        "gate": decision(long="walk", short="in"), "walk": passage("out"), "in": decision(on="out", end="gone"), "out": passage("in"),
        "gone": ending(),
    })  # fmt: skip
    assert graph(entered).cycle() == [(2, 0, 0), (3, 0, 0)]


def test_of_two_cycles_the_nearest_is_told() -> None:
    two = program({
        "gate": decision(walk="walk", spin="spin"), "walk": passage("whirl"), "spin": decision(out="gone", again="spin"),
        "whirl": decision(again="whirl", out="gone"), "gone": ending(),
    })  # fmt: skip
    assert graph(two).cycle() == [(2, 1, 0)]
    drawn = program({"gate": passage([{"odds": 1, "to": "gone"}, {"odds": 1, "to": "gate"}]), "gone": ending()})
    assert graph(drawn).cycle() == [(0, 0, 1)]


def test_a_cycle_is_found_behind_a_state_that_was_explored_on_demand() -> None:
    here = graph(program({"gate": passage("gone"), "gone": ending(), "pit": passage("pit")}))
    assert here.cycle() is None
    here.extend(State(2, 0))
    assert here.cycle() == [(2, 0, 0)]


def test_however_many_plays_lead_to_a_state_it_is_looked_at_once() -> None:
    # 2**60 plays through 60 decisions.
    here = graph(program({f"s{n}": decision(left=f"s{n + 1}", right=f"s{n + 1}") for n in range(60)} | {"s60": ending()}))
    assert (here.cycle(), list(here.backwards())) == (None, list(range(60, -1, -1)))


def test_backwards_each_state_comes_after_all_that_it_leads_to() -> None:
    here = graph()
    order = list(here.backwards())
    assert sorted(order) == list(range(7))
    assert all(order.index(t) < order.index(n) for n in order for edge in here.edges[n] for t in edge.targets)
    assert list(here.backwards(4)) == [6, 4]
    assert list(here.backwards(0, {1, 2}.__contains__)) == [0]
    assert list(here.backwards(4, {4}.__contains__)) == []


def test_there_is_no_order_where_a_state_comes_back() -> None:
    loop = program({"gate": passage("hub"), "hub": decision(out="gone", again="lane"), "lane": passage("hub"), "gone": ending()})
    with pytest.raises(ValueError, match="`hub` can come back in the same state"):
        list(graph(loop).backwards())


# -- Merging by residues


def test_a_checklist_is_kept_as_what_can_still_come_of_it() -> None:
    assert [n.scene for n in graph(checklist()).nodes] == [0, 1, 1, 2, 2, 2, 2, 3, 4]
    merged = graph(checklist(), residues=True)
    # Where `a` is false, the end is bad whatever follows; of the last scene all that counts is whether both are true.
    assert [n.scene for n in merged.nodes] == [0, 1, 1, 2, 2, 3, 4]
    assert targets(merged) == [[("yes", (1,)), ("no", (2,))], [("yes", (3,)), ("no", (4,))], [("yes", (4,)), ("no", (4,))],
                               [("", (5,))], [("", (6,))], [], []]  # fmt: skip
    assert merged.by_residues
    assert (merged.find(State(2, 0b01)), merged.find(State(2, 0b10)), merged.find(State(2, 0b11))) == (4, 4, 3)
    assert (merged.keeps(2, 1), merged.keeps(2, 0)) == (False, True)


def test_work_behind_the_residues_can_end_an_exploration() -> None:
    here = graph(checklist(), residues=True, work=0)
    assert (here.complete, here.overworked) == (False, True)
    here.resume(100)
    assert (here.complete, here.overworked, len(here.nodes)) == (True, False, 7)
    short = graph(checklist(), residues=True, budget=2)
    assert (short.complete, short.overworked) == (False, False)


def test_merging_by_residues_is_tried_where_there_are_many_states(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not explore(checklist(), injects=False).by_residues
    monkeypatch.setattr(exploration, "PATIENCE", 8)
    assert not explore(checklist(), injects=False, budget=8).by_residues
    here = explore(checklist(), injects=False, budget=100)
    assert (here.by_residues, here.complete, here.budget, len(here.nodes)) == (True, True, 100, 7)
    monkeypatch.setattr(exploration, "PATIENCE", 9)
    enough = explore(checklist(), injects=False, budget=100)
    assert (enough.by_residues, enough.complete, enough.budget, len(enough.nodes)) == (False, True, 100, 9)


def test_merging_is_given_up_where_it_does_not_end_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exploration, "PATIENCE", 8)
    monkeypatch.setattr(exploration, "_TRIAL", 6)
    here = explore(checklist(), injects=False, budget=100)
    assert (here.by_residues, here.complete, here.budget, len(here.nodes)) == (False, True, 100, 9)


def test_a_hub_comes_back_and_a_line_does_not() -> None:
    alone = program({"hub": decision("hub", first={"once": True}, second={"once": True}, out="gone"), "gone": ending()})
    assert exploration._comes_back(graph(alone))
    assert not exploration._comes_back(graph(checklist()))
    # The most states are behind the hub that comes back.
    behind = program({"hub": decision("hub", first={"once": True}, out="one"), **checklist().scenario.model_dump()["scenes"]},
                     facts={"a": False, "b": False})  # fmt: skip
    assert not exploration._comes_back(graph(behind))


def hub() -> Program:
    """A checklist of three answers, then a hub of two tasks."""
    tasks = {name: {"once": True, "next": "hub"} for name in ("first", "second")}
    return program(
        {
            **{f"q{i}": decision(f"q{i + 1}" if i < 2 else "hub", yes={"set": {f"f{i}": True}}, no={}) for i in range(3)},
            "hub": decision(**tasks, out=[{"when": "f0 and f1 and f2", "to": "home"}, {"to": "hurt"}]),
            "home": ending(),
            "hurt": ending("harm"),
        },
        facts={f"f{i}": False for i in range(3)},
    )


def test_where_a_scene_comes_back_merging_has_to_show_that_it_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = graph(hub())
    # Each of the 8 answers with 4 stages of the tasks in the hub; merged, 2 for each.
    assert (exploration._comes_back(plain), len(plain.nodes)) == (True, 1 + 2 + 4 + 8 * 4 + 2)
    monkeypatch.setattr(exploration, "PATIENCE", 20)
    monkeypatch.setattr(exploration, "_SAMPLE", 1 + 2 + 2 + 2 * 4 + 2)
    here = explore(hub(), injects=False, budget=500)
    assert (here.by_residues, len(here.nodes)) == (True, 15)
    monkeypatch.setattr(exploration, "_SAMPLE", 3)
    here = explore(hub(), injects=False, budget=500)
    assert (here.by_residues, here.nodes) == (False, plain.nodes)


def test_merging_that_takes_much_work_goes_on_where_it_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exploration, "PATIENCE", 40)
    assert len(graph(long()).nodes) == 65
    # The walk from the first scene looks at the 11 actions ahead, those from two states of the second at 9 each, and those from four
    # states of each later one at 7, 5, 3 each: 77 until the depth 3 is there, where it does not pay yet, 89 until the depth 4 is.
    monkeypatch.setattr(exploration, "_WORK", 76)
    assert len(explore(long(), injects=False, budget=100).nodes) == 65
    monkeypatch.setattr(exploration, "_WORK", 88)
    assert len(explore(long(), injects=False, budget=100).nodes) == 13
    monkeypatch.setattr(exploration, "_MUCH_WORK", 90)
    assert len(explore(long(), injects=False, budget=100).nodes) == 65


def test_an_exploration_that_only_watches_ends_early() -> None:
    watch = {1: [lambda bits: bits & 1]}
    assert len(explore(door(), injects=False, watch=watch, stop=True).nodes) == 3
    assert len(explore(door(), injects=False, watch=watch).nodes) == 7


def test_behind_routes_with_conditions_states_are_merged_by_residues_too() -> None:
    told_ = program(
        {
            "q0": decision("q1", yes={"set": {"f0": True}}, no={}),
            "q1": decision("way", yes={"set": {"f1": True}}, no={}),
            "way": passage([{"when": "other", "to": "q2"}, {"to": "q2"}]),
            "q2": decision("end", yes={"set": {"f2": True}}, no={}),
            "end": passage([{"when": "f0 and f1 and f2", "to": "home"}, {"to": "hurt"}]),
            "home": ending(),
            "hurt": ending("harm"),
        },
        facts={"f0": False, "f1": False, "f2": False, "other": False},
    )
    merged = graph(told_, residues=True)
    assert [n.scene for n in merged.nodes] == [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6]
    # Whoever has not both of them so far has lost, whichever is missing.
    assert [merged.find(State(3, bits)) for bits in (0b11, 0b00, 0b01, 0b10)] == [5, 6, 6, 6]


def long() -> Program:
    """A checklist of five answers."""
    return program(
        {**{f"q{i}": decision(f"q{i + 1}", yes={"set": {f"f{i}": True}}, no={}) for i in range(5)},
         "q5": passage([{"when": " and ".join(f"f{i}" for i in range(5)), "to": "home"}, {"to": "hurt"}]),
         "home": ending(), "hurt": ending("harm")},
        facts={f"f{i}": False for i in range(5)},
    )  # fmt: skip


def test_merging_pays_where_it_leaves_half_as_many_states() -> None:
    plain, merged = graph(checklist()), graph(checklist(), residues=True)
    assert exploration._pays(plain, merged)
    # The last depth may be half explored; before it, merging leaves as many.
    assert not exploration._pays(plain, graph(checklist(), residues=True, budget=4))
    # 1, 2, 4, 8, 16 states at the depths up to 4, and 1, 2, 2, 2, 2 with merging: 31 are more than twice 9.
    assert exploration._pays(graph(long(), budget=40), graph(long(), residues=True, budget=9))
    # Up to the depth 2 there are 7 and 5, and the depth 3 may be half explored.
    assert not exploration._pays(graph(long(), budget=40), graph(long(), residues=True, budget=4))


# -- What plays came by


def test_a_play_is_told_by_the_places_that_it_passed() -> None:
    walk = Walk(graph(), [PassedPlace(0, "force"), PassedPlace(2)])
    arrivals = list(walk.arrivals())
    assert [(a.node, a.outcome, a.passed) for a in arrivals] == [
        (3, "safe", (False, False)), (3, "safe", (True, False)), (6, "harm", (False, True)), (3, "safe", (True, True)),
        (6, "harm", (True, True)),
    ]  # fmt: skip
    assert told(walk.play_to(arrivals[3].stage)) == [
        "door: choose force -> hall", "hall: goes on; drawn 3 in 4: yard", "yard: choose run -> home",
    ]  # fmt: skip
    assert told(walk.play_to(arrivals[0].stage)) == ["door: choose knock -> hall", "hall: goes on; drawn 1 in 4: home"]


def test_a_place_may_be_passed_only_where_something_holds_as_it_begins() -> None:
    walk = Walk(graph(), [PassedPlace(2, test=lambda bits: not bits & 1), PassedPlace(0), PassedPlace(2, "stay")])
    assert [(a.node, a.passed) for a in walk.arrivals()] == [
        (3, (False, True, False)), (6, (True, True, True)), (6, (False, True, True)),
    ]  # fmt: skip


def test_an_inject_passes_no_place() -> None:
    here = graph(bell(), injects=True)
    walk = Walk(here, [PassedPlace(0, test=lambda bits: bits & 1), PassedPlace(0, "ring")])
    assert {(a.outcome, a.passed) for a in walk.arrivals()} == {("harm", (False, False)), ("safe", (False, False))}


def test_without_places_every_ending_is_arrived_at_once() -> None:
    walk = Walk(graph(), [])
    assert list(walk.arrivals()) == [(3, 3, "safe", ()), (6, 6, "harm", ())]
    assert told(walk.play_to(6))[-1] == "yard: choose stay -> hurt"
