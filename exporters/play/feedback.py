"""What participants say of a class: the questions of the form, and the forms as somebody typed them in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.errors import UsageError
from exporters.content.csv_file import read_rows
from exporters.play.freetext import Written

OPTION = "feedback"
RATED = (
    "What happened here could happen on my next shift.",
    "I could say what I thought, whatever my rank.",
    "We talked about the decisions more than about how it ended.",
    "I know what I will do differently on my next shift.",
)
"""Questions that are answered by a number from `LEAST` to `MOST`."""
OPEN = "What should we keep, and what should we change?"
"""The last question, answered in words."""
LEAST, MOST = 1, 5
SCALE = "1 is not at all, 5 is fully"
COLUMNS = tuple(f"question {number}" for number in range(1, len(RATED) + 2))
"""Of the file, in small letters: a line for each form."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """All forms of a class."""

    forms: int
    """How many came back with an answer."""
    answers: tuple[Counter[int], ...]
    """For each rated question how often each number was given."""
    words: tuple[str, ...]
    """Answers to the open question, by alphabet: nobody's stand beside their numbers."""


def read_feedback(file: str) -> Feedback:
    """The forms in a CSV file.

    Raises:
        UsageError: it cannot be read, lacks a column, or holds something that is no answer.
    """
    forms = [form for form in _forms(file) if any(form)]
    answers = tuple(Counter(int(form[at]) for form in forms if form[at]) for at in range(len(RATED)))
    return Feedback(len(forms), answers, tuple(sorted(form[-1] for form in forms if form[-1])))


def written_feedback(file: str) -> tuple[Written, ...]:
    """What was written, with its place: to be looked at before it leaves the program."""
    return tuple(Written("feedback", text) for text in read_feedback(file).words)


def _forms(file: str) -> Iterator[tuple[str, ...]]:
    for number, row in enumerate(read_rows(OPTION, Path(file).expanduser(), COLUMNS), 2):
        form = tuple((row.get(name) or "").strip() for name in COLUMNS)
        for name, answer in zip(COLUMNS[:-1], form[:-1], strict=True):
            if answer and answer not in map(str, range(LEAST, MOST + 1)):
                raise UsageError(
                    f"--option {OPTION}: {file}:{number}: {name}: `{answer}`; "
                    f"a number from {LEAST} to {MOST} was expected, or nothing"
                )
        yield form
