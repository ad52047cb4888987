"""What the rules on branches and on teaching say of scenarios of a few lines, worked out by hand: that and no more."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from engine.check.checker import judge
from engine.pack.diagnostics import Finding, Severity
from engine.pack.folder import open_pack
from tests.engine.states.small import FACTS, decision, ending, inject, passage
from tests.strategies import heading

Judge: TypeAlias = Callable[..., list[Finding]]
AT_VALUES = {"HW207", "HW208", "HW213", "HW307", "HW312"}
BEFORE = "mend the fault before it first: plays do not go on there, and may get here then"
MENDS = {
    "HW201": {BEFORE, "lead a route there, loosen the conditions on the way, or take it out"},
    "HW202": {BEFORE, "loosen its condition, or take it out"},
    "HW203": {"add a choice without `when`, or one for this case"},
    "HW204": {"end the list with a route without `when`"},
    "HW205": {"let something change on the way: a fact, a counter, or `once: true`"},
    "HW206": {"widen the range, or guard the way here with a condition"},
    "HW207": {"the condition never holds here, or a route before it always holds", "a route before it always holds"},
    "HW208": {BEFORE, "its condition never holds as the scene begins"},
    "HW209": {BEFORE, "no play stands at its `at` with its `when` true"},
    "HW210": {"use it in a `when`, or take it out"},
    "HW211": {"`set` or `add` it somewhere, or take it out"},
    "HW212": {"let fewer facts be remembered at once, or raise --max-states"},
    "HW213": {"leave it out, or write what was meant"},
    "HW214": {"take it out, or let a condition read it"},
    "HW301": {"let some choice uphold all that is tested, in every decision on the best line",
              "let the right decisions lead to a safe ending"},
    "HW302": {"lead the right decisions to a safe ending, or mark what was wrong with them"},
    "HW303": {"take the draw off the best line, or let each of its results end safe"},
    "HW304": {"do not spare whoever decides badly a decision that awaits whoever decides well"},
    "HW305": {"mark it as the worst of its decision, or take `critical` away"},
    "HW306": {"let the choices differ in what is tested, or take `tests` away"},
    "HW307": {"test it somewhere, or take it out of the objective"},
    "HW308": {f"lead the reported choices to an ending that is {outcome}" for outcome in ("near-miss", "harm")},
    "HW310": {"let fewer facts be remembered at once, or raise --max-states", "guard the way there, or say less",
              "open a way there, or take the claim back", "close the way around it, or say less"},
    "HW312": {"look at its `when` and `after`"},
    "HW315": {"say what could be otherwise, or take the claim out"},
}  # fmt: skip
"""What each of them may offer."""


@pytest.fixture
def found(tmp_path: Path) -> Judge:
    """The findings of one rule in a scenario: its first scene is the start."""

    def judged(code: str, scenes: dict[str, Any], budget: int = 1000, **more: Any) -> list[Finding]:
        file = tmp_path / "made-up.yaml"
        (tmp_path / "pack.yaml").write_text(f"hotwash: 1\nname: own\ntitle: Own\nversion: 1\nlimits: {{max_states: {budget}}}\n")
        # JSON is YAML, too.
        file.write_text(json.dumps(heading() | {"start": next(iter(scenes)), "scenes": scenes, **more}))
        findings = judge(open_pack(tmp_path), file).findings
        # A family of rules is silent where one before it found an error.
        assert not [f for f in findings if f.code[:3] < code[:3] and f.severity is Severity.ERROR], findings
        hits = [f for f in findings if f.code == code]
        for hit in hits:
            # Each points at the key of what it names, but for those that speak of a value.
            pointed = file.read_text()[hit.place.column - 1 :].startswith(json.dumps(hit.path[-1]))
            assert pointed == (code not in AT_VALUES and hit.path != ("start",)) or not isinstance(hit.path[-1], str), hit
            assert hit.mend in MENDS.get(code, {hit.mend}), hit
        return hits

    return judged


def graded(tests: tuple[str, ...] = ("slow-down",), weight: int = 1, **choices: tuple[str, object]) -> dict[str, Any]:
    """A decision on one lesson; each choice as its mark and where it leads."""
    options = {name: {"text": f"{name} it.", "why": "So.", "marks": [f"{mark}{lesson}" for lesson in tests], "next": to}
               for name, (mark, to) in choices.items()}  # fmt: skip
    return {"text": "A moment.", "decision": {"prompt": "What now?", "tests": list(tests), "weight": weight, "choices": options}}


def places(findings: list[Finding]) -> list[tuple[object, ...]]:
    return [f.path for f in findings]


def dice(*ways: tuple[int, str]) -> list[dict[str, object]]:
    return [{"odds": odds, "to": to} for odds, to in ways]


# -- Dead ends, routes, counters, cycles

PORCH = {
    "door": decision("porch", open={"set": {"a": True}}, ring={}),
    "porch": decision([{"when": "a", "to": "home"}, {"to": "home"}], unlock={"when": "b"}),
    "home": ending(),
}


def test_a_dead_end_is_told_once_for_its_scene_with_the_shortest_play(found: Judge) -> None:
    (here,) = found("HW203", PORCH, facts={"a": False, "b": False}, injects={"bell": inject("porch", set={"a": True})})
    assert (here.message, here.path, here.play) == (
        "at `porch` no choice is available in 3 states", ("scenes", "porch", "decision"), ("door: choose open -> porch",),
    )  # fmt: skip
    (one,) = found("HW203", PORCH | {"door": passage("porch")}, facts={"a": False, "b": False})
    assert (one.message, one.play) == ("at `porch` no choice is available in one state", ("door: goes on -> porch",))
    assert found("HW203", PORCH, facts={"a": False, "b": True}) == []


def test_dead_ends_of_two_scenes_are_two(found: Judge) -> None:
    scenes = {"door": decision(left="barn", right="shed"), "barn": decision(out={"when": "a", "next": "home"}),
              "shed": decision(out={"when": "a", "next": "home"}), "home": ending()}  # fmt: skip
    assert places(found("HW203", scenes, facts={"a": False})) == [("scenes", name, "decision") for name in ("barn", "shed")]


def test_a_cycle_is_told_with_the_way_round(found: Judge) -> None:
    scenes = {"gate": passage("hub"), "hub": decision(out="gone", again="lane"), "lane": passage("hub"), "gone": ending()}
    (here,) = found("HW205", scenes)
    assert (here.message, here.path) == ("a play can go round for ever: hub -> lane -> hub",
                                         ("scenes", "hub", "decision", "choices", "again"))  # fmt: skip
    assert here.play == ("gate: goes on -> hub", "hub: choose again -> lane", "lane: goes on -> hub")
    (round_,) = found("HW205", {"gate": passage("lane"), "lane": passage("gate"), "gone": ending()})
    assert (round_.message, round_.path) == ("a play can go round for ever: gate -> lane -> gate", ("scenes", "gate"))


def test_each_add_that_leaves_its_range_is_told_once(found: Judge) -> None:
    facts = {"n": {"range": [0, 3], "start": 3}, "a": False}
    scenes = {
        "door": decision("hall", open={"set": {"a": True}}, ring={}),
        "hall": decision(
            [{"to": "way", "when": "a", "add": {"n": 1}}, {"to": "way"}],
            up={"add": {"n": 1}}, draw={"next": [{"odds": 1, "to": "way"}, {"odds": 1, "to": "way", "add": {"n": 2}}]}, on={}, off={},
        ),
        "way": passage([{"to": "home", "when": "n > 0"}, {"to": "home", "add": {"n": -1}}]),
        "home": ending(),
    }  # fmt: skip
    hits = found("HW206", scenes, facts=facts, injects={"tick": inject("hall", add={"n": 1})})
    assert {f.message for f in hits} == {"`n` is a whole number from 0 to 3, and leaves that range here"}
    hall = ("scenes", "hall", "decision")
    assert {f.path: f.play for f in hits} == {
        (*hall, "choices", "up", "add", "n"): ("door: choose open -> hall", "hall: choose up"),
        (*hall, "choices", "draw", "next", 1, "add", "n"): ("door: choose open -> hall", "hall: choose draw"),
        # Two choices follow the list that they share.
        (*hall, "next", 0, "add", "n"): ("door: choose open -> hall", "hall: choose on"),
        ("injects", "tick", "add", "n"): ("door: choose open -> hall", "hall: inject tick"),
    }
    assert len(hits) == 4
    assert {tuple(r.message for r in f.related) for f in hits} == {("declared here",)}


def test_routes_that_are_all_false_are_told_for_each_step_that_follows_them(found: Judge) -> None:
    scenes = {"door": decision([{"when": "a", "to": "way"}], on={}, off={"next": "way"}, over={}),
              "way": passage([{"when": "a", "to": "home"}]), "home": ending()}  # fmt: skip
    shared, other, way = found("HW204", scenes, facts={"a": False})
    assert [(f.message, f.path, f.play) for f in (shared, other, way)] == [
        ("none of these routes holds after `on`", ("scenes", "door", "decision", "next"), ("door: choose on",)),
        ("none of these routes holds after `over`", ("scenes", "door", "decision", "next"), ("door: choose over",)),
        ("none of these routes holds", ("scenes", "way", "next"), ("door: choose off -> way", "way: goes on")),
    ]
    counter = {"door": decision(up={"add": {"n": 1}, "next": "home"}, out="home"), "home": ending()}
    assert found("HW204", counter, facts={"n": {"range": [0, 1], "start": 1}}) == []


# -- What no play reaches


def test_what_no_play_does_is_told_and_what_some_play_does_is_not(found: Judge) -> None:
    scenes = {
        "door": decision(wait="hall", jump={"when": "a", "next": "hall"}, run=[{"when": "a", "to": "hall"}, {"to": "home"}]),
        "hall": passage("home", also=[{"when": "a", "text": "Never."}, {"when": "not a", "text": "Always."}, {"text": "Plain."}]),
        "attic": decision(out="home", off={"when": "a", "next": "home"}),
        "home": ending(),
    }
    more = {"facts": {"a": False}, "injects": {"bell": inject("door", when="a"), "horn": inject("door"), "far": inject("attic")}}
    assert [(f.path, f.message) for f in found("HW201", scenes, **more)] == [(("scenes", "attic"), "no play reaches `attic`")]
    choices = ("scenes", "door", "decision", "choices")
    (jump,) = found("HW202", scenes, **more)
    assert (jump.path, jump.message, [r.message for r in jump.related]) == (
        (*choices, "jump"), "`jump` is never available", ["this never holds here"],
    )  # fmt: skip
    assert [(f.path, f.message) for f in found("HW207", scenes, **more)] == [
        ((*choices, "run", "next", 0), "no play takes this route to `hall`"),
    ]  # fmt: skip
    assert [(f.path, f.message) for f in found("HW208", scenes, **more)] == [
        (("scenes", "hall", "also", 0, "when"), "no play shows this paragraph of `hall`"),
    ]  # fmt: skip
    assert [(f.path, f.message) for f in found("HW209", scenes, **more)] == [
        (("injects", name), f"the inject `{name}` can never be played") for name in ("bell", "far")
    ]  # fmt: skip


def test_behind_a_fault_the_fault_is_the_mend(found: Judge) -> None:
    scenes = {
        "door": decision(up={"add": {"n": 1}, "next": "attic"}, out="home"),
        "attic": passage("roof"), "roof": decision(off="home"), "cellar": decision(up="home"), "home": ending(),
    }  # fmt: skip
    more = {"facts": {"n": {"range": [0, 1], "start": 1}}, "injects": {"bell": inject("roof"), "horn": inject("cellar", "door")}}
    assert {f.path[-1]: f.mend == BEFORE for f in found("HW201", scenes, **more)} == {
        "attic": True,
        "roof": True,
        "cellar": False,
    }
    assert [(f.path[-1], f.mend == BEFORE) for f in found("HW209", scenes, **more)] == [("bell", True)]


def test_a_route_behind_one_that_always_holds_is_told(found: Judge) -> None:
    routes = [{"when": "b", "to": "home"}, {"when": "a", "to": "hall"}, {"to": "hall"}]
    scenes = {
        "door": decision(routes, on={"set": {"b": True}}, off={"set": {"b": True}}),
        "hall": passage("home"),
        "home": ending(),
    }
    hits = found("HW207", scenes, facts={"a": False, "b": False})
    assert [(f.path[-1], f.mend) for f in hits] == [
        (1, "the condition never holds here, or a route before it always holds"), (2, "a route before it always holds"),
    ]  # fmt: skip
    # One choice of several that share the list takes another route.
    scenes["door"] = decision(routes, on={"set": {"b": True}}, off={})
    assert [f.path[-1] for f in found("HW207", scenes, facts={"a": False, "b": False})] == [1]


def test_facts_that_nothing_reads_or_changes(found: Judge) -> None:
    scenes = {"door": decision(on={"set": {"a": True}, "next": [{"when": "b or n > 1", "to": "home"}, {"to": "home", "add": {"n": 1}}]}),
              "home": ending()}  # fmt: skip
    facts = {"a": False, "b": False, "n": {"range": [0, 3], "start": 0}}
    assert [(f.path, f.message) for f in found("HW210", scenes, facts=facts)] == [(("facts", "a"), "nothing reads `a`")]
    (b,) = found("HW211", scenes, facts=facts)
    assert (b.path, b.message, [r.message for r in b.related]) == (("facts", "b"), "nothing ever changes `b`", ["read here"])


# -- Teaching


def test_no_line_upholds_all(found: Judge) -> None:
    scenes = {
        "door": graded(good=("+", dice((2, "hall"), (1, "near"))), poor=("-", "near")),
        "hall": graded(weight=3, half=("~", "home"), none=("-", "near")),
        "near": ending("near-miss"),
        "home": ending(),
    }
    (here,) = found("HW301", scenes)
    # Two in three that 3/2 are lost in the hall: as much as the poor choice at the door loses.
    assert (here.message, here.path) == ("the best play still loses 1: no line upholds every tested lesson",
                                         ("scenes", "hall", "decision"))  # fmt: skip
    assert here.play == ("door: choose good; drawn 2 in 3: hall", "hall: choose half -> home")
    scenes = {"door": graded(poor=("~", "near"), none=("-", "home")), "near": ending("near-miss"), "home": ending()}
    loses, unsafe = found("HW301", scenes)
    assert (loses.message, loses.path) == ("the best play still loses 1/2: no line upholds every tested lesson",
                                           ("scenes", "door", "decision"))  # fmt: skip
    assert (unsafe.message, unsafe.path, unsafe.play) == ("a play without a mistake never ends safe", ("start",),
                                                          ("door: choose poor -> near",))  # fmt: skip


def test_a_perfect_line_that_may_end_safe_is_one(found: Judge) -> None:
    assert found("HW301", {"door": graded(good=("+", dice((1, "home"), (9, "near"))), poor=("-", "near")),
                           "near": ending("near-miss"), "home": ending()}) == []  # fmt: skip


@pytest.mark.parametrize(
    ("ways", "chance"),
    [("home", None), ("hurt", None), (dice((1, "hurt"), (3, "home")), "1/4"), (dice((1, "home"), (2, "home")), None),
     (dice((1, "hurt"), (2, "near")), None)],
)  # fmt: skip
def test_safe_only_by_luck(found: Judge, ways: object, chance: str | None) -> None:
    poor = dice((1, "home"), (1, "near"), (1, "hurt"))
    scenes = {"way": passage("door"), "door": graded(good=("+", "hall"), poor=("-", poor)), "hall": passage(ways),
              "home": ending(), "near": ending("near-miss"), "hurt": ending("harm")}  # fmt: skip
    hits = found("HW303", scenes)
    told = f"the best play ends safe only by luck: it fails with a chance of {chance}"
    assert [(f.message, f.path) for f in hits] == ([(told, ("scenes", "hall", "next"))] if chance else [])
    assert not chance or hits[0].play == (
        "way: goes on -> door",
        "door: choose good -> hall",
        "hall: goes on; drawn 1 in 4: hurt",
    )


def test_of_two_right_choices_the_safer_is_the_best_play(found: Judge) -> None:
    scenes = {"door": graded(bold=("+", dice((1, "home"), (1, "hurt"))), calm=("+", dice((4, "home"), (1, "hurt"))), poor=("-", "home")),
              "home": ending(), "hurt": ending("harm")}  # fmt: skip
    (here,) = found("HW303", scenes)
    assert (here.message[-3:], here.path[-2], here.play) == ("1/5", "calm", ("door: choose calm; drawn 1 in 5: hurt",))


def test_right_play_is_punished_where_it_ends(found: Judge) -> None:
    scenes = {"door": graded(wait=("+", "home"), back=("+", "lane"), poor=("-", "hurt")), "lane": passage("hurt"),
              "home": ending(), "hurt": ending("harm")}  # fmt: skip
    (here,) = found("HW302", scenes)
    assert (here.message, here.path) == ("a play without a mistake or bad luck ends at `hurt`, which is not safe",
                                         ("scenes", "hurt", "ending"))  # fmt: skip
    assert here.play == ("door: choose back -> lane", "lane: goes on -> hurt")


@pytest.mark.parametrize(
    ("back", "punished"),
    [("+", dice((1, "home"), (1, "hurt"))), ("-", "hurt"), ("~", "hurt"), ("+", "home")],
)
def test_bad_luck_and_a_mistake_are_no_punishment(found: Judge, back: str, punished: object) -> None:
    scenes = {
        "door": graded(wait=("+", "home"), back=(back, punished), poor=("-", "hurt")),
        "home": ending(),
        "hurt": ending("harm"),
    }
    assert found("HW302", scenes) == []


def test_luck_that_is_good_enough_may_still_be_punished_later(found: Judge) -> None:
    # The lane is worse than home, and no worse than the mean of 1 where both ways are as bad.
    both = dice((1, "hurt"), (1, "near"))
    scenes = {
        "door": graded(wait=("+", "home"), back=("+", both)),
        "home": ending(),
        "hurt": ending("harm"),
        "near": ending("near-miss"),
    }
    (here,) = found("HW302", scenes)
    assert here.path == ("scenes", "hurt", "ending")


def test_where_nothing_right_ends_safe_another_rule_speaks(found: Judge) -> None:
    scenes = {"door": graded(poor=("-", "home"), wait=("+", "hurt")), "home": ending(), "hurt": ending("harm")}
    assert (found("HW302", scenes), found("HW303", scenes), len(found("HW301", scenes))) == ([], [], 1)


def test_a_trap_is_a_best_choice_with_worse_marks(found: Judge) -> None:
    scenes = {
        "door": graded(good=("+", "hall"), half=("~", "home"), poor=("-", "home")),
        "hall": graded(weight=2, low=("~", "home"), lower=("-", "home")),
        "home": ending(),
    }
    # Whoever decides well at the door loses 1 in the hall; whoever decides half well loses 1/2 in all.
    (here,) = found("HW304", scenes)
    path = ("scenes", "door", "decision", "choices")
    assert (here.path, here.message) == (
        (*path, "half"),
        "looking ahead, `half` is best here, though `good` has the better marks",
    )
    assert ([r.message for r in here.related], here.play) == (["the better marks"], ())
    scenes["hall"] = graded(low=("~", "home"), lower=("-", "home"))
    # Both lose 1/2 in all: of the best choices one has the best marks, and the other is a trap all the same.
    assert [f.path[-1] for f in found("HW304", scenes)] == ["half"]
    scenes["hall"] = graded(low=("+", "home"), lower=("-", "home"))
    assert found("HW304", scenes) == []


def test_a_trap_is_told_once_for_its_decision(found: Judge) -> None:
    door = graded(good=("+", "hall"), half=("~", "home"))
    scenes = {"gate": decision("door", open={"set": {"a": True}}, ring={}), "door": door,
              "hall": graded(weight=2, low=("~", "away"), lower=("-", "away")),
              "away": passage([{"when": "a", "to": "home"}, {"to": "home"}]), "home": ending()}  # fmt: skip
    (here,) = found("HW304", scenes, facts={"a": False})
    assert here.play == ("gate: choose open -> door",)


def test_traps_of_two_decisions_are_two(found: Judge, tmp_path: Path) -> None:
    hall = graded(weight=2, low=("~", "home"), lower=("-", "home"))
    scenes = {"gate": decision(left="door", right="yard"), "door": graded(good=("+", "hall"), half=("~", "home")),
              "yard": graded(mean=("~", "home"), fine=("+", "hall")), "hall": hall, "home": ending()}  # fmt: skip
    hits = found("HW304", scenes)
    assert [f.path[-1] for f in hits] == ["half", "mean"]
    text = (tmp_path / "made-up.yaml").read_text()
    assert [text[f.related[0].place.column - 1 :].split(":")[0] for f in hits] == ['"good"', '"fine"']


def test_a_critical_choice_is_the_worst_of_its_decision(found: Judge) -> None:
    door = graded(good=("+", "home"), half=("~", "home"), poor=("-", "home"))
    door["decision"]["choices"]["half"]["critical"] = "Alone"
    (here,) = found("HW305", {"door": door, "home": ending()})
    path = ("scenes", "door", "decision", "choices")
    assert (here.message, here.path) == ("`half` is critical and loses 1/2, but `poor` loses 1", (*path, "half", "critical"))
    assert [r.message for r in here.related] == ["the higher loss"]
    door["decision"]["choices"]["poor"]["critical"] = "Alone, too"
    assert places(found("HW305", {"door": door, "home": ending()})) == [(*path, "half", "critical")]
    del door["decision"]["choices"]["half"]["critical"]
    assert found("HW305", {"door": door, "home": ending()}) == []


def test_a_later_decision_is_looked_at_though_an_earlier_one_has_nothing_critical(found: Judge) -> None:
    late = graded(good=("+", "home"), half=("~", "home"), poor=("-", "home"))
    late["decision"]["choices"]["half"]["critical"] = "Alone"
    scenes = {"door": graded(good=("+", "hall"), poor=("-", "hall")), "hall": late, "home": ending()}
    assert [f.path[1] for f in found("HW305", scenes)] == ["hall"]


def test_choices_that_all_mark_alike_test_nothing(found: Judge) -> None:
    scenes = {"door": graded(left=("+", "hall"), right=("+", "hall")), "hall": graded(good=("+", "yard"), poor=("~", "yard")),
              "yard": decision(left="home", right="home"), "home": ending()}  # fmt: skip
    assert [(f.path, f.message) for f in found("HW306", scenes)] == [
        (("scenes", "door", "decision"), "all choices at `door` have the same marks"),
    ]  # fmt: skip


def test_the_one_choice_of_a_decision_tests_nothing(found: Judge) -> None:
    assert places(found("HW306", {"door": graded(only=("+", "home")), "home": ending()})) == [("scenes", "door", "decision")]


def test_an_objective_is_tested_somewhere(found: Judge) -> None:
    scenes = {"door": graded(good=("+", "home"), poor=("-", "home")), "home": ending()}
    objectives = [{"text": "One.", "lessons": ["slow-down"]}, {"text": "Two.", "lessons": ["slow-down", "read-the-cues"]}]
    assert [(f.path, f.message) for f in found("HW307", scenes, objectives=objectives)] == [
        (("objectives", 1, "lessons", 1), "no decision tests `read-the-cues`"),
    ]  # fmt: skip


# -- What was reported

REPORT = """\
hotwash: 1
id: stop
kind: near-miss
title: A stop
outcome: {outcome}
source: {{type: submitted}}
setting: {{call_type: A stop}}
people: {{others: unknown}}
beats:
  - He walked up.
