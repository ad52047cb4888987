"""Plays for the tests of exporters: scripted, with times that are the same on every machine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from engine.pack.folder import builtin
from engine.play import phases
from engine.play.bundle import Bundle, bundle
from engine.play.events import (
    Chose,
    Closed,
    Confided,
    Ended,
    Flagged,
    Injected,
    Joined,
    Noted,
    Overrode,
    Paused,
    Phase,
    Resumed,
    Rolled,
    Started,
    Voted,
    WentBack,
    Wished,
)
from engine.play.fold import Play
from engine.records import Records
from engine.states.program import Program
from exporters.play.play_record import PlayRecord

PEOPLE = ("red fox", "blue jay", "gray owl", "green frog", "brown bear", "white hare")
PLAN = {
    "arrive": ("wait", "Two at the door cost us a minute"),
    "split": ("drift", "It is how we always do it"),
    "story": ("landing", "She can talk freely out there"),
    "look": ("step-off", "Distance first"),
    "glance": ("draw-curtain", "Something was wrong there"),
    "man": ("take-hold", "Fast, before he thinks"),
    "search": ("full", "One looks for things, one looks at him"),
    "her": ("what-now", "She has to live there tomorrow"),
    "after": ("talk", "Others should hear of it"),
}
"""Scene -> what the full class decides there, and why."""
ACTION = {"area": "Light", "element": "equipment", "owner": "training unit", "contact": "the desk", "start": "2026-04-01",
          "due": "2026-06-01"}  # fmt: skip


class Script:
    """A play that is written event by event."""

    def __init__(self, scenario: str = "curtain", *, taken: Bundle | None = None, **started: object) -> None:
        self.bundle = taken or bundle(builtin(), scenario)
        self.play = Play(Program(self.bundle.scenario))
        self.now = datetime(2026, 3, 2, 11, tzinfo=UTC)
        self.random = Random(5)
        told = self.bundle.scenario
        self.add(Started, scenario=told.id, version=told.version, **{"seed": 3, **started})

    def add(self, kind: type, after: int = 20, **fields: object) -> None:
        self.now += timedelta(seconds=after)
        at = self.now.isoformat(timespec="milliseconds")
        self.play.apply(kind(seq=self.play.next_seq, at=at, **fields))

    @property
    def deciding(self) -> bool:
        return self.play.waits_for == "decision"

    def choose(self, choice: str = "", reason: str = "", after: int = 30) -> None:
        shown = self.play.shown()
        self.add(Chose, after, scene=self.play.scene, choice=choice or self.random.choice(shown), shown=shown, reason=reason)
        self.go_on()

    def go_on(self) -> None:
        """Roll what is to be rolled."""
        while self.play.waits_for == "roll":
            self.add(Rolled, 1, route=self.play.roll())

    def end(self) -> None:
        """Note a reached ending."""
        if self.play.waits_for == "ended":
            ending = self.bundle.scenario.scenes[self.play.scene].ending
            self.add(Ended, 1, scene=self.play.scene, outcome=ending.outcome)

    def vote(self, who: str, choice: str = "", heads: int = 1) -> None:
        self.add(Voted, 2, who=who, scene=self.play.scene, choice=choice or self.random.choice(self.play.shown()), heads=heads)

    def hands(self, heads: int, favorite: str = "") -> None:
        """Raised hands, so many in all, the most of them for the favorite."""
        shown = self.play.shown()
        votes = dict.fromkeys(shown, 0)
        votes[favorite if favorite in shown else shown[0]] = heads // 2
        for _ in range(heads - heads // 2):
            votes[self.random.choice(shown)] += 1
        for choice, number in votes.items():
            self.vote("", choice, number)

    @property
    def record(self) -> PlayRecord:
        return PlayRecord(self.bundle, self.play, "0123456789abcdef0123456789abcdef")


def alone(scenario: str = "curtain", *, choices: tuple[str, ...] = (), note: str = "say my role aloud") -> PlayRecord:
    """A play alone, to its ending: these choices, then any."""
    script, given = Script(scenario), iter(choices)
    while script.deciding:
        if not script.bundle.scenario.facilitated:
            script.add(Confided, 5, scene=script.play.scene, percent=90)
        wanted = next(given, "")
        script.choose(wanted if wanted in script.play.shown() else "")
    script.end()
    script.add(Noted, topic=phases.NEXT_SHIFT, text=note)
    return script.record


def recorded(scenario: str = "curtain", *, absent: int = 0, reason: str = "It seemed quicker", **started: object) -> PlayRecord:
    """A class for the record in which pseudonyms vote; the last one misses so many decisions."""
    script = Script(scenario, **{"mode": "class", "purpose": "record", "voters": "people", **started})
    for who in PEOPLE:
        script.add(Joined, who=who)
    number = 0
    while script.deciding:
        script.add(Phase, name=phases.VOTE)
        for who in PEOPLE if number >= absent else PEOPLE[:-1]:
            script.vote(who)
        script.add(Phase, name=phases.BARS)
        script.choose(reason=reason)
        number += 1
    script.end()
    script.add(Closed)
    return script.record


def full_class() -> PlayRecord:
    """A class of 24 whose hands are counted, that met everything that a class can meet."""
    script = Script(mode="class", voters="hands", hseep=True)
    script.add(Joined, who="", heads=24)
    script.add(Noted, topic=phases.SCREENS, text="two")
    script.add(Phase, name=phases.WELCOME)
    script.add(Noted, topic=phases.PALS_GIVEN, text="given and asked aloud", after=90)
    back = overridden = False
    while script.deciding:
        here = script.play.scene
        choice, reason = ("press", "The times did not fit") if here == "story" and not back else PLAN.get(here, ("", ""))
        _decide(script, choice, reason)
        if here == "story" and not back:
            back = True
            script.add(WentBack, to=next(e.seq for e in reversed(script.play.events) if isinstance(e, Chose)))
        last = script.play.line[-1]
        if not overridden and isinstance(last.event, Rolled):
            other = next(landing.route for landing in last.landings if landing.route != last.event.route)
            script.add(Overrode, 5, route=other, reason="The other course is worth talking about")
            script.go_on()
            overridden = True
    script.end()
    _hot_wash(script)
    return script.record


def hour(scenario: str = "curtain") -> PlayRecord:
    """An hour's class of 24 in any scenario: votes by hand before and after talking, reasons, flags, a card, the hot wash."""
    return hour_of(bundle(builtin(), scenario))


