"""The figures of a scenario against brute force, which walks plays one by one and merges nothing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

from hypothesis import assume, event, given
from hypothesis import strategies as st

from engine.check.statistics import Extreme, Statistics, coverage, exact, statistics
from engine.check.subject import FileSubject, ProvedSubject, ScenarioSubject, ValuedSubject, content_of, explored, valued
from engine.pack.folder import File, Pack, builtin, open_pack
from engine.pack.scalars import OUTCOMES
from engine.pack.scenario import Decision, Scenario
from engine.pack.source import parse
from engine.states import bots
from tests.engine import brute
from tests.laws import compared, law
from tests.strategies import Data, heading, plain_data, scenario_data, sound_scenarios

BUILTIN = builtin()
MANY = 3_000
"""Plays that brute force is asked to walk, at most."""


def subject(scenario: Scenario | Data, pack: Pack = BUILTIN) -> ValuedSubject:
    """A scenario that lies in no file."""
    model = scenario if isinstance(scenario, Scenario) else Scenario.model_validate(scenario)
    return valued_of(FileSubject(File(Path(f"{model.id}.yaml"), parse(b"{}", "made-up"), model, []), pack))


def valued_of(file: FileSubject) -> ValuedSubject:
    """A file in which the checker is known to find nothing."""
    content = content_of(file)
    assert isinstance(content, ScenarioSubject)
    proved = explored(content)
    assert isinstance(proved, ProvedSubject)
    return valued(proved)


# -- Brute force


class Walk:
    """A play: its choices, where it ends, and how likely it is when choices are random."""

    def __init__(self, choices: tuple[str, ...], ending: brute.Moment, chance: Fraction, free: bool) -> None:
        self.choices = choices
        self.ending = ending.scene
        self.chance = chance
        self.free = free


def walks(scenario: Scenario) -> list[Walk]:
    """Every play without injects, one by one. Given up where there are too many."""
    values = brute.values(scenario)
    found = []
    open_: list[tuple[brute.Moment, tuple[str, ...], Fraction, bool]] = [(values.start, (), Fraction(1), True)]
    while open_:
        moment, choices, chance, free = open_.pop()
        at = brute.steps(scenario, moment, False)
        if not at:
            found.append(Walk(choices, moment, chance, free))
            assume(len(found) <= MANY)
        for step in at:
            total = sum(x.odds for x in step.landings)
            here = (*choices, f"{moment.scene}.{step.id}") if step.kind == "choice" else choices
            still = free and (step.kind != "choice" or not values.regret(moment, step.id))
            open_ += [(x.moment, here, chance / len(at) * Fraction(x.odds, total), still) for x in step.landings]
    return found


Picks = Callable[[Decision, str, list[str]], list[str]]


def bot_score(scenario: Scenario, picks: Picks) -> Fraction | None:
    """Bot score by recursion over whole states."""
    values = brute.values(scenario)
    known: dict[brute.Moment, tuple[Fraction, Fraction]] = {}

    def sums(moment: brute.Moment) -> tuple[Fraction, Fraction]:
        """Expected regret and span from here on."""
        if moment not in known:
            at = brute.steps(scenario, moment, False)
            decision = scenario.scenes[moment.scene].decision
            regret = span = Fraction(0)
            if decision is not None:
                picked = picks(decision, moment.scene, [s.id for s in at])
                at = [s for s in at if s.id in picked]
                regret = sum((values.regret(moment, s.id) for s in at), Fraction(0)) / len(at)
                span = values.span[moment]
            for step in at:
                total = sum(x.odds for x in step.landings) * len(at)
                for landing in step.landings:
                    after = sums(landing.moment)
                    regret += Fraction(landing.odds, total) * after[0]
                    span += Fraction(landing.odds, total) * after[1]
            known[moment] = regret, span
        return known[moment]

    regret, span = sums(values.start)
    return 100 * (1 - regret / span) if span else None


def measured(measure: Callable[[Decision, str, str], int]) -> Picks:
    def picks(decision: Decision, scene: str, choices: list[str]) -> list[str]:
        least = min(measure(decision, scene, c) for c in choices)
        return [c for c in choices if measure(decision, scene, c) == least]

    return picks


@st.composite
def worded(draw: st.DrawFn) -> Scenario:
    """A sound scenario whose choices are not all of one length."""
    data = draw(scenario_data(sound=True))
    for scene in data["scenes"].values():
        for choice in scene.get("decision", {}).get("choices", {}).values():
            choice["text"] += " And on." * draw(st.integers(0, 2)) + draw(st.sampled_from(["", "  \n"]))
    return Scenario.model_validate(data)


# -- Laws


@law(200, several=0.4, mistakes=0.2)
@given(sound_scenarios())
def test_plays_and_endings_are_those_of_brute_force(scenario: Scenario) -> None:
    true = walks(scenario)
    event(f"plays: {len(str(len(true)))} digits")
    found = statistics(subject(scenario))
    if len(true) > 1:
        compared("several")
    if not all(w.free for w in true):
        compared("mistakes")
    assert found.plays == len(true)
    assert found.mean_decisions == sum(len(w.choices) * w.chance for w in true)
    chances: Counter[str] = Counter()
    for walk in true:
        chances[walk.ending] += walk.chance  # type: ignore[assignment]
    assert {e.scene: e.chance for e in found.endings if e.chance} == chances
    assert {e.scene for e in found.endings if e.mistake_free} == {w.ending for w in true if w.free}
    assert {e.scene for e in found.endings} == {n for n, s in scenario.scenes.items() if s.ending}


@law(200, differ=0.2)
@given(sound_scenarios())
def test_the_shortest_and_the_longest_play_are_plays_and_are_extreme(scenario: Scenario) -> None:
    true = walks(scenario)
    lengths = [len(w.choices) for w in true]
    found = statistics(subject(scenario))
    if min(lengths) < max(lengths):
        compared("differ")
    for extreme, decisions in ((found.shortest, min(lengths)), (found.longest, max(lengths))):
        assert extreme.decisions == len(extreme.choices) == decisions
        assert (extreme.choices, extreme.ending) in {(w.choices, w.ending) for w in true}
    assert found.shortest.decisions <= found.mean_decisions <= found.longest.decisions


@law(150, several=0.1)
@given(sound_scenarios())
def test_chances_sum_to_one(scenario: Scenario) -> None:
    found = statistics(subject(scenario))
    assert sum(e.chance for e in found.endings) == sum(found.outcomes.values()) == 1
    assert list(found.outcomes) == list(OUTCOMES)
    if sum(chance > 0 for chance in found.outcomes.values()) > 1:
        compared("several")
    for outcome, chance in found.outcomes.items():
        assert chance == sum(e.chance for e in found.endings if e.outcome == outcome)
    assert [OUTCOMES.index(e.outcome) for e in found.endings] == sorted(OUTCOMES.index(e.outcome) for e in found.endings)


@law(150, scored=0.3, differ=0.1)
@given(worded())
def test_bots_score_what_brute_force_says(scenario: Scenario) -> None:
    def length(decision: Decision, _: str, choice: str) -> int:
        return len(" ".join(decision.choices[choice].text.split()))

    def place(_: Decision, scene: str, choice: str) -> int:
        name = f"{scenario.id}:{scenario.version}:{scene}:{choice}"
        return int(hashlib.sha256(name.encode()).hexdigest()[:16], 16)

    bots_ = statistics(subject(scenario)).bots
    if bots_["blind"] is not None:
        compared("scored")
    if len(set(bots_.values())) == len(bots_):
        compared("differ")
    assert bots_ == {
        "blind": bot_score(scenario, lambda _decision, _scene, choices: choices),
        "longest": bot_score(scenario, measured(lambda *a: -length(*a))),
        "shortest": bot_score(scenario, measured(length)),
        "first-shown": bot_score(scenario, measured(place)),
    }


@law(60)
@given(sound_scenarios())
def test_plain_data_is_json(scenario: Scenario) -> None:
    found = statistics(subject(scenario))
    data = json.loads(json.dumps(found.as_dict()))
    assert set(data) == set(Statistics._fields)
    assert int(data["plays"]["exact"]) == found.plays
    for written, ending in zip(data["endings"], found.endings, strict=True):
        assert Fraction(written["chance"]["exact"]) == ending.chance
        assert written["chance"]["value"] == float(ending.chance)
    assert data["shortest"]["choices"] == list(found.shortest.choices)


# -- By hand


def test_counts_of_a_small_scenario() -> None:
    found = statistics(subject(plain_data(2)))
    assert (found.name, found.title, found.version) == ("officer-safety/made-up", "Made up", 1)
    assert (found.scenes, found.decisions, found.choices, found.injects) == (5, 2, 6, 1)
    assert found.plays == 3 * 4
    assert found.shortest == Extreme(2, ("d0.wait", "d1.wait"), "home")
    assert found.mean_decisions == 2
    assert found.outcomes == {"safe": Fraction(8, 9), "near-miss": 0, "setback": 0, "harm": Fraction(1, 9)}
    assert [e.mistake_free for e in found.endings] == [True, False]
    assert found.bots["blind"] == 50


def test_states_with_injects_are_counted_apart() -> None:
    data = plain_data(2)
    data["scenes"]["d1"]["decision"]["choices"]["wait"]["when"] = "not rattled"
    found = statistics(subject(data))
    # d0 and d1 once rattled, and the two endings and `later`, at which nothing is read any more
    assert (found.states, found.states_with_injects) == (5, 7)
    del data["injects"]
    found = statistics(subject(data))
    assert found.states == found.states_with_injects == 5


def test_figures_do_not_change_when_the_graph_was_extended() -> None:
    """A debrief values states that only injects lead to, in the same graph."""
    data = plain_data(2)
    data["scenes"]["d1"]["decision"]["choices"]["wait"]["when"] = "not rattled"
    one = subject(data)
    before = statistics(one)
    for state in one.graph.nodes:
        one.valuation.node(state)
    assert statistics(one) == before


def test_lessons_of_objectives_come_first_and_tell_what_tests_them() -> None:
    data = plain_data(2)
    data["objectives"] = [{"text": "Say it.", "lessons": ["close-the-loop", "slow-down"]}]
    data["scenes"]["d1"]["decision"]["tests"] = ["scan-and-tell", "slow-down"]
    for choice in data["scenes"]["d1"]["decision"]["choices"].values():
        choice["marks"].append("+scan-and-tell")
    found = statistics(subject(data))
    assert [tuple(x) for x in found.lessons] == [
        ("close-the-loop", (), True), ("slow-down", ("d0", "d1"), True), ("scan-and-tell", ("d1",), False),
    ]  # fmt: skip


def test_nothing_at_stake_gives_no_scores() -> None:
    data = plain_data(2)
    for scene in data["scenes"].values():
        scene.get("decision", {}).pop("tests", None)
    assert statistics(subject(data)).bots == dict.fromkeys(["blind", "longest", "shortest", "first-shown"])


def loop(times: int) -> Data:
    """A decision that comes back so many times: two choices go round, one leaves."""
    again = {"text": "Again.", "when": f"round < {times}", "add": {"round": 1}, "next": "a"}
    leave = {"text": "Leave.", "next": "end"}
    scenes = {
        "a": {"text": "Here.", "invented": True,
              "decision": {"prompt": "What now?", "choices": {"left": again, "right": again, "leave": leave}}},
        "end": {"text": "Out.", "invented": True, "ending": {"outcome": "safe", "title": "Out"}},
    }  # fmt: skip
    return heading() | {"facts": {"round": {"range": [0, times], "start": 0}}, "start": "a", "scenes": scenes}


def test_plays_longer_than_any_stack_and_more_than_python_prints() -> None:
    times = 15_000
    found = statistics(subject(loop(times)))
    assert found.plays == 2 ** (times + 1) - 1
    assert (found.shortest.decisions, found.longest.decisions) == (1, times + 1)
    assert found.mean_decisions == 3 - 2 * Fraction(2, 3) ** times
    data = json.loads(json.dumps(found.as_dict()))
    assert len(data["plays"]["exact"]) == 4516
    assert data["plays"]["value"] is None
    assert data["mean_decisions"]["value"] == 3


def test_exact_writes_all_digits() -> None:
    assert [exact(x) for x in (0, 12, Fraction(12), Fraction(5, 6), -3, 10**30)] == ["0", "12", "12", "5/6", "-3", "1" + "0" * 30]
    assert exact(10**5000) == "1" + "0" * 5000


# -- Packs


def scenarios_of(pack: Pack) -> Iterator[ValuedSubject]:
    for path in pack.scenario_paths:
        yield valued_of(FileSubject(pack.file(path, Scenario), pack))


def test_coverage_counts_decisions_and_names_what_nothing_tests(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(json.dumps(plain_data(2 if name == "one" else 3) | {"id": name}))
    (tmp_path / "pack.yaml").write_text("{hotwash: 1, name: drill, title: Drill, version: 1}\n")
    found = coverage(scenarios_of(open_pack(tmp_path)))
    assert found["slow-down"] == {"drill/one": 2, "drill/two": 3}
    assert set(found) == set(BUILTIN.lessons)
    assert not any(counts for lesson, counts in found.items() if lesson != "slow-down")
    assert coverage([]) == {}


def test_built_in_scenarios_have_figures() -> None:
    for one in scenarios_of(BUILTIN):
        found = statistics(one)
        assert sum(e.chance for e in found.endings) == 1
        assert all(e.chance for e in found.endings)
        assert found.outcomes["safe"] < 1
        assert all(score is not None and score <= bots.PASS for score in found.bots.values())
