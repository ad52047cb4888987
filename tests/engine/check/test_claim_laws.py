"""Laws: claims are refuted where the brute force refutes them, and the play shown does it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.check.checker import judge
from engine.pack.diagnostics import Finding, Severity
from engine.pack.folder import open_pack
from engine.pack.scenario import Scenario
from tests.engine import brute
from tests.engine.states.test_limit_laws import FEW, few
from tests.laws import compared, law
from tests.strategies import plain_data, scenario_data

SENSES = (
    "never every",
    "reachable every",
    *(f"{kind} {plays}" for kind in ("reaches", "shows") for plays in ("every", "some", "no")),
)
"""What a claim says, and of which plays."""
SHARES = {f"{sense} {true}": 0.01 for sense in SENSES for true in (True, False)} | {"empty": 0.02}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack in which what no play reaches does not end the judgment: generated scenarios are full of it."""
    folder = tmp_path_factory.mktemp("claims")
    text = "hotwash: 1\nname: made-up\ntitle: Made up\nversion: 1\ncheck: {severity: {HW2: 'off'}}\n"
    (folder / "pack.yaml").write_text(text)
    return folder


def findings(folder: Path, data: dict[str, Any]) -> list[Finding]:
    file = folder / f"{data['id']}.yaml"
    file.write_text(json.dumps(data, indent=1))
    return judge(open_pack(folder), file).findings


@st.composite
def claims(draw: st.DrawFn, data: dict[str, Any]) -> list[dict[str, Any]]:
    """A few claims about a scenario. Conditions are those of its own paragraphs, choices and routes."""
    scenes = data["scenes"]
    also = [f"{s}.{n + 1}" for s, scene in scenes.items() for n in range(len(scene.get("also", ())))]
    paths = [f"{s}.{c}" for s, scene in scenes.items() for c in scene.get("decision", {}).get("choices", ())]
    whens = [p["when"] for scene in scenes.values() for p in scene.get("also", ()) if "when" in p]
    kinds = ["never", "reachable", "reaches", "reaches", *(["shows"] * 3 if also else [])]
    found = []
    for kind in draw(st.lists(st.sampled_from(kinds), min_size=2, max_size=6)):
        outcomes = st.lists(st.sampled_from(("safe", "near-miss", "setback", "harm")), min_size=1, max_size=2, unique=True)
        what = {"reaches": st.sampled_from(list(scenes)), "shows": st.sampled_from(also or [""])}.get(kind, outcomes)
        claim: dict[str, Any] = {kind: draw(what)}
        if kind in {"reaches", "shows"}:
            claim["plays"] = draw(st.sampled_from(("every", "some", "no")))
        if whens and draw(st.booleans()):
            claim["when"] = draw(st.sampled_from(whens))
        if paths and draw(st.booleans()):
            claim["after"] = draw(st.sampled_from(paths))
        found.append(claim)
    return found


@law(150, quick=100, **SHARES)
@given(st.data(), scenario_data(sound=True), st.sampled_from((None, FEW, 20_000)))
def test_claims_are_refuted_where_brute_force_refutes_them(
    folder: Path, draws: st.DataObject, data: dict[str, Any], limit: int | None
) -> None:
    data = data | {"claims": draws.draw(claims(data))}
    scenario = Scenario.model_validate(data)
    ended = {injects: brute.ends(scenario, injects) for injects in (True, False)}
    with nullcontext() if limit is None else few(limit):
        found = findings(folder, data)
    for number, claim in enumerate(scenario.claims):
        ways = ended[not claim.existential]
        if ways is not None:
            refuted = [f for f in found if f.code == "HW310" and f.path[:2] == ("claims", number)]
            true = brute.is_true(scenario, claim, ways)
            compared(f"{claim.kind} {claim.plays} {true}")
            assert bool(refuted) != true
            for finding in refuted if not claim.existential else ():
                assert any(brute.refutes(scenario, claim, past) for past in told(scenario, finding.play))
            empty = any(f.code == "HW312" and f.path == ("claims", number) for f in found)
            conditional = claim.when is not None or claim.after is not None
            spoken = any(brute.speaks_of(claim, past) for past in ways)
            assert empty == (not claim.existential and conditional and not spoken)
            if empty:
                compared("empty")


