"""A table for a spreadsheet, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from exporters.content.paper import Paper

Cell: TypeAlias = str | int | timedelta | date
"""Text is text, whatever it begins with; a span of time is shown as hours and minutes, a day as ISO 8601 has it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table."""

    name: str
    """What its file is called, without the ending."""
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """As many cells as there are columns."""
    widths: tuple[int, ...] = ()
    """Of the columns, in characters; empty where the format may decide."""
    times: tuple[int, ...] = ()
    """Columns, from 0, whose empty cells are for times that are typed in."""
    picks: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """(column, from 0, words of which one is picked) where a cell is filled in by hand."""
    paper: Paper = Paper.LETTER


def hours_and_minutes(span: timedelta) -> str:
    """`0:25`."""
    minutes = round(span.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"
