"""One play being made: the only place in `tui` that makes events.

A session keeps each event before anything of it shows, rolls the draws, and says what there is to see.
It knows no screen.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from engine.bundle import Bundle, from_parts
from engine.errors import PlayError
from engine.play import (
    AnyEvent,
    Chose,
    Confided,
    Ended,
    Entry,
    Noted,
    Play,
    Resumed,
    Rolled,
    Started,
    replay,
)
from engine.scoring import Debrief, debrief
from engine.state import Program
from engine.value import Valuation
from exporters.account import Account, account

if TYPE_CHECKING:
    from engine.records import Records


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of a scene's text."""

    text: str
    """Markdown."""
    seat: str = ""
    """Name of the seat that alone reads it; empty for everybody."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A scene as it is told."""

    scene: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as it is offered."""

    key: str
    """`1` to `6`, by the place in which it is shown."""
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """What there is to see now."""

    result: str
    """What the last choice led to at once, or empty."""
    passages: tuple[Passage, ...]
    """Everything told since the last decision."""
    number: int
    """The how-manieth decision of the line this is, from 1."""
    prompt: str
    """The question; empty at an ending."""
    seat: str
    """Name of the seat that decides, or empty."""
    options: tuple[Option, ...]
    seconds: int | None
    """A suggested limit. It never scores."""
    ending: str
    """Title of the ending, or empty."""


class Session:
    """A solo play, kept as it goes where there are records."""

    def __init__(self, bundle: Bundle, play: Play, records: Records | None = None, play_id: str = "") -> None:
        self.bundle = bundle
        self.play = play
        self.records = records
        self.play_id = play_id

    @classmethod
    def new(cls, bundle: Bundle, records: Records | None = None, seed: int | None = None) -> Session:
        """Begin a play.

        Raises:
            RecordsError: it cannot be kept.
        """
        scenario = bundle.scenario
        play_id = ""
        if records is not None:
            play_id = records.begin(bundle.name, scenario.version, "solo", bundle.parts())
        session = cls(bundle, Play(Program(scenario)), records, play_id)
        chosen = secrets.randbelow(2**31) if seed is None else seed
        session._add(Started(seq=0, at=_now(), scenario=scenario.id, version=scenario.version, seed=chosen))
        session._go_on()
        return session

    @classmethod
    def resume(cls, records: Records, play_id: str) -> Session:
        """Take up a kept play where it stood.

        Raises:
            RecordsError, PackError, PlayError: it cannot be read.
        """
        bundle = from_parts(records.bundle(play_id))
        session = cls(bundle, replay(Program(bundle.scenario), records.events(play_id)), records, play_id)
        if session.play.waits_for == "start":
            scenario = bundle.scenario
            seed = secrets.randbelow(2**31)
            session._add(Started(seq=0, at=_now(), scenario=scenario.id, version=scenario.version, seed=seed))
        elif session.play.waits_for != "nothing":
            session._add(Resumed(seq=session.play.next_seq, at=_now()))
        session._go_on()
        return session

    @property
    def over(self) -> bool:
        """Whether an ending is reached."""
        return self.play.waits_for == "nothing"

    @cached_property
    def valuation(self) -> Valuation:
        """Values of the scenario's states."""
        return Valuation(self.play.program, self.bundle.pack.danger)

    def choose(self, choice: str, percent: int | None = None, reason: str = "") -> None:
        """Commit at the current decision; whatever is drawn after it is drawn at once.

        Args:
            choice: its id.
            percent: how sure the player is, from 0 to 100.
            reason: in the player's words.

        Raises:
            PlayError: it is not available.
            RecordsError: it cannot be kept; the play stands where it stood.
        """
        shown = self.play.shown()
        if choice not in shown:
            raise PlayError(f"`{choice}` is no choice at `{self.play.scene}` now; available: {', '.join(shown)}")
        if percent is not None:
            self._add(Confided(seq=self.play.next_seq, at=_now(), scene=self.play.scene, percent=percent))
        self._add(Chose(seq=self.play.next_seq, at=_now(), scene=self.play.scene, choice=choice, shown=shown, reason=reason))
        self._go_on()

    def note(self, topic: str, text: str) -> None:
        """Keep a note."""
        self._add(Noted(seq=self.play.next_seq, at=_now(), topic=topic, text=text))

    def go_on(self) -> None:
        """Try again to draw and keep what follows a decision, after an error in between.

        Raises:
            RecordsError: it still cannot be kept.
        """
        self._go_on()

    @property
    def scenes_told(self) -> int:
        """How many scenes the line has told so far."""
        return sum(len(entry.glimpses) for entry in self.play.line)

    def recap(self) -> str:
        """Where a play that is taken up again stands, in words."""
        last = next((e.event for e in reversed(self.play.line) if isinstance(e.event, Chose)), None)
        if last is None:
            return "You go on where you left off: before the first decision."
        decision = self.bundle.scenario.scenes[last.scene].decision
        assert decision is not None
        return f"You go on where you left off. The last thing you decided: {decision.choices[last.choice].text}"

    def debrief(self) -> Debrief:
        """The grades of the play."""
        return debrief(self.play, self.valuation)

    def account(self) -> Account:
        """The debrief in words."""
        return account(self.bundle, self.play, self.debrief())

    def moment(self) -> Moment:
        """What there is to see now."""
        scene = self.bundle.scenario.scenes[self.play.scene]
        entries = self._since_last_choice()
        decision = scene.decision
        return Moment(
            result=self._result(entries),
            passages=tuple(self._passage(g.scene, g.also) for e in entries for g in e.glimpses),
            number=sum(isinstance(e.event, Chose) for e in self.play.line) + 1,
            prompt=decision.prompt if decision else "",
            seat=self.bundle.scenario.seats.get(decision.seat or "", "") if decision else "",
            options=self._options(),
            seconds=decision.seconds if decision else None,
            ending=scene.ending.title if scene.ending else "",
        )

    def _options(self) -> tuple[Option, ...]:
        if self.play.waits_for != "decision":
            return ()
        decision = self.bundle.scenario.scenes[self.play.scene].decision
        assert decision is not None
        return tuple(Option(str(n), c, decision.choices[c].text) for n, c in enumerate(self.play.shown(), 1))

    def _since_last_choice(self) -> list[Entry]:
        entries: list[Entry] = []
        for entry in reversed(self.play.line):
            entries.append(entry)
            if isinstance(entry.event, Chose):
                break
        return entries[::-1]

    def _result(self, entries: list[Entry]) -> str:
        event = entries[0].event if entries else None
        if not isinstance(event, Chose):
            return ""
        decision = self.bundle.scenario.scenes[event.scene].decision
        assert decision is not None
        return decision.choices[event.choice].result or ""

    def _passage(self, name: str, also: tuple[int, ...]) -> Passage:
        scene = self.bundle.scenario.scenes[name]
        seats = self.bundle.scenario.seats
        further = [Paragraph(scene.also[n].text, seats.get(scene.also[n].seat or "", "")) for n in also]
        return Passage(name, (Paragraph(scene.text), *further))

    def _go_on(self) -> None:
        """Roll what is to be rolled, and note an ending that is reached."""
        while True:
            match self.play.waits_for:
                case "roll":
                    self._add(Rolled(seq=self.play.next_seq, at=_now(), route=self.play.roll()))
                case "ended":
                    ending = self.bundle.scenario.scenes[self.play.scene].ending
                    assert ending is not None
                    self._add(Ended(seq=self.play.next_seq, at=_now(), scene=self.play.scene, outcome=ending.outcome))
                case _:
                    return

    def _add(self, event: AnyEvent) -> None:
        """Apply an event and keep it. One that cannot be kept is taken back."""
        self.play.apply(event)
        if self.records is None:
            return
        try:
            self.records.append(self.play_id, event)
        except Exception:
            self.play = replay(self.play.program, self.play.events[:-1])
            raise


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
