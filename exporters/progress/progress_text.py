"""A learner's progress as plain text, for terminals, pipes and screen readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from engine.printable import printable
from exporters.content.wrapping import cells, wrapped
from exporters.progress.account import LessonProgress, Progress

WIDTH = 78
RECENT = 12
"""Times of a lesson that are drawn."""
DAYS = 14
"""Days that are listed; `--json` has them all."""
LEGEND = "Marks, the oldest first: + upheld, ~ partly, - violated."


def render(progress: Progress, width: int = WIDTH) -> str:
    """The whole progress, no line longer than `width`."""
    parts = [["YOUR PROGRESS", "", *_today(progress, width), *_fill(progress.summary, width)]]
    if progress.next:
        listed = [line for n in progress.next for line in _next(n.entry.title, n.entry.id, n.entry.solo, n.reason, width)]
        parts.append(["PRACTISE NEXT", "", *listed])
    if progress.lessons:
        parts.append(["LESSONS, WHAT NEEDS PRACTICE MOST FIRST", "", *_lessons(progress, width)])
    if progress.plays:
        parts.append(["HOW SURE, AND HOW OFTEN RIGHT", "", *(line for text in progress.sure for line in _fill(text, width))])
    if progress.errors:
        errors = (line for text in progress.errors for line in _item(text, "- ", width))
        parts.append(["SURE, AND NOT RIGHT", "", *errors])
    if progress.promises:
        promised = (line for text in progress.promises for line in _item(text, "- ", width))
        parts.append(["NEXT SHIFT I WILL, THE NEWEST FIRST", "", *promised])
    if progress.days:
        parts.append(["DAYS, THE NEWEST FIRST", "", *_days(progress)])
    if progress.plays:
        parts.append(["PLAYS, THE NEWEST FIRST", "", *_plays(progress, width)])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def marks(shares: Sequence[Fraction]) -> str:
    """The last plays of a lesson as marks, the oldest first."""
    return "".join("+" if share >= Fraction(3, 4) else "-" if share < Fraction(1, 2) else "~" for share in shares[-RECENT:])


def _today(progress: Progress, width: int) -> Iterator[str]:
    now = f"Today: {progress.today}."
    yield from _fill(f"{now} Practise with: hotwash drill" if progress.due.lessons else now, width)
    if progress.days:
        yield from _fill(progress.path, width)


def _days(progress: Progress) -> Iterator[str]:
    for day in progress.days[:DAYS]:
        yield f"{day.date}  {day.words}"
    if len(progress.days) > DAYS:
        yield f"and {len(progress.days) - DAYS} more: hotwash progress --json"


def _next(title: str, id_: str, minutes: int, reason: str, width: int) -> Iterator[str]:
    yield from _item(f"{title}, {minutes} minutes: hotwash play {id_}", "- ", width)
    yield from _item(reason, "  ", width)


def _lessons(progress: Progress, width: int) -> Iterator[str]:
    for lesson in progress.lessons:
        yield from _item(f"{lesson.title}: {_words(lesson)}", f"{lesson.standing:<7}", width)
    yield ""
    yield LEGEND
    if progress.untried:
        lessons = "lesson was" if progress.untried == 1 else "lessons were"
        yield f"{progress.untried} more {lessons} never tested."


def _words(lesson: LessonProgress) -> str:
    return f"{marks(lesson.shares)}, {lesson.last}, {lesson.trend}, {lesson.due}"


def _plays(progress: Progress, width: int) -> Iterator[str]:
    for play in progress.plays:
        score = f"score {play.score}, " if play.score else ""
        yield from _item(f"{play.title}: {score}{play.words}", f"{play.date}  ", width)


def _fill(text: str, width: int) -> list[str]:
    return wrapped(printable(text, " ", keep=""), width).split("\n")


def _item(text: str, lead: str, width: int) -> Iterable[str]:
    shown = printable(text, " ", keep="")
    if cells(lead) + cells(shown) <= width and shown == shown.strip() and shown:
        return [lead + shown]  # as most are, of ten thousand plays
    return wrapped(shown, width, lead).split("\n")
