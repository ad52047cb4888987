"""A learner's progress in words: what the screen and the text of `hotwash progress` say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from engine.learner.calibration import ENOUGH, Calibration, calibration
from engine.learner.due import DueList, due_list
from engine.learner.practice import WEAK, Habit, Proposal, days, habits, propose
from engine.learner.practiced import PastPlay, PracticeLog
from engine.learner.promises import ShiftPromise
from engine.library.catalogue import CatalogueEntry
from engine.play.confidence import confidence_word
from engine.play.scoring import total
from exporters.progress.due_words import due_line
from exporters.wording.calibrated import calibrated
from exporters.wording.days import coming, gone
from exporters.wording.judgment import HEADLINES
from exporters.wording.numbers import many, whole
from exporters.wording.recalled import promise_line

PROPOSALS = 3
"""Exercises that are proposed at most."""
NOTHING_YET = (
    "No finished play is kept yet. Play an exercise to its end: then your lessons, how sure you were and how it went stand here."
)
NOT_KEPT = "Nothing is kept, because Hotwash was started with --no-record. Start it without, and what you play counts here."
_BANDS = ("Less sure than of an even chance", "As sure as of an even chance, or fairly sure", "Nearly sure", "Sure")
"""The bands of a calibration, in words."""
NO_CONFIDENCE = "Play with --confidence, and you are asked how sure you are; here you will see how often you were right."


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """A lesson and how it stands."""

    id: str
    title: str
    shares: tuple[Fraction, ...]
    """Share upheld each time that it was tested, the oldest first."""
    standing: str
    """`weak`, `shaky`, `fading` or `holds`."""
    last: str
    """When it was last tested, e.g. `12 days ago`."""
    trend: str
    """The last time against those before: `better`, `worse`, `steady`, or `first time`."""
    strength: float
    """As of `Habit`."""
    last_on: date
    due_on: date
    due: str
    """When it comes back: `due today`, `due Thursday`."""


@dataclass(frozen=True, slots=True)
class PlayProgress:
    """A finished play."""

    id: str
    date: str
    title: str
    score: str
    """E.g. `72`; empty where it is not graded."""
    words: str
    """The quadrant, or why there is none."""


@dataclass(frozen=True, slots=True)
class DayProgress:
    """A day on which something was practised."""

    date: str
    plays: int
    drills: int

    @property
    def words(self) -> str:
        """What was done: `2 plays, 3 decisions`."""
        done = ((self.plays, "play"), (self.drills, "decision"))
        return ", ".join(many(number, word) for number, word in done if number)


@dataclass(frozen=True, slots=True)
class Next:
    """An exercise to play next."""

    entry: CatalogueEntry
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that is said of a learner's progress."""

    due: DueList
    today: str
    """What is due, in words."""
    played: int
    """How many of the exercises were played to their end."""
    exercises: int
    summary: str
    next: tuple[Next, ...]
    lessons: tuple[LessonProgress, ...]
    """Those that were tested; what needs practice most comes first."""
    untried: int
    """How many lessons that could be practised were never tested."""
    sure: tuple[str, ...]
    """How sure and how often right, a sentence or a band each."""
    errors: tuple[str, ...]
    """Decisions in which the player was sure and not right."""
    days: tuple[DayProgress, ...]
    """The newest first."""
    plays: tuple[PlayProgress, ...]
    """The newest first."""
    promises: tuple[str, ...] = ()
    """What was promised for the next shift, the newest first, each with its day and what became of it."""

    @property
    def path(self) -> str:
        """How far the learner has come: `3 of 16 exercises played; 5 of 21 lessons met, 2 of them hold.`."""
        holds = sum(lesson.standing == "holds" for lesson in self.lessons)
        met = f"{len(self.lessons)} of {many(len(self.lessons) + self.untried, 'lesson')} met, {holds} of them hold"
        return f"{self.played} of {many(self.exercises, 'exercise')} played; {met}."


def progress(log: PracticeLog, entries: Sequence[CatalogueEntry], titles: Mapping[str, str], now: datetime,
             promises: Sequence[ShiftPromise] = (), themes: Mapping[str, str] | None = None) -> Progress:  # fmt: skip
    """The progress of whoever made these plays.

    Args:
        log: from `engine.learner.history`.
        entries: exercises that could be played next.
        titles: lesson -> title, in the catalogue's order.
        now: in the zone in which the learner is.
        promises: the oldest first.
        themes: lesson -> what it is about, as it is said before an exercise is played.
    """
    plays = log.plays
    ranked = ranking(log, entries, titles, now)
    due = due_list(entries, ranked, log, now)
    names = {entry.name for entry in entries}
    on = days([play.at for play in plays], now)
    calibrated_ = calibration(plays)
    tested = [habit for habit in ranked if habit.shares]
    known: dict[str, str] = {}
    for one in log.both:
        known.update(one.titles)
    known.update(titles)
    return Progress(
        due=due,
        today=due_line(due, begun=bool(log.both)),
        played=len(names.intersection(play.scenario for play in plays)),
        exercises=len(entries),
        summary=_summary(plays, on),
        next=next_exercises(plays, entries, ranked, themes or {}, now),
        lessons=tuple(_lesson(habit, known, now.date()) for habit in tested),
        untried=len(ranked) - len(tested),
        sure=_sure(calibrated_),
        errors=tuple(
            f"{play.day}  {confidence_word(told.percent, 2)}: {' '.join(told.prompt.split())} ({play.title})"
            for play, told in calibrated_.errors
        ),
        promises=tuple(promise_line(promise) for promise in reversed(promises)),
        days=_days(log, now),
        plays=tuple(_play(play, day) for play, day in zip(reversed(plays), reversed(on), strict=True)),
    )


