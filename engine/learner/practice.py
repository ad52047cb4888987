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

The card also tells the day on which the lesson is *due* again: one day after it was violated, two after it was upheld for the
first time, later and later as it holds. Exercises are proposed by that day, the earliest first, so that every lesson is reached
however often another one fails: what was just practised stands behind all that waited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from fsrs import Rating

from engine.learner.memory import SCHEDULER, interval, remembered
from engine.learner.practiced import Practiced
from engine.library.catalogue import CatalogueEntry
from engine.play.grades import LessonStanding

UNTRIED = 0.5
"""Need of a lesson that was never tested: less than that of a weak one, more than that of one that holds."""
WEAK = Fraction(3, 4)
"""Share below which a lesson was weak in a play."""
LATELY = timedelta(days=7)
"""An exercise that was played since is proposed only where nothing else is left."""
_WAITS = timedelta(days=7)
"""So long after the first practice a lesson that was never tested stands behind those that are due."""
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
    last_on: date | None = None
    """The day on which it was last tested, by the learner's calendar; None where it never was."""
    due_on: date | None = None
    """The day from which it should be practised again; None where it was never tested."""
    turn: date | None = None
    """The day by which exercises are proposed for it; None where nothing was ever practised."""
    due: bool = False
    """Whether it should be practised today: its day has come."""

    @property
    def need(self) -> float:
        """How much it needs practice, from 0 to 1."""
        return 1 - self.retrievability * self.strength if self.shares else UNTRIED

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


def habits(practiced: Iterable[Practiced], now: datetime, lessons: Iterable[str] = ()) -> tuple[Habit, ...]:
    """Every lesson that a play or a drill tested, and those of `lessons`; what needs practice most comes first.

    Equals keep an order that depends on nothing but these arguments: longest ago first, then the order of `lessons`, then by id.

    Args:
        practiced: in any order.
        now: in the zone in which the learner is.
        lessons: ids of lessons that could be practised, those that should come first in front.
    """
    tested: dict[str, list[tuple[datetime, _Review]]] = {}
    last_on: dict[str, date] = {}
    reviews: dict[int, _Review] = {}  # plays that fared alike share their standings
    ordered = sorted(practiced, key=lambda one: one.order)
    times = [one.at for one in ordered]
    on = days(times, now)
    for one, at, day in zip(ordered, moments(times, now), on, strict=True):
        for lesson, standing in one.lessons.items():
            review = reviews.get(id(standing))
            if review is None:
                review = reviews[id(standing)] = _Review(standing.share, float(standing.share), rating(standing))
            tested.setdefault(lesson, []).append((at, review))
            last_on[lesson] = day
    first = on[0] + _WAITS if on else None
    known = list(dict.fromkeys([*lessons, *sorted(tested)]))
    all_ = [
        _habit(lesson, tested[lesson], last_on[lesson], now) if lesson in tested else Habit(lesson, (), 0.0, 0.0, turn=first)
        for lesson in known
    ]
    place = {lesson: number for number, lesson in enumerate(known)}
    never = datetime.min.replace(tzinfo=UTC)
    return tuple(sorted(all_, key=lambda habit: (-habit.need, habit.last or never, place[habit.lesson])))


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


def days(times: Sequence[datetime], now: datetime) -> list[date]:
    """The days of plays in the order in which they were kept, each by the calendar of its own zone. They never fall.

    A day in the future was that of whatever came next, where something did; otherwise nobody knows which clock was wrong.
    """
    on: list[date] = []
    latest: date | None = None
    for at in reversed(times):
        if at <= now or latest is None:
            on.append(at.date())
            latest = at.date() if at <= now else None
        else:
            on.append(latest)
    on.reverse()
    return list(accumulate(on, max))


def _habit(lesson: str, tested: list[tuple[datetime, _Review]], last_on: date, now: datetime) -> Habit:
    total = weights = 0.0
    for _, review in tested:
        total, weights = total / 2 + review.rough, weights / 2 + 1
    shares = tuple((at, review.share) for at, review in tested)
    card = remembered((at, review.rating) for at, review in tested)
    comes_to_mind = SCHEDULER.get_card_retrievability(card, now.astimezone(UTC))
    due_on = last_on + min(timedelta(days=interval(card)), date.max - last_on)
    return Habit(lesson, shares, total / weights, comes_to_mind, last_on, due_on, due_on, due_on <= now.date())


def propose(entries: Sequence[CatalogueEntry], ranked: Sequence[Habit], played: Mapping[str, datetime], now: datetime,
            count: int = 1) -> tuple[Proposal, ...]:  # fmt: skip
    """Up to `count` exercises to play next, each for another lesson.

    The lessons are gone through by their turn, then as they are ranked, but for those that an exercise proposed already tests.
    One for which an exercise was played in vain, because the line never came to it, waits a day more, an untried one a week.
    Among the exercises that test a lesson come first those that test the most need in due lessons, then the shorter ones. What
    was played lately is proposed only where nothing else is left, what was played today not at all. What is facilitated or has
    errors is never proposed.

    Args:
        entries: all exercises.
        ranked: from `habits`.
        played: `pack/id` -> when it was last played, in the zone of that play.
        now: in the zone in which the learner is.
        count: proposals at most.
    """
    need = {habit.lesson: habit.need for habit in ranked if habit.due or not habit.shares}
    sound = [entry for entry in entries if offered(entry) and not _today(entry, played, now)]
    in_turn = _in_turn(ranked, [entry for entry in entries if offered(entry)], played)
    chosen: list[Proposal] = []
    for again in (False, True):
        free = [entry for entry in sound if _lately(entry, played, now) == again]
        for habit in in_turn:
            covered = any(habit.lesson in proposal.entry.lessons for proposal in chosen)
            fit = [entry for entry in free if habit.lesson in entry.lessons]
            if len(chosen) < count and fit and not covered:
                best = min(fit, key=lambda entry: (-sum(need.get(x, 0.0) for x in entry.lessons), entry.solo, entry.name))
                chosen.append(Proposal(best, habit, again))
    return tuple(chosen)


def offered(entry: CatalogueEntry) -> bool:
    """Whether it may be proposed to somebody alone."""
    return not entry.problem and not entry.facilitated


def _in_turn(ranked: Sequence[Habit], entries: Sequence[CatalogueEntry], played: Mapping[str, datetime]) -> list[Habit]:
    """The lessons, those first whose turn is longest ago."""
    tried: dict[str, date] = {}
    for entry in entries:
        if entry.name in played:
            day = played[entry.name].date()
            tried.update((lesson, max(day, tried.get(lesson, day))) for lesson in entry.lessons)

    def turn(habit: Habit) -> date:
        if habit.turn is None:
            return date.min
        wait = timedelta(days=1) if habit.shares else _WAITS
        vain = tried.get(habit.lesson)
        return habit.turn if vain is None else max(habit.turn, vain + min(wait, date.max - vain))

    return sorted(ranked, key=turn)


def _today(entry: CatalogueEntry, played: Mapping[str, datetime], now: datetime) -> bool:
    last = played.get(entry.name)
    return last is not None and timedelta() <= last.date() - now.date() < LATELY  # as of `_lately`


def _lately(entry: CatalogueEntry, played: Mapping[str, datetime], now: datetime) -> bool:
    last = played.get(entry.name)
    return last is not None and abs(now - last) < LATELY  # a time far in the future is a clock's mistake
