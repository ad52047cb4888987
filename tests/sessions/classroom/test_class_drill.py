"""A drill with a class: one decision, hands, talk, and why; nothing is drawn after it."""

from __future__ import annotations

from random import Random

import pytest

from engine.errors import PlayError
from engine.pack.folder import builtin
from engine.play import phases
from engine.play.bundle import bundle
from engine.play.events import Closed, Rolled
from engine.play.fold import replay
from engine.records import Records
from engine.states.program import Program
from sessions.classroom.classroom import Classroom
from sessions.classroom.roster import Setup
from sessions.classroom.slide import slide
from tui.commands.class_drill import class_drills

GATE = bundle(builtin(), "gate")
SCENES = [name for name, scene in GATE.scenario.scenes.items() if scene.decision is not None]


@pytest.fixture
def records(tmp_path, monkeypatch):
    monkeypatch.setenv("HOTWASH_CACHE", str(tmp_path / "cache"))
    with Records.open(tmp_path / "plays.db") as opened:
        yield opened


def to_decision(session):
    """Welcome, text, vote by hands, result, talk."""
    walked = [session.phase]
    while session.phase != phases.COMMIT:
        if session.phase == phases.VOTE:
            session.count(session.play.shown()[0], 3)
        session.advance()
        walked.append(session.phase)
    return walked


@pytest.mark.parametrize("scene", SCENES)
def test_a_class_votes_talks_decides_and_is_told_why(records, scene):
    session = Classroom.drill(GATE, scene, Setup(heads=9), records)
    given = session.play.given
    assert (session.play.scene, session.last_commit(), session.done, session.routes(), session.injects()) == (
        scene,
        None,
        0,
        (),
        [],
    )
    assert to_decision(session) == [phases.WELCOME, *phases.ROUND]
    session.commit(session.play.shown()[0], "the first that was said")
    assert (session.phase, session.next().words, session.done) == (phases.REVEAL, "close the drill", 1)
    assert slide(session.record).text
    assert not any(isinstance(event, Rolled) for event in session.play.events[given + 1 :])
    session.advance()
    assert isinstance(session.play.events[-1], Closed)
    (row,) = records.plays()
    assert (row.mode, row.over) == ("class", True)
    assert replay(Program(GATE.scenario), records.events(row.id)).events == session.play.events


def test_what_led_here_stands_on_the_first_slide():
    session = Classroom.drill(GATE, SCENES[-1], Setup())
    assert any("What led here" in part for part in slide(session.record).text)


def test_the_decision_can_be_taken_back_but_not_what_was_given():
    session = Classroom.drill(GATE, SCENES[-1], Setup())
    with pytest.raises(PlayError):
        session.go_back()
    to_decision(session)
    session.commit(session.play.shown()[0])
    session.go_back()
    assert (session.phase, session.play.waits_for, session.play.scene) == (phases.READ, "decision", SCENES[-1])


def test_a_drill_has_no_hot_wash():
    with pytest.raises(PlayError, match="ends with its decision"):
        Classroom.drill(GATE, SCENES[0], Setup()).to_hot_wash()


@pytest.mark.parametrize("events", range(20, 4, -1))
def test_a_drill_that_was_cut_off_anywhere_goes_on_where_it_stood(records, events, tmp_path):
    """Each shorter by an event: as if the program was killed after it."""
    session = Classroom.drill(GATE, SCENES[2], Setup(heads=9), records)
    to_decision(session)
    session.commit(session.play.shown()[0])
    told = session.play.kept[: session.play.given + 1 + max(0, events - 10)]
    with Records.open(tmp_path / "cut.db") as other:
        play = other.keep(GATE.name, GATE.scenario.version, "class", GATE.parts(), told)
        resumed = Classroom.resume(other, play)
        if resumed.phase != phases.REVEAL:
            to_decision(resumed)
            resumed.commit(resumed.play.shown()[0])
        resumed.advance()
        assert resumed.closed


def test_decisions_come_from_the_exercises_that_were_least_used(records):
    packs = [builtin()]
    first = next(class_drills(packs, records, Setup(), None, Random(1)))
    others = [next(class_drills(packs, records, Setup(), None, Random(1))) for _ in range(3)]
    assert len({one.bundle.name for one in (first, *others)}) == 4
    named = class_drills(packs, records, Setup(), "gate", Random(1))
    assert {next(named).play.scene for _ in range(3)} <= set(SCENES)
