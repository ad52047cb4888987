"""Ratings of an exercise evaluation, after HSEEP 2020: what was done, never how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from engine.play.grades import Debrief, Graded, LessonStanding

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
    Rating.NONE: "The line that was played held no decision on these lessons.",
}


@dataclass(frozen=True, slots=True)
class Rated:
    """How a group of lessons fared."""

    rating: Rating
    share: Fraction
    """Weighted share upheld, from 0 to 1; 0 where nothing was observed."""
    evidence: tuple[Graded, ...]
    """The decisions that count and test one of the lessons."""


def rate(debrief: Debrief, lessons: Iterable[str]) -> Rated:
    """The rating of an objective by its lessons."""
    wanted = set(lessons)
    evidence = tuple(d for d in debrief.counted if wanted & d.marks.keys())
    standings = [debrief.lessons[lesson] for lesson in wanted & debrief.lessons.keys()]
    share = _share(standings)
    if not evidence:
        return Rated(Rating.NONE, share, evidence)
    if share == 0:
        return Rated(Rating.UNABLE, share, evidence)
    if any(d.critical for d in evidence) or share < WELL_FROM:
        return Rated(Rating.MAJOR, share, evidence)
    return Rated(Rating.PERFORMED if share == 1 else Rating.SOME, share, evidence)


def _share(standings: list[LessonStanding]) -> Fraction:
    """The mean of the lessons' shares."""
    return sum((s.share for s in standings), Fraction(0)) / len(standings) if standings else Fraction(0)
