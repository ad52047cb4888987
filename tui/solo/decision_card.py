"""One decision of a debrief: a line that opens."""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.widgets import Collapsible
from textual.widgets.collapsible import CollapsibleTitle

from exporters.play.decision_line import DecisionLine, LessonLine
from exporters.wording.addressee import Addressee
from exporters.wording.judgment import CHOSE
from exporters.wording.numbers import ordinal
from tui.widgets.prose import literal
from tui.widgets.rows import Lines

SYMBOLS = {"best": "+", "costly": "~", "worst": "-"}
TURNED = "»"
"""Marks the turning point."""
INDENT = 14
MARKED = 9
"""Cells of the column of marks beside the turning point."""
_SHORT = {"nothing at stake": "no stake", "second try": "2nd try"}
"""Verdicts that are too long for their column."""


class DecisionCard(Collapsible):
    """Closed: number, verdict and what was chosen. Open: everything about it."""

    def __init__(self, line: DecisionLine, *, turning_point: bool = False) -> None:
        super().__init__(Lines(*_rows(line)), title="", collapsed=True)
        self.line = line
        self._turning_point = turning_point
        self._still = False
        """Whether the text stays where it is at the next opening or closing."""

    def on_mount(self) -> None:
        """Put the line up literally: a title given as a string would be read as markup."""
        self.query_one(CollapsibleTitle).label = _title(self.line, turning_point=self._turning_point)

    def turn(self, *, closed: bool) -> None:
        """Open or close as one of many: the screen does not follow."""
        self._still = self.collapsed != closed
        self.collapsed = closed

    def scroll_visible(self, *args: Any, **kwargs: Any) -> None:
        """Bring it into view, as after being opened alone."""
        if not self._still:
            super().scroll_visible(*args, **kwargs)
        self._still = False


def brief_rows(line: DecisionLine) -> list[tuple[Content, Content]]:
    """What is said right after a decision: what was chosen, what it was worth, and what would have been better."""
    rows = [_row(CHOSE[Addressee.YOU], line.chosen)]
    if line.verdict:
        rows.append(_row("Verdict", f"{line.verdict}. {line.sentence}"))
    return [*rows, *_reasons(line)]


def turning_rows(line: DecisionLine) -> list[tuple[Content, Content]]:
    """The turning point as it stands open: what was asked and chosen, why that was poor, and what was better."""
    rows = [(Content(""), literal(line.asked)), _marked(f"{SYMBOLS[line.verdict]} {line.verdict}", line.chosen)]
    if line.graded.critical:
        rows.append(_marked("!", line.graded.critical))
    rows += [_marked("", text) for text in (line.why, line.matters) if text]
    for text, why in line.best:
        rows.append(_marked("+ best", text))
        rows += [_marked("", why)] if why else []
    return rows


def _marked(mark: str, text: str) -> tuple[Content, Content]:
    return Content.styled(mark.ljust(MARKED), "bold"), literal(text)


def _title(line: DecisionLine, *, turning_point: bool) -> Content:
    """Marks in columns of their own, so that what was chosen begins at the same place in every line."""
    marks = f"{line.number:>2}"
    if line.verdict:
        verdict = _SHORT.get(line.verdict, line.verdict)
        critical = "!" if line.graded.critical else " "
        marks += f" {TURNED if turning_point else ' '} {SYMBOLS.get(line.verdict, ' ')} {verdict:<8} {critical}"
    again = f" ({ordinal(line.graded.visit)} time)" if line.graded.visit > 1 else ""
    return Content.assemble((marks, "bold"), "  ", literal(line.chosen + again))


def _rows(line: DecisionLine) -> list[tuple[Content, Content]]:
    graded = line.graded
    rows = [_row("Asked", line.asked), _row(CHOSE[Addressee.YOU], line.chosen)]
    if graded.reason:
        rows.append(_row("You said", graded.reason))
    if line.sure and line.scored:
        rows.append(_row("You were", line.sure))
    if line.verdict:
        rows.append(_row("Verdict", f"{line.verdict}. {line.sentence}"))
    rows += _reasons(line)
    rows += [_row("" if n else "Lessons", _lesson(lesson)) for n, lesson in enumerate(line.lessons)]
    unscored = ", not scored here" if line.scored else ""
    rows += [_row("" if n else "Also", f"{_lesson(lesson)}{unscored}") for n, lesson in enumerate(line.also)]
    rows.append(_row("The report", line.reported))
    return rows


def _reasons(line: DecisionLine) -> list[tuple[Content, Content]]:
    """Why it was good or poor, and what was better."""
    rows = [_row("Why", line.why)] if line.why else []
    rows += [_row("It matters", line.matters)] if line.matters else []
    if not line.graded.sound:
        for text, why in line.best:
            rows.append(_row("Best" if line.scored else "Better", text))
            rows += [_row("Why", why)] if why else []
    if line.graded.critical:
        rows.append(_row("Life safety", f"! {line.graded.critical}"))
    return rows


def _row(lead: str, body: str) -> tuple[Content, Content]:
    return Content.styled(lead.ljust(INDENT), "bold"), literal(body)


def _lesson(lesson: LessonLine) -> str:
    return f"{lesson.mark} {lesson.title}: {lesson.word}"
