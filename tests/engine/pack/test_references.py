"""Every place of a scenario that names something else, by its path in the file."""

from __future__ import annotations

import pytest

from engine.pack import references
from engine.pack.condition_types import faults
from engine.pack.conditions import ConditionError, parse
from engine.pack.expressions import Counter, Domain, Flag, Value, Words
from engine.pack.scenario import Scenario
from tests.strategies import heading

OVER = {"text": "Over.", "ending": {"outcome": "safe", "title": "Over"}}
DATA = {
    "start": "way",
    "seats": {"cover": "Cover"},
    "facts": {"a": False, "n": {"range": [0, 9], "start": 0}},
    "objectives": [{"text": "One.", "lessons": ["slow-down"]}, {"text": "Two.", "lessons": ["read-the-cues", "slow-down"]}],
    "scenes": {
        "way": {"text": "A way.", "next": "door", "also": [{"text": "Plain."}, {"text": "Seen.", "when": "a", "seat": "cover"}]},
        "door": {"text": "A door.", "decision": {
            "prompt": "What now?", "seat": "cover", "tests": ["slow-down", "read-the-cues"],
            "next": [{"to": "way", "when": "n > 1", "set": {"a": False}}, {"to": "home", "add": {"n": 2}}],
            "choices": {
                "wait": {"text": "Wait.", "marks": ["+slow-down", "-read-the-cues"], "set": {"a": True}, "add": {"n": 1}},
                "go": {"text": "Go.", "marks": ["~slow-down", "+read-the-cues"], "when": "not a", "next": "home"},
                "roll": {"text": "Roll.", "marks": ["-slow-down", "-read-the-cues"],
                         "next": [{"to": "home", "odds": 1}, {"to": "hall", "odds": 2, "set": {"a": True}}]},
            },
        }},
        "hall": {"text": "A hall.", "next": [{"to": "home", "when": "a"}, {"to": "home"}]},
        "home": OVER,
    },
    "injects": {"bell": {"text": "It rings.", "at": ["door"], "when": "n == 0", "set": {"a": True}, "add": {"n": 3}},
                "horn": {"text": "It blows.", "at": ["door", "door"]}},
    "claims": [{"never": ["harm"]}, {"reaches": "home", "when": "a or n == 2"}],
}  # fmt: skip
DOOR = ("scenes", "door", "decision")
CHOICES = (*DOOR, "choices")


@pytest.fixture
def scenario() -> Scenario:
    return Scenario.model_validate(heading() | DATA)


def test_decisions_and_choices(scenario: Scenario) -> None:
    assert [(path, name, decision.prompt) for path, name, decision in references.decisions(scenario)] == [
        (DOOR, "door", "What now?")
    ]
    assert [(path, name, choice_id, choice.text) for path, name, choice_id, choice in references.choices(scenario)] == [
        ((*CHOICES, "wait"), "door", "wait", "Wait."), ((*CHOICES, "go"), "door", "go", "Go."), ((*CHOICES, "roll"), "door", "roll", "Roll."),
    ]  # fmt: skip


def test_ways_on_and_their_routes(scenario: Scenario) -> None:
    ways = list(references.onwards(scenario))
    assert [(way.path, way.scene, way.choice) for way in ways] == [
        (("scenes", "way", "next"), "way", None), ((*DOOR, "next"), "door", None), ((*CHOICES, "go", "next"), "door", "go"),
        ((*CHOICES, "roll", "next"), "door", "roll"), (("scenes", "hall", "next"), "hall", None),
    ]  # fmt: skip
    assert [list(way.targets()) for way in ways[:2]] == [
        [(("scenes", "way", "next"), "door")], [((*DOOR, "next", 0, "to"), "way"), ((*DOOR, "next", 1, "to"), "home")],
    ]  # fmt: skip
    assert [(path, route.to) for path, route in references.routes(scenario)] == [
        ((*DOOR, "next", 0), "way"), ((*DOOR, "next", 1), "home"), ((*CHOICES, "roll", "next", 0), "home"),
        ((*CHOICES, "roll", "next", 1), "hall"), (("scenes", "hall", "next", 0), "home"), (("scenes", "hall", "next", 1), "home"),
    ]  # fmt: skip


def test_conditions(scenario: Scenario) -> None:
    assert list(references.conditions(scenario)) == [
        (("scenes", "way", "also", 1, "when"), "a"), ((*CHOICES, "go", "when"), "not a"), ((*DOOR, "next", 0, "when"), "n > 1"),
        (("scenes", "hall", "next", 0, "when"), "a"), (("injects", "bell", "when"), "n == 0"), (("claims", 1, "when"), "a or n == 2"),
    ]  # fmt: skip


def test_what_is_set_and_what_counts(scenario: Scenario) -> None:
    assert list(references.sets(scenario)) == [
        ((*CHOICES, "wait", "set", "a"), "a", True), ((*DOOR, "next", 0, "set", "a"), "a", False),
        ((*CHOICES, "roll", "next", 1, "set", "a"), "a", True), (("injects", "bell", "set", "a"), "a", True),
    ]  # fmt: skip
    assert list(references.adds(scenario)) == [
        ((*CHOICES, "wait", "add", "n"), "n", 1), ((*DOOR, "next", 1, "add", "n"), "n", 2), (("injects", "bell", "add", "n"), "n", 3),
    ]  # fmt: skip


