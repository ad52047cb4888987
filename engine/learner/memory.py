"""How well a lesson is remembered: the memory model FSRS-6, folded over the reviews of a card.

Source: Ye, Su, Cao 2022, A stochastic shortest path algorithm for optimizing spaced repetition scheduling, in the form and with
the parameters of the package `fsrs`. Its scheduler also plans a day and writes a log at each review,
which takes most of its time with tens of thousands of them. A law holds that the memory and the last day are the same to the
last bit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime

from fsrs import Card, Rating, Scheduler, State

SCHEDULER = Scheduler(desired_retention=0.9, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
"""Without random fuzz, and without steps within a day: a play is a long review."""
_W: tuple[float, ...] = tuple(SCHEDULER.parameters)
_DECAY = -_W[20]
_FACTOR: float = 0.9 ** (1 / _DECAY) - 1
_LEAST_STABILITY = 0.001
_DIFFICULTY = (1.0, 10.0)
"""The least and the greatest."""
_FIRST_EASY = _W[4] - math.e ** (_W[5] * (Rating.Easy - 1)) + 1
"""Difficulty to which that of every card slowly returns."""
_AT_ONCE = {rating: math.e ** (_W[17] * (rating - 3 + _W[18])) for rating in Rating}
"""What a review within a day does to the stability, before it is slowed by the stability reached."""
_HARDER = {rating: -(_W[6] * (rating - 3)) for rating in Rating}
"""What a review does to the difficulty, before it is damped."""
_RECALLED: float = math.e ** _W[8]
_FORGOTTEN_AT_ONCE: float = math.e ** (_W[17] * _W[18])


def remembered(reviews: Iterable[tuple[datetime, Rating]]) -> Card:
    """The card after these reviews.

    Args:
        reviews: (when, how it went), UTC, never falling; at least one.
    """
    found = iter(reviews)
    last, rating = next(found)
    stability = max(_W[rating - 1], _LEAST_STABILITY)
    low, high = _DIFFICULTY
    difficulty = min(max(_W[4] - math.e ** (_W[5] * (rating - 1)) + 1, low), high)
    for at, rating in found:
        days = (at - last).days
        if days < 1:
            stability = _within_a_day(stability, rating)
        else:
            retrievability = (1 + _FACTOR * days / stability) ** _DECAY
            stability = _after_days(stability, difficulty, retrievability, rating)
        damped = difficulty + (10.0 - difficulty) * _HARDER[rating] / 9.0
        difficulty = min(max(_W[7] * _FIRST_EASY + (1 - _W[7]) * damped, low), high)
        last = at
    # Its own number would be taken from the clock.
    return Card(card_id=0, state=State.Review, step=None, stability=stability, difficulty=difficulty, due=last, last_review=last)


def interval(card: Card) -> int:
    """Days after its last review on which the card is to be reviewed again: 1 to `SCHEDULER.maximum_interval`."""
    assert card.stability is not None
    days: float = card.stability / _FACTOR * (SCHEDULER.desired_retention ** (1 / _DECAY) - 1)
    longest: int = SCHEDULER.maximum_interval
    return min(max(round(days), 1), longest)


def _within_a_day(stability: float, rating: Rating) -> float:
    rise: float = _AT_ONCE[rating] * stability ** -_W[19]
    if rating is not Rating.Again:
        rise = max(rise, 1.0)
    return max(stability * rise, _LEAST_STABILITY)


def _after_days(stability: float, difficulty: float, retrievability: float, rating: Rating) -> float:
    if rating is Rating.Again:
        long: float = _W[11] * difficulty ** -_W[12] * ((stability + 1) ** _W[13] - 1) * math.e ** ((1 - retrievability) * _W[14])
        return max(min(long, stability / _FORGOTTEN_AT_ONCE), _LEAST_STABILITY)
    hard = _W[15] if rating is Rating.Hard else 1
    easy = _W[16] if rating is Rating.Easy else 1
    rise: float = (
        _RECALLED * (11 - difficulty) * stability ** -_W[9] * (math.e ** ((1 - retrievability) * _W[10]) - 1) * hard * easy
    )
    return max(stability * (1 + rise), _LEAST_STABILITY)
