"""Values of a small scenario against figures that were worked out by hand from docs/semantics.md, section 3."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.errors import StateLimit
from engine.states.graph import Transition
from engine.states.program import Program
from engine.states.values import Bot, Number, Valuation
from tests.engine.play.test_scoring import scenario

BOTS: dict[str, Bot] = {
    "the first": lambda _, edges: {edges[0].action.id: 1},
    "the last": lambda _, edges: {edges[-1].action.id: 1},
    "blind": lambda _, edges: {edge.action.id: Fraction(1, len(edges)) for edge in edges},
}


def valued(start: str, **more: int) -> Valuation:
    return Valuation(Program(scenario(start=start)), **more)


@pytest.mark.parametrize(
    ("start", "least_loss", "danger", "blind_danger", "unsafe"),
    [
        ("street", Fraction(1, 4), Fraction(1, 6), Fraction(113, 192), Fraction(1, 2)),
        ("door", 0, 0, Fraction(49, 96), 0),
        ("hall", 0, 0, Fraction(5, 12), 0),
        ("yard", Fraction(1, 2), Fraction(1, 3), Fraction(2, 3), 1),
        ("home", 0, 0, 0, 0),
        ("near", 0, Fraction(1, 3), Fraction(1, 3), 1),
        ("hurt", 0, 1, 1, 1),
    ],
)
def test_values_of_a_state(start: str, least_loss: Number, danger: Number, blind_danger: Number, unsafe: Number) -> None:
    values = valued(start)
    assert (values.least_loss(0), values.danger(0), values.blind_danger(0), values.unsafe(0)) == (
        least_loss, danger, blind_danger, unsafe,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("start", "worth"),
    [
        ("door", {"wait": (0, 0, 0), "go": (1, Fraction(11, 8), Fraction(11, 8))}),
        ("hall", {"look": (0, 0, 0), "peek": (Fraction(5, 4),) * 3, "rush": (2, 2, 2)}),
        ("yard", {"stop": (Fraction(1, 2), Fraction(1, 2), 0), "run": (1, 1, Fraction(1, 2))}),
    ],
)
def test_loss_q_and_regret_of_a_choice(start: str, worth: dict[str, tuple[Number, ...]]) -> None:
    values = valued(start)
    assert {e.action.id: (values.loss(e.action.scene, e.action.id), values.q(e), values.regret(0, e))
            for e in values.graph.edges[0]} == worth  # fmt: skip
    assert values.span(0) == max(regret for *_, regret in worth.values())
    assert [e.action.id for e in values.best(0)] == [choice for choice, (*_, regret) in worth.items() if regret == 0]


@pytest.mark.parametrize(
    ("start", "bot", "score"),
    [
        ("yard", "the first", 100), ("yard", "the last", 0), ("yard", "blind", 50),
        ("hall", "the first", 100), ("hall", "the last", 0), ("hall", "blind", 100 * (1 - Fraction(13, 24))),
        # Both go in and come to the hall once in four times. There the last choice loses all, in the yard too.
        ("door", "the last", 0), ("door", "the first", 100),
        ("street", "the first", 100), ("street", "the last", 0),
        ("street", "blind", 100 * (1 - (Fraction(11, 16) + Fraction(5, 8) * Fraction(13, 12) + Fraction(3, 8) / 4 + Fraction(1, 4))
                                   / (Fraction(11, 8) + Fraction(5, 4) + Fraction(3, 16) + Fraction(1, 2)))),
    ],
)  # fmt: skip
def test_scores_of_bots(start: str, bot: str, score: Number) -> None:
    values = valued(start)
    assert values.bot_score(BOTS[bot]) == score
    assert values.rough_score(BOTS[bot]) == pytest.approx(float(score))
    assert bot != "blind" or values.blind_score() == score


def test_where_nothing_is_at_stake_there_is_no_score() -> None:
    values = valued("home")
    assert (values.bot_score(BOTS["blind"]), values.rough_score(BOTS["blind"]), values.blind_score()) == (None, None, None)


def test_there_is_no_value_beyond_the_budget() -> None:
    assert valued("door", budget=6).least_loss(0) == 0
    with pytest.raises(StateLimit, match="more than 3 states"):
        valued("door", budget=3).least_loss(0)


def test_values_leave_injects_out() -> None:
    assert {edge.action.id for edges in valued("hall").graph.edges for edge in edges} == {"look", "peek", "rush"}


def test_each_bot_is_asked_anew_and_told_the_state() -> None:
    values = valued("street")
    door, yard = (values.graph.edges[0][0].targets[at] for at in (0, 1))
    asked: set[int] = set()

    def careful_at_the_door(node: int, edges: tuple[Transition, ...]) -> dict[str, Number]:
        asked.add(node)
        return BOTS["the first" if node == door else "the last"](node, edges)

    for score in (values.bot_score, values.rough_score):
        assert [score(BOTS["the first"]), score(BOTS["the last"])] == [100, 0]
        asked.clear()
        assert 0 < score(careful_at_the_door) < 100
        assert {door, yard} <= asked
