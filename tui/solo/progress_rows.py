"""What stands in the list of the learner's progress."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from textwrap import wrap

from exporters.progress.account import LessonProgress, PlayProgress, Progress
from tui.widgets.listing import Row

DRILL = "drill"
"""Id of the row that begins what is due."""
NEXT, LESSON, PLAY = "next ", "lesson ", "play "
"""What the ids of rows begin with; the `pack/id`, the lesson's or the play's id follows."""
BARS = "▁▄█"
STEP, OPEN_STEP = "●", "○"
RECENT = 12
"""Times of a lesson that are drawn."""
STEPS = 40
"""Exercises up to which each is drawn as a step of the path."""
DAYS = 14
"""Days that are shown."""
ERRORS = 5
"""Confident errors that are shown."""


def progress_rows(progress: Progress, width: int) -> list[Row]:
    """The progress as rows; sentences are wrapped at `width` cells."""
    parts = [[_today(progress)]]
    if progress.next:
        next_ = (
            Row(NEXT + n.entry.name, n.entry.title, f"{n.entry.solo} min", _wrapped([n.reason], width)) for n in progress.next
        )
        parts.append([Row("", "Practise next"), *next_])
    if progress.days:
        parts.append([Row("", "Your path", "", (*_steps(progress), *_wrapped([progress.path], width)))])
    if progress.lessons:
        legend = f"{BARS[0]} violated  {BARS[1]} partly  {BARS[2]} upheld, the oldest first"
        lessons = [Row("", "Lessons, what needs practice most first", "", (legend,)), *map(_lesson, progress.lessons)]
        never = f"{progress.untried} more {'lesson was' if progress.untried == 1 else 'lessons were'} never tested."
        parts.append([*lessons, *([Row("", "", "", (never,))] if progress.untried else [])])
    if progress.plays:
        parts.append([Row("", "How sure, and how often right", "", _wrapped(progress.sure, width))])
    if progress.errors:
        left = len(progress.errors) - ERRORS
        more = [f"and {left} more: hotwash progress --plain"] if left > 0 else []
        parts.append([Row("", "Sure, and not right", "", _wrapped([*progress.errors[:ERRORS], *more], width))])
    if progress.promises:
        parts.append([Row("", "Next shift I will, the newest first", "", _wrapped(progress.promises, width))])
    if progress.days:
        left = len(progress.days) - DAYS
        more = [f"and {left} more: hotwash progress --json"] if left > 0 else []
        told = [f"{day.date}  {day.words}" for day in progress.days[:DAYS]]
        parts.append([Row("", "Days, the newest first", "", (*told, *more))])
    if progress.plays:
        parts.append([Row("", "Plays, the newest first"), *map(_play, progress.plays)])
    return [row for part in parts for row in (*part, Row("", ""))][:-1]


def _today(progress: Progress) -> Row:
    """What is due; Enter begins it where there is something."""
    today = f"Today: {progress.today}"
    return Row(DRILL, today, "Enter begins") if progress.due.lessons else Row("", today)


def _steps(progress: Progress) -> tuple[str, ...]:
    """A step for each exercise, those that were played first; none where they are many."""
    if progress.exercises > STEPS:
        return ()
    return (STEP * progress.played + OPEN_STEP * (progress.exercises - progress.played),)


def _lesson(lesson: LessonProgress) -> Row:
    note = f"{bars(lesson.shares)}  {lesson.standing}, {lesson.last}, {lesson.trend}; {lesson.due}"
    return Row(LESSON + lesson.id, lesson.title, "", (note,))


def _play(play: PlayProgress) -> Row:
    return Row(PLAY + play.id, f"{play.date}  {play.title}", f"score {play.score}" if play.score else "", (play.words,))


def bars(shares: Iterable[Fraction]) -> str:
    """The last plays of a lesson as bars, the oldest first."""
    return "".join(BARS[2] if x >= Fraction(3, 4) else BARS[1] if x >= Fraction(1, 2) else BARS[0] for x in [*shares][-RECENT:])


def _wrapped(lines: Iterable[str], width: int) -> tuple[str, ...]:
    return tuple(part for line in lines for part in wrap(line, width, subsequent_indent="  "))
