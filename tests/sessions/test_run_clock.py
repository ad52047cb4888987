"""The clock of a run goes on as time does, whatever is done to the computer's clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.learner.history import PlayHistory
from engine.learner.practice import habits
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
from sessions.drill import Drill
from sessions.run_clock import RunClock, steady
from sessions.session import now
from sessions.solo import Solo
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
    monkeypatch.setattr(module, "now", wall.now)
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


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process is set on POSIX alone")
def test_a_changed_time_zone_changes_neither_order_nor_days_of_what_was_played(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Played late in the evening in Honolulu, looked at in Auckland, where it was the day after."""
    late, taken = "2026-06-02T09:30:00.000+00:00", bundle(builtin(), "gate")
    decision = next(name for name, scene in taken.scenario.scenes.items() if scene.decision is not None)

    def live_in(place: str) -> None:
        monkeypatch.setenv("TZ", place)
        time.tzset()

    try:
        with Records.open(tmp_path / "plays.db") as records:
            live_in("Pacific/Honolulu")
            session = Solo.new(taken, records, seed=1, now=lambda: late)
            while not session.over:
                session.choose(session.play.shown()[0])
            drill = Drill.new(taken, decision, records, now=lambda: "2026-06-02T20:00:00.000+00:00")
            drill.choose(drill.play.shown()[0])
            seen = []
            for place in ("Pacific/Honolulu", "Pacific/Auckland", "UTC"):
                live_in(place)
                log = PlayHistory().log(records)
                due = {habit.lesson: habit.due_on for habit in habits(log.both, parse("2026-06-03T12:00:00+00:00").astimezone())}
                seen.append(([one.id for one in log.both], [one.day.isoformat() for one in log.both], due))
        assert seen[0][1] == ["2026-06-01", "2026-06-02"]
        assert seen[0] == seen[1] == seen[2]
    finally:
        monkeypatch.undo()
        time.tzset()
