"""Grade many solo plays of one scenario: what a step does where it is taken is worked out once.

The grades are those of `engine.play.scoring.debrief`, which is slow to ask thousands of times. A play is followed by its events,
from position to position; a position and an event lead to the next one, whatever came before. That holds for a play that never
goes back, whose rolls stand and into which nobody injects, as alone is always so. Every commit of such a play counts, for a
scene comes again only as another visit.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from engine.errors import PlayError
from engine.play.events import (
    AnyEvent,
    Chose,
    Closed,
    Confided,
    Ended,
    Injected,
    Overrode,
    Rolled,
    Started,
    WentBack,
    read_event,
)
from engine.play.fold import Play
from engine.play.grades import LessonStanding, Quadrant
from engine.play.line import Commit, LineEntry
from engine.play.scoring import standing_of, verdict
from engine.states.values import Valuation, tested_marks

if TYPE_CHECKING:
    from engine.records.rows import KeptEvent

_SIMPLE = (Started, Chose, Rolled, Ended)
"""Events that move a play that can be graded here."""
_OTHER = (Injected, Overrode, WentBack)
"""Events after which a play cannot."""


class CommitWorth(NamedTuple):
    """What a commit was worth; its fields are those of `engine.play.scoring.Graded`."""

    scene: str
    regret: Fraction
    span: Fraction
    marks: Mapping[str, str]
    critical: str
    prompt: str
    """What was decided."""


@dataclass(frozen=True, slots=True)
class Grades:
    """What a play was worth."""

    score: Fraction | None
    """0 to 100; None where nothing was at stake."""
    quadrant: Quadrant | None
    outcome: str
    """Of the ending; empty where none was noted."""
    lessons: dict[str, LessonStanding]
    commits: tuple[CommitWorth, ...]
    """What each of them was worth, in order."""
    stated: tuple[tuple[int, CommitWorth], ...]
    """(per cent, commit) of every decision before which the player said how sure they were."""
    ended: str
    """When the ending was noted, or the drill was put away; empty where that never was."""
    zone: int | None
    """In which zone; see `engine.play.events.Zone`."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What an event does in a position."""

    to: int
    """The next position."""
    worth: CommitWorth | None = None
    """What the commit was worth."""
    outcome: str = ""
    """Of the ending that is noted."""


@dataclass(slots=True)
class _Line:
    """A play while it is followed."""

    at: int = -1
    """Position; -1 before the start."""
    commits: list[CommitWorth] = field(default_factory=list)
    stated: list[tuple[int, CommitWorth]] = field(default_factory=list)
    sure: dict[str, int] = field(default_factory=dict)
    """Scene -> per cent, of what was confided since the last commit."""
    outcome: str = ""
    ended: str = ""
    zone: int | None = None
    given: int = 0
    """Number of the last event that was given."""