def hour_of(taken: Bundle) -> PlayRecord:
    """The same of a bundle."""
    script = Script(taken=taken, mode="class", voters="hands")
    script.add(Joined, who="", heads=24)
    script.add(Phase, name=phases.WELCOME)
    number = 0
    while script.deciding:
        if number == 1:
            script.add(Wished, 5, scene=script.play.scene, text="Ask for a third officer before anybody goes on", heads=7)
        _decide(script, "", "We talked it over, and the one who had seen the most said what was still unknown to all of us")
        number += 1
        if number % 3 == 0:
            script.add(Flagged, note="Nobody said who watches the room while the other one reads the paper")
    script.end()
    _hot_wash(script)
    return script.record


def _hot_wash(script: Script) -> None:
    script.add(Phase, name=phases.HOT_WASH)
    script.add(Noted, 120, topic=phases.EXPECTED, text="A quiet call about an argument")
    script.add(Noted, 60, topic=phases.HAPPENED, text="We stood within reach of a place that nobody had looked into")
    script.add(Noted, 60, topic=phases.LUCK, text="That he stood still")
    script.add(Noted, 60, topic=phases.CHANGE, text="Share the roles before the door, every time")
    script.add(Noted, 60, topic=phases.STRENGTH, text="People spoke up early")
    script.add(Noted, 60, topic=phases.AREA, text="Handing a search over")
    script.add(Noted, 60, topic=phases.ACTION, text="Put a small light on every belt", details=ACTION)
    script.add(Noted, 60, topic=phases.NEXT_SHIFT, text="say my role aloud before we knock")
    script.add(Noted, 60, topic=phases.PALS_USED, text="The youngest in the room did; being asked helped")
    script.add(Closed)


def _decide(script: Script, choice: str, reason: str) -> None:
    here = script.play.scene
    script.add(Phase, name=phases.READ)
    script.add(Phase, 40, name=phases.VOTE, seconds=45)
    script.hands(24, choice)
    script.add(Phase, 20, name=phases.BARS)
    script.add(Phase, 20, name=phases.DISCUSS)
    cards = script.play.program.injects(script.play.state)
    if cards and not any(isinstance(e, Injected) for e in script.play.events):
        script.add(Injected, inject=cards[0].id)
        script.hands(24, choice)
        script.add(Phase, name=phases.BARS)
    if here == "split":
        script.add(Wished, 5, scene=here, text="Ask for a third officer before anybody sits down", heads=5)
        script.add(Flagged, note="Nobody said who watches the room")
    if here == "story" and not any(isinstance(e, Paused) for e in script.play.events):
        script.add(Paused)
        script.add(Resumed, 300)
    script.add(Phase, 90, name=phases.COMMIT)
    script.choose(choice if choice in script.play.shown() else "", reason or "We talked it over")


def keep(record: PlayRecord, records: Records) -> str:
    """Keep a play; answers its id."""
    started = record.play.started
    id_ = records.begin(record.bundle.name, started.version, started.mode, record.bundle.parts())
    for event in record.play.kept:
        records.append(id_, event)
    return id_
