"""Conditions: what can be read, what it means, what is refused, and that nothing is ever run."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.pack.condition_types import faults
from engine.pack.conditions import MAX_LENGTH, MAX_PARTS, ConditionError, evaluate, names, parse, variables
from engine.pack.expressions import And, Compare, Const, Counter, Domain, Expr, Flag, Member, Name, Not, Or, Value, Words
from engine.pack.scenario import Scenario
from engine.states.program import Program
from tests.laws import compared, law
from tests.strategies import heading

FACTS: dict[str, Value] = {"here": True, "gone": False, "minutes": 4, "low": -2, "distance": "far", "place": "roof, east"}
HISTORY = {"chose:arrive.wait": True, "visited:story": True}
DOMAINS: dict[str, Domain] = {
    "here": Flag(), "gone": Flag(), "minutes": Counter(0, 9, 0), "low": Counter(-3, 3, 0),
    "distance": Words(("near", "far"), "near"), "place": Words(("near", "roof, east"), "near"),
}  # fmt: skip


def value(text: str) -> bool:
    return evaluate(parse(text), lambda v: FACTS[v] if v in FACTS else HISTORY.get(v, False))


def attempt(text: str) -> Expr | ConditionError:
    try:
        return parse(text)
    except ConditionError as error:
        return error


def refused(text: str) -> ConditionError:
    error = attempt(text)
    assert isinstance(error, ConditionError)
    return error


# -- What can be read

GOOD = {
    "here": True, "gone": False, "true": True, "false": False, "not here": False, "not not here": True,
    "here and gone": False, "here or gone": True, "here and not gone": True, "gone or here and gone": False,
    "(gone or here) and here": True, "not here or here": True, "not (here or gone)": False,
    "minutes == 4": True, "minutes != 4": False, "minutes < 4": False, "minutes <= 4": True, "minutes > 3": True,
    "minutes >= 5": False, "4 == minutes": True, "3 < minutes": True, "3 < minutes < 9": True, "3 < minutes < 4": False,
    "low < minutes": True, "low == -2": True, "-3 < low": True, "minutes == 0x4": True,
    "distance == 'far'": True, 'distance == "far"': True, "distance != 'near'": True, "'far' == distance": True,
    "distance == place": False, "place == 'roof, east'": True, "here == true": True, "gone == false": True, "here != gone": True,
    "distance in ['near', 'far']": True, "distance in ('near', 'mid')": False, "distance not in ['near']": True,
    "minutes in [1, 4]": True, "low in [-2]": True, "here in [true]": True, "gone in {true}": False,
    "chose('arrive.wait')": True, "chose('arrive.go')": False, "visited('story')": True, 'not visited("end")': True,
    "visited('story') == here": True, "chose('arrive.wait') and minutes >= 4": True,
    "  here  ": True, "\there": True, "here\n  and gone": False, "here and\r\nnot gone\n": True,
    "distance == '#4'": False, "(distance == '#4')": False, "distance == 'é漢'": False,
}  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_condition_has_its_value(text: str) -> None:
    assert value(text) is GOOD[text]


@pytest.mark.parametrize("text", GOOD)
def test_good_condition_is_well_typed_but_for_unknown_words(text: str) -> None:
    assert {f.kind for f in faults(parse(text), DOMAINS)} <= {"outside_domain"}


def test_and_binds_closer_than_or_and_not_closest() -> None:
    a, b, c = (parse(n) for n in ("a", "b", "c"))
    assert isinstance(a, Name)
    shape = parse("a or not b and c")
    assert isinstance(shape, Or)
    assert [type(p) for p in shape.parts] == [Name, And]
    assert variables(shape) == {n.variable for n in (a, b, c) if isinstance(n, Name)}


def test_names_come_from_left_to_right_with_their_columns() -> None:
    text = " b and chose('x.y') or not (a == 'é漢😀' and c in ['é'] and visited('z'))"
    assert [(n.variable, text[n.column :][: n.length]) for n in names(parse(text))] == [
        ("b", "b"), ("chose:x.y", "chose('x.y')"), ("a", "a"), ("c", "c"), ("visited:z", "visited('z')"),
    ]  # fmt: skip


def test_chain_is_both_comparisons() -> None:
    chain = parse("1 < minutes <= 5")
    assert isinstance(chain, And)
    assert all(isinstance(p, Compare) for p in chain.parts)


def test_not_in_is_the_negation_of_in() -> None:
    expr = parse("a not in ['x']")
    assert isinstance(expr, Not)
    assert isinstance(expr.part, Member)


# -- What is refused

CALLS = "the only calls are"
CANNOT = "cannot stand in a condition"
REFUSED = {
    "": (0, "not a condition"), "   ": (3, "not a condition"),
    "here gone": (5, "not a condition"), "  here gone": (7, "not a condition"), "here; gone": (4, "not a condition"),
    "distance == 'é' gone": (16, "not a condition"), "distance == 'far": (12, "not a condition"), "(here": (0, "not a condition"),
    "here = true": (5, "not a condition"), "here && gone": (6, "not a condition"), "!here": (0, "not a condition"),
    "`here`": (0, "not a condition"), "distance == “far”": (12, "not a condition"), "distance <> 'far'": (9, "not a condition"),
    "x\0": (0, "not a condition"), "yield": (0, "not a condition"), "import os": (0, "not a condition"), "*x": (0, "not a condition"),
    "here\rgone": (5, "not a condition"),
    "True": (0, "written with a capital"), "here and False": (9, "written with a capital"),
    "here is true": (0, "`is` cannot"), "here is not true": (0, "`is` cannot"),
    "minutes + 1 == 3": (0, "arithmetic " + CANNOT), "minutes == 1 + 1": (11, "arithmetic " + CANNOT), "-minutes == 1": (0, CANNOT),
    "minutes == --1": (11, CANNOT), "minutes == +1": (11, CANNOT), "~here": (0, CANNOT), "here == not gone": (8, "not a condition"),
    "minutes == 1.5": (11, "this literal"), "'é' == 1.5": (7, "this literal"), "minutes == 1j": (11, "this literal"),
    "here == None": (8, "this literal"), "here == ...": (8, "this literal"), "distance == b'far'": (12, "this literal"),
    "distance == f'far'": (12, "a format string"), "here.real": (0, "a dot"), "minutes[0]": (0, "an index"), "lambda: here": (0, "a function"),
    "here if gone else here": (0, "`if`"), "(x := 1)": (1, "an assignment"), "[here]": (0, "a list"), "here, gone": (0, "a list"),
    "{}": (0, "a mapping"), "{'a': here}": (0, "a mapping"), "[x for x in y]": (0, CANNOT), "await here": (0, CANNOT),
    "(here and gone) == here": (1, CANNOT), "here == (distance in ['far'])": (9, CANNOT),
    "distance in place": (12, "after `in` stands a list"), "distance in []": (12, "after `in`"), "distance in ('far')": (13, "after `in`"),
    "distance in 'far'": (12, "after `in`"), "distance in [place]": (13, "in the list stand literals"), "'far' in ['far']": (0, "before `in`"),
    "distance in ['é', place]": (18, "in the list stand literals"), "distance in ['far', *place]": (20, CANNOT),
    "chose(x)": (0, CALLS), "chose()": (0, CALLS), "chose('a', 'b')": (0, CALLS), "chose(id='a')": (0, CALLS), "chose(*a)": (0, CALLS),
    "here and seen('a')": (9, CALLS), "chose(f'a')": (0, CALLS), "distance == 'é' and foo(1)": (20, CALLS),
    "here # and gone": (5, "a comment"), "(here) # )": (7, "a comment"), "here\n# note\nand gone": (5, "a comment"),
    "distance == 'é' # x": (16, "a comment"),
}  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_refused_with_its_column(text: str) -> None:
    column, message = REFUSED[text]
    error = refused(text)
    assert message in str(error)
    assert error.column == column
    assert error.length >= 1


@pytest.mark.parametrize("text", ["not", "here and", "here or not", "distance ==", "distance in", "not (here"])
def test_unfinished_condition_is_refused(text: str) -> None:
    assert "not a condition" in str(refused(text))


MENDS = {
    "here = true": "`==`", "here && gone": "`and`", "here || gone": "`or`", "!here": "`not`", "True": "`true`", "here is true": "`==`",
    "distance in [far]": "'far'", "minutes + 1": "allowed: and, or, not", "here # gone": "take it out",
}  # fmt: skip


@pytest.mark.parametrize("text", MENDS)
def test_refusal_has_a_mend(text: str) -> None:
    assert MENDS[text] in refused(text).mend


HOSTILE = [
    "__import__('os')", "__import__('os').system('true')", "open('/etc/passwd')", "exec('1')", "eval('1')", "().__class__.__bases__[0]",
    "''.join(['a'])", "chose.__globals__", "chose('a').__class__", "chose(__import__('os'))", "chose('a'.upper())", "(lambda: 1)()",
    "[].append(1)", "9**9**9 == 1", "'a' * 10**9 == 'b'", "1 << 10**9 == 1", "f'{__import__(\"os\")}'", "print('x')", "breakpoint()",
    "here in [print('x')]", "here == print('x')", "not print('x')", "{**__builtins__}", "[i for i in range(10**9)]", "chose('%s' % 1)",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_is_run(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def called(*_: Any, **__: Any) -> None:
        raise AssertionError("something was run")

    for name in ("open", "exec", "eval", "print", "breakpoint"):
        monkeypatch.setattr(builtins, name, called)
    refused(text)


@pytest.mark.parametrize("name", ["__import__", "__builtins__", "None_", "exit", "os"])
def test_name_of_a_builtin_is_a_fact_like_any_other(name: str) -> None:
    assert parse(name) == Name(name, 0, len(name))
    assert [f.kind for f in faults(parse(name), DOMAINS)] == ["unknown_name"]


# -- Bounds


def test_as_many_characters_as_promised_are_read() -> None:
    text = "distance == '" + "x" * (MAX_LENGTH - 14) + "'"
    assert len(text) == MAX_LENGTH
    parse(text)
    error = refused(text[:-1] + "x'")
    assert f"longer than {MAX_LENGTH}" in str(error)
    assert (error.column, error.length) == (0, MAX_LENGTH + 1)


def test_number_of_parts_is_bounded() -> None:
    assert "parts" in str(refused("x in [" + ",".join("1" * (MAX_PARTS + 1)) + "] and y"))
    parse(" or ".join("a" * 100))


@pytest.mark.parametrize(
    "text",
    [
        "(" * 245 + "a" + ")" * 245, "(" * 500, "[" * 500, "not " * 124 + "a", "-" * 490 + "1", "a" + "==a" * 160, "a" + "[a" * 240,
        "{a:" * 160, "lambda:" * 70 + "1", "a." * 249 + "a", "9" * 500, "a if a else " * 40 + "a", "f'" * 250, "a<" * 249 + "a",
    ],
)  # fmt: skip
def test_depth_never_crashes(text: str) -> None:
    found = attempt(text)
    if isinstance(found, ConditionError):
        assert 0 <= found.column <= len(text)
    else:
        list(faults(found, {"a": Flag()}))
        evaluate(found, lambda _: False)


@law(1500, read=0.01, refused=0.5)
@given(st.text(max_size=60) | st.lists(st.sampled_from([
    "a", "b", " ", "and ", "or ", "not ", "in ", "== ", "< ", "'x'", '"', "'", "(", ")", "[", "]", ",", "{", "}", ":", "chose(", "visited('s')",
    "#", "\\", "\n", "\r", "\0", "é", "1", "0x", "1.5", "-", "lambda ", "f'", "*", "=", ":=", ".", ";", "is ", "\u2028", "\f", "😀",
]), max_size=25).map("".join))  # fmt: skip
def test_law_any_text_is_read_or_refused_within_its_bounds(text: str) -> None:
    found = attempt(text)
    if isinstance(found, ConditionError):
        compared("refused")
        assert 0 <= found.column <= len(text)
        assert found.length >= 1
        assert str(found)
    else:
        compared("read")
        assert all(0 <= name.column < len(text) for name in names(found))
        assert all(0 <= fault.column < len(text) for fault in faults(found, DOMAINS))


# -- Faults

FAULTS = {
    "nobody": [("unknown_name", 0, 6)],
    "here and nobody or nobody": [("unknown_name", 9, 6), ("unknown_name", 19, 6)],
    "nobody == 'x' and minutes": [("unknown_name", 0, 6)],
    "distance == 'é' and nobody": [("unknown_name", 20, 6)],
    "minutes": [("mixed_types", 0, 7)],
    "not distance": [("mixed_types", 4, 8)],
    "here and 1": [("mixed_types", 9, 1)],
    "'far' or here": [("mixed_types", 0, 3)],
    "minutes == 'far'": [("mixed_types", 11, 5)],
    "minutes == true": [("mixed_types", 11, 4)],
    "here == 1": [("mixed_types", 8, 1)],
    "distance == 1": [("mixed_types", 12, 1)],
    "distance == minutes": [("mixed_types", 12, 7)],
    "1 == 1": [("mixed_types", 0, 1)],
    "distance < 'far'": [("mixed_types", 0, 8)],
    "here > false": [("mixed_types", 0, 4)],
    "minutes < 'far'": [("mixed_types", 10, 1)],
    "minutes in [1, 'far']": [("mixed_types", 15, 5)],
    "chose('a.b') == 1": [("mixed_types", 16, 1)],
    "distance == 'away'": [("outside_domain", 12, 6)],
    "minutes == 10": [("outside_domain", 11, 2)],
    "low != -4": [("outside_domain", 7, 2)],
    "distance in ['near', 'away']": [("outside_domain", 21, 6)],
    "minutes > 100": [],
    "distance == place": [],
    "minutes < low": [],
    "chose('no.such')": [],
}


@pytest.mark.parametrize("text", FAULTS)
def test_fault_has_its_kind_and_place(text: str) -> None:
    assert [(f.kind, f.column, f.length) for f in faults(parse(text), DOMAINS)] == FAULTS[text]


def test_fault_says_how_to_compare() -> None:
    (fault,) = faults(parse("distance"), DOMAINS)
    assert fault.mend == "compare it, as in `distance == 'near'`"
    (fault,) = faults(parse("minutes"), DOMAINS)
    assert fault.mend == "compare it, as in `minutes == 0`"


# -- Against Python, and against the compiled form

SMALL: dict[str, tuple[Value, ...]] = {
    "f": (False, True), "g": (False, True), "c": (-1, 0, 1, 2), "d": (0, 1, 2), "w": ("near", "mid", "far"), "v": ("near", "far"),
}  # fmt: skip
SMALL_FACTS = {
    "f": False, "g": True, "c": {"range": [-1, 2], "start": 0}, "d": {"range": [0, 2], "start": 0},
    "w": {"one_of": ["near", "mid", "far"], "start": "mid"}, "v": {"one_of": ["near", "far"], "start": "far"},
}  # fmt: skip
SMALL_DOMAINS: dict[str, Domain] = {
    "f": Flag(), "g": Flag(), "c": Counter(-1, 2, 0), "d": Counter(0, 2, 0),
    "w": Words(("near", "mid", "far"), "mid"), "v": Words(("near", "far"), "far"),
}  # fmt: skip
PAST = ("chose('a.x')", "chose('a.y')", "visited('b')")

_FLAG = st.sampled_from(["f", "g", *PAST])
_BOOL = st.sampled_from(["true", "false"])
_COUNTER = st.sampled_from(["c", "d"])
_NUMBER = st.sampled_from(["0", "1", "2", "0", "1", "2", "-1", "3"])
_WORD = st.sampled_from(["w", "v"])
_QUOTED = st.sampled_from(["'near'", '"near"', "'far'", "'near'", '"far"', "'mid'", "'é'"])
_EQUAL = st.sampled_from(["==", "!="])
_ORDER = st.sampled_from(["<", "<=", ">", ">="])
_IN = st.sampled_from(["in", "not in"])


def _line(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(" ".join)


def _listed(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(st.lists(part, min_size=1, max_size=3).map(", ".join), st.sampled_from(["[]", "{}"])).map(
        lambda t: t[1][0] + t[0] + t[1][1]
    )


_ATOMS = st.one_of(
    _FLAG, _BOOL, _line(_FLAG, _EQUAL, _FLAG | _BOOL), _line(_BOOL, _EQUAL, _FLAG), _line(_FLAG, _IN, _listed(_BOOL)),
    _line(_COUNTER, _EQUAL | _ORDER, _COUNTER | _NUMBER), _line(_NUMBER, _EQUAL | _ORDER, _COUNTER),
    _line(_NUMBER, _ORDER, _COUNTER, _ORDER, _COUNTER | _NUMBER), _line(_COUNTER, _IN, _listed(_NUMBER)),
    _line(_WORD, _EQUAL, _WORD | _QUOTED), _line(_QUOTED, _EQUAL, _WORD), _line(_WORD, _IN, _listed(_QUOTED)),
)  # fmt: skip
EXPRESSIONS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        inner.map(lambda e: f"not ({e})"), inner.map(lambda e: f"({e})"), _line(inner, st.sampled_from(["and", "or"]), inner),
        _line(inner.map(lambda e: f"({e})"), st.sampled_from(["and", "or", "and not", "or not"]), inner.map(lambda e: f"({e})")),
    ),
    max_leaves=8,
).filter(lambda e: len(e) <= MAX_LENGTH)  # fmt: skip


def valuations(read: frozenset[str]) -> Iterator[dict[str, Value]]:
    """Every valuation of these variables."""
    order = sorted(read)
    for values in product(*(SMALL.get(v, (False, True)) for v in order)):
        yield dict(zip(order, values, strict=True))


def by_python(text: str, valuation: Mapping[str, Value]) -> bool:
    facts = {k: v for k, v in valuation.items() if ":" not in k}
    history: dict[str, Any] = {
        "chose": lambda id_: valuation[f"chose:{id_}"], "visited": lambda id_: valuation[f"visited:{id_}"],
    }  # fmt: skip
    return bool(eval(text, {"true": True, "false": False, "__builtins__": {}, **history, **facts}))


def scenario_with(when: str) -> Scenario:
    end = {"text": "The end.", "invented": True, "ending": {"outcome": "safe", "title": "End"}}
    choices = {"x": {"text": "X", "next": "b"}, "y": {"text": "Y", "next": "b"}}
    first = {"text": "Now.", "invented": True, "also": [{"text": "More.", "when": when}],
             "decision": {"prompt": "What?", "choices": choices}}  # fmt: skip
    return Scenario.model_validate({**heading(), "facts": SMALL_FACTS, "start": "a", "scenes": {"a": first, "b": end}})


@law(300)
@given(EXPRESSIONS)
def test_law_condition_means_what_python_says_and_compiles_to_the_same(text: str) -> None:
    expr = parse(text)
    read = variables(expr)
    for valuation in valuations(read):
        assert evaluate(expr, valuation.__getitem__) is by_python(text, valuation)
    assume(not any(faults(expr, SMALL_DOMAINS)))  # a value outside its domain can't be packed
    program = Program(scenario_with(text))
    guard = program.guard(text)
    fields = sum(program.fields[v].bits for v in read)
    assert guard.reads == fields
    for valuation in valuations(read):
        bits = sum(program.fields[v].pack(at) for v, at in valuation.items())
        expected = evaluate(expr, valuation.__getitem__)
        assert bool(guard.test(bits)) is expected
        assert bool(guard.test(bits | ~fields & ((1 << 40) - 1))) is expected, "it reads bits that it does not declare"


@law(150)
@given(EXPRESSIONS)
def test_law_well_typed_condition_has_no_mixed_types(text: str) -> None:
    assert {f.kind for f in faults(parse(text), SMALL_DOMAINS)} <= {"outside_domain"}


@law(150)
@given(EXPRESSIONS)
def test_law_line_breaks_and_brackets_change_nothing(text: str) -> None:
    assert shape(parse(text.replace(" ", "\n"))) == shape(parse(text)) == shape(parse(f" ({text})"))


def shape(expr: Expr) -> str:
    """The expression without its columns."""
    match expr:
        case Const(value_, _):
            return repr(value_)
        case Name(variable, _, _):
            return variable
        case Not(part):
            return f"not {shape(part)}"
        case And(parts) | Or(parts):
            return f"{type(expr).__name__}({', '.join(shape(p) for p in parts)})"
        case Compare(op, left, right):
            return f"{shape(left)} {op} {shape(right)}"
        case Member(left, values):
            return f"{shape(left)} in [{', '.join(shape(v) for v in values)}]"


@pytest.mark.parametrize(("text", "why"), [
    ("(here", "`(` is not closed"), ("here)", "`)` closes what was not opened"), ("distance == 'far", "a quote is not closed"),
    ("here = true", "`=` stands where `==` belongs"), ("here gone", "it cannot be read from here on"), ("here and", "it cannot be read from here on"),
    ("distance == \u201cfar\u201d", "U+201C is no sign of conditions"), ("[here)", "`)` closes what was not opened"),
])  # fmt: skip
def test_why_it_is_no_condition_is_told_in_words_of_the_format(text: str, why: str) -> None:
    assert str(refused(text)) == f"not a condition: {why}"


@pytest.mark.parametrize("text", ["else", "Else:", "*"])
def test_a_route_for_everything_else_needs_no_condition(text: str) -> None:
    assert refused(text).mend.startswith("take `when` out")
