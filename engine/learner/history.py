"""What a learner has done: each finished solo play and each drill that was kept, graded from what was kept with it.

A play that cannot be read or graded is told as such, and never stops the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby
from typing import TYPE_CHECKING

from engine.errors import RecordsDamaged, RecordsError
from engine.learner.grading import CommitWorth, Grader
from engine.learner.kept_results import Edition, Result, edition_id, sealed_edition, sealed_result, unsealed
from engine.learner.practiced import PastDrill, PastPlay, Practiced, PracticeLog, StatedConfidence
from engine.play.bundle import Bundle, from_parts
from engine.play.events import AnyEvent, Closed, Ended
from engine.play.fold import replay
from engine.play.grades import Graded
from engine.play.kept_grades import KeptGrades
from engine.play.scoring import debrief
from engine.states.program import Program
from engine.states.values import Valuation

if TYPE_CHECKING:
    from engine.records import PlayRow, Records
    from engine.records.rows import KeptEvent as Kept

_DRILL = "drill"
_ALONE = ("solo", _DRILL)
"""Modes in which somebody is by themselves."""


class PlayHistory:
    """Plays of the past. One that was graded once is not graded again, as long as the records keep its grades or this does."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[PlayRow, Practiced]] = {}

    def read(self, records: Records, rows: Sequence[PlayRow] | None = None) -> tuple[PastPlay, ...]:
        """All finished solo plays, the oldest first; see `log`."""
        return self.log(records, rows).plays

    def log(self, records: Records, rows: Sequence[PlayRow] | None = None) -> PracticeLog:
        """All finished solo plays and drills; grades that had to be worked out are kept in records that can be written.

        May take seconds where they are not kept yet: a scenario's states are explored to grade its plays.

        Args:
            records: what was kept.
            rows: the plays in it, where they are known already.

        Raises:
            RecordsError: the records cannot be read at all.
        """
        finished = [row for row in (records.plays() if rows is None else rows) if row.finished and row.mode in _ALONE]
        before = self._known  # another thread may have looked back meanwhile, where plays were erased
        known = {row.id: before[row.id] for row in finished if row.id in before and before[row.id][0] == row}
        fresh = {row.id: row for row in finished if row.id not in known}
        for row, edition, result in unsealed(_kept(records, list(fresh)), list(fresh.values())):
            known[row.id] = row, _past(row, edition, result)
            del fresh[row.id]
        known.update((play.id, (fresh[play.id], play)) for play in _graded(records, list(fresh.values())))
        self._known = known
        past = sorted((one for _, one in known.values()), key=lambda one: one.order)
        plays = tuple(one for one in past if isinstance(one, PastPlay))
        return PracticeLog(plays, tuple(one for one in past if isinstance(one, PastDrill)))


def _kept(records: Records, plays: list[str]) -> KeptGrades:
    """The grades that are kept of these plays. Damaged ones are none."""
    try:
        return records.grades(plays)
    except RecordsDamaged:
        return KeptGrades()


def _graded(records: Records, rows: list[PlayRow]) -> Iterator[Practiced]:
    """The plays of these rows, graded and their grades kept. Those that rest on the same files share the work."""
    for _, group in groupby(sorted(rows, key=_basis), key=_basis):
        same = list(group)
        try:
            bundle = from_parts(records.bundle(same[0].id))
            valuation = Valuation(Program(bundle.scenario), bundle.pack.danger, bundle.max_states)
            edition = _edition(bundle, valuation)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one play, the others have to be told
            yield from (_unreadable(row, error) for row in same)
            continue
        results: dict[str, Result] = {}
        for row, result in _results(records, bundle, valuation, same):
            if isinstance(result, Result):
                results[row.id] = result
                yield _past(row, edition, result)
            else:
                yield _unreadable(row, result)
        _keep(records, edition, [(row, results[row.id]) for row in same if row.id in results])


def _results(
    records: Records, bundle: Bundle, valuation: Valuation, rows: list[PlayRow]
) -> Iterator[tuple[PlayRow, Result | Exception]]:
    """What came of plays that rest on the same files, or why that cannot be told."""
    grader = Grader(valuation)
    try:
        told = records.unread_events([row.id for row in rows])
    except RecordsDamaged:  # of one of them
        told = {}
    for row in rows:
        try:
            yield row, _quickly(bundle, grader, told.get(row.id, ())) or _in_full(bundle, valuation, records.events(row.id))
        except Exception as error:  # noqa: BLE001 - as above
            yield row, error


