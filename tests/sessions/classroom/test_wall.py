"""What the wall shows while a class votes, talks and looks back; and what the instructor's notes leave out."""

from __future__ import annotations

import pytest

from engine.language.reading_speed import ALOUD
from engine.pack.folder import builtin
from engine.play import phases
from engine.play.bundle import bundle
from exporters.play.timeline import timeline
from sessions.classroom import hot_wash
from sessions.classroom.classroom import Classroom, Setup
from sessions.classroom.hot_wash import FLAGGED
from sessions.classroom.instructor_view import guide
from sessions.classroom.slide import slide
from tests.sessions.classes import Time, decide, reading


def talked(**setup):
    """A class of 18 that voted, 16 of them, and talks."""
    session = reading(heads=18, **setup)
    session.advance()
    session.count("wait", 11)
    session.count("enter", 5)
    session.advance()
    return session


def washed(**setup):
    session = talked(**setup)
    session.flag("ask about the pockets")
    session.decide("call-out", "it gives them a way out")
    decide(session, "hands")
    session.to_hot_wash()
    return session


def test_the_votes_stay_on_the_wall_while_the_class_talks_and_decides():
    session = talked()
    for phase in (phases.BARS, phases.DISCUSS, phases.COMMIT):
        shared = slide(session.record)
        assert session.phase == phase
        assert shared.prompt == "What do you do first?"
        assert {bar.text: bar.count for bar in shared.bars if bar.count} == {
            "Wait at the corner for a second car.": 11, "Go in through the front now [bold]and look[/bold].": 5,
        }  # fmt: skip
        assert shared.voters == 18
        if phase == phases.BARS:
            assert shared.hint == "16 of 18 voted."
        session.advance() if phase != phases.COMMIT else None


def test_nothing_is_measured_where_nobody_voted():
    session = reading(heads=18)
    session.skip()
    shared = slide(session.record)
    assert ({bar.count for bar in shared.bars}, shared.voters) == ({None}, 0)


def test_more_votes_than_people_make_the_bars_no_longer_than_full():
    session = reading(heads=3)
    session.advance()
    session.count("wait", 9)
    session.advance()
    assert slide(session.record).voters == 9


def test_the_wall_of_the_hot_wash_shows_the_facts_and_no_flag():
    session = washed()
    shown = []
    while session.phase == phases.HOT_WASH:
        shown.append(slide(session.record))
        session.advance()
    pages = len(phases.HOT_WASH_QUESTIONS)
    assert [page.questions[0] for page in shown[:pages]] == list(phases.HOT_WASH_QUESTIONS.values())
    assert all(page.facts for page in shown[: pages - 2])
    headings = [section.heading for page in shown for section in page.facts]
    assert "What the team decided" in headings
    assert "The turning point" in headings
    assert FLAGGED not in headings
    assert "pockets" not in str([page.facts for page in shown])


def test_a_page_of_the_hot_wash_that_is_too_long_is_turned_in_parts():
    session = washed()
    session.turn(1)
    assert (slide(session.record).page, session.shown.page) == (2, 1)
    session.blank()
    assert slide(session.record).page == 2
    session.advance()
    assert (slide(session.record).page, session.shown.page) == (1, 2)


def test_a_timer_goes_on_from_phase_to_phase_and_ends_with_the_decision(monkeypatch):
    time = Time().patch(monkeypatch)
    session = reading()
    to_read = session.view().reading_seconds(ALOUD)
    assert to_read > 20
    session.timer()
    time.on(10)
    session.advance()
    assert session.clock().remaining == 35 + to_read
    session.skip()
    assert session.clock().remaining == 35 + to_read
    session.decide("wait")
    assert session.clock().remaining is None


def test_the_hot_wash_has_a_timer_for_each_of_its_questions(monkeypatch):
    time = Time().patch(monkeypatch)
    session = washed()
    session.timer()
    assert session.clock().remaining == 90
    time.on(30)
    session.advance()
    assert session.clock().remaining == 60
    assert slide(session.record).timed


def test_a_corrected_count_is_one_vote_in_the_timeline():
    session = reading(heads=18)
    session.advance()
    session.count("wait", 12)
    session.count("wait", 11)
    session.advance()
    session.back_a_phase()
    session.count("wait", 10)
    rows = [row.text for row in timeline(session.record) if row.kind == "vote"]
    assert len(rows) == 1
    assert rows[0].startswith("10 votes: ")
    assert len(session.record.ballots[0].rounds) == 1


def test_a_second_round_is_another_vote():
    session = talked()
    session.advance()
    session.back_a_phase()
    session.count("wait", 16)
    assert sum(row.kind == "vote" for row in timeline(session.record)) == 2


def headings(session):
    return [section.heading for section in guide(session, None)]


def test_notes_of_a_scene_that_came_back_go():
    session = reading()
    assert "Notes" in headings(session)
    decide(session, "ask")
    assert session.play.scene == "street"
    assert "Notes" not in headings(session)
    session.go_back()
    assert "Notes" in headings(session)


@pytest.mark.parametrize("phase", [phases.BARS, phases.DISCUSS])
def test_the_team_decides_from_where_the_votes_are_seen(phase):
    session = talked()
    while session.phase != phase:
        session.advance()
    session.decide("wait", "four eyes")
    assert (session.play.scene, session.phase) == ("door", phases.READ)
    names = [e.name for e in session.play.events if e.kind == "phase"]
    assert names[-2:] == [phases.COMMIT, phases.READ]


def test_what_nearly_happened_is_told_as_the_report_s_and_not_as_the_play_s():
    session = Classroom.new(bundle(builtin(), "curtain"), Setup(heads=18))
    session.advance()
    session.to_hot_wash()
    told = {section.heading: section.lines for section in hot_wash.facts(session, phases.HAPPENED)}
    nearly = (("", session.record.account.what_nearly_happened),)
    assert [heading for heading, lines in told.items() if lines == nearly] == ["In the report it nearly came to this"]
