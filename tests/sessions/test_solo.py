"""A play alone, without a screen: trying again, notes, what is known about a decision."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import RecordsLocked
from engine.play.fold import replay
from engine.records import Records
from engine.states.program import Program
from sessions.play_options import PlayOptions
from sessions.solo import Solo
from tests.laws import law
from tests.tui.driving import Unwilling, changed, choices_made, door, finished, for_a_group, playing


@law()
@given(st.integers(0, 2**31 - 1), st.data())
def test_a_try_stands_where_the_play_stood_and_leaves_it_alone(seed, data):
    session = playing(seed)
    stood = []
    while not session.over:
        stood.append((session.view(), session.play.state))
        option = data.draw(st.sampled_from(session.view().options))
        session.choose(option.id, data.draw(st.none() | st.integers(0, 100)))
    before = list(session.play.events)
    for line, (view, state) in zip(session.record.account.decisions, stood, strict=True):
        tried = session.try_from(line)
        assert (tried.view(), tried.play.state) == (view, state)
        assert tried.records is None
        assert tried.tried_from == line.name == view.decision
        while not tried.over:
            tried.choose(data.draw(st.sampled_from(tried.view().options)).id)
        assert len(tried.record.account.decisions) >= line.graded.made
    assert session.play.events == before


def test_how_sure_one_was_does_not_go_into_the_try():
    session = finished("wait", "ask", "talk", percent=90)
    tried = session.try_from(session.record.account.decisions[1])
    tried.choose("ask")
    assert [line.graded.confidence is None for line in tried.record.account.decisions] == [False, True]


def test_a_play_with_notes_replays_to_the_same(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        session = Solo.new(door(), records, seed=459)
        for choice in ("wait", "ask", "talk"):
            session.choose(choice, 80, "because")
        session.next_shift("ask")
        again = replay(Program(session.bundle.scenario), records.events(session.play_id))
        assert again.events == session.play.events
        assert session.record.account.next_shift == ("ask",)
        assert session.record.account.notes == ()
        assert session.record.account.own_words == ("because", "because", "because", "ask")


def test_a_note_that_cannot_be_kept_is_taken_back():
    session = finished("wait", "ask", "talk")
    session.records = Unwilling(0)
    with pytest.raises(RecordsLocked):
        session.next_shift("ask")
    assert session.record.account.next_shift == ()


def test_what_was_decided_so_far_is_told_in_order():
    session = playing()
    assert session.so_far() == ()
    session.choose("wait")
    session.choose("ask")
    numbers, _, chosen = zip(*session.so_far(), strict=True)
    assert numbers == (1, 2)
    assert chosen == ("Wait here until help has come.", "Ask who else was here this evening.")


def test_the_last_decision_is_known_before_the_play_is_over():
    session = playing()
    session.choose("go-in")
    line = session.last_decision()
    assert (line.number, line.verdict, line.chosen) == (1, "worst", "Go in now [bold]alone[/bold] and look.")
    assert line.best == (("Wait here until help has come.", "Two people see more than one does."),)


@pytest.mark.parametrize("note", ["suicide-talk", "mass-violence"])
def test_what_is_meant_for_a_group_is_played_without_clock_and_confidence(note):
    asked = PlayOptions(confidence=True, rationale=True, timer=True, feedback="now")
    assert asked.suited(changed(content_notes=(note,)).scenario) == PlayOptions(rationale=True, feedback="now")
    assert asked.suited(changed(content_notes=("grief",)).scenario) == asked


def test_without_a_score_nothing_in_the_account_grades():
    account = finished("go-in", "ask", "order", found=for_a_group(), percent=90).record.account
    assert not account.scored
    assert (account.score, account.scale, account.luck, account.exposure, account.critical) == ("no score", "", (), (), ())
    assert (account.mistaken, account.calibration, account.turning_point) == ((), "", None)
    assert {line.verdict for line in account.decisions} == {""}
    assert account.resources == ("Peer support: extension 12",)


def test_resources_that_nobody_checked_say_so():
    found = door()
    pack = found.pack.model_copy(update={"resources_checked": False})
    found = type(found)(found.scenario, found.report, found.lessons, pack)
    account = finished("wait", "ask", "talk", found=found).record.account
    assert account.resources[-1] == "These numbers have not been checked for your area."


def test_the_json_is_json():
    assert json.loads(json.dumps(finished("wait", "ask", "talk").record.debrief.as_dict()))["scored"] is True
    assert choices_made(finished("wait", "ask", "talk")) == ["wait", "ask", "talk"]


def test_the_clock_that_a_session_is_given_times_every_event():
    times = iter(f"2026-03-01T10:00:{second:02}.000+00:00" for second in range(60))
    session = Solo.new(door(), seed=1, now=lambda: next(times))
    while not session.over:
        session.choose(session.view().options[0].id, 50)
    assert [event.seq for event in session.play.events] == list(range(len(session.play.events)))
    assert [event.at for event in session.play.events] == [
        f"2026-03-01T10:00:{n:02}.000+00:00" for n in range(len(session.play.events))
    ]
