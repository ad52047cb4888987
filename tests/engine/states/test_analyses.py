"""What can still be read, what can still change, and which values are possible: worked out by hand."""

from __future__ import annotations

from typing import TypeAlias

import pytest

from engine.pack.conditions import parse
from engine.pack.expressions import And, Compare, Const, Expr, Member, Name, Not, Or, Value
from engine.states.guard import Guard
from engine.states.liveness import idle, live
from engine.states.possible import Bits, possible, surely
from engine.states.program import Program
from engine.states.residue import Residues, simplify
from engine.states.step import Effect
from tests.engine.states.small import FACTS, action, decision, ending, inject, passage, program, values

A, B, N, M, W = 1, 2, 0b11 << 2, 0b1111 << 4, 0b11 << 8
"""The bits of `FACTS`."""

# -- What can still be read


def test_a_condition_is_read_back_to_where_its_variable_surely_gets_a_value() -> None:
    told = program(
        {
            "one": decision("two", set={"set": {"a": True}}, also={"set": {"a": False, "b": False}}),
            "two": decision("three", read={"when": "a"}, skip={}),
            "three": passage([{"when": "b and n > 2", "to": "four", "set": {"w": "far"}}, {"to": "over"}]),
            "four": passage([{"when": "w == 'far'", "to": "over"}, {"when": "m > 1", "to": "over", "set": {"m": 0}}, {"to": "over"}]),
            "over": ending(),
        },
        facts=FACTS,
    )  # fmt: skip
    # Each choice of the first scene gives `a` a value; only one of them gives `b` one. The route gives `w` one.
    assert live(told, injects=False) == [B | N | M, A | B | N | M, B | N | M, W | M, 0]


def test_a_route_sees_what_its_choice_has_set() -> None:
    told = program(
        {
            "one": decision(go={"set": {"b": True}, "next": [{"when": "b", "to": "two"}, {"when": "a", "to": "two"}]}),
            "two": ending(),
        },
        facts=FACTS,
    )
    assert live(told, injects=False) == [A, 0]


def test_counting_reads_the_counter_that_it_counts() -> None:
    told = program(
        {"one": decision("two", up={"add": {"n": 1}}, anew={"set": {"m": 1}, "add": {"m": 1}}, over=[{"to": "two", "add": {"m": 1}}]),
         "two": ending()},
        facts=FACTS,
    )  # fmt: skip
    assert live(told, injects=False) == [N | M, 0]
    assert live(program({"one": decision(anew={"set": {"m": 1}, "add": {"m": 1}, "next": "two"}), "two": ending()}, facts=FACTS),
                injects=False) == [0, 0]  # fmt: skip


def test_what_comes_back_is_read_by_what_comes_back() -> None:
    told = program({"hub": decision(task={"once": True, "next": "work"}, out="over"), "work": passage("hub"), "over": ending()})
    token = told.fields["taken:hub.task"].bits
    assert live(told, injects=False) == [token, token, 0]


def test_what_is_observed_is_read_where_it_is() -> None:
    told = program({"one": passage("two"), "two": passage("three"), "three": ending()}, facts=FACTS)
    assert live(told, injects=False) == [0, 0, 0]
    assert live(told, injects=False, observed=((1, told.guard("a")), (1, told.guard("b")))) == [A | B, A | B, 0]


def bell() -> Program:
    return program(
        {"gate": decision(go=[{"when": "a", "to": "over"}, {"to": "over"}]), "over": ending()},
        facts=FACTS,
        injects={"ring": inject("gate", when="b", set={"a": True}), "cough": inject("gate", when="n > 2", set={"m": 1}),
                 "tick": inject("gate", add={"m": 1})},
    )  # fmt: skip


