"""What follows from a play is derived once until it moves, and names the decision that it is about."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.play.events import Chose, Noted, WentBack
from engine.play.fold import replay
from engine.play.phases import HOT_WASH_QUESTIONS
from exporters.documents.debrief_sheet import debrief_sheet
from exporters.map.reading import of_play
from exporters.play import play_record
from exporters.play.personal import own_account
from sessions.classroom import hot_wash
from sessions.classroom.flow import SUMMARY
from tests.exporters.played import PEOPLE, Script, recorded
from tests.sessions.classes import begun, decide, reading


@pytest.fixture
def derived(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often anything is derived."""
    counted: Counter[str] = Counter()

    def counting(name: str, derive):
        def derived(*given):
            counted[name] += 1
            return derive(*given)

        return derived

    for name in ("debrief", "account", "ballots", "learners", "Valuation"):
        monkeypatch.setattr(play_record, name, counting(name, getattr(play_record, name)))
    return counted


def test_a_page_of_the_hot_wash_derives_nothing_that_was_derived_before(derived: Counter[str]) -> None:
    session = reading()
    decide(session, "enter")
    session.to_hot_wash()
    pages = (*HOT_WASH_QUESTIONS, SUMMARY)
    first = [hot_wash.facts(session, page) for page in pages]
    assert derived == {"debrief": 1, "account": 1, "ballots": 1, "Valuation": 1}
    assert [hot_wash.facts(session, page) for page in pages] == first
    assert derived == {"debrief": 1, "account": 1, "ballots": 1, "Valuation": 1}
    session.note("change", "share the roles")
    assert any("share the roles" in note.text for note in session.record.debrief.notes)
    assert (derived["debrief"], derived["Valuation"]) == (2, 1), "the grades follow the play; the states are valued once"


def test_a_record_follows_its_play_when_it_moves_and_when_another_takes_its_place() -> None:
    script = Script()
    record, start = script.record, script.play.next_seq
    assert record.debrief.decisions == ()
    script.choose()
    assert len(record.debrief.decisions) == len(record.account.decisions) == 1
    longer = record.play
    record.play = replay(longer.program, longer.events[:start])
    assert record.debrief.decisions == ()
    record.play = longer
    assert len(record.account.decisions) == 1


def taken_back():
    """A class that went back once, and decided there again."""
    session = reading()
    decide(session, "enter")
    scene = session.play.ledger[-1].event.scene
    session.go_back()
    decide(session, "wait")
    return session, scene


def test_a_point_of_exposure_names_the_commit_that_stands_after_going_back() -> None:
    session, scene = taken_back()
    account = session.record.account
    standing = [entry.event.seq for entry in session.play.line if isinstance(entry.event, Chose)]
    numbers = {line.graded.seq: line.number for line in account.decisions}
    points = [point for point in account.exposure if point.number is not None]
    assert [point.seq for point in points] == standing
    assert [point.number for point in points] == [numbers[seq] for seq in standing]
    assert [point.number for point in points] == [session.play.program.decision_numbers[scene]]
    (sheet,) = debrief_sheet(session.record, {})
    assert f"decision {points[0].number}" in str(sheet.blocks)


def test_a_flag_names_the_decision_at_which_it_was_raised_or_that_is_looked_back_at() -> None:
    session = begun()
    session.flag("welcome")
    session.advance()
    session.flag("read")
    decide(session, "enter")
    session.reveal()
    session.flag("looked back at")
    session.advance()
    session.flag("read again")
    session.go_back()
    session.flag("back")
    session.to_hot_wash()
    session.flag("wash")
    numbers = session.play.program.decision_numbers
    first, second = numbers["street"], numbers["door"]
    assert first != second
    assert _flagged(session) == [
        "welcome (at the beginning)", f"read (at decision {first})", f"looked back at (after decision {first})",
        f"read again (at decision {second})", f"back (at decision {first})", "wash (at the beginning)",
    ]  # fmt: skip


def _flagged(session) -> list[str]:
    (flags,) = (s for s in hot_wash.facts(session, "expected") if s.heading.startswith("Flagged"))
    return [text for _, text in flags.lines]


def test_the_map_of_a_play_says_in_which_order_its_answers_were_given() -> None:
    script = Script()
    script.choose()
    script.add(WentBack, to=script.play.ledger[0].event.seq)
    script.choose()
    tags = [tag for stop in of_play(script.record).stops for answer in stop.answers for tag in answer.tags]
    assert [tag for tag in tags if tag.startswith("played")] == ["played first"]


def test_a_learner_who_missed_a_vote_is_told_the_numbers_of_the_class() -> None:
    record = recorded(absent=2)
    late = next(learner for learner in record.learners if learner.who == PEOPLE[-1])
    told = {(line.graded.scene, line.graded.visit): line.number for line in own_account(record, late).decisions}
    team = {(line.graded.scene, line.graded.visit): line.number for line in record.account.decisions}
    assert 0 < len(told) == len(team) - 2
    assert told == {place: number for place, number in team.items() if place in told}


def test_notes_of_a_debrief_are_the_events_themselves() -> None:
    script = Script()
    script.add(Noted, topic="change", text="one")
    script.add(Noted, topic="change", text="two")
    assert [note.text for note in script.record.debrief.notes] == ["one", "two"]
    assert [script.play.events[note.seq] for note in script.record.debrief.notes] == list(script.record.debrief.notes)
