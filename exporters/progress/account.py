"""A learner's progress in words: what the screen and the text of `hotwash progress` say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from engine.learner.calibration import ENOUGH, SURE, Calibration, calibration
from engine.learner.history import PastPlay
from engine.learner.practice import WEAK, Habit, Proposal, habits, propose
from engine.library.catalogue import CatalogueEntry
from engine.play.scoring import total
from exporters.wording.judgment import HEADLINES
from exporters.wording.numbers import many, whole

PROPOSALS = 3
"""Exercises that are proposed at most."""
NOTHING_YET = (
    "No finished play is kept yet. Play an exercise to its end: then your lessons, how sure you were and how it went stand here."
)
NOT_KEPT = "Nothing is kept, because Hotwash was started with --no-record. Start it without, and what you play counts here."
NO_CONFIDENCE = "Play with --confidence, and you are asked how sure you are; here you will see how often you were right."


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """A lesson and how it stands."""

    id: str
    title: str
    shares: tuple[Fraction, ...]
    """Share upheld in each play that tested it, the oldest first."""
    standing: str
    """`weak`, `shaky`, `fading` or `holds`."""
    last: str
    """When it was last tested, e.g. `12 days ago`."""
    trend: str
    """The last play against those before: `better`, `worse`, `steady`, or `first time`."""


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
class Next:
    """An exercise to play next."""

    entry: CatalogueEntry
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that is said of a learner's progress."""

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
    plays: tuple[PlayProgress, ...]
    """The newest first."""


def progress(plays: Sequence[PastPlay], entries: Sequence[CatalogueEntry], titles: Mapping[str, str], now: datetime,
             themes: Mapping[str, str] | None = None) -> Progress:  # fmt: skip
    """The progress of whoever made these plays.

    Args:
        plays: from `engine.learner.history`, in any order.
        entries: exercises that could be played next.
        titles: lesson -> title, in the catalogue's order.
        now: with its time zone.
        themes: lesson -> what it is about, as it is said before an exercise is played.
    """
    ranked = ranking(plays, entries, titles, now)
    calibrated = calibration(plays)
    tested = [habit for habit in ranked if habit.shares]
    known: dict[str, str] = {}
    for play in plays:
        known.update(play.titles)
    known.update(titles)
    return Progress(
        summary=_summary(plays),
        next=next_exercises(plays, entries, ranked, themes or {}, now),
        lessons=tuple(_lesson(habit, known, now) for habit in tested),
        untried=len(ranked) - len(tested),
        sure=_sure(calibrated),
        errors=tuple(
            f"{_date(play.at)}  {told.percent} % sure: {' '.join(told.prompt.split())} ({play.title})"
            for play, told in calibrated.errors
        ),
        plays=tuple(_play(play) for play in sorted(plays, key=lambda play: play.order, reverse=True)),
    )


def ranking(
    plays: Sequence[PastPlay], entries: Sequence[CatalogueEntry], titles: Mapping[str, str], now: datetime
) -> tuple[Habit, ...]:
    """The lessons that these exercises or plays test; what needs practice most comes first, then the catalogue's order."""
    offered = {lesson for entry in entries for lesson in entry.lessons}
    return habits(plays, now, [*(id_ for id_ in titles if id_ in offered), *sorted(offered - set(titles))])


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
        why = f"{lesson}, last weak {ago(habit.last, now)}"
    else:
        why = f"{lesson}, last practised {ago(habit.last, now)}"
    return why + ("; you played it lately, but nothing else is left" if proposal.again else "")


def ago(at: datetime, now: datetime) -> str:
    """How long ago, in words; days are those of the local calendar."""
    days = (now.astimezone().date() - at.astimezone().date()).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    for size, word in ((365, "year"), (61, "month"), (21, "week")):
        if days >= size:
            number = days // {"year": 365, "month": 30, "week": 7}[word]
            return f"{number} {word}{'s' * (number > 1)} ago"
    return f"{days} days ago"


def _date(at: datetime) -> str:
    return at.astimezone().date().isoformat()


def _summary(plays: Sequence[PastPlay]) -> str:
    if not plays:
        return NOTHING_YET
    scores = [play.score for play in plays if play.score is not None]
    text = f"{many(len(plays), 'play')} of {many(len({play.scenario for play in plays}), 'exercise')}"
    text += f" since {_date(min(play.at for play in plays))}"
    if scores:
        text += f"; decision score {whole(total(scores) / len(scores))} on average, {whole(max(scores))} at best"
    return text + "."


def _lesson(habit: Habit, titles: Mapping[str, str], now: datetime) -> LessonProgress:
    assert habit.last is not None
    shares = tuple(share for _, share in habit.shares)
    title = titles.get(habit.lesson, habit.lesson)
    return LessonProgress(habit.lesson, title, shares, _standing(habit), ago(habit.last, now), _trend(shares))


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
    if calibration.brier is None:
        return (NO_CONFIDENCE,)
    brier = f"Brier score {float(calibration.brier):.2f}: 0 is perfect, 0.25 is a coin."
    lines = [f"You said how sure you were {many(calibration.count, 'time')}. {brier}"]
    for band in calibration.bands:
        if band.share is not None:
            share = f" ({float(band.share) * 100:.0f} %)" if band.count > 1 else ""
            lines.append(f"{band.low} to {band.high} % sure: right {band.right} of {many(band.count, 'time')}{share}")
    if calibration.count < ENOUGH:
        lines.append("These are too few to tell much yet.")
    elif calibration.sure:
        wrong = len(calibration.errors)
        lines.append(f"When you were sure ({SURE} % or more), you were wrong {wrong} of {many(calibration.sure, 'time')}.")
    return tuple(lines)


def _play(play: PastPlay) -> PlayProgress:
    score = whole(play.score) if play.score is not None else ""
    if play.problem:
        words = f"cannot be read: {play.problem}"
    elif play.facilitated:
        words = "meant for a group, so not scored"
    else:
        headline = HEADLINES[play.quadrant] if play.quadrant is not None else "Nothing in it was graded"
        words = headline[0].lower() + headline[1:]
    return PlayProgress(play.id, _date(play.at), " ".join(play.title.split()), score, words)
