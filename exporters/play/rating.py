"""Ratings of an exercise evaluation, after HSEEP 2020: what was done, never how it ended.

Each objective is rated by its own lessons at the decisions that were made (`exporters.scenario.aims`). Screens, documents and
data all ask here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import partial

from engine.pack.scenario import Decision, Scenario
from engine.play.grades import Debrief, Graded, LessonStanding
from engine.play.scoring import standing_of
from exporters.scenario.aims import Aim, aims, further

WELL_FROM = Fraction(2, 3)
"""The least share of upheld lessons that is `some challenges` rather than `major challenges`."""


class Rating(StrEnum):
    """The four ratings, and the absence of one."""

    PERFORMED = "P"
    SOME = "S"
    MAJOR = "M"
    UNABLE = "U"
    NONE = "-"


NAMES = {
    Rating.PERFORMED: "Performed without challenges",
    Rating.SOME: "Performed with some challenges",
    Rating.MAJOR: "Performed with major challenges",
    Rating.UNABLE: "Unable to be performed",
    Rating.NONE: "Not observed",
}
DEFINITIONS = {
    Rating.PERFORMED: "Every decision upheld the lessons of the objective.",
    Rating.SOME: "The lessons were mostly upheld, and no decision was a life-safety error.",
    Rating.MAJOR: "The lessons were often set aside, or a decision was a life-safety error. A good ending does not change this.",
    Rating.UNABLE: "No decision upheld any of the lessons.",
    Rating.NONE: "The line that was played came to no decision by which this objective is rated.",
}


@dataclass(frozen=True, slots=True)
class Rated:
    """How an objective fared."""

    aim: Aim
    rating: Rating
    share: Fraction
    """Weighted share upheld, from 0 to 1: the mean over its lessons; 0 where nothing was observed."""
    standing: Mapping[str, LessonStanding]
    """Its lesson -> how it fared at these decisions; those that none of them tested are left out."""
    evidence: tuple[Graded, ...]
    """The decisions that count and test one of its own lessons."""

    @property
    def words(self) -> str:
        """The letter and the name, e.g. `S: Performed with some challenges`."""
        return NAMES[self.rating] if self.rating is Rating.NONE else f"{self.rating.value}: {NAMES[self.rating]}"


def ratings(scenario: Scenario, debrief: Debrief) -> tuple[Rated, ...]:
    """The rating of each objective, in order; none of a play that is not scored."""
    return tuple(_rate(scenario, debrief, aim) for aim in aims(scenario)) if debrief.scored else ()


def beside(scenario: Scenario, debrief: Debrief) -> dict[str, LessonStanding]:
    """Lesson -> how it fared at the decisions that test it for no objective; nothing of a play that is not scored."""
    return _standing(scenario, debrief, partial(further, scenario)) if debrief.scored else {}


def _rate(scenario: Scenario, debrief: Debrief, aim: Aim) -> Rated:
    evidence = tuple(graded for graded in debrief.counted if aim.tasks(_decision(scenario, graded)))
    standing = _standing(scenario, debrief, aim.tasks)
    share = sum((fared.share for fared in standing.values()), Fraction(0)) / len(standing) if standing else Fraction(0)
    return Rated(aim, _rating(evidence, share), share, standing, evidence)


def _rating(evidence: tuple[Graded, ...], share: Fraction) -> Rating:
    if not evidence:
        return Rating.NONE
    if share == 0:
        return Rating.UNABLE
    if any(graded.critical for graded in evidence) or share < WELL_FROM:
        return Rating.MAJOR
    return Rating.PERFORMED if share == 1 else Rating.SOME


def _standing(scenario: Scenario, debrief: Debrief, lessons: Callable[[Decision], tuple[str, ...]]) -> dict[str, LessonStanding]:
    """Lesson -> how it fared, where at each decision these lessons alone are looked at."""
    wanted = ((graded, lessons(_decision(scenario, graded))) for graded in debrief.counted)
    return standing_of(scenario, (replace(graded, marks={id_: graded.marks[id_] for id_ in ids}) for graded, ids in wanted))


def _decision(scenario: Scenario, graded: Graded) -> Decision:
    decision = scenario.scenes[graded.scene].decision
    assert decision is not None
    return decision
