"""What a scenario is compiled to, against bits and steps that were worked out by hand."""

from __future__ import annotations

import pytest

from engine.pack.expressions import And, Const, Name, Not, Value
from engine.pack.scenario import Scenario
from engine.states.guard import ALWAYS
from engine.states.layout import domain_of
from engine.states.order import class_letters, letter, stable
from engine.states.program import Program
from engine.states.step import NOTHING, ActionKind, Effect, Fault, FaultKind, Landing, State
from tests.engine.states.small import FACTS, action, decision, ending, inject, passage, program, values
from tests.strategies import heading


def story() -> Program:
    """From bit 10 on: `chose:gate.leave`, `visited:gate`, `taken:gate.open`, `taken:gate.wait`, `played:ring`, `played:knock`."""
    return program(
        {
            "gate": decision(
                "hall",
                open={"when": "a", "once": True, "set": {"w": "far"}, "add": {"n": 1}},
                wait={"once": True, "next": [{"when": "n == 5", "to": "hall", "add": {"m": -1}},
                                             {"when": "b", "to": "gate", "set": {"a": True}}]},
                leave=[{"odds": 1, "to": "gone"}, {"odds": 3, "to": "hall", "add": {"n": -1}}],
            ),
            "hall": passage("gone", also=[
                {"text": "Both.", "when": "a and not b"}, {"text": "All.", "seat": "cover"}, {"text": "Far.", "when": "w == 'far'"},
                {"text": "Left.", "when": "chose('gate.leave') or visited('gate')"},
            ]),
            "gone": ending(),
        },
        facts=FACTS, seats={"cover": "Cover"},
        injects={"ring": inject("gate", when="not a", set={"a": True}, add={"m": 2}), "knock": inject("gate")},
    )  # fmt: skip


def test_each_variable_has_bits_of_its_own() -> None:
    assert {name: (field.shift, field.mask) for name, field in story().fields.items()} == {
        "a": (0, 1), "b": (1, 1), "n": (2, 0b11), "m": (4, 0b1111), "w": (8, 0b11),
        "chose:gate.leave": (10, 1), "visited:gate": (11, 1), "taken:gate.open": (12, 1), "taken:gate.wait": (13, 1),
        "played:ring": (14, 1), "played:knock": (15, 1),
    }  # fmt: skip


def test_it_begins_with_the_declared_values_and_the_first_scene_visited() -> None:
    # b is true; n is one above its least value; w is its second word.
    assert story().start == State(0, 0b10_01_0000_01_10)
    assert {name: story().value(story().start, name) for name in ("a", "b", "n", "m", "w", "visited:gate", "chose:gate.leave")} == {
        "a": False, "b": True, "n": 3, "m": 0, "w": "mid", "visited:gate": True, "chose:gate.leave": False,
    }  # fmt: skip


def test_no_bit_is_spent_on_a_visit_that_nothing_reads() -> None:
    told = program({"gate": passage("gone"), "gone": ending()})
    assert (told.fields, told.start) == ({}, State(0, 0))


@pytest.mark.parametrize(("count", "mask"), [(2, 1), (3, 3), (4, 3), (5, 7), (8, 7), (9, 15)])
def test_words_and_counters_take_the_bits_that_they_need(count: int, mask: int) -> None:
    facts = {"w": {"one_of": [f"w{i}" for i in range(count)], "start": "w0"}, "n": {"range": [7, 6 + count], "start": 7}}
    fields = program({"gone": ending()}, facts=facts).fields
    assert (fields["w"].mask, fields["n"].mask) == (mask, mask)
    assert (fields["w"].pack(f"w{count - 1}"), fields["n"].pack(6 + count)) == (count - 1, (count - 1) << mask.bit_length())


def test_a_counter_with_one_value_has_a_bit_all_the_same() -> None:
    assert program({"gone": ending()}, facts={"n": {"range": [4, 4], "start": 4}}).fields["n"].mask == 1


