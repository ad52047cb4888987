"""Widths of the columns of a table in Word, which would break a word in its middle where a column is narrower than it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exporters.content.document import Table, Text, spoken
from exporters.map.measure import width

PADDING = 160
"""Left and right of the words of a cell, with the line beside it: twips."""
_POINT = 20
"""Twips."""
_NARROWER = 0.9
"""The letters of Word's documents, beside the widest of the common fonts."""
_BREAKS = re.compile(r"[ \n\t]+|(?<=[-–—])")
"""Where a line can end."""
_MOST = 3
"""No word makes a column wider than this part of the table."""


def column_widths(table: Table, columns: int, room: int, size: float) -> list[int]:
    """The width of each column in twips: by their shares, but none narrower than its longest word.

    Args:
        table: the table.
        columns: how many columns it has.
        room: its whole width, in twips.
        size: of its letters, in points.
    """
    shares = table.widths if len(table.widths) == columns else (1,) * columns
    least = [min(room // _MOST, _longest(table, at, size)) for at in range(columns)]
    if sum(least) >= room:
        return [room * each // sum(least) for each in least]
    fixed: set[int] = set()
    while True:
        free = room - sum(least[at] for at in fixed)
        whole = sum(share for at, share in enumerate(shares) if at not in fixed)
        found = [least[at] if at in fixed else free * share // whole for at, share in enumerate(shares)]
        narrow = {at for at in range(columns) if at not in fixed and found[at] < least[at]}
        if not narrow:
            return found
        fixed |= narrow


def _longest(table: Table, at: int, size: float) -> int:
    """The width of the longest word of a column, in twips."""
    bold = [table.header[at : at + 1]] + [row[:1] for row in table.rows if table.head_column and at == 0]
    plain = [row[at : at + 1] for row in table.rows]
    widest = max(
        (width(word, size, bold=heavy) for texts, heavy in ((bold, True), (plain, False)) for word in _words(texts)), default=0.0
    )
    return round(widest * _NARROWER * _POINT) + PADDING


def _words(texts: Sequence[Sequence[Text]]) -> set[str]:
    return {word for cells in texts for cell in cells for word in _BREAKS.split(spoken(cell))}
