"""The time of a play never runs backwards, whatever the computer's clock does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.play.clock import SET_BACK, Clock, clock, offsets, set_back
from engine.play.events import AnyEvent, Noted, Paused, Phase, Resumed, Started
from tests.laws import compared, law

BEGIN = datetime(2026, 11, 28, 10, tzinfo=UTC)
SECONDS = st.integers(-100_000, 100_000) | st.floats(-200, 200)
KINDS = st.sampled_from(["noted", "paused", "resumed", "read", "vote", "timer"])


def at(seconds: float) -> str:
    return (BEGIN + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")


def event(seq: int, kind: str, seconds: float) -> AnyEvent:
    head = {"seq": seq, "at": at(seconds)}
    match kind:
        case "noted":
            return Noted(**head, topic="x", text="")
        case "paused":
            return Paused(**head)
        case "resumed":
            return Resumed(**head)
        case "timer":
            return Phase(**head, name="vote", seconds=90)
        case _:
            return Phase(**head, name=kind)


def play(told: list[tuple[str, float]]) -> list[AnyEvent]:
    started = Started(seq=0, at=at(0), scenario="x", version=1, seed=1, mode="class")
    return [started, *(event(seq, kind, seconds) for seq, (kind, seconds) in enumerate(told, 1))]


def same_timer(before: Clock, after: Clock) -> bool:
    return before.phase == after.phase and before.remaining is not None and after.remaining is not None


@law(100, timer=0.05, look=0.05)
@given(st.lists(st.tuples(KINDS, SECONDS), max_size=12), st.lists(SECONDS, min_size=2, max_size=5))
def test_time_never_runs_backwards_whatever_times_were_kept(told: list[tuple[str, float]], looks: list[float]) -> None:
    events = play(told)
    found = [clock(events[:count], events[count - 1].at) for count in range(1, len(events) + 1)]
    for before, after, last in zip(found, found[1:], events[1:], strict=False):
        assert after.elapsed >= before.elapsed >= 0
        assert after.in_phase >= (before.in_phase if after.phase == before.phase else 0)
        if same_timer(before, after) and not isinstance(last, Phase):
            compared("timer")
            assert after.remaining <= before.remaining
    seen = [clock(events, at(seconds)) for seconds in sorted(looks)]
    for before, after in pairwise(seen):
        assert after.elapsed >= before.elapsed >= found[-1].elapsed
        if same_timer(before, after):
            compared("look")
            assert after.remaining <= before.remaining


@law(100)
@given(st.lists(st.tuples(KINDS, SECONDS), max_size=12))
def test_moments_of_a_play_come_in_their_order(told: list[tuple[str, float]]) -> None:
    found = offsets(play(told))
    assert len(found) == len(told) + 1
    assert list(found) == sorted(found)
    assert found[0] == 0


@law(100)
@given(st.lists(st.floats(0, 1000), min_size=1, max_size=12), st.data())
def test_a_clock_that_is_set_costs_no_more_than_the_gap_in_which_it_was_set(gaps: list[float], data: st.DataObject) -> None:
    when = data.draw(st.integers(0, len(gaps) - 1))
    back = data.draw(st.sampled_from([3600.0, 7200.0, 86_400.0]))
    true = [sum(gaps[: count + 1]) for count in range(len(gaps))]
    shown = [seconds - (back if count >= when else 0) for count, seconds in enumerate(true)]
    events = play([("noted", seconds) for seconds in shown])
    found = clock(events, events[-1].at).elapsed
    assert found == pytest.approx(true[-1] - gaps[when], abs=0.01 * len(gaps))
    assert clock(events, at(shown[-1] + 5)).elapsed == pytest.approx(found + 5, abs=0.01)


def test_two_computers_whose_clocks_differ_a_little_count_no_second_twice() -> None:
    events = play([("noted", 10), ("noted", 5), ("noted", 12), ("noted", 7), ("noted", 20)])
    assert clock(events, at(20)).elapsed == 20
    assert offsets(events) == (0, 10, 10, 12, 12, 20)


def test_a_set_back_clock_is_told_from_clocks_that_differ() -> None:
    assert set_back(at(SET_BACK + 1), at(0))
    assert not set_back(at(SET_BACK), at(0))
    assert not set_back(at(0), at(100_000))


@pytest.mark.parametrize(("mode", "left"), [("solo", 80), ("class", 30)])
def test_alone_a_play_that_was_taken_up_again_had_stood_still(mode: str, left: int) -> None:
    events = play([("timer", 0), ("noted", 10), ("resumed", 60)])
    events[0] = events[0].model_copy(update={"mode": mode})
    assert clock(events, at(60)).remaining == left
