"""What is due today: lessons whose day has come, and the decisions that would practise them, one by one.

A lesson counts as due where its day has come (`engine.learner.practice`) and some decision can practise it today. Each is
answered by a *drill*: a decision by itself. What was played or drilled today is left out until tomorrow. Among the decisions that
test a lesson come first those that the learner last decided with regret, then those that test more of what is due, then those
that were longest not met, then the quicker ones. Drills of one scenario stand together, in the order of its file, so that none
tells of another that is still to come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from engine.learner.practice import Habit, days, offered
from engine.learner.practiced import PastPlay, PracticeLog
from engine.library.catalogue import CatalogueEntry
from engine.library.catalogued_decisions import CataloguedDecision, catalogued


class MetDecision(NamedTuple):
    """When a learner last met a decision."""

    on: date
    sound: bool
    """Whether it was decided without regret."""
    play: str
    """Id of the play; empty where it was a drill."""


@dataclass(frozen=True, slots=True)
class PlannedDrill:
    """A decision to be put to the learner."""

    entry: CatalogueEntry
    """Its exercise."""
    scene: str
    """Where in it."""
    seconds: int
    """What it takes."""
    lessons: tuple[str, ...] = ()
    """The due lessons for which it was chosen; empty where it was chosen because it went wrong."""
    met: MetDecision | None = None
    """When it was last met."""

    @property
    def mistaken(self) -> bool:
        """Whether it was last decided with regret."""
        return self.met is not None and not self.met.sound


@dataclass(frozen=True, slots=True)
class DueList:
    """What there is to do today."""

    today: date
    lessons: tuple[Habit, ...] = ()
    """Those that are due, the longest due first."""
    drills: tuple[PlannedDrill, ...] = ()
    """Decisions that practise them all."""
    mistakes: tuple[PlannedDrill, ...] = ()
    """Further decisions that last went wrong, the longest ago first. They are not due."""
    next_on: date | None = None
    """The next day on which something falls due; None where that is not known."""

    @property
    def minutes(self) -> int:
        """What the drills take, rounded up."""
        return -(-sum(drill.seconds for drill in self.drills) // 60)


def due_list(entries: Sequence[CatalogueEntry], ranked: Sequence[Habit], log: PracticeLog, now: datetime) -> DueList:
    """What is due.

    Args:
        entries: all exercises.
        ranked: from `habits`.
        log: what the learner did.
        now: in the zone in which the learner is.
    """
    today = now.date()
    met, played = _met(log, now), _last_days(log.plays, now)
    usable = [entry for entry in entries if offered(entry)]
    due = sorted((habit for habit in ranked if habit.due), key=lambda habit: habit.due_on or today)
    wanted = frozenset(habit.lesson for habit in due)
    wrong = frozenset(name for (name, _), last in met.items() if not last.sound)
    open_ = [
        (place, PlannedDrill(entry, decision.scene, decision.seconds, decision.lessons, met.get((entry.name, decision.scene))))
        for entry in usable
        if played.get(entry.name, date.min) < today and (entry.name in wrong or not wanted.isdisjoint(entry.lessons))
        for place, decision in enumerate(map(catalogued, entry.decisions))
        if _last(met, entry, decision) < today
    ]
    chosen = _chosen(due, open_)
    mistakes = [one for one in open_ if one[1].mistaken and not any(_same(one[1], other) for _, other in chosen)]
    mistakes.sort(key=lambda one: one[1].met.on if one[1].met else today)
    covered = {lesson for _, drill in chosen for lesson in drill.lessons}
    return DueList(
        today=today,
        lessons=tuple(habit for habit in due if habit.lesson in covered),
        drills=_in_story_order(chosen),
        mistakes=_in_story_order([(place, replace(drill, lessons=())) for place, drill in mistakes]),
        next_on=_next_on(ranked, usable, covered, today),
    )


def _chosen(due: Sequence[Habit], open_: Iterable[tuple[int, PlannedDrill]]) -> list[tuple[int, PlannedDrill]]:
    """(place in its scenario, drill) of as few decisions as it takes, each with the due lessons for which it was chosen."""
    by_lesson: dict[str, list[tuple[int, PlannedDrill]]] = {habit.lesson: [] for habit in due}
    for one in open_:
        for lesson in one[1].lessons:
            if lesson in by_lesson:
                by_lesson[lesson].append(one)
    left = dict.fromkeys(lesson for lesson, found in by_lesson.items() if found)
    chosen = []
    while left:
        place, drill = min(by_lesson[next(iter(left))], key=lambda one: _rank(one[1], left))
        practised = tuple(lesson for lesson in left if lesson in drill.lessons)
        chosen.append((place, replace(drill, lessons=practised)))
        for lesson in practised:
            del left[lesson]
    return chosen


def _rank(drill: PlannedDrill, left: Mapping[str, None]) -> tuple[object, ...]:
    on = drill.met.on if drill.met else date.min
    return not drill.mistaken, -sum(x in left for x in drill.lessons), on, drill.seconds, drill.entry.name, drill.scene


def _in_story_order(found: Sequence[tuple[int, PlannedDrill]]) -> tuple[PlannedDrill, ...]:
    """Those of one scenario together and in its order; the scenarios in the order in which they first come."""
    first: dict[str, int] = {}
    for number, (_, drill) in enumerate(found):
        first.setdefault(drill.entry.name, number)
    return tuple(drill for _, drill in sorted(found, key=lambda one: (first[one[1].entry.name], one[0])))


def _met(log: PracticeLog, now: datetime) -> dict[tuple[str, str], MetDecision]:
    """(`pack/id`, scene) -> when it was last met."""
    both = log.both
    met: dict[tuple[str, str], MetDecision] = {}
    for one, on in zip(both, days([one.at for one in both], now), strict=True):
        play = one.id if isinstance(one, PastPlay) else ""
        for scene, sound in one.decided:
            met[one.scenario, scene] = MetDecision(on, sound, play)
    return met


def _last_days(plays: Sequence[PastPlay], now: datetime) -> dict[str, date]:
    """`pack/id` -> the day of its last play."""
    return dict(zip((play.scenario for play in plays), days([play.at for play in plays], now), strict=True))


def _last(met: Mapping[tuple[str, str], MetDecision], entry: CatalogueEntry, decision: CataloguedDecision) -> date:
    last = met.get((entry.name, decision.scene))
    return last.on if last else date.min


def _same(one: PlannedDrill, other: PlannedDrill) -> bool:
    return (one.entry.name, one.scene) == (other.entry.name, other.scene)


def _next_on(ranked: Iterable[Habit], usable: Sequence[CatalogueEntry], covered: set[str], today: date) -> date | None:
    """The day on which the next lesson falls due; what cannot be practised today because it was, tomorrow."""
    tests = {lesson for entry in usable for lesson in entry.lessons}
    return min(_days_to_come(ranked, tests - covered, today), default=None)


def _days_to_come(ranked: Iterable[Habit], lessons: set[str], today: date) -> Iterator[date]:
    for habit in ranked:
        if habit.due_on is not None and habit.lesson in lessons:
            yield max(habit.due_on, today + timedelta(days=1))
