"""The checker against the brute force, through real files, on generated scenarios."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from engine.check.checker import judge
from engine.pack.diagnostics import Finding, Severity
from engine.pack.folder import Pack, open_pack
from engine.pack.scenario import Scenario
from tests.engine import brute
from tests.strategies import DEFECTS, Planted, planted, scenario_data

laws = settings(deadline=None, max_examples=150)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def findings(folder: Path, data: dict[str, Any]) -> list[Finding]:
    file = folder / f"{data['id']}.yaml"
    # JSON is YAML too, and its writer never makes aliases.
    file.write_text(json.dumps(data, indent=1))
    pack: Pack = open_pack(folder)
    return judge(pack, file).findings


def paths(found: list[Finding], code: str) -> set[tuple[str | int, ...]]:
    return {f.path for f in found if f.code == code}


@laws
@given(data=scenario_data())
def test_checker_agrees_with_brute_force(folder: Path, data: dict[str, Any]) -> None:
    found = findings(folder, data)
    assert not [f for f in found if f.code < "HW2"], "the strategy makes names that exist"
    scenario = Scenario.model_validate(data)
    true = brute.explore(scenario, injects=True)
    if not true.complete:
        return
    assert paths(found, "HW201") == {("scenes", s) for s in scenario.scenes if s not in true.scenes}
    assert paths(found, "HW202") == {
        ("scenes", s, "decision", "choices", c)
        for s in true.scenes
        if (decision := scenario.scenes[s].decision)
        for c in decision.choices
        if f"{s}.{c}" not in true.choices
    }
    assert {p[1] for p in paths(found, "HW203")} == {m.scene for m in true.dead_ends}
    assert bool(paths(found, "HW204")) == bool(true.routes_faults)
    assert bool(paths(found, "HW205")) == true.cyclic
    assert bool(paths(found, "HW206")) == bool(true.counter_faults)
    assert paths(found, "HW208") == {
        ("scenes", s, "also", n, "when")
        for s in true.scenes
        for n, paragraph in enumerate(scenario.scenes[s].also)
        if paragraph.when is not None and (s, n) not in true.paragraphs
    }
    assert paths(found, "HW209") == {("injects", i) for i in scenario.injects if i not in true.injects}


@laws
@given(data=scenario_data(sound=True))
def test_fairness_rules_agree_with_brute_force(folder: Path, data: dict[str, Any]) -> None:
    found = findings(folder, data)
    if any(f.code < "HW3" and f.severity is Severity.ERROR for f in found):
        event("not reached: a branch is broken")
        return
    values = brute.values(Scenario.model_validate(data))
    start = values.start
    never_safe = values.C[start] == 1
    assert bool(paths(found, "HW301")) == (values.V[start] > 0 or never_safe)
    assert bool(paths(found, "HW303")) == (0 < values.C[start] < 1)
    if not never_safe:
        assert bool(paths(found, "HW302")) == brute.punished(values)


@settings(deadline=None, max_examples=15)
@pytest.mark.parametrize("defect", DEFECTS)
@given(data=st.data())
def test_planted_defect_is_found_where_it_was_planted(folder: Path, defect: str, data: st.DataObject) -> None:
    codes = {
        "unknown_scene": "HW101", "dead_end": "HW203", "cycle": "HW205", "counter": "HW206", "routes_false": "HW204",
        "unreachable_scene": "HW201", "unreachable_choice": "HW202", "unreachable_paragraph": "HW208",
        "unreachable_inject": "HW209",
    }  # fmt: skip
    scenario: tuple[dict[str, Any], Planted] = data.draw(planted(defect))
    text, where = scenario
    found = [f for f in findings(folder, text) if f.code == codes[defect]]
    assert len(found) == 1
    if defect != "cycle":
        assert found[0].path[: len(where.path)] == where.path
    if defect in {"dead_end", "cycle", "counter", "routes_false"}:
        assert found[0].play, "a play that gets there is shown"