def test_an_inject_that_changes_what_is_read_is_read_itself() -> None:
    tokens = {name: bell().fields[f"played:{name}"].bits for name in ("ring", "cough", "tick")}
    assert live(bell(), injects=False) == [A, 0]
    # Ticking can leave the range, so `m` is read, and coughing is not idle. Each reads whether it was played.
    assert live(bell(), injects=True) == [A | B | N | M | sum(tokens.values()), 0]
    alone = {name: card for name, card in bell().scenario.model_dump()["injects"].items() if name != "tick"}
    quiet = program(bell().scenario.model_dump()["scenes"], facts=FACTS, injects=alone)
    assert live(quiet, injects=True) == [A | B | quiet.fields["played:ring"].bits, 0]


def test_an_inject_is_idle_where_nothing_reads_what_it_sets() -> None:
    ring, cough, tick = (action(bell(), "gate", name) for name in ("ring", "cough", "tick"))
    assert [idle(card, A | B) for card in (ring, cough, tick)] == [False, True, False]
    assert [idle(card, 0) for card in (ring, cough, tick)] == [True, True, False]
    assert not idle(cough, bell().fields["played:cough"].bits)
    assert not idle(action(bell(), "gate", "go"), 0)


# -- What is left of conditions

KNOWN: dict[str, Value] = {"a": True, "n": 3, "w": "far"}
Shape: TypeAlias = tuple[object, ...] | str


def shape(expr: Expr) -> Shape:
    """A condition without the columns at which its parts stand."""
    match expr:
        case Const(value):
            return ("const", repr(value))
        case Name(variable):
            return variable
        case Not(part):
            return ("not", shape(part))
        case And(parts) | Or(parts):
            return (expr.word, *map(shape, parts))
        case Compare(op, left, right):
            return (op, shape(left), shape(right))
        case Member(left, words):
            return ("in", shape(left), *map(shape, words))


@pytest.mark.parametrize(
    ("when", "left"),
    [
        ("true", "true"), ("false", "false"),
        ("a", "true"), ("not a", "false"), ("not not a", "true"),
        ("b", "b"), ("not b", "not b"),
        ("a and b", "b"), ("b and a", "b"), ("a and a", "true"), ("not a and b", "false"), ("b and not a", "false"),
        ("a or b", "true"), ("b or a", "true"), ("not a or b", "b"), ("not a or not a", "false"),
        ("b and m > 1 and a", "b and m > 1"), ("b or m > 1 or not a", "b or m > 1"),
        ("a and (not a or b)", "b"), ("not (a and b)", "not b"),
        ("n > 2", "true"), ("n > 3", "false"), ("2 < n", "true"), ("m > 2", "m > 2"),
        ("n == m", "3 == m"), ("m < n", "m < 3"),
        ("w in ['far', 'mid']", "true"), ("w in ['near']", "false"), ("m in [1, 2]", "m in [1, 2]"),
        ("w == 'far'", "true"), ("w != 'far'", "false"),
    ],
)  # fmt: skip
def test_the_residue_of_a_condition_speaks_of_what_is_not_known(when: str, left: str) -> None:
    assert shape(simplify(parse(when), KNOWN)) == shape(parse(left))


def signatures(told, scene: str, *facts: dict[str, Value], observed: tuple[tuple[int, Guard], ...] = ()) -> list[object]:
    """Of each state of the scene, the number of the first one that is not told from it."""
    actions = [tuple(at) for at in told.actions]
    residues = Residues(told, actions, live(told, injects=True, observed=observed), observed)
    made = [residues.signature(told.number[scene], values(told, **given)) for given in facts]
    return [made.index(one) for one in made]


def test_settled_flags_are_kept_as_what_is_left_of_conditions() -> None:
    told = program(
        {"one": passage([{"when": "a and b or n == 2", "to": "two"}, {"to": "three"}]), "two": ending(), "three": ending("harm")},
        facts=FACTS,
    )
    # Nothing changes any more: only whether the route holds is told.
    states = [{"a": a, "b": b, "n": n} for a in (False, True) for b in (False, True) for n in (2, 3)]
    assert signatures(told, "one", *states) == [0, 1, 0, 1, 0, 1, 0, 0]


