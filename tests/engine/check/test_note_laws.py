"""What is noted of conditions that always hold, and of a `set` without effect, is true: brute force agrees."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from hypothesis import assume, given

from engine.check.checker import judge
from engine.pack import references
from engine.pack.folder import open_pack
from engine.pack.scenario import Scenario
from tests.engine import brute
from tests.laws import compared, law
from tests.strategies import scenario_data


def paths(folder: Path, data: dict[str, Any], code: str) -> list[tuple[str | int, ...]]:
    file = folder / f"{data['id']}.yaml"
    file.write_text(json.dumps(data))
    return [f.path for f in judge(open_pack(folder), file).findings if f.code == code]


def shown(found: brute.Found) -> tuple[Any, ...]:
    """All that plays can show."""
    return (found.scenes, found.choices, found.routes, found.paragraphs, found.injects, found.outcomes,
            {m.scene for m in found.dead_ends}, bool(found.counter_faults), bool(found.routes_faults))  # fmt: skip


@law(60, quick=60, noted=0.15, route=0.02)
@given(data=scenario_data())
def test_a_condition_that_always_holds_is_never_false(tmp_path: Path, data: dict[str, Any]) -> None:
    told = paths(tmp_path, data, "HW213")
    scenario = Scenario.model_validate(data)
    true = brute.explore(scenario, injects=True)
    assume(true.complete)
    when = dict(references.conditions(scenario))
    for path in told:
        compared("noted")
        # A route is read after its choice has had its effect: leaving its condition out must show nothing.
        places = [scenario.injects[str(path[1])].at] if path[0] == "injects" else [[path[1]]]
        if "next" not in path:
            assert all(brute.holds(when[path], m) for m in true.distance if m.scene in places[0])
        else:
            assert shown(brute.explore(without(scenario, path), injects=True)) == shown(true)
            compared("route")


@law(60, quick=60, noted=0.15)
@given(data=scenario_data())
def test_a_set_without_effect_can_be_left_out(tmp_path: Path, data: dict[str, Any]) -> None:
    told = paths(tmp_path, data, "HW214")
    scenario = Scenario.model_validate(data)
    true = brute.explore(scenario, injects=True)
    assume(true.complete)
    for path in told:
        assert shown(brute.explore(without(scenario, path), injects=True)) == shown(true)
        compared("noted")


def without(scenario: Scenario, path: tuple[str | int, ...]) -> Scenario:
    """The scenario with one entry left out."""
    data = copy.deepcopy(scenario.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True))
    at: Any = data
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]
    return Scenario.model_validate(data)
