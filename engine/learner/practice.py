"""What to practise next: the lesson that needs it most, and an exercise that tests it.

Each lesson is a card of a spaced repetition; `engine.learner.memory` tells how well it is remembered. A play grades the card of
every lesson that it tested by the lesson's share in that play:

    share below 1/2         again
    share from 1/2          hard
    share from 3/4          good
    share 1, over 3 marks   easy       (upheld once or twice is no more than good)

The card tells the retrievability `R`: how likely the lesson comes to mind today. Its *strength* is the mean of its shares, each
earlier play weighing half as much as the next. A lesson's *need* is `1 - R * strength`, from 0 to 1: it is great where the lesson
was violated, and grows with the days since it was upheld. A lesson that was never tested has the need `UNTRIED`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from fsrs import Rating

from engine.learner.history import PastPlay
from engine.learner.memory import SCHEDULER, remembered
from engine.library.catalogue import CatalogueEntry
from engine.play.grades import LessonStanding

UNTRIED = 0.5
"""Need of a lesson that was never tested: less than that of a weak one, more than that of one that holds."""
DUE = 0.5
"""Need from which a lesson is due."""
WEAK = Fraction(3, 4)
"""Share below which a lesson was weak in a play."""
LATELY = timedelta(days=7)
"""An exercise that was played since is proposed only where nothing else is left."""
_MARKS_FOR_EASY = 3


class _Review(NamedTuple):
    """What a play says of a lesson."""

    share: Fraction
    rough: float
    """The share."""
    rating: Rating


@dataclass(frozen=True, slots=True)
class Habit:
    """A lesson as a learner holds it."""

    lesson: str
    """Its id."""
    shares: tuple[tuple[datetime, Fraction], ...]
    """(when, share upheld) of each play that tested it, the oldest first; empty where none did."""
    strength: float
    """Mean of the shares, the last ones weighing most, from 0 to 1; 0 where it was never tested."""
    retrievability: float
    """How likely it comes to mind now, from 0 to 1; 0 where it was never tested."""

    @property
    def need(self) -> float:
        """How much it needs practice, from 0 to 1."""
        return 1 - self.retrievability * self.strength if self.shares else UNTRIED

    @property
    def due(self) -> bool:
        """Whether it should be practised now."""
        return self.need >= DUE

    @property
    def last(self) -> datetime | None:
        """When it was last tested."""
        return self.shares[-1][0] if self.shares else None

    @property
    def weak(self) -> bool:
        """Whether it was weak when it was last tested."""
        return bool(self.shares) and self.shares[-1][1] < WEAK


@dataclass(frozen=True, slots=True)
class Proposal:
    """An exercise to play next, and the lesson for which."""

    entry: CatalogueEntry
    habit: Habit
    again: bool
    """Whether it was played lately: nothing else is left."""


def rating(standing: LessonStanding) -> Rating:
    """How a play grades the card of a lesson."""
    share, marks = standing.share, standing.upheld + standing.partly + standing.violated
    if share < Fraction(1, 2):
        return Rating.Again
    if share < WEAK:
        return Rating.Hard
    return Rating.Easy if share == 1 and marks >= _MARKS_FOR_EASY else Rating.Good


def habits(plays: Iterable[PastPlay], now: datetime, lessons: Iterable[str] = ()) -> tuple[Habit, ...]:
    """Every lesson that a play tested, and those of `lessons`; what needs practice most comes first.

    Equals keep an order that depends on nothing but these arguments: longest ago first, then the order of `lessons`, then by id.

    Args:
        plays: in any order.
        now: with its time zone.
        lessons: ids of lessons that could be practised, those that should come first in front.
    """
    tested: dict[str, list[tuple[datetime, _Review]]] = {}
    reviews: dict[int, _Review] = {}  # plays that fared alike share their standings
    ordered = sorted(plays, key=lambda play: play.order)
    for play, at in zip(ordered, moments([play.at for play in ordered], now), strict=True):
        for lesson, standing in play.lessons.items():
            review = reviews.get(id(standing))
            if review is None:
                review = reviews[id(standing)] = _Review(standing.share, float(standing.share), rating(standing))
            tested.setdefault(lesson, []).append((at, review))
    known = list(dict.fromkeys([*lessons, *sorted(tested)]))
    found = [_habit(lesson, tested.get(lesson, []), now) for lesson in known]
    place = {lesson: number for number, lesson in enumerate(known)}
    never = datetime.min.replace(tzinfo=UTC)
    return tuple(sorted(found, key=lambda habit: (-habit.need, habit.last or never, place[habit.lesson])))


def moments(times: Sequence[datetime], now: datetime) -> list[datetime]:
    """Times of plays in the order in which they were kept, as a schedule may use them: UTC, never falling, never after `now`.

    A computer's clock may have been wrong. What lies in the future happened before whatever came next, or before now; what lies
    before an earlier play happened with it.
    """
    found: list[datetime] = []
    latest = now.astimezone(UTC)
    for at in reversed(times):
        if at <= now:
            latest = at.astimezone(UTC)
        found.append(latest)
    found.reverse()
    return list(accumulate(found, max))


def _habit(lesson: str, tested: list[tuple[datetime, _Review]], now: datetime) -> Habit:
    if not tested:
        return Habit(lesson, (), 0.0, 0.0)
    total = weights = 0.0
    for _, review in tested:
        total, weights = total / 2 + review.rough, weights / 2 + 1
    shares = tuple((at, review.share) for at, review in tested)
    card = remembered((at, review.rating) for at, review in tested)
    return Habit(lesson, shares, total / weights, SCHEDULER.get_card_retrievability(card, now.astimezone(UTC)))


def propose(entries: Sequence[CatalogueEntry], ranked: Sequence[Habit], played: Mapping[str, datetime], now: datetime,
            count: int = 1) -> tuple[Proposal, ...]:  # fmt: skip
    """Up to `count` exercises to play next, each for another lesson.

    The lessons are gone through as they are ranked, but for those that an exercise proposed already tests. Among the exercises
    that test a lesson come first those that test the most need in due lessons, then the shorter ones. What was played lately is
    proposed only where nothing else is left. What is facilitated or has errors is never proposed.

    Args:
        entries: all exercises.
        ranked: from `habits`.
        played: `pack/id` -> when it was last played.
        now: with its time zone.
        count: proposals at most.
    """
    need = {habit.lesson: habit.need for habit in ranked if habit.due}
    sound = [entry for entry in entries if not entry.problem and not entry.facilitated]
    chosen: list[Proposal] = []
    for again in (False, True):
        free = [entry for entry in sound if _lately(entry, played, now) == again]
        for habit in ranked:
            covered = any(habit.lesson in proposal.entry.lessons for proposal in chosen)
            fit = [entry for entry in free if habit.lesson in entry.lessons]
            if len(chosen) < count and fit and not covered:
                best = min(fit, key=lambda entry: (-sum(need.get(x, 0.0) for x in entry.lessons), entry.solo, entry.name))
                chosen.append(Proposal(best, habit, again))
    return tuple(chosen)


def _lately(entry: CatalogueEntry, played: Mapping[str, datetime], now: datetime) -> bool:
    last = played.get(entry.name)
    return last is not None and abs(now - last) < LATELY  # a time far in the future is a clock's mistake
