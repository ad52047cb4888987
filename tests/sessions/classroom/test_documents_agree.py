"""What documents say of a class is what its instructor's screen says: the time planned, the screens used."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.pack.folder import builtin
from engine.play.bundle import bundle
from engine.play.events import Noted
from exporters.play.play_record import PlayRecord
from exporters.play.timeline import timeline
from exporters.registry import exports, make
from exporters.scenario.odds import Odds
from exporters.scenario.outline import Outline
from exporters.scenario.timing import plan
from sessions.classroom.pace import Coming, Course, pace
from tests.sessions.classes import alarm, begun, decide


@pytest.mark.parametrize("id_", ["curtain", "treeline"])
def test_the_instructors_clock_runs_by_the_plan_that_is_printed(id_: str) -> None:
    time = plan(Odds(Outline(bundle(builtin(), id_))))
    assert (time.welcome, time.wash) == (Fraction(time.total, 20), Fraction(time.total * 3, 4))
    usual = [slot for slot in time.slots if slot.usual]
    line = tuple(Coming(slot.point.scene, "", Fraction(1)) for slot in usual)

    def ahead(done: int, minutes: Fraction) -> float:
        course = Course(1, len(line), line[done:])
        return pace(course, done, float(minutes * 60), time.total, talked=False).ahead

    assert len(usual) > 2
    for done, slot in enumerate(usual):
        begin, end = slot.start, slot.start + slot.length
        assert ahead(done, end) == pytest.approx(0)
        assert ahead(done, end + 1) == pytest.approx(-60)
        if done:
            assert ahead(done, begin - 1) == pytest.approx(60)


@pytest.mark.parametrize("one", [False, True])
def test_how_many_screens_a_class_used_is_kept_and_is_no_news_for_the_report(one: bool) -> None:
    session = begun(one_screen=one)
    decide(session, "wait")
    session.hide()
    notes = [e for e in session.play.events if isinstance(e, Noted) and e.text in {"one", "two"}]
    assert len(notes) == 1 + one
    record = PlayRecord(alarm(), session.play)
    assert not {f"{note.topic}: {note.text}" for note in notes} & {moment.text for moment in timeline(record)}
    (report,) = make(exports()["after-action"], record, "md")
    lines = [line.strip("#-*| ") for line in report.content.decode().lower().splitlines()]
    assert not [line for line in lines for note in notes if line.startswith(note.topic) or line == note.text]