@law(150, quick=60, truism=0.2)
@given(st.data(), scenario_data(sound=True))
def test_what_is_noted_as_true_by_its_words_is_true(folder: Path, source: st.DataObject, data: dict[str, Any]) -> None:
    data["claims"] = source.draw(truisms(data), label="claims")
    scenario, found = Scenario.model_validate(data), findings(folder, data)
    noted = {f.path[1] for f in found if f.code == "HW315"}
    ended = brute.ends(scenario, with_injects=True)
    for number in sorted(noted) if ended is not None else ():
        assert brute.is_true(scenario, scenario.claims[int(number)], ended)
        compared("truism")


@st.composite
def truisms(draw: st.DrawFn, data: dict[str, Any]) -> list[dict[str, Any]]:
    """Claims about a scene under conditions that speak of it, some of which could be otherwise."""
    found = []
    for scene in draw(st.lists(st.sampled_from(list(data["scenes"])), min_size=2, max_size=4)):
        choices = [f"{scene}.{c}" for c in data["scenes"][scene].get("decision", {}).get("choices", ())]
        says = [f"visited('{scene}')", *(f"chose('{path}')" for path in choices)]
        when = draw(st.sampled_from([*says, " and ".join(says), f"not {says[0]}", f"not {says[-1]}", " or ".join(says)]))
        found.append({"reaches": scene, "plays": draw(st.sampled_from(("every", "no"))), "when": when})
    return found


def told(scenario: Scenario, play: tuple[str, ...]) -> list[brute.Past]:
    """Where a play as it is told leads."""
    pasts = [brute.begun(scenario, brute.begin(scenario))]
    for line in play:
        pasts = [after for past in pasts for after in _step(scenario, past, line)]
    return pasts


def _step(scenario: Scenario, past: brute.Past, line: str) -> list[brute.Past]:
    scene = past.moment.scene
    words = {"choice": "{scene}: choose {id}", "inject": "{scene}: inject {id}", "next": "{scene}: goes on"}
    found = []
    for step in brute.steps(scenario, past.moment, with_injects=True):
        head = words[step.kind].format(scene=scene, id=step.id)
        total = sum(x.odds for x in step.landings)
        for landing, after in brute.follow_on(scenario, past, step):
            to = after.moment.scene
            drawn = f"{head}; drawn {landing.odds} in {total}: {to}" if len(step.landings) > 1 else f"{head} -> {to}"
            if line == (head if step.kind == "inject" else drawn):
                found.append(after)
    return found


# -- Cases


def plain(change: Callable[[dict[str, Any]], object] = lambda _: None, **claim: Any) -> dict[str, Any]:
    data = plain_data(2)
    change(data)
    return data | {"claims": [claim]}


def messages(folder: Path, data: dict[str, Any]) -> dict[str, str]:
    return {f.code: f.message for f in findings(folder, data) if f.code in {"HW101", "HW118", "HW310", "HW312", "HW018"}}


@pytest.mark.parametrize("claim", [
    {"reaches": "later", "when": "not visited('hurt')"}, {"reaches": "home", "when": "not chose('d1.rush')"}, {"reaches": "hurt", "plays": "some"},
    {"reaches": "hurt", "plays": "no", "after": "d1.wait"}, {"shows": "d1.1", "when": "seen"}, {"shows": "home.1", "after": "d1.go"},
    {"shows": "d1.1", "plays": "no", "after": "d0.go"}, {"shows": "d1.1", "plays": "some"}, {"reaches": "d0"},
])  # fmt: skip
def test_a_true_claim_is_silent(folder: Path, claim: dict[str, Any]) -> None:
    assert messages(folder, plain(**claim)) == {}


