"""What the tests of the classroom share: a small pack, classes made of acts, and a clock that stands still."""

from __future__ import annotations

from pathlib import Path

from engine.pack.folder import open_pack
from engine.play.bundle import bundle
from sessions.classroom.classroom import Classroom
from sessions.classroom.roster import Setup

PACK = Path(__file__).parent / "class_pack"
AT = "2026-03-01T10:00:00.000+00:00"


def alarm():
    return bundle(open_pack(PACK), "alarm")


def begun(records=None, seed=1, **setup):
    """A class that has just begun, at the welcome."""
    return Classroom.new(alarm(), Setup(**setup), records, seed)


def reading(records=None, seed=1, **setup):
    """A class that reads the first scene."""
    session = begun(records, seed, **setup)
    session.advance()
    return session


def decide(session, choice, reason=""):
    """From reading to the team's decision, without a vote; one in which votes are in is shown."""
    while session.phase != "commit":
        if session.phase in ("read", "vote", "bars") and not session.skip_step().drops:
            session.skip()
        else:
            session.advance()
    session.commit(choice, reason)


def kinds(session):
    return [event.kind for event in session.play.events]


def view(session):
    """All that a class looks like: equal views are the same class."""
    place = session.place()
    return (
        place, session.shown.dark, session.one_screen, session.roster, session.votes, session.hands, session.play.state,
        session.next(), session.skip_step(), session.injects(), session.routes(), session.last_commit(),
        session.why_not_reveal(), session.done, session.closed, session.clock().paused, session.play.visit,
    )  # fmt: skip


class Time:
    """A clock that is moved by hand."""

    def __init__(self, at="2026-03-01T10:00:00.000+00:00"):
        from datetime import datetime

        self.at = datetime.fromisoformat(at)

    def now(self):
        return self.at.isoformat(timespec="milliseconds")

    def on(self, seconds):
        from datetime import timedelta

        self.at += timedelta(seconds=seconds)

    def patch(self, monkeypatch):
        """Everybody who asks for the time asks this clock."""
        monkeypatch.setattr("sessions.run_clock.RUN", self)
        return self
