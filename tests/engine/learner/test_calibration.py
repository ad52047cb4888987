"""Calibration: as often right as they were sure?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engine.learner.calibration import calibration
from engine.learner.practiced import StatedConfidence
from engine.play.confidence import SURE
from tests.engine.learner.past import past
from tests.laws import compared, law

ANSWERS = st.lists(st.builds(StatedConfidence, st.integers(0, 100), st.booleans(), st.just("What now?")), max_size=20)


def told(*answers: tuple[int, bool], days: float = 1):
    return replace(past(days), stated=tuple(StatedConfidence(percent, hit, f"{percent}?") for percent, hit in answers))


def test_without_answers_there_is_no_score() -> None:
    found = calibration([past(1)])
    assert (found.count, found.brier, found.sure, found.errors) == (0, None, 0, ())
    assert all(band.share is None for band in found.bands)


def test_the_brier_score_is_the_mean_over_all_plays() -> None:
    found = calibration([told((100, True)), told((50, False), (50, True))])
    assert found.brier == Fraction(1, 6)


def test_answers_fall_into_their_bands() -> None:
    found = calibration([told((49, False), (50, True), (74, False), (75, True), (89, True), (90, False), (100, True))])
    assert [(band.low, band.high, band.count, band.right) for band in found.bands] == [
        (0, 49, 1, 0), (50, 74, 2, 1), (75, 89, 2, 2), (90, 100, 2, 1),
    ]  # fmt: skip
    assert found.bands[1].share == Fraction(1, 2)
    assert found.sure == 4


def test_confident_errors_come_surest_first_and_then_newest_first() -> None:
    found = calibration([told((74, False), (80, False), days=3), told((80, False), (100, False), (100, True), days=1)])
    assert [(answer.percent, play.at) for play, answer in found.errors] == [
        (100, past(1).at), (80, past(1).at), (80, past(3).at),
    ]  # fmt: skip


@law(errors=0.2)
@given(ANSWERS)
def test_every_answer_is_in_exactly_one_band_and_every_error_was_sure(answers) -> None:
    found = calibration([replace(past(1), stated=tuple(answers))])
    if found.errors:
        compared("errors")
    assert sum(band.count for band in found.bands) == found.count == len(answers)
    assert len(found.errors) == sum(band.count - band.right for band in found.bands if band.low >= SURE)
    assert found.brier is None or 0 <= found.brier <= 1