def test_what_may_still_change_is_told_apart() -> None:
    told = program(
        {"one": decision("two", up={"when": "n == 2", "add": {"n": 1}}, on={"set": {"a": True}}),
         "two": passage([{"when": "a and n > 2", "to": "good"}, {"to": "bad"}]), "good": ending(), "bad": ending("harm")},
        facts=FACTS,
    )  # fmt: skip
    # `a` can become true, so its being false settles nothing; `n` can be counted. Being true, `a` stays so.
    states = [{"a": a, "n": n} for a in (False, True) for n in (2, 3, 4)]
    assert signatures(told, "one", *states) == [0, 1, 2, 3, 4, 5]
    # In the second scene all is settled: it goes on to the good end or to the bad one.
    assert signatures(told, "two", *states) == [0, 0, 0, 0, 4, 4]


def test_what_is_read_behind_a_false_condition_is_not_told() -> None:
    told = program(
        {"one": passage([{"when": "a", "to": "two"}, {"to": "over"}]), "two": passage([{"when": "b", "to": "over"}, {"to": "hurt"}]),
         "over": ending(), "hurt": ending("harm")},
        facts=FACTS,
    )  # fmt: skip
    states = [{"a": a, "b": b} for a in (False, True) for b in (False, True)]
    assert signatures(told, "one", *states) == [0, 0, 2, 3]


def test_after_a_route_that_holds_no_other_is_read() -> None:
    routes = [{"when": "a", "to": "over"}, {"when": "b", "to": "hurt"}, {"to": "over"}]
    told = program({"one": passage(routes), "over": ending(), "hurt": ending("harm")}, facts=FACTS)
    states = [{"a": a, "b": b} for a in (False, True) for b in (False, True)]
    assert signatures(told, "one", *states) == [0, 1, 2, 2]


def test_all_routes_of_a_draw_are_read() -> None:
    told = program(
        {"one": passage([{"odds": 1, "to": "over"}, {"odds": 1, "to": "two"}]),
         "two": passage([{"when": "b", "to": "over"}, {"to": "hurt"}]), "over": ending(), "hurt": ending("harm")},
        facts=FACTS,
    )  # fmt: skip
    assert signatures(told, "one", {"b": False}, {"b": True}, {"a": True}) == [0, 1, 1]


def test_an_inject_that_sets_what_is_settled_so_is_left_out() -> None:
    told = program(
        {"gate": decision(go=[{"when": "a", "to": "over"}, {"to": "hurt"}]), "over": ending(), "hurt": ending("harm")},
        facts=FACTS, injects={"ring": inject("gate", set={"a": True})},
    )  # fmt: skip
    played = {"played:ring": True}
    # Where `a` is true it stays true, rung or not; where it is false, ringing makes a difference, unless that was done.
    assert signatures(told, "gate", {"a": True}, {"a": True, **played}, {"a": False}, {"a": False, **played}) == [0, 0, 2, 3]


def judged(first: dict, when: str, **more: object):
    """A decision, and a route with a condition behind it."""
    return program({"one": first, "two": passage([{"when": when, "to": "over"}, {"to": "hurt"}]), "over": ending(),
                    "hurt": ending("harm")}, facts=FACTS, **more)  # fmt: skip


def test_a_flag_that_may_still_rise_or_fall_settles_nothing() -> None:
    rises = judged(decision("two", on={"set": {"a": True}}, off={}), "a and b")
    assert signatures(rises, "one", {"a": False, "b": False}, {"a": False, "b": True}) == [0, 1]
    falls = judged(decision("two", on={"set": {"a": False}}, off={}), "a or b")
    assert signatures(falls, "one", {"a": True, "b": False}, {"a": True, "b": True}) == [0, 1]
    # In the second scene nothing changes any more.
    assert signatures(falls, "two", {"a": True, "b": False}, {"a": True, "b": True}) == [0, 0]


def test_two_counters_in_one_step_both_may_change() -> None:
    counted = judged(decision("two", up={"add": {"n": 1, "m": 1}}, on={}), "n > 3")
    assert signatures(counted, "one", {"n": 2}, {"n": 3}) == [0, 1]


