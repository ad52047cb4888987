"""Habits of choosing, on decisions whose scores are plain."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from engine.pack.scenario import Scenario
from engine.states.bots import BOTS, Bot, hits, passes, score
from engine.states.order import class_letters
from engine.states.program import Program
from engine.states.values import Valuation
from tests.engine.states.small import ending, passage
from tests.strategies import heading

NAMED = {bot.name: bot for bot in BOTS}
TEXTS = {"good": "Wait for   two\n minutes.", "same": "Wait for two minutes!", "poor": "Go."}


def decided(marks: dict[str, str], texts: dict[str, str] = TEXTS, **more: Any) -> Program:
    """One decision; a choice is good where it is marked with a plus."""
    choices = {
        name: {"text": texts.get(name, name), "marks": [f"{mark}slow-down"], "next": "over"} for name, mark in marks.items()
    }
    for name, fields in more.items():
        choices[name].update(fields)
    door = {"text": "A door.", "decision": {"prompt": "What now?", "tests": ["slow-down"], "choices": choices}}
    data = heading() | {"start": "door", "scenes": {"door": door, "over": ending()}, "facts": {"open": False}}
    return Program(Scenario.model_validate(data))


@pytest.mark.parametrize(
    ("bot", "worth"), [("blind", Fraction(200, 3)), ("longest", 100), ("shortest", 0)]
)  # fmt: skip
def test_a_bot_scores_what_its_habit_is_worth(bot: str, worth: Fraction) -> None:
    # Spaces and line ends that Markdown does not show make no text longer: the two good ones are equally long.
    valuation = Valuation(decided({"good": "+", "same": "+", "poor": "-"}))
    assert score(valuation, NAMED[bot]) == worth
    half = Valuation(decided({"good": "+", "same": "-", "poor": "-"}))
    assert (score(half, NAMED["longest"]), score(half, NAMED["shortest"])) == (50, 0)


def test_the_first_shown_is_the_one_with_the_letter_a() -> None:
    for good in TEXTS:
        told = decided({name: "+" if name == good else "-" for name in TEXTS})
        assert score(Valuation(told), NAMED["first-shown"]) == (100 if class_letters(told, "door")[good] == "A" else 0)


def test_only_what_is_available_is_taken() -> None:
    told = decided({"good": "+", "same": "-", "poor": "+"}, good={"when": "open"})
    assert score(Valuation(told), NAMED["longest"]) == 0
    assert score(Valuation(told), NAMED["blind"]) == 50


@pytest.mark.parametrize(("good", "poor", "worth"), [(7, 3, None), (5, 2, Fraction(500, 7)), (3, 7, None), (1, 0, None)])
def test_a_score_above_70_passes(good: int, poor: int, worth: Fraction | None) -> None:
    # Seven in ten is 70 and no pass; with one choice nothing is at stake.
    told = decided({f"c{i}": "+" if i < good else "-" for i in range(good + poor)})
    assert passes(Valuation(told), NAMED["blind"]) == worth


def test_a_bot_hits_where_all_that_it_takes_is_among_the_best() -> None:
    told = decided({"good": "+", "same": "-", "poor": "-"}, good={"when": "open"})
    # All choices of a decision count here, available or not.
    assert hits(told, NAMED["longest"], "door", ["good", "same"])
    assert not hits(told, NAMED["longest"], "door", ["good"])
    assert hits(told, NAMED["shortest"], "door", ["poor"])
    assert not hits(told, NAMED["blind"], "door", ["good", "same"])


def test_a_bot_is_not_asked_what_injects_do() -> None:
    data = decided({"good": "+", "poor": "-"}).scenario.model_dump(by_alias=True)
    told = Program(Scenario.model_validate(data | {"injects": {"ring": {"text": "It rings.", "at": ["door"]}}}))
    assert hits(told, NAMED["blind"], "door", ["good", "poor"])


def test_where_nothing_is_decided_there_is_no_score() -> None:
    told = Program(Scenario.model_validate(heading() | {"start": "way", "scenes": {"way": passage("over"), "over": ending()}}))
    assert [(score(Valuation(told), bot), passes(Valuation(told), bot)) for bot in BOTS] == [(None, None)] * 4


def test_each_of_several_has_the_same_chance() -> None:
    told = decided({"good": "+", "same": "+", "poor": "-", "none": "-"})
    taken = Bot("some", "takes some", lambda _, edges: [e for e in edges if e.action.id != "none"])
    assert score(Valuation(told), taken) == Fraction(200, 3)
