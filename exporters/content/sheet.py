"""A table for a spreadsheet, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table."""

    name: str
    """What its file is called, without the ending."""
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    """As many cells as there are columns; text is text, whatever it begins with."""
    widths: tuple[int, ...] = ()
    """Of the columns, in characters; empty where the format may decide."""