def test_names_of_scenes_lessons_and_seats(scenario: Scenario) -> None:
    assert list(references.scene_names(scenario)) == [
        (("start",), "way"), (("scenes", "way", "next"), "door"), ((*DOOR, "next", 0, "to"), "way"), ((*DOOR, "next", 1, "to"), "home"),
        ((*CHOICES, "go", "next"), "home"), ((*CHOICES, "roll", "next", 0, "to"), "home"), ((*CHOICES, "roll", "next", 1, "to"), "hall"),
        (("scenes", "hall", "next", 0, "to"), "home"), (("scenes", "hall", "next", 1, "to"), "home"), (("injects", "bell", "at", 0), "door"),
        (("injects", "horn", "at", 0), "door"), (("injects", "horn", "at", 1), "door"), (("claims", 1, "reaches"), "home"),
    ]  # fmt: skip
    marks = [
        ("wait", ("slow-down", "read-the-cues")),
        ("go", ("slow-down", "read-the-cues")),
        ("roll", ("slow-down", "read-the-cues")),
    ]
    assert list(references.lesson_names(scenario)) == [
        (("objectives", 0, "lessons", 0), "slow-down"), (("objectives", 1, "lessons", 0), "read-the-cues"),
        (("objectives", 1, "lessons", 1), "slow-down"), ((*DOOR, "tests", 0), "slow-down"), ((*DOOR, "tests", 1), "read-the-cues"),
        *(((*CHOICES, choice, "marks", at), lesson) for choice, lessons in marks for at, lesson in enumerate(lessons)),
    ]  # fmt: skip
    assert list(references.seat_names(scenario)) == [(("scenes", "way", "also", 1, "seat"), "cover"), ((*DOOR, "seat"), "cover")]


# -- Values of variables


@pytest.mark.parametrize(
    ("domain", "holds", "fails", "told"),
    [
        (Flag(), [True, False], [0, 1, "true"], "true or false"),
        (Words(("near", "mid", "far"), "mid"), ["near", "far"], ["Near", "", 0, True], "one of 'near', 'mid', 'far'"),
        (Counter(-1, 3, 0), [-1, 0, 3], [-2, 4, "0", True, False], "a whole number from -1 to 3"),
    ],
)
def test_a_value_is_one_of_its_domain(domain: Domain, holds: list[Value], fails: list[Value], told: str) -> None:
    assert [domain.holds(v) for v in holds] == [True] * len(holds)
    assert [domain.holds(v) for v in fails] == [False] * len(fails)
    assert str(domain) == told


@pytest.mark.parametrize(
    ("text", "kind", "message", "mend"),
    [
        ("a == 'yes'", "mixed_types", "`a` is true or false; it is never 'yes'", "did you mean true?"),
        ("a == 'Off'", "mixed_types", "`a` is true or false; it is never 'Off'", "compare it with false, for example"),
        ("a == 0", "mixed_types", "`a` is true or false; it is never 0", "did you mean false?"),
        ("a == 1", "mixed_types", "`a` is true or false; it is never 1", "did you mean true?"),
        ("a == 'no'", "mixed_types", "`a` is true or false; it is never 'no'", "did you mean false?"),
        ("a == 'True'", "mixed_types", "`a` is true or false; it is never 'True'", "did you mean true?"),
        ("a == 'false'", "mixed_types", "`a` is true or false; it is never 'false'", "did you mean false?"),
        ("n == 10", "outside_domain", "`n` is a whole number from 0 to 9; it is never 10", "compare it with 4, for example"),
        ("n == ' 7'", "mixed_types", "`n` is a whole number from 0 to 9; it is never ' 7'", "did you mean 7?"),
        ("n == '12'", "mixed_types", "`n` is a whole number from 0 to 9; it is never '12'", "compare it with 4, for example"),
        ("n == true", "mixed_types", "`n` is a whole number from 0 to 9; it is never true", "compare it with 4, for example"),
        ("w == 'faar'", "outside_domain", "`w` is one of 'near', 'far'; it is never 'faar'", "did you mean 'far'?"),
        ("a == n", "mixed_types", "`a` is true or false, but `n` is a whole number from 0 to 9", ""),
        ("n < 'x'", "mixed_types", "`n` is a counter and 'x' is not a number", ""),
        ("w == 3", "mixed_types", "`w` is one of 'near', 'far'; it is never 3", "compare it with 'near', for example"),
    ],
)
def test_a_value_that_never_holds_is_told_with_what_may_have_been_meant(text: str, kind: str, message: str, mend: str) -> None:
    domains: dict[str, Domain] = {"a": Flag(), "n": Counter(0, 9, 4), "w": Words(("near", "far"), "near")}
    (fault,) = faults(parse(text), domains)
    assert (fault.kind, fault.message, fault.mend) == (kind, message, mend)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("else", "take `when` out: a route without one is taken where none before it holds"),
        ("a && b", "write `and`, `or`, `not`"), ("a || b", "write `and`, `or`, `not`"), ("!a", "write `and`, `or`, `not`"),
        ("n = 2", "compare with `==`"), ("n != != 2", ""), ("n >=", ""), ("a b", ""),
    ],
)  # fmt: skip
def test_a_condition_that_cannot_be_read_is_told_with_its_mend(text: str, mend: str) -> None:
    with pytest.raises(ConditionError) as refused:
        parse(text)
    assert refused.value.mend == mend


@pytest.mark.parametrize(("text", "column", "length"), [("a and f(1) and b", 6, 4), ("n == 2.5", 5, 3), ("f('ü') or a", 0, 6)])
def test_what_is_refused_is_pointed_at(text: str, column: int, length: int) -> None:
    with pytest.raises(ConditionError) as refused:
        parse(text)
    assert (refused.value.column, refused.value.length) == (column, length)
