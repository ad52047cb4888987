"""What a learner has done: each finished solo play that was kept, graded from what was kept with it.

A play that cannot be read or graded is told as such, and never stops the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from engine.learner.grading import Grader
from engine.play.bundle import Bundle, from_parts
from engine.play.events import AnyEvent, Ended
from engine.play.fold import replay
from engine.play.grades import Debrief, LessonStanding, Quadrant
from engine.play.scoring import debrief
from engine.states.program import Program
from engine.states.values import Valuation

if TYPE_CHECKING:
    from engine.records import PlayRow, Records
    from engine.records.rows import KeptEvent as Kept


@dataclass(frozen=True, slots=True)
class StatedConfidence:
    """A decision before which the player said how sure they were."""

    percent: int
    """How sure that no better choice was there, from 0 to 100."""
    hit: bool
    """Whether it was so: a choice without regret."""
    prompt: str
    """The question that was decided."""


@dataclass(frozen=True, slots=True)
class PastPlay:
    """A finished solo play."""

    id: str
    scenario: str
    """`pack/id`."""
    at: datetime
    """When it ended, UTC; of one that cannot be read when it was begun."""
    title: str
    """Title of the scenario as it was then; `pack/id` where it cannot be read."""
    facilitated: bool = False
    """Meant for a group: it counts as played, and as nothing else."""
    score: Fraction | None = None
    """0 to 100; None where it is not graded."""
    blind: Fraction | None = None
    """Where guessing lies."""
    quadrant: Quadrant | None = None
    outcome: str = ""
    lessons: Mapping[str, LessonStanding] = field(default_factory=dict)
    """Tested lesson -> how it fared."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Lesson -> its title as it was then."""
    told: tuple[StatedConfidence, ...] = ()
    problem: str = ""
    """Why it cannot be read or graded, or empty."""
    number: int = 0
    """Its place in the order in which plays were kept; 0 where that is not known."""

    @property
    def order(self) -> tuple[int, datetime, str]:
        """What plays are sorted by, the oldest first: the order in which they were kept, for clocks are set; else by time."""
        return self.number, self.at, self.id


class History:
    """Plays of the past. One that was graded once is not graded again."""

    def __init__(self) -> None:
        self._known: dict[str, PastPlay] = {}

    def read(self, records: Records, rows: Sequence[PlayRow] | None = None) -> tuple[PastPlay, ...]:
        """All finished solo plays, the oldest first. May take seconds: a scenario's states are explored to grade its plays.

        Args:
            records: what was kept.
            rows: the solo plays in it, where they are known already.

        Raises:
            RecordsError: the records cannot be read at all.
        """
        finished = [row for row in (records.plays(mode="solo") if rows is None else rows) if row.finished]
        known = {row.id: self._known[row.id] for row in finished if row.id in self._known}
        fresh = [row for row in finished if row.id not in known]
        self._known = known | {play.id: play for play in _graded(records, fresh)}
        return tuple(sorted(self._known.values(), key=lambda play: play.order))


def _graded(records: Records, rows: list[PlayRow]) -> Iterator[PastPlay]:
    """The plays of these rows. Those that rest on the same files share the work."""
    for _, group in groupby(sorted(rows, key=_basis), key=_basis):
        same = list(group)
        try:
            bundle = from_parts(records.bundle(same[0].id))
            valuation = Valuation(Program(bundle.scenario), bundle.pack.danger, bundle.max_states)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one play, the others have to be told
            yield from (_unreadable(row, error) for row in same)
            continue
        grader, told = Grader(valuation), records.unread_events([row.id for row in same])
        for row in same:
            try:
                yield _quickly(row, bundle, grader, told[row.id]) or _past(row, bundle, valuation, records.events(row.id))
            except Exception as error:  # noqa: BLE001 - as above
                yield _unreadable(row, error)


def _basis(row: PlayRow) -> list[tuple[str, str]]:
    return sorted(row.digests.items())


def _unreadable(row: PlayRow, error: Exception) -> PastPlay:
    reason = " ".join(str(error).split()) or type(error).__name__
    return PastPlay(row.id, row.scenario, _moment(row.created), row.scenario, problem=reason, number=row.number)


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _quickly(row: PlayRow, bundle: Bundle, grader: Grader, told: Sequence[Kept]) -> PastPlay | None:
    """What `_past` says of a play, by a short way that most plays can go; None where it leads nowhere."""
    try:
        found = grader.grade(told)
    except Exception:  # noqa: BLE001 - the long way tells what is wrong
        return None
    if found is None:
        return None
    at = _moment(found.ended or row.created)
    if bundle.scenario.facilitated:
        return _for_a_group(row, bundle, at)
    return PastPlay(
        id=row.id,
        scenario=row.scenario,
        at=at,
        title=bundle.scenario.title,
        score=found.score,
        blind=grader.blind,
        quadrant=found.quadrant,
        outcome=found.outcome,
        lessons=found.lessons,
        titles=_titles(bundle, found.lessons),
        told=tuple(StatedConfidence(percent, worth.regret == 0, worth.prompt) for percent, worth in found.told),
        number=row.number,
    )


def _past(row: PlayRow, bundle: Bundle, valuation: Valuation, events: list[AnyEvent]) -> PastPlay:
    """A play, replayed and graded in full."""
    scenario = bundle.scenario
    play = replay(valuation.program, events)
    ended = next((event for event in events if isinstance(event, Ended)), None)
    at = _moment(ended.at if ended else row.created)
    if scenario.facilitated:
        return _for_a_group(row, bundle, at)
    found = debrief(play, valuation)
    return PastPlay(
        id=row.id,
        scenario=row.scenario,
        at=at,
        title=scenario.title,
        score=found.score,
        blind=found.blind,
        quadrant=found.quadrant,
        outcome=found.outcome or "",
        lessons=found.lessons,
        titles=_titles(bundle, found.lessons),
        told=_told(bundle, found),
        number=row.number,
    )


def _for_a_group(row: PlayRow, bundle: Bundle, at: datetime) -> PastPlay:
    return PastPlay(row.id, row.scenario, at, bundle.scenario.title, facilitated=True, number=row.number)


def _titles(bundle: Bundle, lessons: Iterable[str]) -> dict[str, str]:
    return {id_: bundle.lessons[id_].title for id_ in lessons if id_ in bundle.lessons}


def _told(bundle: Bundle, found: Debrief) -> tuple[StatedConfidence, ...]:
    told = []
    for graded in found.counted:
        decision = bundle.scenario.scenes[graded.scene].decision
        if graded.confidence is not None and decision is not None:
            told.append(StatedConfidence(round(graded.confidence * 100), graded.sound, decision.prompt))
    return tuple(told)
