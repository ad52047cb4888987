"""The checker against the brute force, through real files, on generated scenarios."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.check.checker import judge
from engine.pack.diagnostics import Finding, Severity
from engine.pack.folder import Pack, open_pack
from engine.pack.scalars import OUTCOMES
from engine.pack.scenario import Scenario
from tests.engine import brute
from tests.laws import compared, law
from tests.strategies import DEFECTS, Planted, planted, scenario_data

BRANCHES_OFF = "hotwash: 1\nname: t\ntitle: T\nversion: 1\ncheck: {severity: {HW2: 'off'}}\n"
"""A pack whose rules on branches say nothing: an error of theirs ends a check before fairness is judged."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture(scope="module")
def branches_off() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "pack.yaml").write_text(BRANCHES_OFF)
        yield Path(name)


def findings(folder: Path, data: dict[str, Any]) -> list[Finding]:
    file = folder / f"{data['id']}.yaml"
    # JSON is YAML too, and its writer never makes aliases.
    file.write_text(json.dumps(data, indent=1))
    pack: Pack = open_pack(folder)
    return judge(pack, file).findings


def paths(found: list[Finding], code: str) -> set[tuple[str | int, ...]]:
    return {f.path for f in found if f.code == code}


def decisions(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [scene["decision"] for scene in data["scenes"].values() if "decision" in scene]


def spoilt(data: dict[str, Any], random: Random) -> dict[str, Any]:
    """The scenario with something that may strand a player: a choice or route less, a way back, a higher step of a counter."""
    data = deepcopy(data)
    ways = [*data["scenes"].values(), *decisions(data), *(c for d in decisions(data) for c in d["choices"].values())]
    conditions = [
        place["when"] for place in (*ways, *(p for s in data["scenes"].values() for p in s.get("also", ()))) if "when" in place
    ]
    conditions = conditions or ["visited('s1')"]
    match random.choice(("routes", "routes", "cycle", "counter", "counter", "stuck", "inject", "nothing")):
        case "routes":
            for way in ways:
                if isinstance(way.get("next"), str) and random.random() < 0.3:
                    way["next"] = [{"to": way["next"], "when": random.choice(conditions)}]
        case "inject":
            for inject in data.get("injects", {}).values():
                inject["when"] = random.choice((*conditions, "false"))
        case "cycle":
            for choice in (c for d in decisions(data) for c in d["choices"].values() if isinstance(c.get("next"), str)):
                choice["next"] = random.choice([choice["next"], choice["next"], *data["scenes"]])
        case "counter":
            routes = [route for way in ways if isinstance(way.get("next"), list) for route in way["next"]]
            for place in (place for place in (*ways, *routes) if "add" in place):
                place["add"] = {name: 3 * step for name, step in place["add"].items()}
        case "stuck":
            for decision in decisions(data):
                for choice in decision["choices"].values():
                    choice.setdefault("when", random.choice(conditions))
    return data


def with_stand_ins(data: dict[str, Any], random: Random) -> dict[str, Any]:
    """The scenario, some of whose paragraphs stand in the place of their scene's text."""
    data = deepcopy(data)
    for paragraph in (p for scene in data["scenes"].values() for p in scene.get("also", ())):
        if "when" in paragraph and random.random() < 0.7:
            paragraph["instead"] = True
    return data


@law(150, quick=80, HW201=0.3, HW202=0.2, HW203=0.1, HW204=0.1, HW205=0.1, HW206=0.04, HW208=0.1, HW209=0.02, HW215=0.1)
@given(data=scenario_data(), random=st.randoms(use_true_random=True))
def test_checker_agrees_with_brute_force(folder: Path, data: dict[str, Any], random: Random) -> None:
    by_defects = {}
    for variant in (data, *(with_stand_ins(spoilt(data, random), random) for _ in range(8))):
        true = brute.explore(Scenario.model_validate(variant), injects=True, limit=2_000)
        if true.complete:
            defects = (bool(true.dead_ends), bool(true.routes_faults), true.cyclic, bool(true.counter_faults))
            by_defects[defects] = (variant, true)
    assume(by_defects)
    for variant, true in by_defects.values():
        branches_agree(findings(folder, variant), Scenario.model_validate(variant), true)


def branches_agree(found: list[Finding], scenario: Scenario, true: brute.Found) -> None:
    """The findings on branches are what brute force met."""
    assert not [f for f in found if f.code < "HW2"], "the strategy makes names that exist"
    expected = {
        "HW201": {("scenes", s) for s in scenario.scenes if s not in true.scenes},
        "HW202": {
            ("scenes", s, "decision", "choices", c)
            for s in true.scenes
            if (decision := scenario.scenes[s].decision)
            for c in decision.choices
            if f"{s}.{c}" not in true.choices
        },
        "HW208": {
            ("scenes", s, "also", n, "when")
            for s in true.scenes
            for n, paragraph in enumerate(scenario.scenes[s].also)
            if paragraph.when is not None and (s, n) not in true.paragraphs
        },
        "HW215": {("scenes", s, "text") for s in true.scenes - true.texts},
        "HW209": {("injects", i) for i in scenario.injects if i not in true.injects},
    }
    happens = {"HW203": true.dead_ends, "HW204": true.routes_faults, "HW205": true.cyclic, "HW206": true.counter_faults}
    for code, defects in (expected | happens).items():
        if defects:
            compared(code)
    assert {code: paths(found, code) for code in expected} == expected
    assert {code: bool(paths(found, code)) for code in happens} == {code: bool(defects) for code, defects in happens.items()}
    assert {p[1] for p in paths(found, "HW203")} == {m.scene for m in true.dead_ends}


def judged_anew(data: dict[str, Any], random: Random) -> dict[str, Any]:
    """The scenario with other outcomes, other choices that are critical, and mostly one right choice at each decision."""
    data = deepcopy(data)
    right = random.random() < 0.6
    for scene in data["scenes"].values():
        if "ending" in scene:
            scene["ending"]["outcome"] = random.choice(("safe", "safe", *OUTCOMES))
    for decision in decisions(data):
        if "tests" in decision:
            decision["weight"] = random.choice((1, 1, 4))
        for number, choice in enumerate(decision["choices"].values()):
            if random.random() < 0.1:
                choice["critical"] = "Nobody covers you"
            if right and number == 0 and "tests" in decision:
                choice["marks"] = [f"+{lesson}" for lesson in decision["tests"]]
            elif "tests" in decision:
                choice["marks"] = [random.choice("+~-") + lesson for lesson in decision["tests"]]
    return data


@law(150, quick=60, HW301=0.5, HW302=0.01, HW303=0.03, HW304=0.01, HW305=0.2, fair=0.3)
@given(data=scenario_data(sound=True), random=st.randoms(use_true_random=True))
def test_fairness_rules_agree_with_brute_force(branches_off: Path, data: dict[str, Any], random: Random) -> None:
    by_codes = {}
    for variant in (data, *(judged_anew(data, random) for _ in range(20))):
        values = brute.values(Scenario.model_validate(variant))
        by_codes[tuple(map(bool, unfair(values).values()))] = (variant, values)
    for variant, values in by_codes.values():
        fairness_agrees(findings(branches_off, variant), values)


def unfair(values: brute.Values) -> dict[str, Any]:
    """Code -> what raises it, by brute force."""
    chance = values.C[values.start]
    return {
        "HW301": values.V[values.start] > 0 or chance == 1,
        "HW302": chance < 1 and brute.punished(values),
        "HW303": 0 < chance < 1,
        "HW304": brute.traps(values),
        "HW305": brute.mild_critical(values.scenario),
    }


def fairness_agrees(found: list[Finding], values: brute.Values) -> None:
    """The findings on fairness are what brute force met."""
    assert not [f for f in found if f.code < "HW3" and f.severity is Severity.ERROR], "fairness is judged"
    expected = unfair(values)
    for code in [code for code in expected if expected[code]] or ["fair"]:
        compared(code)
    assert {code: bool(paths(found, code)) for code in expected} == {code: bool(raised) for code, raised in expected.items()}
    assert {p[1] for p in paths(found, "HW304")} == expected["HW304"]
    assert {(p[1], p[4]) for p in paths(found, "HW305")} == expected["HW305"]


@pytest.mark.parametrize("defect", DEFECTS)
@law(15)
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