def test_a_counter_that_nothing_counts_is_settled() -> None:
    told = program({"one": passage([{"when": "n > 2", "to": "over"}, {"to": "hurt"}]), "over": ending(), "hurt": ending("harm")},
                   facts={"n": FACTS["n"]})  # fmt: skip
    assert signatures(told, "one", *({"n": n} for n in (2, 3, 4, 5))) == [0, 1, 1, 1]


def test_what_may_change_is_known_however_the_scenes_lie_in_the_file() -> None:
    told = program(
        {"one": passage("three"), "two": passage("four"), "three": passage("two"), "four": decision("five", on={"set": {"a": True}}, off={}),
         "five": passage([{"when": "a and b", "to": "over"}, {"to": "hurt"}]), "over": ending(), "hurt": ending("harm")},
        facts=FACTS,
    )  # fmt: skip
    states = [{"a": False, "b": False}, {"a": False, "b": True}]
    assert [signatures(told, scene, *states) for scene in ("one", "two", "three", "four", "five")] == [[0, 1]] * 4 + [[0, 0]]


def test_what_every_condition_reads_is_told() -> None:
    told = program(
        {"one": decision("over", read={"when": "a"}, other={"when": "b"}, up={"set": {"a": True}, "next": "one"},
                         down={"set": {"a": False}, "next": "one"}), "over": ending()},
        facts=FACTS,
    )  # fmt: skip
    assert signatures(told, "one", {"a": False}, {"a": True}) == [0, 1]


def test_what_is_observed_is_told_where_it_is_and_no_longer() -> None:
    told = program({"one": decision("two", on={"set": {"a": True}}, off={"set": {"a": False}}), "two": passage("over"), "over": ending()},
                   facts=FACTS)  # fmt: skip
    here = ((0, told.guard("n > 3")), (1, told.guard("a and b")))
    states = [{"n": n, "b": b} for n in (2, 3, 4) for b in (False, True)]
    assert signatures(told, "one", *states) == [0] * 6
    assert signatures(told, "one", *states, observed=here) == [0, 1, 0, 1, 4, 5]
    assert signatures(told, "two", {"a": False, "n": 2}, {"a": True, "n": 2}, {"a": True, "n": 4}, observed=here) == [0, 1, 1]
    # `a` can still change in the first scene, so there it is not read before it is set.
    assert signatures(told, "one", {"a": False}, {"a": True}, observed=((0, told.guard("a")), *here)) == [0, 1]


def test_the_walk_behind_a_signature_is_made_once() -> None:
    told = judged(decision("two", on={}, off={}), "a and b")
    residues = Residues(told, [tuple(at) for at in told.actions], live(told, injects=True), ())
    residues.signature(0, 0)
    # Two choices and one way on.
    assert residues.work == 3
    residues.signature(0, 0)
    assert residues.work == 3
    residues.signature(0, 1)
    assert residues.work == 6


# -- Which values are possible


def test_what_may_follow_from_an_effect() -> None:
    before = Bits(ones=0b0001, zeros=0b0110)
    assert before.after(Effect(-1, 0, ())) == before
    # The higher two bits are set to 01.
    after = before.after(Effect(~0b1100, 0b0100, ()))
    assert (after.ones, after.zeros & 0b1111) == (0b0101, 0b1010)
    # Counting may bring anything about in its field.
    counted = before.after(Effect(-1, 0, ((2, 0b11, 1, 3, "n"),)))
    assert (counted.ones, counted.zeros) == (0b1101, 0b1110)
    both = before.after(Effect(-1, 0, ((2, 0b11, 1, 3, "n"), (4, 0b1, 1, 1, "m"))))
    assert (both.ones, both.zeros) == (0b11101, 0b11110)


def test_what_may_be_either_way_is_joined() -> None:
    assert Bits(0b01, 0b10).joined(Bits(0b10, 0b01)) == Bits(0b11, 0b11)
    assert Bits().joined(Bits(0b10, 0b01)) == Bits(0b10, 0b01)


