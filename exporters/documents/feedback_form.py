"""The feedback form for participants, and the table into which the forms are typed."""

from __future__ import annotations

from engine.play.bundle import Bundle
from exporters.content.document import Document, Rules, Table, TextBlock, plain, rows
from exporters.content.sheet import Cell, Sheet
from exporters.documents.parts import facts
from exporters.play.feedback import COLUMNS, LEAST, MOST, OPEN, RATED, SCALE

SPREADSHEETS = ("csv", "xlsx")
_FORMS = 40
"""Lines of the table."""
_NUMBERS = tuple(map(str, range(LEAST, MOST + 1)))


def feedback_form(bundle: Bundle, format_: str) -> Document | Sheet:
    """The form; for a spreadsheet the table to type into."""
    return _table(bundle) if format_ in SPREADSHEETS else _form(bundle)


def _form(bundle: Bundle) -> Document:
    scenario = bundle.scenario
    how = (
        f"Circle a number: {SCALE}. Leave out what you like. Do not sign. Answers are told as counts, and not at all where fewer "
        "than five forms come back."
    )
    questions = [(f"{number}. {question}", *_NUMBERS) for number, question in enumerate(RATED, 1)]
    return Document(
        name=f"{scenario.id}-feedback-form",
        title="Feedback",
        subtitle=scenario.title,
        blocks=(
            TextBlock(plain(how)),
            Table(rows(("Question", *_NUMBERS))[0], rows(*questions), widths=(12, *[1] * len(_NUMBERS)), head_column=True),
            TextBlock(plain(f"{len(COLUMNS)}. {OPEN}", bold=True)),
            Rules(("Keep", *[""] * 8, "Change", *[""] * 8)),
        ),
        facts=facts(bundle)[:1],
        footer=f"{scenario.title} · feedback",
    )


def _table(bundle: Bundle) -> Sheet:
    """A line for each form, empty."""
    scenario = bundle.scenario
    columns = ("form", *COLUMNS)
    lines: tuple[tuple[Cell, ...], ...] = tuple((number, *[""] * len(COLUMNS)) for number in range(1, _FORMS + 1))
    picks = tuple((at, _NUMBERS) for at in range(1, len(RATED) + 1))
    name = f"{scenario.id}-feedback-form"
    return Sheet(name, f"Feedback {scenario.title}", columns, lines, (6, *[11] * len(RATED), 80), picks=picks)
