"""Laws prove that they compared something: the helper itself, and that every Hypothesis test is such a law."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.laws import compared, law

HERE = Path(__file__).parent


@law(20, all=1)
@given(st.integers())
def looks_at_everything(_: int) -> None:
    compared("all")


@law(40, even=0.9)
@given(st.integers(0, 1))
def looks_at_few(number: int) -> None:
    if number == 0:
        compared("even")


@law(40, never=0)
@given(st.integers())
def looks_at_nothing(number: int) -> None:
    if number == "a":
        compared("never")


@law(40)
@given(st.integers(0, 9))
def gives_up(number: int) -> None:
    assume(number > 7)


@law(20)
@given(st.integers())
def names_no_share(_: int) -> None:
    compared("whatever")


@law(20)
@given(st.integers())
def is_wrong(_: int) -> None:
    assert False, "wrong"  # noqa: B011, PT015


def test_a_law_that_looks_at_everything_holds() -> None:
    looks_at_everything()


@pytest.mark.parametrize("poor", [looks_at_few, looks_at_nothing, gives_up, names_no_share])
def test_a_law_that_compares_too_little_fails(poor) -> None:
    with pytest.raises(pytest.fail.Exception, match="compared too little"):
        poor()


def test_a_law_that_does_not_hold_says_so_first() -> None:
    with pytest.raises(AssertionError, match="wrong"):
        is_wrong()


def hypothesis_tests() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function under `given`, also one within a test, with where it stands."""
    for path in HERE.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and "given" in decorators(node):
                yield f"{path.relative_to(HERE)}::{node.name}", node


def decorators(function: ast.FunctionDef) -> list[str]:
    calls = [d for d in function.decorator_list if isinstance(d, ast.Call)]
    return [c.func.id for c in calls if isinstance(c.func, ast.Name)]


def calls(node: ast.AST) -> set[str]:
    return {c.func.id for c in ast.walk(node) if isinstance(c, ast.Call) and isinstance(c.func, ast.Name)}


def test_every_hypothesis_test_is_a_law() -> None:
    tests = dict(hypothesis_tests())
    assert len(tests) > 60
    above = {where: decorators(test)[: decorators(test).index("given")] for where, test in tests.items()}
    assert [where for where, names in above.items() if "law" not in names] == []


def test_no_law_leaves_early_and_none_asserts_under_a_condition_that_it_does_not_count() -> None:
    early = [
        w for w, test in hypothesis_tests() for n in test.body for r in ast.walk(n) if isinstance(r, ast.Return) and not r.value
    ]
    silent = [
        f"{where}, line {branch.lineno}"
        for where, test in hypothesis_tests()
        for branch in ast.walk(test)
        if isinstance(branch, ast.If) and any(isinstance(n, ast.Assert) for n in ast.walk(branch)) and "compared" not in calls(branch)
        and not ("parametrize" in ast.unparse(test) and "defect" in ast.unparse(branch.test))
    ]  # fmt: skip
    assert (early, silent) == ([], [])