what_nearly_happened: He could have died.
severity_potential: fatal
primary_factor: unknown
what_went_right: [luck]
lessons: [wait-for-backup]
review: {{status: draft}}
"""
RETOLD = {
    "door": decision("hall", look={"set": {"a": True}}, run={}),
    "hall": decision(on=dice((1, "home"), (1, "near")), hide={"when": "a", "next": "home"}, out="hurt"),
    "home": ending(),
    "near": ending("near-miss"),
    "hurt": ending("harm"),
}


@pytest.mark.parametrize(
    ("outcome", "reported", "told"),
    [
        ("near-miss", {"hall": "on"}, None),
        ("near-miss", {"door": "run"}, None),
        ("near-miss", {"hall": {"chose": "on", "then": "near"}}, None),
        ("near-miss", {"hall": {"chose": "on", "then": "home"}}, "they end safe"),
        ("near-miss", {"hall": "out"}, "they end harm"),
        ("near-miss", {"door": "run", "hall": "hide"}, "they cannot be played"),
        ("near-miss", {"door": "look", "hall": "hide"}, "they end safe"),
        ("harm", {"hall": "on"}, "they end near-miss or safe"),
        ("harm", {"hall": "unknown"}, None),
        ("harm", {"door": "look"}, None),
        ("unknown", {"hall": "out"}, None),
    ],
)
def test_played_as_reported_it_ends_as_the_report_says(
    found: Judge, tmp_path: Path, outcome: str, reported: dict[str, Any], told: str | None
) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "stop.yaml").write_text(REPORT.format(outcome=outcome))
    hits = found("HW308", RETOLD, facts={"a": False}, report="stop", invented=False, reported=reported)
    said = f"the report ends {outcome}, but played as reported, {told}"
    assert [(f.message, f.path) for f in hits] == ([(said, ("reported",))] if told else [])


def test_a_report_that_cannot_be_read_is_held_against_nobody(found: Judge, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "stop.yaml").write_text(REPORT.format(outcome="no such outcome"))
    assert found("HW308", RETOLD, facts={"a": False}, report="stop", invented=False, reported={"hall": "out"}) == []


# -- Bots


def worded(next_: str, good: dict[str, str], poor: dict[str, str], weight: int = 1) -> dict[str, Any]:
    """A decision whose choices are told by their texts."""
    choices = {name: {"text": text, "why": "So.", "marks": [f"{mark}slow-down"], "next": next_}
               for mark, texts in (("+", good), ("-", poor)) for name, text in texts.items()}  # fmt: skip
    return {
        "text": "A moment.",
        "decision": {"prompt": "What now?", "tests": ["slow-down"], "weight": weight, "choices": choices},
    }


@pytest.mark.parametrize(("does", "name"), [("takes the longest choice", "longest"), ("takes the shortest choice", "shortest")])
def test_a_bot_that_goes_by_length_passes(found: Judge, does: str, name: str) -> None:
    texts = ({"wait": "Wait for a second officer to come."}, {"go": "Go in."})
    good, poor = texts if name == "longest" else texts[::-1]
    scenes = {**{f"d{n}": worded(f"d{n + 1}", good, poor) for n in range(4)}, "d4": ending()}
    (here,) = found("HW311", scenes)
    told, _, rest = here.message.partition("; the others: ")
    assert (told, here.path) == (f"a bot that {does} scores 100 (right in 4 of 4 decisions)", ("scenes",))
    other = "shortest" if name == "longest" else "longest"
    assert [bot.split()[0] for bot in rest.split(", ")] == [
        b for b in ("blind", "longest", "shortest", "first-shown") if b != name
    ]
    assert "blind 50" in rest
    assert f"{other} 0" in rest
    assert here.mend == "write the choices of each decision within 15 % of each other's length"
    best, worse = (34, 6) if name == "longest" else (6, 34)
    assert [r.message for r in here.related] == [
        f"{name} in `d{n}`: the best has {best} characters, the others {worse}" for n in range(4)
    ]  # fmt: skip


def test_of_three_hits_in_three_chance_is_not_rare_enough_for_two_choices(found: Judge) -> None:
    # One in eight: not rarer than one in ten.
    texts = ({"wait": "Wait for a second officer to come."}, {"go": "Go in."})
    assert found("HW311", {**{f"d{n}": worded(f"d{n + 1}", *texts) for n in range(3)}, "d3": ending()}) == []


def test_whoever_guesses_passes_where_few_choices_are_poor(found: Judge) -> None:
    many = worded("two", {name: f"Wait {name}." for name in ("one", "two", "six", "ten")}, {"go": "Go in now."}, weight=8)
    scenes = {"one": many, "two": worded("three", {"wait": "Wait here."}, {"go": "Go in now."}),
              "three": worded("home", {"wait": "Wait here."}, {"go": "Go in now.", "run": "Run on now."}), "home": ending()}  # fmt: skip
    (here,) = found("HW311", scenes)
    # (8 / 5 + 1 / 2 + 2 / 3) / 10 is lost. Of the third decision most choices are poor.
    assert here.message.partition(";")[0] == "a bot that guesses scores 72 (right in 2 of 3 decisions)"
    assert here.mend == "offer more choices where few are poor"
    assert [r.message for r in here.related] == [
        "blind in `one`: the best has 9 and 9 and 9 and 9 characters, the others 10",
        "blind in `two`: the best has 10 characters, the others 10",
    ]


def test_whoever_guesses_may_pass_where_every_best_choice_is_rare(found: Judge) -> None:
    # 0, three times 1/10, and 1: of a span of 1 a guess loses 26 in 100, though but one choice of five is best.
    both = ("slow-down", "read-the-cues")
    marks = {"best": "++", "one": "+-", "two": "+-", "six": "+-", "none": "--"}
    choices = {name: {"text": "Do so.", "why": "So.", "marks": [f"{sign}{lesson}" for sign, lesson in zip(signs, both, strict=True)],
                      "next": "home"} for name, signs in marks.items()}  # fmt: skip
    door = {
        "text": "A moment.",
        "decision": {"prompt": "What now?", "tests": list(both), "weights": {"slow-down": 9}, "choices": choices},
    }
    (here,) = found("HW311", {"door": door, "home": ending()})
    assert here.message.partition(";")[0] == "a bot that guesses scores 74"
    assert here.related == ()


def test_a_decision_that_carries_two_bots_is_told_once(found: Judge) -> None:
    many = worded(
        "d0", {"one": "Wait for all.", **{name: f"Wait {name}." for name in ("two", "six", "ten")}}, {"go": "Go now."}, weight=30
    )
    pair = ({"wait": "Wait for a second officer to come."}, {"go": "Go in."})
    (here,) = found("HW311", {"one": many, **{f"d{n}": worded(f"d{n + 1}", *pair) for n in range(4)}, "d4": ending()})
    assert here.message.partition(";")[0] == (
        "a bot that guesses scores 76 (right in 5 of 5 decisions), and a bot that takes the longest choice scores 100 "
        "(right in 5 of 5 decisions)"
    )
    assert here.related[1].message == "blind and longest in `d0`: the best has 34 characters, the others 6"
    assert len(here.related) == 5


# -- Budgets


def test_what_the_budget_does_not_hold_is_undetermined(found: Judge) -> None:
    scenes = {f"q{n}": decision(f"q{n + 1}", no={}, yes={"set": {f"f{n}": True}}) for n in range(3)}
    scenes["q3"] = decision("home", on={}, off={}) | {"also": [{"text": "One."}, {"text": "All.", "when": "f0 and f1 and f2"}]}
    scenes |= {"home": ending()}
    more = {
        "facts": {f"f{n}": False for n in range(3)}, "injects": {"bell": inject("q3", when="f0 and f1 and f2")},
        "claims": [{"never": ["harm"]}, {"never": ["safe"], "when": "f0 and f1 and f2"}],
    }  # fmt: skip
    assert [(f.message, f.path) for f in found("HW212", scenes, budget=5, **more)] == [
        ("undetermined: this paragraph of `q3` has more than 5 states", ("scenes", "q3", "also", 1)),
        ("undetermined: the inject `bell` has more than 5 states", ("injects", "bell")),
    ]
    assert [(f.message, f.path) for f in found("HW212", scenes, budget=4, **more)] == [
        ("undetermined: the scenario has more than 4 states", ("scenes",)),
    ]  # fmt: skip
    assert found("HW212", scenes, budget=100, **more) == []
    scenes["q3"] = decision("home", on={}, off={})
    (claim,) = found("HW310", scenes, budget=5, **more | {"injects": {}})
    assert (claim.message, claim.path) == ("undetermined: more than 5 states", ("claims", 1, "never"))
    assert [f.path for f in found("HW310", scenes, **more | {"injects": {}})] == [("claims", 1, "never")]


def test_of_several_paragraphs_of_a_scene_each_is_judged_for_itself(found: Judge) -> None:
    # Nothing but the paragraphs reads the answers, and the first play that comes there has none of them.
    scenes = {f"q{n}": decision(f"q{n + 1}", no={}, yes={"set": {f"f{n}": True}}) for n in range(3)}
    whens = ("f0 and f1", "f0 and f2 and not f0", "f1 and f2", "f2 and f0", "f0 and f1 and not f1")
    scenes |= {"q3": passage("home", also=[{"text": "So.", "when": when} for when in whens]), "home": ending()}
    hits = found("HW208", scenes, facts={f"f{n}": False for n in range(3)})
    assert [f.path[3] for f in hits] == [1, 4]


# -- Claims

CLAIMED = {
    "door": decision("hall", look={"set": {"a": True}}, run={}),
    "hall": decision(on=[{"when": "a", "to": "home"}, {"to": "hurt"}], hide={"when": "a", "next": "yard"}),
    "yard": passage("home", also=[{"text": "A dog."}, {"when": "b", "text": "It barks."}]),
    "home": ending(),
    "hurt": ending("harm"),
}


@pytest.mark.parametrize(
    ("claim", "message", "play"),
    [
        ({"never": ["harm"]}, "a play does end in harm, at `hurt`", ("door: choose run -> hall", "hall: choose on -> hurt")),
        ({"never": ["setback"]}, None, ()),
        ({"never": ["setback", "harm"], "because": "So."}, "a play does end in harm, at `hurt`, although “So.”",
         ("door: choose run -> hall", "hall: choose on -> hurt")),
        ({"never": ["harm"], "when": "a"}, None, ()),
        ({"never": ["safe"], "when": "not a"}, None, ()),
        ({"never": ["harm"], "after": "door.look"}, None, ()),
        ({"never": ["safe"], "after": "door.look"}, "a play does end in safe, at `home`",
         ("door: choose look -> hall", "hall: choose on -> home")),
        ({"reachable": ["harm", "safe"]}, None, ()),
        ({"reachable": ["setback"]}, "no play without injects ends in setback under this claim", ()),
        ({"reachable": ["harm"], "when": "a"}, "no play without injects ends in harm under this claim", ()),
        ({"reachable": ["safe"], "after": "door.run"}, "no play without injects ends in safe under this claim", ()),
        ({"reaches": "hall"}, None, ()),
        ({"reaches": "yard"}, "a play does not come to `yard`", ("door: choose look -> hall", "hall: choose on -> home")),
        ({"reaches": "yard", "after": "hall.hide"}, None, ()),
        ({"reaches": "yard", "plays": "some"}, None, ()),
        ({"reaches": "yard", "plays": "some", "when": "not a"}, "no play without injects comes to `yard` under this claim", ()),
        ({"reaches": "yard", "plays": "no"}, "a play does come to `yard`",
         ("door: choose look -> hall", "hall: choose hide -> yard", "yard: goes on -> home")),
        ({"reaches": "yard", "plays": "no", "after": "door.run"}, None, ()),
        ({"shows": "yard.1", "after": "hall.hide"}, None, ()),
        ({"shows": "yard.2", "plays": "some"}, "no play without injects shows paragraph 2 of `yard` under this claim", ()),
        ({"shows": "yard.2", "plays": "no"}, "a play does show paragraph 2 of `yard`",
         ("door: choose look -> hall", "hall: inject wind", "hall: choose hide -> yard", "yard: goes on -> home")),
        ({"shows": "yard.2", "after": "hall.hide"}, "a play does not show paragraph 2 of `yard`",
         ("door: choose look -> hall", "hall: choose hide -> yard", "yard: goes on -> home")),
    ],
)  # fmt: skip
def test_a_claim_is_refuted_with_the_shortest_play(
    found: Judge, tmp_path: Path, claim: dict[str, Any], message: str | None, play: tuple[str, ...]
) -> None:
    # Two claims before it, so that its number counts.
    claims = [{"never": ["near-miss"]}, {"reachable": ["safe"]}, claim]
    hits = found(
        "HW310", CLAIMED, facts={"a": False, "b": False}, injects={"wind": inject("hall", set={"b": True})}, claims=claims
    )
    kind = next(iter(claim))
    assert [(f.message, f.path, f.play) for f in hits] == ([(message, ("claims", 2, kind), play)] if message else [])
    text = (tmp_path / "made-up.yaml").read_text()
    other = {"never": ("it ends here", '"ending"'), "reaches": ("the place", '"yard"'), "shows": ("the place", '{"when": "b"')}
    for hit in hits:
        at = [(r.message, text[r.place.column - 1 :].startswith(other[kind][1])) for r in hit.related]
        assert at == ([(other[kind][0], True)] if kind in other else [])


@pytest.mark.parametrize(
    ("claim", "empty"),
    [
        ({"never": ["safe"], "after": "hall.hide", "when": "not a"}, True),
        ({"never": ["setback"], "after": "hall.hide", "when": "a"}, False),
        ({"never": ["setback"], "when": "b and not a"}, False),
        ({"never": ["setback"], "when": "b and not b"}, True),
        ({"never": ["setback"]}, False),
        ({"reachable": ["safe"], "when": "b and not b"}, False),
        ({"reaches": "hall", "plays": "no", "after": "hall.hide", "when": "not a"}, True),
        ({"reaches": "hall", "plays": "some", "when": "b and not b"}, False),
    ],
)
def test_a_claim_about_no_play_says_nothing(found: Judge, claim: dict[str, Any], empty: bool) -> None:
    hits = found(
        "HW312", CLAIMED, facts={"a": False, "b": False}, injects={"wind": inject("hall", set={"b": True})}, claims=[claim]
    )
    assert [(f.message, f.path) for f in hits] == (
        [("no play fits this claim, so it says nothing", ("claims", 0))] if empty else []
    )


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ({"reaches": "door"}, "every play begins at `door`"),
        ({"reaches": "door", "when": "a"}, "every play begins at `door`"),
        ({"reaches": "yard", "when": "visited('yard') and a and not a"}, None),
        ({"reaches": "door", "plays": "some"}, "every play begins at `door`"),
        ({"reaches": "door", "plays": "some", "after": "hall.on"}, None),
        ({"reaches": "hall"}, None),
        ({"reaches": "hall", "after": "hall.on"}, "whoever chose `hall.on` was at `hall`"),
        ({"reaches": "hall", "after": "door.run"}, None),
        ({"reaches": "yard", "when": "visited('yard')"}, "its `when` holds only of plays that have visited `yard`"),
        ({"reaches": "hall", "when": "chose('hall.hide') or chose('hall.on') and a"}, "its `when` holds only of plays that have visited `hall`"),
        ({"reaches": "hall", "when": "a"}, None),
        ({"reaches": "hall", "when": "chose('hall.on') or a"}, None),
        ({"reaches": "yard", "plays": "no", "when": "not visited('yard')"}, "its `when` holds of no play that has visited `yard`"),
        ({"reaches": "hall", "plays": "no", "when": "not chose('hall.on')"}, None),
        ({"reaches": "yard", "plays": "no", "when": "not a"}, None),
        ({"reaches": "yard", "plays": "no"}, None),
        ({"reaches": "yard", "plays": "some", "when": "visited('yard')"}, None),
        ({"reaches": "yard", "plays": "no", "when": "not visited('yard') or not a"}, None),
        ({"shows": "yard.1", "when": "visited('yard')"}, "its `when` holds only of plays that have visited `yard`"),
        ({"shows": "yard.2", "when": "visited('yard')"}, None),
        ({"never": ["setback"]}, None),
    ],
)  # fmt: skip
def test_a_claim_that_is_true_by_its_words_alone_is_noted(found: Judge, claim: dict[str, Any], why: str | None) -> None:
    hits = found("HW315", CLAIMED, facts={"a": False, "b": False}, injects={"wind": inject("hall", set={"b": True})},
                 claims=[{"never": ["near-miss"]}, claim])  # fmt: skip
    kind = next(iter(claim))
    assert [(f.message, f.path) for f in hits] == (
        [(f"this claim is true by its words alone: {why}", ("claims", 1, kind))] if why else []
    )


# -- Conditions that always hold, values that are set in vain


def test_a_condition_that_holds_whenever_it_is_read_is_noted(found: Judge) -> None:
    scenes = {
        "door": decision("hall", look={"set": {"a": True}}, run={"set": {"a": True, "b": True}}),
        "hall": decision(
            [{"when": "a or b", "to": "yard"}, {"to": "yard"}],
            on={"when": "a"}, off={"when": "not b"}, out={"next": [{"when": "b", "to": "home"}, {"when": "a", "to": "home"}, {"to": "home"}]},
        ),
        "yard": passage("home", also=[{"when": "a and true", "text": "Always."}, {"when": "b", "text": "At times."}]),
        "home": ending(),
    }  # fmt: skip
    injects = {"bell": inject("hall", when="a or  b", set={"b": True}), "horn": inject("hall", when="not b", set={"b": True})}
    hits = found("HW213", scenes, facts={"a": False, "b": False}, injects=injects)
    hall = ("scenes", "hall", "decision")
    assert {f.path: f.message for f in hits} == {
        (*hall, "choices", "on", "when"): "`a` holds whenever it is read",
        (*hall, "next", 0, "when"): "`a or b` holds whenever it is read",
        (*hall, "choices", "out", "next", 1, "when"): "`a` holds whenever it is read",
        ("scenes", "yard", "also", 0, "when"): "`a and true` holds whenever it is read",
        ("injects", "bell", "when"): "`a or b` holds whenever it is read",
    }


def test_a_condition_that_fails_in_the_state_without_a_bit_does_not_always_hold(found: Judge) -> None:
    scenes = {"door": decision("hall", look={"set": {"a": True}}, run={}),
              "hall": passage([{"when": "a", "to": "home"}, {"to": "home"}]), "home": ending()}  # fmt: skip
    assert found("HW213", scenes, facts={"a": False}) == []


def test_a_condition_of_what_never_changes_is_noted_elsewhere(found: Judge) -> None:
    scenes = {"door": decision(look={"when": "b", "next": "home"}), "home": ending()}
    assert found("HW213", scenes, facts={"b": True}) == []
    assert len(found("HW211", scenes, facts={"b": True})) == 1


def test_what_is_set_in_vain_is_noted(found: Judge) -> None:
    scenes = {
        "door": decision("hall", look={"set": {"a": True, "b": True}}, run={"set": {"a": True}}),
        "hall": decision("yard", on={"when": "a", "set": {"a": True}}, off={"set": {"b": False}}, out={"set": {"w": "far"}}),
        "yard": passage([{"when": "b", "to": "home", "set": {"b": True}}, {"when": "w == 'far'", "to": "home"}, {"to": "home"}]),
        "home": ending(),
    }
    facts = {name: FACTS[name] for name in ("a", "w")} | {"b": False}
    hits = found("HW214", scenes, facts=facts)
    choices = ("scenes", "hall", "decision", "choices")
    assert {f.path: f.message for f in hits} == {
        (*choices, "on", "set", "a"): "`a` has this value already on every way here",
        ("scenes", "yard", "next", 0, "set", "b"): "`b` is not read after this, before it is set anew",
    }