def test_domains_are_as_declared() -> None:
    facts = Scenario.model_validate(heading() | {"facts": FACTS, "start": "gone", "scenes": {"gone": ending()}}).facts
    assert {name: tuple(domain_of(fact)) for name, fact in facts.items()} == {
        "a": (False,), "b": (True,), "n": (2, 5, 3), "m": (0, 9, 0), "w": (("near", "mid", "far"), "mid"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("when", "holds", "fails"),
    [
        ("true", [{}], []),
        ("false", [], [{}]),
        ("a", [{"a": True}], [{"a": False}]),
        ("not a", [{"a": False}], [{"a": True}]),
        ("a and b", [{"a": True, "b": True}], [{"a": True, "b": False}, {"a": False, "b": True}, {"a": False, "b": False}]),
        ("a and not b", [{"a": True, "b": False}], [{"a": True, "b": True}, {"a": False, "b": False}, {"a": False}]),
        ("a and a", [{"a": True}], [{"a": False}]),
        ("a and not a", [], [{"a": True}, {"a": False}]),
        ("not a and a", [], [{"a": True}, {"a": False}]),
        ("not a and not a", [{"a": False}], [{"a": True}]),
        ("not a and b and b", [{"a": False, "b": True}], [{"a": False, "b": False}, {"a": True}]),
        (
            "a and b and n > 3",
            [{"a": True, "n": 4}],
            [{"a": True, "n": 3}, {"a": False, "n": 4}, {"a": True, "b": False, "n": 4}],
        ),
        ("a or n == 5", [{"a": True, "n": 2}, {"n": 5}, {"a": True, "n": 5}], [{"n": 4}]),
        ("not (a or b)", [{"a": False, "b": False}], [{"b": True}, {"a": True, "b": False}]),
        ("not not a", [{"a": True}], [{"a": False}]),
        ("not n == 4", [{"n": 3}], [{"n": 4}]),
        ("n in [2, 4]", [{"n": 2}, {"n": 4}], [{"n": 3}, {"n": 5}]),
        ("w in ['near', 'far']", [{"w": "near"}, {"w": "far"}], [{"w": "mid"}]),
        ("w == 'far'", [{"w": "far"}], [{"w": "near"}, {"w": "mid"}]),
        ("w != 'far'", [{"w": "near"}, {"w": "mid"}], [{"w": "far"}]),
        ("n < 4", [{"n": 3}], [{"n": 4}, {"n": 5}]),
        ("n <= 4", [{"n": 3}, {"n": 4}], [{"n": 5}]),
        ("n > 4", [{"n": 5}], [{"n": 4}, {"n": 3}]),
        ("n >= 4", [{"n": 5}, {"n": 4}], [{"n": 3}]),
        ("3 < n", [{"n": 4}], [{"n": 3}]),
        ("3 >= n", [{"n": 2}, {"n": 3}], [{"n": 4}]),
        ("n == m", [{"n": 4, "m": 4}], [{"n": 4, "m": 2}, {"n": 2, "m": 0}]),
        ("m < n", [{"n": 5, "m": 4}, {"n": 2, "m": 1}], [{"n": 5, "m": 5}, {"n": 2, "m": 3}]),
        ("a == b", [{"a": True, "b": True}, {"a": False, "b": False}], [{"a": True, "b": False}]),
    ],
)
def test_conditions_hold_in_the_states_in_which_they_are_true(
    when: str, holds: list[dict[str, Value]], fails: list[dict[str, Value]]
) -> None:
    told = program({"gone": ending()}, facts=FACTS)
    test = told.guard(when).test
    for facts in holds:
        assert test(values(told, **facts)), facts
    for facts in fails:
        assert not test(values(told, **facts)), facts


def test_a_condition_reads_the_bits_of_its_variables() -> None:
    assert story().guard("a and n > 3 or w == 'far'").reads == 0b11_0000_11_01
    assert story().guard(None) is ALWAYS
    assert (ALWAYS.test(0), ALWAYS.reads, ALWAYS.expr) == (True, 0, Const(True))


def test_once_is_a_condition_too() -> None:
    free, bound = action(story(), "gate", "wait").guard, action(story(), "gate", "open").guard
    assert (free.reads, free.expr) == (1 << 13, Not(Name("taken:gate.wait")))
    assert (free.test(0), free.test(1 << 12), free.test(1 << 13)) == (True, True, False)
    assert bound.reads == 1 << 12 | 1
    assert bound.expr == And((Not(Name("taken:gate.open")), Name("a", 0, 1)))
    assert [bool(bound.test(bits)) for bits in (0, 1, 1 << 12, 1 << 12 | 1, 1 << 13 | 1)] == [False, True, False, False, True]


def test_actions_are_the_choices_in_the_order_of_the_file_then_the_injects() -> None:
    assert [(a.kind, a.id, a.index, a.scene, a.draw) for at in story().actions for a in at] == [
        (ActionKind.CHOICE, "open", 0, 0, False), (ActionKind.CHOICE, "wait", 1, 0, False), (ActionKind.CHOICE, "leave", 2, 0, True),
        (ActionKind.INJECT, "ring", 0, 0, False), (ActionKind.INJECT, "knock", 0, 0, False), (ActionKind.NEXT, "", 0, 1, False),
    ]  # fmt: skip
    assert [[(w.scene, w.odds) for w in a.ways] for at in story().actions for a in at] == [
        [(1, 1)], [(1, 1), (0, 1)], [(2, 1), (1, 3)], [], [], [(2, 1)],
    ]  # fmt: skip
    assert [repr(action(story(), "gate", id_)) for id_ in ("open", "ring")] == ["<choice open>", "<inject ring>"]


def test_what_can_be_done_depends_on_the_state() -> None:
    def at(bits: int) -> tuple[list[str], list[str]]:
        here = State(0, bits)
        return [a.id for a in story().choices(here)], [a.id for a in story().injects(here)]

    assert at(story().start.bits) == (["wait", "leave"], ["ring", "knock"])
    assert at(values(story(), a=True)) == (["open", "wait", "leave"], ["knock"])
    assert at(values(story(), **{"a": True, "taken:gate.open": True, "played:knock": True})) == (["wait", "leave"], [])
    assert (story().choices(State(1, 0)), story().injects(State(1, 0))) == ([], [])


def test_paragraphs_are_shown_whose_condition_holds() -> None:
    assert story().paragraphs(State(1, 0)) == [1]
    assert story().paragraphs(State(1, values(story(), a=True, b=False))) == [0, 1, 3]
    assert story().paragraphs(State(1, 0b10 << 8)) == [1, 2]
    assert story().paragraphs(State(1, 1 << 10)) == [1, 3]


def test_a_step_sets_then_counts_then_enters() -> None:
    start = values(story(), a=True)
    spent = values(story(), **{"a": True, "w": "far", "n": 4, "taken:gate.open": True})
    assert action(story(), "gate", "open").land(start) == (Landing(1, 0, State(1, spent)),)
    back = values(story(), **{"a": True, "taken:gate.wait": True})
    assert action(story(), "gate", "wait").land(story().start.bits) == (Landing(1, 1, State(0, back)),)
    rung = values(story(), **{"a": True, "m": 2, "played:ring": True})
    assert action(story(), "gate", "ring").land(story().start.bits) == (Landing(1, 0, State(0, rung)),)
    assert action(story(), "hall").land(0) == (Landing(1, 0, State(2, 0)),)


def test_whoever_enters_a_scene_has_visited_it() -> None:
    told = program(
        {"gate": decision("hall", plain={}, route=[{"to": "hall"}], draw=[{"odds": 1, "to": "hall"}, {"odds": 1, "to": "home"}]),
         "hall": passage([{"when": "visited('hall') and not visited('home')", "to": "home"}, {"to": "home"}]), "home": ending()},
    )  # fmt: skip
    hall, home = (told.fields[f"visited:{scene}"].bits for scene in ("hall", "home"))
    assert action(told, "gate", "plain").land(0) == action(told, "gate", "route").land(0) == (Landing(1, 0, State(1, hall)),)
    assert action(told, "gate", "draw").land(0) == (Landing(1, 0, State(1, hall)), Landing(1, 1, State(2, home)))


def test_a_draw_can_fall_each_way() -> None:
    left = {"chose:gate.leave": True}
    assert action(story(), "gate", "leave").land(story().start.bits) == (
        Landing(1, 0, State(2, values(story(), **left))), Landing(3, 1, State(1, values(story(), **left, n=2))),
    )  # fmt: skip


def test_a_step_that_cannot_be_finished_says_why() -> None:
    full = values(story(), a=True, n=5)
    assert action(story(), "gate", "open").land(full) == Fault(FaultKind.COUNTER, "n")
    assert action(story(), "gate", "wait").land(full) == Fault(FaultKind.COUNTER, "m", 0)
    assert action(story(), "gate", "leave").land(values(story(), n=2)) == Fault(FaultKind.COUNTER, "n", 1)
    assert action(story(), "gate", "wait").land(values(story(), b=False)) == Fault(FaultKind.ROUTES)
    assert action(story(), "gate", "ring").land(values(story(), m=8)) == Fault(FaultKind.COUNTER, "m")


def test_the_short_way_of_a_step_is_its_one_landing() -> None:
    for name, bits in (("open", values(story(), a=True)), ("wait", story().start.bits), ("wait", values(story(), n=5, m=1))):
        taken = action(story(), "gate", name)
        ((_, route, state),) = taken.land(bits)
        assert taken.go(bits) == (route, *state)
    for name, facts in (("open", {"n": 5}), ("wait", {"n": 5}), ("wait", {"b": False})):
        assert action(story(), "gate", name).go(values(story(), **facts)) is None


def test_a_step_without_conditions_and_counting_is_one_masked_assignment() -> None:
    told = program(
        {"gate": decision(go={"set": {"a": True, "b": False}, "next": [{"to": "hall", "set": {"a": False, "w": "far"}}]},
                          count={"add": {"n": 1}, "next": "hall"}, later=[{"to": "hall", "add": {"n": 1}}],
                          perhaps=[{"when": "b", "to": "hall"}], draw=[{"odds": 1, "to": "hall"}, {"odds": 1, "to": "gate"}]),
         "hall": ending()},
        facts=FACTS, injects={"ring": inject("gate", set={"b": False}), "tick": inject("gate", add={"n": 1})},
    )  # fmt: skip
    keep, put, to = action(told, "gate", "go").direct or (0, 0, 0)
    # Of the flags nothing stays, and the route has the last word on `a`; bit 9 is the higher one of `w`.
    assert (keep & 0b11_1111_11_11, put, to) == (0b00_1111_11_00, 1 << 9, 1)
    assert action(told, "gate", "ring").direct == (~(1 << 1 | 1 << 10), 1 << 10, 0)
    for other in ("count", "later", "perhaps", "draw", "tick"):
        assert action(told, "gate", other).direct is None


def test_a_counter_may_reach_both_ends_of_its_range_and_no_more() -> None:
    up = Effect(-1, 0, ((2, 0b11, 1, 3, "n"),))
    down = Effect(-1, 0, ((2, 0b11, -1, 3, "n"),))
    assert [up.apply(raw << 2 | 0b10001) for raw in range(4)] == [0b10101, 0b11001, 0b11101, -1]
    assert [down.apply(raw << 2 | 0b10001) for raw in range(4)] == [-1, 0b10001, 0b10101, 0b11001]
    # The second of two leaves the range: -1 - 1. What is set before is counted from.
    assert Effect(~0b11, 0b01, ((2, 0b11, 1, 3, "n"), (0, 0b11, 3, 3, "m"))).apply(0) == -2
    assert Effect(~0b11, 0b01, ((0, 0b11, 2, 3, "m"),)).apply(0b11) == 0b11
    assert NOTHING.apply(0b1011) == 0b1011


def test_of_two_counters_the_one_that_leaves_its_range_is_named() -> None:
    up = {"add": {"n": 1, "m": 1}}
    told = program({"gate": decision("home", own=up, route=[{"to": "home", **up} ], when=[{"when": "b", "to": "home", **up}],
                                     draw=[{"odds": 1, "to": "home"}, {"odds": 1, "to": "home", **up}]), "home": ending()},
                   facts=FACTS)  # fmt: skip
    for full, fault in (({"n": 5}, "n"), ({"m": 9}, "m"), ({"n": 5, "m": 9}, "n")):
        bits = values(told, **full)
        assert [action(told, "gate", id_).land(bits) for id_ in ("own", "route", "when", "draw")] == [
            Fault(FaultKind.COUNTER, fault, route) for route in (None, 0, 0, 1)
        ]  # fmt: skip


def test_a_state_without_a_bit_is_one_like_others() -> None:
    told = program({"gate": passage([{"when": "not a", "to": "home"}, {"to": "gate"}]), "home": ending()}, facts={"a": False})
    assert action(told, "gate").go(0) == (0, 1, 0)
    assert action(told, "gate").land(0) == (Landing(1, 0, State(1, 0)),)


def test_counting_reads_what_was_not_set_before() -> None:
    effect = Effect(~0b11, 0b01, ((0, 0b11, 1, 3, "m"), (2, 0b11, 1, 3, "n")))
    assert (effect.reads, effect.kills) == (0b1100, 0b11)
    assert (NOTHING.reads, NOTHING.kills) == (0, 0)


# -- Orders


def test_a_stable_number_is_the_beginning_of_a_digest() -> None:
    # The SHA-256 of nothing begins so: FIPS 180-4.
    assert stable("") == 0xE3B0C44298FC1C14


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (1, "B"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")])
def test_letters_go_on_as_columns_of_a_spreadsheet(place: int, name: str) -> None:
    assert letter(place) == name


def test_letters_of_a_class_follow_the_digests_of_its_choices() -> None:
    order = sorted(("open", "wait", "leave"), key=lambda choice: stable(f"made-up:1:gate:{choice}"))
    assert order != ["open", "wait", "leave"]
    assert class_letters(story(), "gate") == dict(zip(order, "ABC", strict=True))
    assert class_letters(story(), "hall") == {}


def test_decisions_are_numbered_in_the_order_of_the_story() -> None:
    told = program({"yard": decision(go="gone"), "gate": decision(go="yard"), "gone": ending()}, start="gate")
    assert told.decision_numbers == {"gate": 1, "yard": 2}
    assert Program(told.scenario).start.scene == 1
