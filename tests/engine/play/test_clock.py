"""The time of a play never runs backwards, whatever the computer's clock does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.play import phases
from engine.play.clock import IDLE, SET_BACK, Clock, clock, offsets, parse, set_back
from engine.play.events import AnyEvent, Chose, Noted, Paused, Phase, Resumed, Started, WentBack
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


# -- A few moments, counted by hand


def moments(*told: tuple[float, type, dict[str, object]]) -> list[AnyEvent]:
    """A class that began at 0, and what followed, each as (second, kind, fields)."""
    events: list[AnyEvent] = [Started(seq=0, at=at(0), scenario="x", version=1, seed=1, mode="class")]
    for second, kind, fields in told:
        events.append(kind(seq=len(events), at=at(second), **fields))
    return events


def phase(second: float, name: str, seconds: int | None = None, page: int = 1) -> tuple[float, type, dict[str, object]]:
    return second, Phase, {"name": name, "seconds": seconds, "page": page}


def test_before_anything_happened_no_time_has_passed() -> None:
    assert clock([], at(99)) == Clock(0, paused=False, phase="", in_phase=0, remaining=None)
    assert clock(moments(), at(9)) == Clock(9, paused=False, phase="", in_phase=9, remaining=None)
    assert offsets([]) == ()


def test_time_is_counted_in_all_and_in_the_phase() -> None:
    events = moments(phase(10, "read"), (25, Noted, {"topic": "x", "text": ""}), phase(30, "read", page=2), phase(70, "vote"))
    assert clock(events, at(100)) == Clock(100, paused=False, phase="vote", in_phase=30, remaining=None)
    assert clock(events[:4], at(60)) == Clock(60, paused=False, phase="read", in_phase=50, remaining=None)


def test_in_a_pause_the_clock_and_the_timer_stand_still() -> None:
    events = moments(phase(10, "vote", 60), (20, Paused, {}), (50, Resumed, {}))
    assert clock(events[:3], at(45)) == Clock(20, paused=True, phase="vote", in_phase=10, remaining=50)
    assert clock(events, at(55)) == Clock(25, paused=False, phase="vote", in_phase=15, remaining=45)
    assert offsets(events) == (0, 10, 20, 50)


@pytest.mark.parametrize(("gap", "counts"), [(IDLE, True), (IDLE + 1, False)])
def test_a_gap_of_half_an_hour_before_going_on_is_a_pause(gap: float, counts: bool) -> None:
    assert clock(moments((5, Noted, {"topic": "x", "text": ""}), (5 + gap, Resumed, {})), at(5 + gap)).elapsed == 5 + gap * counts
    # A gap that nothing was resumed after is time that passed.
    assert clock(moments((5 + gap, Noted, {"topic": "x", "text": ""})), at(5 + gap)).elapsed == 5 + gap
    # One that lies in a pause does not count either way, and what follows does.
    paused = moments((5, Paused, {}), (5 + gap, Resumed, {}))
    assert clock(paused, at(9 + gap)).elapsed == 9


@pytest.mark.parametrize("name", phases.ROUND)
def test_a_timer_goes_on_through_the_phases_of_a_decision(name: str) -> None:
    for other in phases.ROUND:
        assert clock(moments(phase(0, name, 60), phase(20, other)), at(30)).remaining == 30
    for other in (phases.REVEAL, phases.HOT_WASH, phases.PALS_END, phases.WELCOME):
        assert clock(moments(phase(0, name, 60), phase(20, other)), at(30)).remaining is None
        assert clock(moments(phase(0, other, 60), phase(20, name)), at(30)).remaining is None


def test_a_timer_goes_on_through_the_hot_wash() -> None:
    wash = (phases.HOT_WASH, phases.PALS_END)
    for name, other in (wash, wash[::-1]):
        assert clock(moments(phase(0, name, 60), phase(20, other)), at(30)).remaining == 30
    assert clock(moments(phase(0, phases.REVEAL, 60), phase(20, phases.WELCOME)), at(30)).remaining is None


def test_a_timer_that_has_run_out_is_seen_until_its_phase_ends() -> None:
    events = moments(phase(0, "vote", 60), phase(61, "vote", page=2), phase(70, "bars"))
    assert clock(events[:3], at(65)).remaining == -5
    assert clock(events, at(75)).remaining is None
    # At the end of its time it has run out.
    assert clock(moments(phase(0, "vote", 60), phase(60, "bars")), at(60)).remaining is None
    assert clock(moments(phase(0, "vote", 60), phase(59, "bars")), at(60)).remaining == 0


def test_a_timer_is_set_anew_or_taken_away() -> None:
    assert clock(moments(phase(0, "vote", 60), phase(10, "vote", 45)), at(20)).remaining == 35
    assert clock(moments(phase(0, "vote", 60), phase(10, "bars", 45)), at(20)).remaining == 35
    assert clock(moments(phase(0, "vote", 60), phase(10, "vote", 0)), at(20)).remaining is None
    assert clock(moments(phase(0, "vote", 1)), at(0)).remaining == 1


@pytest.mark.parametrize("event", [(10, Chose, {"scene": "s", "choice": "c", "shown": ()}), (10, WentBack, {"to": 0})])
def test_a_commit_or_a_way_back_ends_the_timer(event: tuple[float, type, dict[str, object]]) -> None:
    assert clock(moments(phase(0, "vote", 60), event), at(20)).remaining is None


def test_times_without_a_zone_are_of_the_world_clock() -> None:
    assert (
        len(
            {
                parse(f"2026-11-28T{text}")
                for text in ("10:00:00", "10:00:00Z", "10:00:00+00:00", "11:00:00+01:00", "09:30:00-00:30")
            }
        )
        == 1
    )


def test_a_clock_that_was_set_back_is_counted_from_where_it_stands() -> None:
    back = -SET_BACK
    events = moments((100, Noted, {"topic": "x", "text": ""}), (99 + back, Noted, {"topic": "x", "text": ""}))
    assert (clock(events, at(109 + back)).elapsed, offsets(events)) == (110, (0, 100, 100))
    # Where two clocks differ by no more than that, the later one is waited for.
    near = moments((100, Noted, {"topic": "x", "text": ""}), (100 + back, Noted, {"topic": "x", "text": ""}))
    assert (clock(near, at(105)).elapsed, clock(near, at(90)).elapsed) == (105, 100)
