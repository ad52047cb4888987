"""The memory of a lesson is that of `fsrs`, review by review."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from fsrs import Card, Rating
from hypothesis import given
from hypothesis import strategies as st

from engine.learner.memory import SCHEDULER, interval, remembered
from tests.laws import compared, law

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
gaps = st.one_of(st.just(0.0), st.floats(0, 2), st.integers(0, 3).map(float), st.floats(0, 4000))


@law(300, several=0.5)
@given(st.lists(st.tuples(gaps, st.sampled_from(list(Rating))), min_size=1, max_size=40), st.floats(0, 500))
def test_the_memory_is_that_of_the_scheduler_to_the_last_bit(reviews: list[tuple[float, Rating]], later: float) -> None:
    at, planned, told = BEGIN, Card(card_id=0), []
    for days, rating in reviews:
        at += timedelta(days=days)
        planned, _ = SCHEDULER.review_card(planned, rating, at)
        told.append((at, rating))
        folded = remembered(told)
        assert (folded.stability, folded.difficulty, folded.last_review, folded.state) == (
            planned.stability, planned.difficulty, planned.last_review, planned.state,
        )  # fmt: skip
        assert planned.last_review is not None
        assert timedelta(days=interval(folded)) == planned.due - planned.last_review
    if len(reviews) > 1:
        compared("several")
    now = at + timedelta(days=later)
    assert SCHEDULER.get_card_retrievability(folded, now) == SCHEDULER.get_card_retrievability(planned, now)


def test_thousands_of_reviews_on_one_day_are_remembered_alike() -> None:
    planned, told = Card(card_id=0), []
    for number, rating in enumerate(Random(5).choices(list(Rating), [1, 4, 9, 4], k=3000)):
        at = BEGIN + timedelta(minutes=7 * number)
        planned, _ = SCHEDULER.review_card(planned, rating, at)
        told.append((at, rating))
    folded = remembered(told)
    assert (folded.stability, folded.difficulty) == (planned.stability, planned.difficulty)