def ranking(log: PracticeLog, entries: Sequence[CatalogueEntry], titles: Mapping[str, str], now: datetime) -> tuple[Habit, ...]:
    """The lessons that these exercises, plays or drills test; what needs practice most first, then the catalogue's order."""
    offered = {lesson for entry in entries for lesson in entry.lessons}
    return habits(log.both, now, [*(id_ for id_ in titles if id_ in offered), *sorted(offered - set(titles))])


def next_exercises(plays: Sequence[PastPlay], entries: Sequence[CatalogueEntry], ranked: Sequence[Habit],
                   themes: Mapping[str, str], now: datetime, count: int = PROPOSALS) -> tuple[Next, ...]:  # fmt: skip
    """What to practise next, each with its reason in words. `themes`: lesson -> what it is about."""
    played: dict[str, datetime] = {}
    for play in plays:
        played[play.scenario] = max(play.at, played.get(play.scenario, play.at))
    new = not any(play.lessons for play in plays)
    proposals = propose(entries, ranked, played, now, count)
    return tuple(Next(p.entry, reason(p, themes, now, new=new and not number)) for number, p in enumerate(proposals))


def reason(proposal: Proposal, themes: Mapping[str, str], now: datetime, *, new: bool = False) -> str:
    """Why an exercise is proposed, e.g. `a lesson on custody, last weak 12 days ago`.

    The lesson itself is not told: it would tell what to decide.
    """
    habit = proposal.habit
    theme = themes.get(habit.lesson, "")
    lesson = f"a lesson on {theme}" if theme else "a lesson"
    if new:
        why = f"to begin with: {lesson}"
    elif habit.last is None:
        why = f"{lesson}, which you have not met yet"
    elif habit.weak:
        why = f"{lesson}, last weak {_gone(habit, now)}"
    else:
        why = f"{lesson}, last practised {_gone(habit, now)}"
    return why + ("; you played it lately, but nothing else is left" if proposal.again else "")


def _gone(habit: Habit, now: datetime) -> str:
    assert habit.last_on is not None
    return gone(habit.last_on, now.date())


def _days(log: PracticeLog, now: datetime) -> tuple[DayProgress, ...]:
    both = log.both
    plays: Counter[date] = Counter()
    drills: Counter[date] = Counter()
    for one, day in zip(both, days([one.at for one in both], now), strict=True):
        (plays if isinstance(one, PastPlay) else drills)[day] += 1
    return tuple(DayProgress(f"{day}", plays[day], drills[day]) for day in sorted({*plays, *drills}, reverse=True))


def _summary(plays: Sequence[PastPlay], on: Sequence[date]) -> str:
    if not plays:
        return NOTHING_YET
    scores = [play.score for play in plays if play.score is not None]
    text = f"{many(len(plays), 'play')} of {many(len({play.scenario for play in plays}), 'exercise')}"
    text += f" since {on[0]}"
    if scores:
        text += f"; decision score {whole(total(scores) / len(scores))} on average, {whole(max(scores))} at best"
    return text + "."


def _lesson(habit: Habit, titles: Mapping[str, str], today: date) -> LessonProgress:
    assert habit.last_on is not None
    assert habit.due_on is not None
    shares = tuple(share for _, share in habit.shares)
    title = titles.get(habit.lesson, habit.lesson)
    return LessonProgress(
        id=habit.lesson,
        title=title,
        shares=shares,
        standing=_standing(habit),
        last=gone(habit.last_on, today),
        trend=_trend(shares),
        strength=habit.strength,
        last_on=habit.last_on,
        due_on=habit.due_on,
        due=f"due {coming(habit.due_on, today)}",
    )


def _standing(habit: Habit) -> str:
    share = habit.shares[-1][1]
    if share < Fraction(1, 2):
        return "weak"
    if share < WEAK:
        return "shaky"
    return "fading" if habit.due else "holds"


def _trend(shares: tuple[Fraction, ...]) -> str:
    *before, last = shares
    if not before:
        return "first time"
    mean = total(before) / len(before)
    return "steady" if last == mean else "better" if last > mean else "worse"


def _sure(calibration: Calibration) -> tuple[str, ...]:
    if not calibration.count:
        return (NO_CONFIDENCE,)
    told = calibrated(calibration.expected, calibration.right, calibration.count)
    lines = [f"You said how sure you were {many(calibration.count, 'time')}. {told}"]
    lines += [
        f"{words}: right {band.right} of {many(band.count, 'time')}"
        for words, band in zip(_BANDS, calibration.bands, strict=True)
        if band.count
    ]
    if calibration.count < ENOUGH:
        lines.append("These are too few to tell much yet.")
    elif calibration.sure:
        wrong = len(calibration.errors)
        lines.append(f"When you were sure or nearly so, you were wrong {wrong} of {many(calibration.sure, 'time')}.")
    return tuple(lines)


def _play(play: PastPlay, day: date) -> PlayProgress:
    score = whole(play.score) if play.score is not None else ""
    if play.problem:
        words = f"cannot be read: {play.problem}"
    elif play.facilitated:
        words = "meant for a group, so not scored"
    else:
        headline = HEADLINES[play.quadrant] if play.quadrant is not None else "Nothing in it was graded"
        words = headline[0].lower() + headline[1:]
    return PlayProgress(play.id, f"{day}", " ".join(play.title.split()), score, words)
