"""What a learner did: whole plays, and drills, each with what it says of their lessons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

from engine.play.grades import LessonStanding, Quadrant


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
class Practiced:
    """What counts for a lesson."""

    id: str
    scenario: str
    """`pack/id`."""
    at: datetime
    """When it ended, in the zone in which the learner was then; of one that cannot be read when it was begun."""
    lessons: Mapping[str, LessonStanding] = field(default_factory=dict)
    """Tested lesson -> how it fared."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Lesson -> its title as it was then."""
    decided: tuple[tuple[str, bool], ...] = ()
    """(scene, whether without regret) of every graded decision, in order; empty where it cannot be read."""
    number: int = 0
    """Its place in the order in which plays were kept; 0 where that is not known."""

    @property
    def order(self) -> tuple[int, datetime, str]:
        """What plays and drills are sorted by, the oldest first: as they were kept, for clocks are set; else by time."""
        return self.number, self.at, self.id

    @property
    def day(self) -> date:
        """The day on which it ended, by the learner's calendar."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class PastPlay(Practiced):
    """A finished solo play."""

    title: str = ""
    """Title of the scenario as it was then; `pack/id` where it cannot be read."""
    facilitated: bool = False
    """Meant for a group: it counts as played, and as nothing else."""
    score: Fraction | None = None
    """0 to 100; None where it is not graded."""
    blind: Fraction | None = None
    """Where guessing lies."""
    quadrant: Quadrant | None = None
    outcome: str = ""
    stated: tuple[StatedConfidence, ...] = ()
    problem: str = ""
    """Why it cannot be read or graded, or empty."""


class PastDrill(Practiced):
    """A decision that was put to the learner by itself."""

    __slots__ = ()


class PracticeLog(NamedTuple):
    """All that a learner did, the oldest first. Drills are no plays: no score, no calibration and no count holds them."""

    plays: tuple[PastPlay, ...] = ()
    drills: tuple[PastDrill, ...] = ()

    @property
    def both(self) -> tuple[Practiced, ...]:
        """Plays and drills, the oldest first."""
        return tuple(sorted((*self.plays, *self.drills), key=lambda one: one.order))
