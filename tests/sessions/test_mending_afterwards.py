"""What was written in a class that is closed, or in a play that is finished, is put right or taken out; the play stays as it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.errors import PlayError
from engine.learner.history import PlayHistory
from engine.play import phases
from engine.play.events import Chose, Mended, Noted
from engine.records import Records
from exporters.play import plays_json
from exporters.registry import EXPORTS, make
from sessions.classroom.classroom import Classroom
from sessions.classroom.following import Following
from sessions.play_options import PlayOptions
from sessions.session import Session
from sessions.solo import Solo
from sessions.written_lines import written_lines
from tests.sessions.classes import Time, alarm, decide, reading

NAME = "Sgt. Miller"
LATER = 12 * 24 * 3600


@pytest.fixture
def records(tmp_path):
    with Records.open(tmp_path / "plays.db") as found:
        yield found


@pytest.fixture
def time(monkeypatch):
    return Time(datetime.now(UTC).isoformat(timespec="milliseconds")).patch(monkeypatch)


def closed_class(records):
    session = reading(records, heads=18)
    session.flag(f"ask {NAME}")
    decide(session, "call-out", f"said {NAME}")
    session.to_hot_wash()
    session.note(phases.WHY, f"{NAME} knew")
    session.close()
    return session


def finished_play(records):
    session = Solo.new(alarm(), records, 1, options=PlayOptions(rationale=True))
    while not session.over:
        session.choose(session.play.shown()[0], reason=f"said {NAME}")
    session.next_shift(f"I will ask {NAME}")
    return session


def exported(records, play_id):
    """All that leaves the program about a play, as text."""
    session = Session.kept_as(records, play_id)
    texts = [plays_json.export(records, records.plays(), "plays.json").artifact.content.decode()]
    for export in EXPORTS:
        if export.source == "play" and export.name not in ("completion-record", "debrief-sheet"):
            for format_ in {"md", "json", "csv"} & set(export.formats):
                texts += [artifact.content.decode("utf-8-sig") for artifact in make(export, session.record, format_)]
    return "\n".join(texts)


@pytest.mark.parametrize("begin", [closed_class, finished_play])
def test_every_line_is_mended_or_taken_out_and_nothing_else_changes(begin, records, time):
    before = begin(records)
    assert NAME in exported(records, before.play_id)
    (row,) = records.plays()
    score, length, score_of = before.record.debrief.score, before.record.minutes, before.record.debrief.as_dict()["regret"]
    time.on(LATER)
    session = Session.kept_as(records, before.play_id)
    assert session.play.kept == before.play.kept
    for number, line in enumerate(written_lines(session.record)):
        if number % 2:
            session.take_out(line.seq)
        elif line.text:
            session.mend(line.seq, line.text.replace(NAME, "somebody"))
        # A kill loses nothing that was confirmed.
        assert Session.kept_as(records, before.play_id).play.events == session.play.events
    assert any(isinstance(event, Mended) for event in session.play.kept)
    assert NAME not in exported(records, before.play_id)
    assert (session.record.debrief.score, session.record.minutes) == (score, length)
    assert session.record.debrief.as_dict()["regret"] == score_of
    (again,) = records.plays()
    assert (again.finished, again.last_at, again.number) == (row.finished, row.last_at, row.number)
    assert records.latest_unfinished(mode=row.mode) is None


def test_a_class_that_is_closed_stays_closed(records, time):
    before = closed_class(records)
    time.on(LATER)
    session = Classroom.resume(records, before.play_id)
    session.mend(
        next(event.seq for event in session.play.events if isinstance(event, Noted) and event.topic == phases.WHY), "why"
    )
    assert session.closed
    assert Classroom.resume(records, before.play_id).closed
    assert Session.kept_as(records, before.play_id).play.closed
    wall = Following(records.where, before.play_id)
    assert wall.look().slide.phase == "The end"
    wall.close()
    with pytest.raises(PlayError, match="the class is closed"):
        session.flag("more")


def test_mending_from_the_records_is_no_time_of_a_class_that_goes_on(records, time):
    session = reading(records, heads=18)
    time.on(60)
    session.flag("a moment")
    elapsed = session.clock().elapsed
    time.on(LATER)
    aside = Session.kept_as(records, session.play_id)
    aside.mend(session.play.next_seq - 1, "another moment")
    time.on(LATER)
    again = Classroom.resume(records, session.play_id)
    again.flag("on")
    assert again.clock().elapsed == elapsed


def test_a_play_alone_has_lines_where_something_was_written_alone(records):
    session = Solo.new(alarm(), records, 1)
    while not session.over:
        session.choose(session.play.shown()[0])
    assert written_lines(session.record) == ()
    session.next_shift("look twice")
    assert [line.text for line in written_lines(session.record)] == ["look twice"]
    with pytest.raises(PlayError, match="not there any more"):
        session.mend(next(event.seq for event in session.play.events if isinstance(event, Chose)), "why")


def test_a_play_is_not_a_newer_one_and_not_graded_otherwise_for_being_mended(records, time):
    plays = []
    for _ in range(2):
        plays.append(finished_play(records))
        time.on(3600)
    before = PlayHistory().read(records)
    assert [play.id for play in before] == [play.play_id for play in plays]
    time.on(LATER)
    session = Session.kept_as(records, plays[0].play_id)
    session.take_out(written_lines(session.record)[0].seq)
    assert PlayHistory().read(records) == before