def _keep(records: Records, edition: Edition, results: list[tuple[PlayRow, Result]]) -> None:
    """Keep what came of plays of an edition, where that is possible: it can be worked out again."""
    if not results or records.read_only:
        return
    id_ = edition_id(results[0][0].digests)
    plays = {row.id: (id_, sealed_result(id_, row, result)) for row, result in results}
    with suppress(RecordsError):
        records.keep_grades(KeptGrades({id_: sealed_edition(id_, edition)}, plays))


def _basis(row: PlayRow) -> list[tuple[str, str]]:
    return sorted(row.digests.items())


def _unreadable(row: PlayRow, error: Exception) -> Practiced:
    reason = " ".join(str(error).split()) or type(error).__name__
    at = _moment(row.created)
    if row.mode == _DRILL:
        return PastDrill(row.id, row.scenario, at, number=row.number)
    return PastPlay(row.id, row.scenario, at, title=row.scenario, problem=reason, number=row.number)


def _moment(text: str, zone: int | None = None) -> datetime:
    """A time that was kept, in the zone in which the player was; in this computer's where that was not kept."""
    try:
        found = datetime.fromisoformat(text)
        utc = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        return utc.astimezone() if zone is None else utc.astimezone(timezone(timedelta(minutes=zone)))
    except (ValueError, OverflowError, OSError):
        return datetime.min.replace(tzinfo=UTC)


def _edition(bundle: Bundle, valuation: Valuation) -> Edition:
    """What the plays of a bundle share."""
    scenario = bundle.scenario
    return Edition(
        title=scenario.title,
        facilitated=scenario.facilitated,
        blind=None if scenario.facilitated else valuation.blind_score(),
        titles={id_: lesson.title for id_, lesson in bundle.lessons.items()},
        prompts={id_: scene.decision.prompt for id_, scene in scenario.scenes.items() if scene.decision is not None},
    )


def _quickly(bundle: Bundle, grader: Grader, told: Sequence[Kept]) -> Result | None:
    """What `_in_full` says of a play, by a short way that most plays can go; None where it leads nowhere."""
    try:
        grades = grader.grade(told)
    except Exception:  # noqa: BLE001 - the long way tells what is wrong
        return None
    if grades is None:
        return None
    if bundle.scenario.facilitated:
        return Result(grades.ended, grades.zone)
    answers = tuple((percent, worth.regret == 0, worth.scene) for percent, worth in grades.stated)
    return Result(grades.ended, grades.zone, grades.score, grades.quadrant, grades.outcome, grades.lessons, answers,
                  _decided(grades.commits))  # fmt: skip


def _in_full(bundle: Bundle, valuation: Valuation, events: list[AnyEvent]) -> Result:
    """What came of a play, replayed and graded in full."""
    play = replay(valuation.program, events)
    last = next((event for event in events if isinstance(event, Ended | Closed)), None)
    ended, zone = (last.at, last.zone) if last is not None else ("", None)
    if bundle.scenario.facilitated:
        return Result(ended, zone)
    found = debrief(play, valuation)
    answers = tuple(
        (round(graded.confidence * 100), graded.sound, graded.scene)
        for graded in found.counted
        if graded.confidence is not None and bundle.scenario.scenes[graded.scene].decision is not None
    )
    return Result(ended, zone, found.score, found.quadrant, found.outcome or "", found.lessons, answers, _decided(found.counted))


def _decided(commits: Iterable[Graded | CommitWorth]) -> tuple[tuple[str, bool], ...]:
    return tuple((worth.scene, worth.regret == 0) for worth in commits if worth.span)


def _past(row: PlayRow, edition: Edition, result: Result) -> Practiced:
    """A play or a drill in the history."""
    at = _moment(result.ended or row.created, result.zone)
    titles = {id_: edition.titles[id_] for id_ in result.lessons if id_ in edition.titles}
    if row.mode == _DRILL:
        return PastDrill(row.id, row.scenario, at, result.lessons, titles, result.decided, row.number)
    if edition.facilitated:
        return PastPlay(row.id, row.scenario, at, title=edition.title, facilitated=True, number=row.number)
    return PastPlay(
        id=row.id,
        scenario=row.scenario,
        at=at,
        title=edition.title,
        score=result.score,
        blind=edition.blind,
        quadrant=result.quadrant,
        outcome=result.outcome,
        lessons=result.lessons,
        titles=titles,
        stated=tuple(StatedConfidence(percent, sound, edition.prompts[scene]) for percent, sound, scene in result.stated),
        decided=result.decided,
        number=row.number,
    )
