"""What is said of the plays of a scenario is true beside a fault, too, where the exploration stops."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from hypothesis import assume, given

from engine.check.checker import judge
from engine.pack.diagnostics import Finding
from engine.pack.folder import open_pack
from engine.pack.scenario import Scenario
from tests.engine import brute
from tests.laws import compared, law
from tests.strategies import heading, scenario_data

FAULTS = {"HW203", "HW204", "HW206"}


def findings(folder: Path, data: dict[str, Any]) -> list[Finding]:
    file = folder / f"{data['id']}.yaml"
    file.write_text(json.dumps(data))
    return judge(open_pack(folder), file).findings


def lists_resolved(found: brute.Found, scenario: Scenario) -> Iterator[tuple[tuple[str | int, ...], bool]]:
    """(path of the `next`, whether the step has a fault) of every step but injects."""
    for moment, steps in found.steps.items():
        decision = scenario.scenes[moment.scene].decision
        for step in steps:
            if step.kind == "next":
                yield ("scenes", moment.scene, "next"), step.fault is not None
            elif step.kind == "choice":
                assert decision is not None
                own = decision.choices[step.id].next is not None
                at = ("choices", step.id, "next") if own else ("next",)
                yield ("scenes", moment.scene, "decision", *at), step.fault is not None


def path_of(scenario: Scenario, place: brute.Place) -> tuple[str | int, ...]:
    scene, choice, number = place
    if choice is not None:
        return ("scenes", scene, "decision", "choices", choice, "next", number)
    return ("scenes", scene, *(("decision",) if scenario.scenes[scene].decision else ()), "next", number)


@law(150, quick=80, taken_beside_a_fault=0.05, not_taken=0.05)
@given(data=scenario_data())
def test_a_route_that_no_play_takes_is_one_that_brute_force_does_not_take(tmp_path: Path, data: dict[str, Any]) -> None:
    scenario = Scenario.model_validate(data)
    true = brute.explore(scenario, injects=True)
    assume(true.complete)
    found = findings(tmp_path, data)
    told = {f.path for f in found if f.code == "HW207"}
    taken = {path_of(scenario, place) for place in true.routes}
    assert not told & taken
    lists = list(lists_resolved(true, scenario))
    known = {path for path, fault in lists if not fault} - {path for path, fault in lists if fault}
    assert told == {
        (*path, number)
        for path in known
        for number in range(len(routes_at(scenario, path)))
        if (*path, number) not in taken
    }  # fmt: skip
    if told:
        compared("not_taken")
    if taken and FAULTS & {f.code for f in found}:
        compared("taken_beside_a_fault")


def routes_at(scenario: Scenario, path: tuple[str | int, ...]) -> tuple[Any, ...]:
    at: Any = scenario
    for step in path:
        at = at[step] if isinstance(at, dict) else getattr(at, str(step))
    return at if isinstance(at, tuple) else ()


def scenario(**scenes: str) -> dict[str, Any]:
    end = {"invented": True, "text": "Over.", "ending": {"outcome": "safe", "title": "Over"}}
    told = {name: {"invented": True, "text": "There.", **yaml.safe_load(text)} for name, text in scenes.items()}
    return {**heading(), "facts": {"n": {"range": [0, 1], "start": 0}, "go": False}, "start": "here",
            "scenes": {**told, "a": end, "b": end}}  # fmt: skip


def test_a_shared_next_is_judged_by_all_that_take_it(tmp_path: Path) -> None:
    """Once `again` was taken, `set` has a fault; before it, it takes the first route."""
    data = scenario(here="""
        decision:
          prompt: What now?
          next: [{when: go, to: a}, {to: b}]
          choices:
            set: {text: Set it and go on., set: {go: true}, add: {n: 1}}
            leave: {text: Just go on.}
            again: {text: Come back here., once: true, add: {n: 1}, next: here}
    """)  # fmt: skip
    assert [f.code for f in findings(tmp_path, data) if f.code < "HW3" and f.severity == "error"] == ["HW206"]


def test_what_lies_beyond_a_fault_is_mended_after_it(tmp_path: Path) -> None:
    data = scenario(
        here="decision: {prompt: Well, choices: {go: {text: Go on., add: {n: 2}, next: there}, out: {text: Out., next: b}}}",
        there="decision: {prompt: Well, choices: {go: {text: Go on., next: a}, out: {text: Out., next: b}}}",
        nowhere="next: a",
    )
    found = findings(tmp_path, data)
    mends = {f.path: f.mend for f in found if f.code == "HW201"}
    assert "mend the fault" in mends[("scenes", "there")]
    assert "lead a route there" in mends[("scenes", "nowhere")]
    assert {f.code for f in found if f.severity == "error"} == {"HW201", "HW206"}