@pytest.mark.parametrize(("claim", "message"), [
    ({"reaches": "later", "because": "All do"}, "a play does not come to `later`, although “All do”"),
    ({"reaches": "hurt", "plays": "no"}, "a play does come to `hurt`"),
    ({"reaches": "hurt", "plays": "some", "after": "d1.wait"}, "no play without injects comes to `hurt` under this claim"),
    ({"shows": "d1.1"}, "a play does not show paragraph 1 of `d1`"),
    ({"shows": "home.2", "plays": "no"}, "a play does show paragraph 2 of `home`"),
    ({"shows": "home.2", "plays": "some"}, "no play without injects shows paragraph 2 of `home` under this claim"),
])  # fmt: skip
def test_a_false_claim_is_refuted_in_words(folder: Path, claim: dict[str, Any], message: str) -> None:
    def skip(data: dict[str, Any]) -> None:
        if claim.get("reaches") == "later":
            data["scenes"]["d1"]["decision"]["choices"]["wait"]["next"] = "home"

    assert messages(folder, plain(skip, **claim)) == {"HW310": message}


@pytest.mark.parametrize(("claim", "code", "message"), [
    ({"reaches": "hone"}, "HW101", "there is no scene `hone`"),
    ({"shows": "d1.2"}, "HW118", "there is no paragraph `d1.2`: `d1` has 1 in its `also`"),
    ({"shows": "d7.1"}, "HW118", "there is no paragraph `d7.1`: there is no scene `d7`"),
    ({"reaches": "home", "never": ["harm"]}, "HW018", "a claim says one of `never`, `reachable`, `reaches`, `shows`"),
    ({"never": ["harm"], "plays": "some"}, "HW018", "`plays` belongs to `reaches` or `shows`"),
])  # fmt: skip
def test_a_claim_that_makes_no_sense_is_refused_in_words(folder: Path, claim: dict[str, Any], code: str, message: str) -> None:
    assert messages(folder, plain(**claim)) == {code: message}


START, SAID, NOT_SAID = (
    "every play begins at `d0`",
    "its `when` holds only of plays that have",
    "its `when` holds of no play that has",
)


@pytest.mark.parametrize(("claim", "why"), [
    ({"reaches": "d0"}, START), ({"reaches": "d0", "when": "seen"}, START), ({"reaches": "d0", "plays": "some"}, START),
    ({"reaches": "d0", "plays": "some", "when": "seen"}, ""), ({"reaches": "d1", "when": "visited('d1')"}, SAID),
    ({"reaches": "d1", "when": "chose('d1.wait')"}, SAID), ({"reaches": "d1", "when": "visited('d1') and seen"}, SAID),
    ({"reaches": "d1", "when": "visited('d1') or seen"}, ""), ({"reaches": "later", "when": "visited('home')"}, ""),
    ({"reaches": "d1", "after": "d1.wait"}, "whoever chose `d1.wait` was at `d1`"), ({"reaches": "home", "after": "d1.wait"}, ""),
    ({"reaches": "hurt", "plays": "no", "when": "not visited('hurt')"}, NOT_SAID),
    ({"reaches": "hurt", "plays": "no", "when": "not chose('d1.rush')"}, ""), ({"reaches": "hurt", "plays": "some", "when": "visited('hurt')"}, ""),
    ({"shows": "d1.1", "when": "visited('d1') and seen"}, ""), ({"reachable": ["safe"], "when": "visited('d0')"}, ""),
])  # fmt: skip
def test_a_claim_that_could_not_be_otherwise_is_noted(folder: Path, claim: dict[str, Any], why: str) -> None:
    noted = [f for f in findings(folder, plain(**claim)) if f.code == "HW315"]
    assert [f.severity for f in noted] == ([Severity.INFO] if why else [])
    assert all(f"true by its words alone: {why}" in f.message for f in noted)


def test_a_claim_of_no_play_is_told_to_be_empty_alone(folder: Path) -> None:
    claim = {"reaches": "d1", "when": "visited('d1') and not visited('d1')"}
    assert {f.code for f in findings(folder, plain(**claim)) if f.path[:1] == ("claims",)} == {"HW312"}


def test_an_inject_can_refute_that_a_scene_is_reached(folder: Path) -> None:
    def silence(data: dict[str, Any]) -> None:
        data["scenes"]["later"]["next"] = [{"to": "hurt", "when": "rattled"}, {"to": "home", "add": {"minutes": 1}}]

    data = plain(silence, reaches="home", after="d1.wait")
    (finding,) = [f for f in findings(folder, data) if f.code == "HW310"]
    assert any("inject noise" in step for step in finding.play)
