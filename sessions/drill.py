"""A drill: one decision by itself, put to one person in a state to which a real line leads.

Nothing is drawn after the decision, so no luck is in it. It is kept whole as soon as it is decided, as a play of the mode
`drill`: what is left undecided leaves nothing behind, and what was decided cannot be lost in part.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from engine.errors import HotwashError, PlayError
from engine.learner.due import DueList, PlannedDrill
from engine.play.bundle import Bundle, from_parts
from engine.play.events import Chose, Closed, Started
from engine.play.fold import Play, replay
from engine.states.program import Program
from exporters.play.decision_line import DecisionLine
from sessions.lead import Lead, lead, led, led_here
from sessions.run_clock import now, zone
from sessions.session import Session

if TYPE_CHECKING:
    from engine.records import Records

USUAL_MINUTES = 3
"""Minutes of drills where nothing is due and none are asked for."""


class Drill(Session):
    """A drill."""

    lead = Lead(())

    @classmethod
    def new(cls, bundle: Bundle, scene: str, records: Records | None = None, *, own: Play | None = None, seed: int | None = None,
            now: Callable[[], str] = now) -> Self:  # fmt: skip
        """Put the decision of a scene.

        Args:
            bundle: what is played; the checker finds no error in it.
            scene: where it is decided.
            records: where it is kept once it is decided, or None.
            own: a play in which the learner decided there with regret; its line is taken where it still leads there.
            seed: decides the order of the choices.
            now: as `Session` takes it.

        Raises:
            PlayError: no line leads to a decision there at which something is at stake.
        """
        program = Program(bundle.scenario)
        session = cls(bundle, Play(program), records, now=now)
        session.lead = lead(session.record.valuation, scene, own)
        seed = secrets.randbelow(2**31) if seed is None else seed
        names = {"scenario": bundle.scenario.id, "version": bundle.scenario.version}
        begun = Started(**session.stamp(), **names, seed=seed, mode="drill", given=len(session.lead.steps))
        session.record.play = led(program, begun, session.lead.steps, now)
        return session

    @property
    def decided(self) -> bool:
        """Whether the decision is made."""
        return bool(self.play.ledger)

    @property
    def led_here(self) -> str:
        """In a line, what led here; empty where it is the beginning."""
        return led_here(self.bundle, self.play, own=self.lead.own)

    def choose(self, choice: str) -> DecisionLine:
        """Decide, and keep the drill.

        Raises:
            PlayError: the choice is not available, or the decision is made.
            RecordsError: it cannot be kept; it is not decided.
        """
        undecided = list(self.play.events)
        shown = self.play.shown()
        if self.decided or choice not in shown:
            raise PlayError(f"`{choice}` is no choice at `{self.play.scene}` now; available: {', '.join(shown)}")
        self.play.apply(Chose(**self.stamp(), scene=self.play.scene, choice=choice, shown=shown))
        stamp = self.stamp()
        self.play.apply(Closed(**stamp, zone=zone(stamp["at"])))
        try:
            if self.records is not None:
                version, parts = self.bundle.scenario.version, self.bundle.parts()
                self.record.play_id = self.records.keep(self.bundle.name, version, "drill", parts, self.play.kept)
        except Exception:
            self.record.play = replay(self.play.program, undecided)
            raise
        return self.record.account.decisions[-1]


def put(planned: PlannedDrill, bundle: Bundle, records: Records | None, *, keep: bool = True) -> Drill:
    """The drill that was planned, over the learner's own line where there is one.

    Args:
        planned: from `engine.learner.due`.
        bundle: of its exercise; the checker finds no error in it.
        records: where plays are kept, or None.
        keep: whether the drill is kept, too.

    Raises:
        PlayError: nothing is at stake there.
    """
    own = _own(planned, records) if records is not None else None
    return Drill.new(bundle, planned.scene, records if keep else None, own=own)


def _own(planned: PlannedDrill, records: Records) -> Play | None:
    """The play in which the learner decided there with regret; None where there is none, or it cannot be read."""
    if not planned.mistaken or planned.met is None or not planned.met.play:
        return None
    try:
        bundle = from_parts(records.bundle(planned.met.play))
        return replay(Program(bundle.scenario), records.events(planned.met.play))
    except HotwashError:
        return None


def fitting(due: DueList, minutes: int | None = None) -> tuple[PlannedDrill, ...]:
    """The drills for so many minutes: what is due, then what went wrong; as many as fit, at least one where there is any.

    Where no minutes are given, all that is due; where nothing is, what went wrong for `USUAL_MINUTES`.
    """
    if minutes is None and due.drills:
        return due.drills
    left = 60 * (USUAL_MINUTES if minutes is None else minutes)
    found: list[PlannedDrill] = []
    for drill in (*due.drills, *due.mistakes):
        left -= drill.seconds
        if left < 0 and found:
            break
        found.append(drill)
    return tuple(found)
