"""What participants said of a class, in the report: counts, and never of fewer than five."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.play.ballots import may_break_down
from exporters.content.document import Block, Table, TextBlock, bullets, plain, rows
from exporters.documents.play_parts import heading
from exporters.play.feedback import LEAST, MOST, OPEN, RATED, SCALE, Feedback
from exporters.wording.numbers import many

_NUMBERS = range(LEAST, MOST + 1)
_FEW = "fewer than five"


def feedback_results(feedback: Feedback) -> Iterator[Block]:
    """The part of the report."""
    yield heading("What participants said")
    came = f"{many(feedback.forms, 'form')} came back."
    if not may_break_down(feedback.forms):
        yield TextBlock(plain(f"{came} Fewer than five are not broken down."))
        return
    yield TextBlock(plain(f"{came} Nobody signed; {SCALE}."))
    lines = [_line(question, counts) for question, counts in zip(RATED, feedback.answers, strict=True)]
    head = rows(("Question", *map(str, _NUMBERS), "Answers"))[0]
    yield Table(head, rows(*lines), "Answers by number", (12, *[2] * len(_NUMBERS), 3))
    if feedback.words:
        yield TextBlock(plain(f"{OPEN} In their own words:", bold=True))
        yield bullets(feedback.words)


def _line(question: str, counts: Counter[int]) -> tuple[str, ...]:
    if not may_break_down(counts.total()):
        return (question, *[""] * len(_NUMBERS), _FEW)
    return (question, *(str(counts[number]) for number in _NUMBERS), str(counts.total()))
