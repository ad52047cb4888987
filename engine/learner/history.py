"""What a learner has done: each finished solo play that was kept, graded from what was kept with it.

A play that cannot be read or graded is told as such, and never stops the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from engine.play.bundle import Bundle, from_parts
from engine.play.events import AnyEvent, Ended
from engine.play.fold import replay
from engine.play.grades import Debrief, LessonStanding, Quadrant
from engine.play.scoring import debrief
from engine.states.program import Program
from engine.states.values import Valuation

if TYPE_CHECKING:
    from engine.records import PlayRow, Records


@dataclass(frozen=True, slots=True)
class Told:
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
    told: tuple[Told, ...] = ()
    problem: str = ""
    """Why it cannot be read or graded, or empty."""


class History:
    """Plays of the past. One that was graded once is not graded again."""

    def __init__(self) -> None:
        self._known: dict[str, PastPlay] = {}

    def read(self, records: Records) -> tuple[PastPlay, ...]:
        """All finished solo plays, the oldest first. May take seconds: a scenario's states are explored to grade its plays.

        Raises:
            RecordsError: the records cannot be read at all.
        """
        rows = [row for row in records.plays(mode="solo") if row.finished]
        known = {row.id: self._known[row.id] for row in rows if row.id in self._known}
        fresh = [row for row in rows if row.id not in known]
        self._known = known | {play.id: play for play in _graded(records, fresh)}
        return tuple(sorted(self._known.values(), key=lambda play: (play.at, play.id)))


def _graded(records: Records, rows: list[PlayRow]) -> Iterator[PastPlay]:
    """The plays of these rows. Those that rest on the same files share the work."""
    for _, group in groupby(sorted(rows, key=_basis), key=_basis):
        same = list(group)
        try:
            bundle = from_parts(records.bundle(same[0].id))
            valuation = Valuation(Program(bundle.scenario), bundle.pack.danger)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one play, the others have to be told
            yield from (_unreadable(row, error) for row in same)
            continue
        for row in same:
            try:
                yield _past(row, bundle, valuation, records.events(row.id))
            except Exception as error:  # noqa: BLE001 - as above
                yield _unreadable(row, error)


def _basis(row: PlayRow) -> list[tuple[str, str]]:
    return sorted(row.digests.items())


def _unreadable(row: PlayRow, error: Exception) -> PastPlay:
    reason = " ".join(str(error).split()) or type(error).__name__
    return PastPlay(row.id, row.scenario, _moment(row.created), row.scenario, problem=reason)


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _past(row: PlayRow, bundle: Bundle, valuation: Valuation, events: list[AnyEvent]) -> PastPlay:
    scenario = bundle.scenario
    play = replay(valuation.program, events)
    ended = next((event for event in events if isinstance(event, Ended)), None)
    at = _moment(ended.at if ended else row.created)
    if scenario.facilitated:
        return PastPlay(row.id, row.scenario, at, scenario.title, facilitated=True)
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
        titles={id_: bundle.lessons[id_].title for id_ in found.lessons if id_ in bundle.lessons},
        told=_told(bundle, found),
    )


def _told(bundle: Bundle, found: Debrief) -> tuple[Told, ...]:
    told = []
    for graded in found.counted:
        decision = bundle.scenario.scenes[graded.scene].decision
        if graded.confidence is not None and decision is not None:
            told.append(Told(round(graded.confidence * 100), graded.sound, decision.prompt))
    return tuple(told)
