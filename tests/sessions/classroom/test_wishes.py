"""What the room wants and no letter says: kept as an event, beside the vote, through everything."""

from __future__ import annotations

import pytest

from engine.errors import PlayError
from engine.play import phases
from engine.play.events import Wished
from engine.records import Records
from exporters.play.wishes import wishes
from sessions.classroom.classroom import Classroom
from sessions.classroom.instructor_view import guide, turnout
from sessions.classroom.report import suspicious
from sessions.classroom.slide import slide
from sessions.written_lines import written_lines
from tests.sessions.classes import begun, decide, reading, view

WANTED = "Ring the owner first"


def wanted(session):
    return [(e.text, e.heads) for e in session.play.events if isinstance(e, Wished)]


def lines(session):
    return [text for section in guide(session, None) for _, text in section.lines]


def test_it_is_wanted_in_each_phase_of_a_decision_and_nowhere_else():
    session = begun(heads=20)
    with pytest.raises(PlayError, match="at a decision"):
        session.wish(WANTED)
    met = []
    session.advance()
    while session.phase != phases.COMMIT:
        session.wish(WANTED, 1)
        met.append(session.phase)
        if session.phase == phases.VOTE:
            session.count(session.play.shown()[0], 20)
        session.advance()
    session.wish(WANTED)
    assert met == [phases.READ, phases.VOTE, phases.BARS, phases.DISCUSS]
    session.to_hot_wash()
    with pytest.raises(PlayError, match="at a decision"):
        session.wish(WANTED)
    assert len(wanted(session)) == 5


@pytest.mark.parametrize(
    ("text", "heads", "fault"), [("", 3, "write in a line"), ("  ", 3, "write in a line"), (WANTED, -1, "0 or more")]
)
def test_it_is_a_line_and_a_number(text, heads, fault):
    session = reading(heads=20)
    with pytest.raises(PlayError, match=fault):
        session.wish(text, heads)
    assert wanted(session) == []


@pytest.mark.parametrize(
    "setup",
    [
        {"heads": 20},
        {"voters": "tables", "heads": 6},
        {"voters": "people", "purpose": "record", "people": tuple("ABCDEF")},
        {"voters": "none"},
    ],
)
def test_whoever_votes_it_binds_nobody_and_outlives_a_kill(tmp_path, setup):
    with Records.open(tmp_path / "plays.db") as records:
        session = reading(records, **setup)
        state, votes = session.play.state, session.votes
        session.wish(WANTED, 7)
        assert (session.play.state, session.votes) == (state, votes)
        again = Classroom.resume(records, session.play_id)
        assert view(again) == view(session)
        assert wanted(again) == [(WANTED, 7)]
        while again.phase != phases.COMMIT:
            again.advance()
        again.commit(again.play.shown()[0])
        (wish,) = wishes(again.record)
        assert wish.commit is not None
        assert wish.heads == (None if setup.get("voters") == "none" else 7)
        again.go_back()
        assert wanted(again) == [(WANTED, 7)]


def test_the_room_sees_it_beside_the_result_and_not_while_it_votes():
    session = reading(heads=20)
    session.advance()
    session.wish(WANTED, 7)
    assert WANTED not in " ".join(slide(session.record).text)
    assert f"“{WANTED}” (7 wanted it)" in lines(session)
    session.count(session.play.shown()[0], 13)
    for _ in (phases.BARS, phases.DISCUSS, phases.COMMIT):
        session.advance()
        assert slide(session.record).text == (f"**Something else:** “{WANTED}” \\(7 wanted it\\)",)
    session.commit(session.play.shown()[0])
    assert not [line for line in lines(session) if WANTED in line]


def test_one_screen_shows_it_when_the_wall_would():
    session = reading(heads=20, one_screen=True)
    session.advance()
    session.wish(WANTED, 7)
    assert not any(WANTED in line for line in lines(session))
    session.advance()
    assert any(WANTED in line for line in lines(session))


def test_how_many_of_a_group_under_five_wanted_it_is_not_told():
    session = reading(heads=4)
    session.wish(WANTED, 2)
    assert [wish.heads for wish in wishes(session.record)] == [None]


def test_it_is_among_the_written_lines_and_is_put_right_and_taken_out():
    session = reading(heads=20)
    session.wish("Ring Sgt. Miller first", 3)
    (line,) = written_lines(session.record)
    assert (line.place, line.text) == ("Something else that was wanted at decision 1", "Ring Sgt. Miller first")
    session.mend(line.seq, WANTED)
    assert [one.text for one in written_lines(session.record)] == [WANTED]
    assert wanted(session) == [(WANTED, 3)]
    session.take_out(line.seq)
    assert written_lines(session.record) == ()
    assert wanted(session) == []
    assert wishes(session.record) == ()


def test_every_line_that_might_identify_somebody_is_among_those_that_can_be_mended():
    session = reading(heads=20)
    session.wish("Ring Sgt. Miller at 555-1234")
    session.flag("Sgt. Miller laughed")
    session.note(phases.EXPECTED, "Sgt. Miller said so")
    decide(session, session.play.shown()[0], "said Sgt. Miller")
    suspects = {one.seq for one in suspicious(session)}
    assert len(suspects) == 4
    assert suspects <= {line.seq for line in written_lines(session.record)}


def test_those_who_want_it_are_not_waited_for_in_the_vote_that_is_open():
    session = reading(heads=20)
    first, second, *_ = session.play.shown()
    session.advance()
    session.wish(WANTED, 3)
    session.count(first, 10)
    assert turnout(session) == "10 of 20 hands, 3 for something else; 7 to come"
    session.count(second, 7)
    assert turnout(session) == "17 of 20 hands, 3 for something else; 0 to come"
    session.count(second, 9)
    assert turnout(session) == "19 of 20 hands, 1 for something else; 0 to come"
    session.count(second, 7)
    session.advance()
    session.back_a_phase()
    assert turnout(session) == "17 of 20 hands, 3 for something else; 0 to come", "a count that is put right is the same vote"


def test_in_a_second_vote_everybody_is_waited_for():
    session = reading(heads=20)
    session.wish(WANTED, 3)
    session.advance()
    session.count(session.play.shown()[0], 17)
    session.advance()
    session.advance()
    session.wish("Ring the neighbor", 2)
    session.back_a_phase()
    assert session.phase == phases.VOTE
    session.count(session.play.shown()[0], 5)
    assert turnout(session) == "5 of 20 hands; 15 to come"
