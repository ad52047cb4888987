"""The clock of a run goes on as time does, whatever is done to the computer's clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.pack.folder import builtin
from engine.play import phases
from engine.play.bundle import bundle
from engine.play.clock import clock, parse
from engine.play.events import Phase, Resumed, Started
from engine.records import Records
from sessions.classroom import following as module
from sessions.classroom.classroom import Classroom
from sessions.classroom.following import Following
from sessions.classroom.roster import Setup
from sessions.run_clock import RunClock, steady
from sessions.session import now
from tests.sessions.classes import Time


def test_timer_and_pace_go_on_after_the_computers_clock_was_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = 0.0
    run = RunClock(datetime(2026, 11, 28, 10, tzinfo=UTC), lambda: seconds)
    started = Started(seq=0, at=run.now(), scenario="x", version=1, seed=1, mode="class")
    seconds = 5
    events = [started, Phase(seq=1, at=run.now(), name="discuss", seconds=120)]

    class Back(datetime):
        @classmethod
        def now(cls, tz=None):  # noqa: ARG003 - as of `datetime`
            return datetime(2026, 11, 28, 9, 1, 5, tzinfo=UTC)

    monkeypatch.setattr("sessions.run_clock.datetime", Back)
    seconds = 65
    found = clock(events, run.now())
    assert (found.elapsed, found.remaining) == (65, 60)


def test_a_run_begins_at_the_computers_time_and_never_goes_back() -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    run = RunClock()
    told = [run.now() for _ in range(100)]
    assert told == sorted(told)
    assert before <= parse(told[0])
    assert all(text.endswith("+00:00") for text in told)
    assert steady() <= steady()
    assert abs((parse(now()) - datetime.now(UTC)).total_seconds()) < 3600


def test_without_a_clock_that_counts_sleep_the_monotonic_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        monkeypatch.delattr(time, name, raising=False)
    monkeypatch.setattr(time, "monotonic", lambda: 42.0)
    assert steady() == 42


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A class whose clock is moved by hand."""
    time_ = Time().patch(monkeypatch)
    with Records.open(tmp_path / "plays.db") as records:
        yield Classroom.new(bundle(builtin(), "curtain"), Setup(), records, seed=1), records, time_


@pytest.mark.parametrize("paused", [True, False])
def test_a_class_taken_up_after_the_clock_was_set_back_goes_on_from_there(held, paused: bool) -> None:
    session, records, time_ = held
    time_.on(600)
    session.note("x", "y")
    if paused:
        session.pause()
    time_.on(-3600)
    again = Classroom.resume(records, session.play_id)
    assert isinstance(again.play.events[-1], Resumed) != paused
    assert again.clock().elapsed == 600
    time_.on(30)
    if paused:
        again.pause()
        time_.on(30)
    assert again.clock().elapsed == 630


def test_the_shared_screen_keeps_the_time_of_the_class(held, monkeypatch: pytest.MonkeyPatch) -> None:
    session, records, time_ = held
    passed, wall = 0.0, Time("2026-03-01T09:00:00.000+00:00")  # its own clock was set back an hour
    monkeypatch.setattr(module, "now", wall)
    monkeypatch.setattr(module, "RunClock", lambda start=None: RunClock(start or wall.at, lambda: passed))
    monkeypatch.setattr(module, "LOOK_AGAIN", 0.0)
    following = Following(str(records.where))
    while session.phase != phases.VOTE:
        session.advance()
    session.timer()
    whole = following.look().remaining
    assert whole == session.clock().remaining
    passed += 30
    assert following.look().remaining == whole - 30
    time_.on(31)
    session.note("x", "y")
    assert following.look().remaining == whole - 31
    time_.on(-3600)  # the instructor's run ended, and another began after the clock was set back
    session.timer()
    session.timer()
    passed += 20
    assert following.look().remaining == whole
    passed += 20
    assert following.look().remaining == whole - 20
    following.close()
