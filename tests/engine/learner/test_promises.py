"""What was promised for the next shift: read from the notes of plays, asked for at its time, and never part of a grade."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learner.history import PlayHistory
from engine.learner.promises import AGAIN, ANSWERS, NOT_YET, PromiseAnswer, ShiftPromise, day, promises
from engine.play import phases
from engine.play.events import Mended, Noted
from engine.records import Records
from sessions.promises import answer, take_out
from tests.engine.learner.past import NOW, WELL, keep
from tests.laws import compared, law

TIMES = st.integers(-100_000, 100_000).map(lambda minutes: NOW + timedelta(minutes=minutes))
POINTS = st.lists(st.tuples(st.sampled_from(ANSWERS), st.integers(0, 40_000)), max_size=4)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with Records.open(tmp_path / "plays.db") as opened:
        yield opened


def promise(records: Records, text: str, days: float = 3, *, mode: str = "solo") -> str:
    """A play of some days ago that ended with this promise; its id."""
    at = NOW - timedelta(days=days)
    play = keep(records, WELL, at, mode=mode)
    seq = len(records.events(play))
    records.append(play, Noted(seq=seq, at=at.isoformat(), topic=phases.NEXT_SHIFT, text=text))
    return play


def clock(at: datetime = NOW):
    return lambda: at.isoformat(timespec="milliseconds")


def test_promises_of_plays_alone_are_read_the_oldest_first_with_their_answers(records: Records) -> None:
    promise(records, "second", 1)
    promise(records, "first", 5)
    promise(records, "of a class", 2, mode="class")
    first, second = promises(records)
    assert (first.text, second.text, first.told) == ("first", "second", "")
    answer(records, first, "not yet", clock(NOW - timedelta(days=2)))
    answer(records, first, "yes", clock())
    assert promises(records)[0].told == f"yes, {day(NOW).date()}"
    assert [given.word for given in promises(records)[0].answers] == ["not yet", "yes"]


def test_what_was_taken_out_or_put_right_is_told_so(records: Records) -> None:
    play = promise(records, "tell Smith")
    (found,) = promises(records)
    records.append(play, Mended(seq=len(records.events(play)), at=NOW.isoformat(), of=found.seq, text="tell my partner"))
    assert [p.text for p in promises(records)] == ["tell my partner"]
    take_out(records, found, clock())
    assert promises(records) == ()


def test_erasing_a_play_erases_its_promise_and_the_answer(records: Records) -> None:
    play = promise(records, "say it")
    answer(records, promises(records)[0], "no", clock())
    records.erase(play)
    assert promises(records) == ()
    assert records.solo_notes() == []


def test_an_answer_changes_no_grade_and_no_order_of_plays(records: Records) -> None:
    promise(records, "say it", 9)
    keep(records, WELL, NOW - timedelta(days=2))
    before = [(play.id, play.at, play.score) for play in PlayHistory().read(records)]
    answer(records, promises(records)[0], "yes", clock())
    assert [(play.id, play.at, play.score) for play in PlayHistory().read(records)] == before


@law(200, asked=0.03, settled=0.2, later=0.1, never=0.05)
@given(TIMES, POINTS, st.integers(0, 40_000))
def test_it_is_asked_once_never_twice_a_day_and_after_a_not_yet_a_week_later(written, given_, after) -> None:
    """Against the definition, by the days of the calendar."""
    at, answers = written, []
    for word, minutes in given_:
        at += timedelta(minutes=minutes)
        answers.append(PromiseAnswer(word, at))
    now = at + timedelta(minutes=after)
    last = answers[-1].word if answers else ""
    wanted = {
        "": day(now) != day(written) and now - written >= timedelta(hours=8),
        NOT_YET: day(now) - day(at) >= AGAIN,
    }.get(last, False)
    compared({"": "never", NOT_YET: "later"}.get(last, "settled"))
    assert ShiftPromise("p", 9, "say it", written, tuple(answers)).asks(now) == wanted
    if wanted:
        compared("asked")
        again = ShiftPromise("p", 9, "say it", written, (*answers, PromiseAnswer(NOT_YET, now.astimezone(UTC))))
        assert not again.asks(now)
        assert not again.asks(now + timedelta(hours=1))


def test_a_clock_that_was_set_back_does_not_silence_a_promise() -> None:
    ahead = ShiftPromise("p", 9, "say it", NOW + timedelta(days=400))
    assert ahead.asks(NOW)
    later = ShiftPromise("p", 9, "say it", NOW, (PromiseAnswer(NOT_YET, NOW + timedelta(days=400)),))
    assert later.asks(NOW)
