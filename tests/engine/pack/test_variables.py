"""Names of variables: made and read back in one place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.pack.conditions import parse, variables
from engine.pack.variables import Happened, History, happened
from tests.laws import law

IDS = st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True)


@law()
@given(st.sampled_from(History), IDS, st.none() | IDS)
def test_what_is_made_is_read_back(what: History, scene: str, choice: str | None) -> None:
    name = scene if choice is None else f"{scene}.{choice}"
    past = happened(what.of(name))
    assert past == Happened(what, name)
    assert past is not None
    assert (past.scene, past.choice) == (scene, choice or "")


def test_a_fact_is_no_history() -> None:
    assert happened("partner_here") is None


def test_conditions_read_the_variables_of_history() -> None:
    read = variables(parse("chose('arrive.wait') and not visited('story') and lights"))
    assert set(read) == {History.CHOSE.of("arrive.wait"), History.VISITED.of("story"), "lights"}