@pytest.mark.parametrize(
    ("bits", "mask", "value", "fixed"),
    [
        (Bits(0b01, 0b10), 0b11, 0b01, True), (Bits(0b01, 0b10), 0b11, 0b00, False), (Bits(0b01, 0b10), 0b11, 0b11, False),
        (Bits(0b11, 0b10), 0b11, 0b01, False), (Bits(0b01, 0b11), 0b11, 0b01, False), (Bits(0b11, 0b10), 0b01, 0b01, True),
        (Bits(0b00, 0b11), 0b11, 0b00, True),
    ],
)  # fmt: skip
def test_bits_are_fixed_that_can_be_nothing_else(bits: Bits, mask: int, value: int, fixed: bool) -> None:
    assert bits.fixed(mask, value) is fixed


def test_possible_values_are_those_that_some_way_brings() -> None:
    told = program(
        {"one": decision("two", set={"set": {"a": True}}, leave={}, away="away"),
         "two": passage([{"when": "a", "to": "three", "set": {"b": False}}]), "three": ending(), "away": ending()},
        facts={"a": False, "b": True}, injects={"ring": inject("one", set={"b": False})},
    )  # fmt: skip
    every = [a for at in told.actions for a in at]

    def of(*left_out: str) -> dict[str, tuple[int, int]]:
        taken = [a for a in every if a.id not in left_out]
        return {told.scenes[s]: (bits.ones & 0b11, bits.zeros & 0b11) for s, bits in possible(told, taken).items()}

    assert of("ring") == {"one": (0b10, 0b01), "two": (0b11, 0b01), "three": (0b01, 0b11), "away": (0b10, 0b01)}
    assert of("ring", "set", "away") == {"one": (0b10, 0b01), "two": (0b10, 0b01), "three": (0b00, 0b11)}
    # An inject changes what its own scene can be.
    assert of("set", "leave") == {"one": (0b10, 0b11), "away": (0b10, 0b11)}
    assert of("ring", "set", "leave", "away") == {"one": (0b10, 0b01)}


def test_each_variable_begins_with_its_one_value() -> None:
    told = program({"one": passage("two"), "two": ending()}, facts={"a": False, "b": False, "c": False})
    assert possible(told, told.actions[0]) == {0: Bits(0, 0b111), 1: Bits(0, 0b111)}


def test_what_comes_back_with_more_is_looked_at_again() -> None:
    told = program(
        {"hub": decision("hub", task={"once": True, "set": {"a": True}}, out="over"), "over": ending()}, facts={"a": False}
    )
    bits = possible(told, [a for at in told.actions for a in at])
    assert {told.scenes[s]: (b.ones & 1, b.zeros & 1) for s, b in bits.items()} == {"hub": (1, 1), "over": (1, 1)}


@pytest.mark.parametrize(
    ("when", "sure"),
    [
        ("true", True), ("false", False), ("a", True), ("not a", False), ("b", False), ("b or not b", True), ("a or b", True),
        ("n == 3", True), ("n > 3", False), ("m >= 0", True), ("m < 9", False), ("m <= 9", True),
        ("w in ['near', 'mid', 'far']", True), ("w != 'far'", False),
    ],
)  # fmt: skip
def test_a_condition_is_sure_that_holds_with_every_possible_value(when: str, sure: bool) -> None:
    # `a` is true, and `n` is 3; the others can be anything.
    told = program({"over": ending()}, facts=FACTS)
    bits = Bits(ones=A | B | 0b01 << 2 | M | W, zeros=B | 0b10 << 2 | M | W)
    assert surely(told, told.guard(when), bits) is sure


@pytest.mark.parametrize(("high", "sure"), [(63, True), (64, False), (4095, True), (4097, False)])
def test_of_too_many_values_nothing_is_sure(high: int, sure: bool) -> None:
    facts = {name: {"range": [0, high], "start": 0} for name in "ij"}
    told = program({"over": ending()}, facts=facts)
    when = "i >= 0 or j >= 0" if high < 100 else "i >= 0"
    assert surely(told, told.guard(when), Bits(-1, -1)) is sure
