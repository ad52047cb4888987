"""Rounds of a vote: each begins empty, whoever votes and however the class came back to it; and a vote that is left out."""

from __future__ import annotations

import pytest

from engine.errors import PlayError
from engine.play import phases
from engine.play.ballots import ballots
from engine.play.events import Voted
from engine.records import Records
from exporters.play.timeline import LEFT_OUT, timeline
from sessions.classroom.classroom import Classroom
from sessions.classroom.following import Following
from sessions.classroom.slide import slide
from tests.sessions.classes import decide, reading

WAYS = {
    "hands": {"heads": 18},
    "tables": {"voters": "tables", "tables": 3, "heads": 6},
    "seats": {"voters": "seats", "heads": 6},
    "people": {"voters": "people", "people": ("K1", "K2", "K3", "K4", "K5"), "purpose": "record"},
}


@pytest.fixture
def where(tmp_path):
    return tmp_path / "plays.db"


def begun(where, way):
    return reading(Records.open(where), **WAYS[way])


def vote(session, choice="wait"):
    """Everybody for one choice."""
    if session.voters == "hands":
        session.count(choice, 18)
    for who in session.roster if session.voters != "hands" else ():
        session.vote(who, choice)


def is_empty(session, where):
    """Whether no vote is in: here, on the wall, and where the class is taken up after a kill."""
    again = Classroom.resume(Records.open(where, read_only=True), session.play_id)
    wall = Following(str(where), session.play_id)
    hint = wall.look().slide.hint
    wall.close()
    assert again.place() == session.place()
    assert (again.votes, again.hands) == (session.votes, session.hands)
    assert hint == slide(session.record).hint
    return not session.votes and not session.hands and not session.place().voted and " 0 " in f" {hint} "


@pytest.mark.parametrize("way", WAYS)
def test_the_class_votes_again_in_an_empty_round(way, where):
    session = begun(where, way)
    session.advance()
    assert is_empty(session, where)
    vote(session)
    assert not is_empty(session, where)
    session.advance()
    first = dict(session.record.ballots[0].first.counts)
    session.advance()
    session.back_a_phase()
    assert session.phase == phases.VOTE
    assert is_empty(session, where)
    assert session.next().words == "no votes yet: go on to the discussion without"
    vote(session, "enter")
    session.advance()
    (ballot,) = session.record.ballots
    assert [found.counts for found in ballot.rounds] == [first, {"enter": sum(first.values())}]


@pytest.mark.parametrize("way", WAYS)
def test_a_further_round_in_which_nobody_votes_leaves_the_first_as_it_was(way, where):
    session = begun(where, way)
    session.advance()
    vote(session)
    session.advance()
    session.advance()
    session.back_a_phase()
    session.advance()
    assert session.phase == phases.DISCUSS
    (ballot,) = session.record.ballots
    assert len(ballot.rounds) == 1
    assert sum(bar.count for bar in slide(session.record).bars) == ballot.last.heads


@pytest.mark.parametrize("way", WAYS)
def test_votes_that_are_put_right_stay(way, where):
    session = begun(where, way)
    session.advance()
    vote(session)
    session.advance()
    session.back_a_phase()
    assert not is_empty(session, where)
    session.back_a_phase()
    session.advance()
    assert not is_empty(session, where)


@pytest.mark.parametrize("way", WAYS)
def test_after_going_back_a_decision_that_was_half_voted_is_voted_anew(way, where):
    session = begun(where, way)
    decide(session, "wait")
    session.advance()
    choice = session.play.shown()[0]
    if way == "hands":
        session.count(choice, 3)
    else:
        session.vote(next(iter(session.roster)), choice)
    session.go_back()
    session.advance()
    assert is_empty(session, where)
    session.skip()
    session.advance()
    session.commit("wait")
    session.advance()
    assert is_empty(session, where)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("turn_back", [False, True], ids=["vote", "read"])
def test_a_vote_that_is_left_out_takes_back_what_was_in(way, turn_back, where):
    session = begun(where, way)
    session.advance()
    vote(session)
    if turn_back:
        session.back_a_phase()
    assert session.skip_step().drops
    session.skip()
    assert session.phase == phases.DISCUSS
    assert session.record.ballots == ()
    assert {bar.count for bar in slide(session.record).bars} == {None}
    assert [row.text for row in timeline(session.record) if row.kind == "vote"] == [LEFT_OUT]
    session.back_a_phase()
    assert is_empty(session, where)
    assert len([event for event in session.play.events if isinstance(event, Voted)]) == max(1, len(session.roster))


def test_a_second_round_that_is_left_out_leaves_the_first():
    session = reading(heads=18)
    session.advance()
    vote(session)
    session.advance()
    session.advance()
    session.back_a_phase()
    session.count("enter", 7)
    session.skip()
    assert [found.counts for found in ballots(session.play)[0].rounds] == [{"wait": 18}]
    assert slide(session.record).voters == 18


def test_a_vote_that_the_class_has_seen_is_not_left_out():
    session = reading(heads=18)
    session.advance()
    vote(session)
    session.advance()
    session.back_a_phase()
    for _ in range(2):
        with pytest.raises(PlayError, match="the class has seen this vote"):
            session.skip()
        session.back_a_phase() if session.phase == phases.VOTE else None
    assert ballots(session.play)[0].last.counts == {"wait": 18}


def test_an_empty_vote_that_is_left_out_is_no_line_of_the_record():
    session = reading(heads=18)
    session.advance()
    assert not session.skip_step().drops
    session.skip()
    assert [row.kind for row in timeline(session.record) if row.kind == "vote"] == []