class Grader:
    """Grades plays of one scenario."""

    def __init__(self, valuation: Valuation) -> None:
        self._valuation = valuation
        self._program = valuation.program
        self._positions: dict[Hashable, int] = {}
        self._plays: list[Play] = []
        """A play that stands there, by position."""
        self._steps: dict[tuple[int, Hashable], _Step] = {}
        self._read: dict[tuple[str, str], AnyEvent] = {}
        """Events that were read already, by kind and text."""
        self._standings: dict[Hashable, LessonStanding] = {}

    @cached_property
    def blind(self) -> Fraction | None:
        """Where guessing lies."""
        return self._valuation.blind_score()

    def grade(self, events: Sequence[KeptEvent]) -> Grades | None:
        """The grades of a play that begins with these events; None of a play that is not as simple as that.

        Raises:
            PlayError: an event cannot be read, or does not fit.
        """
        line = _Line()
        for number, kept in enumerate(events):
            if kept.seq != number:
                return None
            event = self._event(kept)
            if isinstance(event, _OTHER) or (isinstance(event, Started) and event.mode == "class"):
                return None
            if isinstance(event, _SIMPLE):
                self._follow(line, event, kept)
            elif line.at < 0:
                return None
            elif isinstance(event, Confided):
                line.sure[event.scene] = event.percent
            elif isinstance(event, Closed) and not line.ended:
                line.ended, line.zone = kept.at, event.zone
        return self._grades(line)

    def _event(self, kept: KeptEvent) -> AnyEvent:
        key = kept.kind, kept.data
        event = self._read.get(key)
        if event is None:
            data = json.loads(kept.data)
            if not isinstance(data, dict):
                raise PlayError(f"event {kept.seq} cannot be read")
            event = read_event({**data, "seq": 0, "at": "", "kind": kept.kind})
            if isinstance(event, Started | Chose | Rolled | Ended | Confided) and not getattr(event, "reason", ""):
                self._read[key] = event  # texts that people wrote come but once
        return event

    def _follow(self, line: _Line, event: Started | Chose | Rolled | Ended, kept: KeptEvent) -> None:
        key = line.at, _doing(event)
        step = self._steps.get(key)
        if step is None:
            step = self._steps[key] = self._step(line.at, event)
        line.at = step.to
        if isinstance(event, Started):
            line.given = event.given
        if step.worth is not None and kept.seq > line.given:
            line.commits.append(step.worth)
            percent = line.sure.get(step.worth.scene)
            if percent is not None:
                line.stated.append((percent, step.worth))
            line.sure = {}
        if isinstance(event, Ended):
            line.outcome, line.ended, line.zone = step.outcome, kept.at, event.zone

    def _step(self, position: int, event: AnyEvent) -> _Step:
        """Take a step where it is not known yet."""
        play = Play(self._program)
        if position >= 0:
            known = self._plays[position]
            play = replace(known, events=[*known.events], line=[*known.line], ledger=[], endings=[])
        given = {"given": 0} if isinstance(event, Started) else {}  # what was given is worth something, too: plays share steps
        play.apply(event.model_copy(update={"seq": play.next_seq, **given}))
        worth = self._worth(play.ledger[-1]) if play.ledger else None
        outcome = ""
        if play.endings:
            ending = self._program.scenario.scenes[play.scene].ending
            outcome = ending.outcome if ending is not None else ""
        return _Step(self._position(play), worth, outcome)

    def _worth(self, commit: Commit) -> CommitWorth:
        """What a commit was worth."""
        scene, chosen = commit.event.scene, commit.event.choice
        decision = self._program.scenario.scenes[scene].decision
        assert decision is not None
        choice = decision.choices[chosen]
        node = self._valuation.node(commit.state)
        edge = next(edge for edge in self._valuation.graph.edges[node] if edge.action.id == chosen)
        regret, span = self._valuation.regret(node, edge), self._valuation.span(node)
        marks = tested_marks(decision, choice)
        return CommitWorth(scene, Fraction(regret), Fraction(span), marks, choice.critical or "", decision.prompt)

    def _position(self, play: Play) -> int:
        """The number of where a play stands: what led there is left out, and states that the valuation merges are one."""
        last = play.line[-1]
        noted = [event for event in play.events[last.event.seq + 1 :] if isinstance(event, Ended)]
        pending = play.pending
        state = play.state if pending is None else pending.before
        key = self._valuation.node(state), None if pending is None else pending.action.id, bool(noted)
        if key not in self._positions:
            begin = play.events[0]
            assert isinstance(begin, Started)
            here = LineEntry(begin, last.before, last.landings, last.action, last.after, last.shown_scenes, pending)
            events: list[AnyEvent] = [begin, *(event.model_copy(update={"seq": 1}) for event in noted)]
            self._positions[key] = len(self._plays)
            self._plays.append(Play(self._program, events, [here]))
        return self._positions[key]

    def _grades(self, line: _Line) -> Grades | None:
        if line.at < 0:
            return None
        score, quadrant = verdict(line.commits, line.outcome or None)
        lessons = self._lessons(line.commits)
        return Grades(score, quadrant, line.outcome, lessons, tuple(line.commits), tuple(line.stated), line.ended, line.zone)

    def _lessons(self, commits: Sequence[CommitWorth]) -> dict[str, LessonStanding]:
        """Tested lesson -> how it fared. Plays that fared alike share it."""
        tested: dict[str, list[CommitWorth]] = {}
        for graded in commits:
            for lesson in graded.marks:
                tested.setdefault(lesson, []).append(graded)
        return {lesson: self._standing(lesson, found) for lesson, found in tested.items()}

    def _standing(self, lesson: str, commits: Sequence[CommitWorth]) -> LessonStanding:
        key = lesson, *((graded.scene, graded.marks[lesson]) for graded in commits)
        found = self._standings.get(key)
        if found is None:
            found = self._standings[key] = standing_of(self._program.scenario, commits)[lesson]
        return found


def _doing(event: Started | Chose | Rolled | Ended) -> Hashable:
    """What of an event decides where it leads."""
    match event:
        case Chose():
            return event.scene, event.choice
        case Rolled():
            return event.route
        case Ended():
            return event.scene
        case _:
            return "started"
