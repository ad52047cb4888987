"""A play as it stands: the fold over its events (docs/semantics.md, section 2).

Whoever runs a play asks `Play.waits_for`, makes one event of it, keeps the event, and applies it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from engine.errors import PlayError
from engine.play.events import AnyEvent, Chose, Closed, Ended, Injected, Mended, Overrode, Rolled, Started, WentBack
from engine.play.line import Commit, LineEntry, Pending, ShownScene
from engine.play.mending import mends
from engine.states.order import class_letters, letter, stable
from engine.states.program import Program
from engine.states.step import Action, Fault, FaultKind, Landing, State


@dataclass
class Play:
    """A play as it stands. Made by `replay`, moved on by `apply`."""

    program: Program
    events: list[AnyEvent] = field(default_factory=list)
    """What happened, as it is told: each line that somebody wrote as it was last mended."""
    line: list[LineEntry] = field(default_factory=list)
    """State-changing events that stand."""
    ledger: list[Commit] = field(default_factory=list)
    """Every commit ever made, in order; those that were given are nobody's."""
    endings: list[State] = field(default_factory=list)
    """Endings reached, the first one first. An ending counts once `ended` has noted it."""
    cut: bool = False
    """Whether the play ever went back."""
    mended: dict[int, AnyEvent] = field(default_factory=dict)
    """Number -> event as it was kept, of those that are told otherwise."""

    @property
    def kept(self) -> list[AnyEvent]:
        """The events as they were kept, whatever was mended since."""
        return [self.mended.get(event.seq, event) for event in self.events]

    @property
    def started(self) -> Started | None:
        """The first event."""
        first = self.events[0] if self.events else None
        return first if isinstance(first, Started) else None

    @property
    def alone(self) -> bool:
        """Whether one person plays it."""
        return self.started is None or self.started.mode != "class"

    @property
    def seed(self) -> int:
        """The seed that decides shuffles and rolls."""
        return self.started.seed if self.started else 0

    @property
    def given(self) -> int:
        """Number of the last event that was given and not played; 0 where everything is played."""
        return self.started.given if self.started else 0

    @property
    def next_seq(self) -> int:
        """Number of the event that comes next."""
        return len(self.events)

    @property
    def closed(self) -> bool:
        """Whether it was put away: nothing follows but that a line is mended."""
        return isinstance(next((event for event in reversed(self.events) if not isinstance(event, Mended)), None), Closed)

    @property
    def state(self) -> State:
        """Where the play stands. Beware of `pending`: a draw may be open."""
        if not self.line:
            raise PlayError("the play has not started")
        last = self.line[-1]
        return last.after if last.after is not None else last.before

    @property
    def pending(self) -> Pending | None:
        """The draw that is open, or None."""
        return self.line[-1].pending if self.line else None

    @property
    def scene(self) -> str:
        """Id of the scene in which the play stands."""
        return self.program.scenes[self.state.scene]

    @property
    def waits_for(self) -> Literal["start", "roll", "decision", "ended", "nothing"]:
        """What has to happen next: `ended` is the event that notes a reached ending."""
        if not self.line:
            return "start"
        if self.pending is not None:
            return "roll"
        if self.program.scenario.scenes[self.scene].decision is not None:
            return "decision"
        noted = any(isinstance(e, Ended) for e in self.events[self.line[-1].event.seq + 1 :])
        return "nothing" if noted else "ended"

    @property
    def visit(self) -> int:
        """The how-manieth time the line stands at this scene's decision, from 1."""
        here = self.state.scene
        return sum(g.state.scene == here for e in self.line for g in e.shown_scenes)

    def shown(self) -> tuple[str, ...]:
        """The available choices in the order in which this play shows them."""
        available = {a.id for a in self.program.choices(self.state)}
        return tuple(c for c in self._order() if c in available)

    def letters(self) -> dict[str, str]:
        """The letter of every choice of the decision at hand, available or not: it stays the same when the scene comes back."""
        return {choice: letter(place) for place, choice in enumerate(self._order())}

    def _order(self) -> list[str]:
        """All choices of the decision at hand: in class in the order of the printed cards, alone shuffled by the seed."""
        decision = self.program.scenario.scenes[self.scene].decision
        if decision is None:
            return []
        if self.started is not None and self.started.mode == "class":
            return list(class_letters(self.program, self.scene))
        return sorted(decision.choices, key=lambda c: stable(f"{self.seed}:{self.scene}:{c}"))

    def roll(self) -> int:
        """The route on which the open draw falls, by the play's seed."""
        if self.pending is None:
            raise PlayError("no draw is open")
        number = stable(f"{self.seed}:{self.next_seq}") % self.pending.total
        for landing in self.pending.landings:
            number -= landing.odds
            if number < 0:
                return landing.route
        raise AssertionError

    def apply(self, event: AnyEvent) -> None:
        """Add an event.

        Raises:
            PlayError: it does not fit the play as it stands; the play is left as it was.
        """
        if event.seq != self.next_seq:
            raise PlayError(f"event {event.seq} comes where {self.next_seq} was expected")
        match event:
            case Started():
                self._start(event)
            case Chose():
                self._choose(event)
            case Rolled():
                self._land(event, self._open_draw())
            case Overrode():
                self._override(event)
            case Injected():
                self._inject(event)
            case WentBack():
                self._go_back(event)
            case Ended():
                self._end(event)
            case Mended():
                self._mend(event)
                return
            case _:
                if not self.line:
                    raise PlayError(f"`{event.kind}` comes before the play has started")
        self.events.append(event)

    def _start(self, event: Started) -> None:
        if self.events:
            raise PlayError("the play has started already")
        self._enter(event, self.program.start, (), None, self.program.start)

    def _choose(self, event: Chose) -> None:
        self._at_decision(event.scene)
        state = self.state
        action = next((a for a in self.program.choices(state) if a.id == event.choice), None)
        if action is None:
            available = ", ".join(a.id for a in self.program.choices(state))
            raise PlayError(f"`{event.choice}` is no choice at `{self.scene}` now; available: {available}")
        visit = self.visit
        counts = not any(c.event.scene == event.scene and c.visit == visit for c in self.ledger)
        self._take(event, action, state)
        if event.seq > self.given:
            self.ledger.append(Commit(event, state, visit, counts))

    def _inject(self, event: Injected) -> None:
        self._at_decision(self.scene)
        state = self.state
        action = next((a for a in self.program.injects(state) if a.id == event.inject), None)
        if action is None:
            raise PlayError(f"inject `{event.inject}` cannot be played at `{self.scene}` now")
        landings = action.land(state.bits)
        if isinstance(landings, Fault):
            raise PlayError(_fault(action, self.scene, landings))
        self.line.append(LineEntry(event, state, landings, action, landings[0].state))

    def _end(self, event: Ended) -> None:
        if self.waits_for != "ended" or event.scene != self.scene:
            raise PlayError(f"no ending `{event.scene}` is reached now")
        self.endings.append(self.state)

    def _override(self, event: Overrode) -> None:
        last = self.line[-1] if self.line else None
        if last is None or not isinstance(last.event, Rolled | Overrode) or last.action is None:
            raise PlayError("there is no roll to override")
        drawn = last.action.land(self._before_roll(last).bits)
        assert not isinstance(drawn, Fault)
        landing = next((x for x in drawn if x.route == event.route), None)
        if landing is None:
            raise PlayError(f"the draw has no route {event.route}")
        assert last.after is not None
        before = self._landed(last)
        self._enter(event, before, (landing,), last.action, landing.state)

    def _landed(self, entry: LineEntry) -> State:
        """The state on which a roll or an override landed, before scenes were passed through."""
        assert isinstance(entry.event, Rolled | Overrode)
        route = entry.event.route
        return next(x.state for x in entry.landings if x.route == route)

    def _before_roll(self, entry: LineEntry) -> State:
        for earlier in reversed(self.line[: self.line.index(entry) + 1]):
            if isinstance(earlier.event, Rolled):
                return earlier.before
        raise AssertionError

    def _open_draw(self) -> Pending:
        pending = self.pending
        if pending is None:
            raise PlayError("no draw is open")
        return pending

    def _land(self, event: Rolled, pending: Pending) -> None:
        landing = next((x for x in pending.landings if x.route == event.route), None)
        if landing is None:
            raise PlayError(f"the draw has no route {event.route}")
        self._enter(event, pending.before, pending.landings, pending.action, landing.state)

    def _take(self, event: Chose, action: Action, state: State) -> None:
        landings = action.land(state.bits)
        if isinstance(landings, Fault):
            raise PlayError(_fault(action, self.scene, landings))
        if action.draw:
            self.line.append(LineEntry(event, state, landings, action, None, (), Pending(action, state, landings)))
        else:
            self._enter(event, state, landings, action, landings[0].state)

    def _enter(self, event: Started | Chose | Rolled | Overrode, before: State, landings: tuple[Landing, ...],
               action: Action | None, state: State) -> None:  # fmt: skip
        """Show the scene that begins in `state`, and those that it passes through."""
        program = self.program
        shown_scenes = [self._shown_scene(state)]
        pending = None
        while program.scenario.scenes[program.scenes[state.scene]].next is not None:
            onward = program.actions[state.scene][0]
            following = onward.land(state.bits)
            if isinstance(following, Fault):
                raise PlayError(_fault(onward, program.scenes[state.scene], following))
            if onward.draw:
                pending = Pending(onward, state, following)
                break
            state = following[0].state
            if len(shown_scenes) > 100_000:
                raise PlayError("the scenario goes round in circles")
            shown_scenes.append(self._shown_scene(state))
        self.line.append(LineEntry(event, before, landings, action, state, tuple(shown_scenes), pending))

    def _shown_scene(self, state: State) -> ShownScene:
        return ShownScene(state, self.program.scenes[state.scene], tuple(self.program.paragraphs(state)))

    def _at_decision(self, scene: str) -> None:
        if self.waits_for != "decision":
            raise PlayError("the play does not stand at a decision")
        if scene != self.scene:
            raise PlayError(f"the play stands at `{self.scene}`, not at `{scene}`")

    def _mend(self, event: Mended) -> None:
        """Tell what a line says since, wherever it stands."""
        if not self.line:
            raise PlayError("`mended` comes before the play has started")
        changed = mends(self.events, event)
        for told in changed.values():
            if told.seq < len(self.events):
                self.mended.setdefault(told.seq, self.events[told.seq])
                self.events[told.seq] = told
        self.events.append(changed.get(event.seq, event))
        if self.events[-1] != event:
            self.mended[event.seq] = event
        commits = {seq: told for seq, told in changed.items() if isinstance(told, Chose)}
        self.ledger = [replace(c, event=commits.get(c.event.seq, c.event)) for c in self.ledger]
        self.line = [_retold(entry, changed.get(entry.event.seq)) for entry in self.line]

    def _go_back(self, event: WentBack) -> None:
        for number, entry in enumerate(self.line):
            if isinstance(entry.event, Chose) and entry.event.seq == event.to > self.given:
                del self.line[number:]
                self.cut = True
                return
        raise PlayError(f"event {event.to} is no commit on the line")


def replay(program: Program, events: Iterable[AnyEvent]) -> Play:
    """The play that these events make.

    Raises:
        PlayError: an event does not fit.
    """
    play = Play(program)
    for event in events:
        play.apply(event)
    return play


def _retold(entry: LineEntry, told: AnyEvent | None) -> LineEntry:
    """An entry of the line with its event as it is told since."""
    return replace(entry, event=told) if isinstance(told, Chose | Overrode) else entry


def _fault(action: Action, scene: str, fault: Fault) -> str:
    what = f"counter `{fault.fact}` would leave its range" if fault.kind is FaultKind.COUNTER else "none of the routes holds"
    return f"the scenario cannot go on at `{scene}` after `{action.id}`: {what}; run `hotwash check`"
