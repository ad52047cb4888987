"""Sheets as XLSX: one table, filterable, its header repeated on each printed page. Every text is a text, never a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import ceil

from xlsxwriter import Workbook

from exporters.content.artifact import Artifact
from exporters.content.palette import LIGHT, mixed
from exporters.content.paper import Paper
from exporters.content.sheet import Cell, Sheet
from exporters.formats.office import legal

_MOST = 32_767
"""What a cell can hold, in units of UTF-16: an emoji is two."""
_TAB = 31
"""What the name of a tab can hold, in the same unit."""
_USUAL = 20
_ANY_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no zone; the same sheet gives the same file
_PAPERS = {Paper.LETTER: (1, 11.0), Paper.A4: (9, 297 / 25.4)}
"""What the format calls a sheet, and its long side in inches."""
_MARGIN = 0.25
"""Left and right of the print, in inches."""
_CHARACTER = 7.3 / 96
"""The width of a character of a column, with its part of the room beside the words: inches."""
_SMALLEST = 0.6
"""Scale below which letters of eleven points are too small to read: six and a half points."""
_TIME = "[h]:mm"
"""Hours and minutes, also more than a day of them."""
_DAY = timedelta(days=1)
_LINE = 15
"""Points of a line."""
_TALLEST = 409
"""Points that a row can have."""


def render(sheet: Sheet) -> Artifact:
    """The sheet as one file."""
    raw = io.BytesIO()
    book = Workbook(raw, {"in_memory": True})
    book.set_properties({"title": sheet.title, "created": _ANY_DAY})
    page = book.add_worksheet(_tab(sheet.title))
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": mixed(LIGHT.line, LIGHT.ground, 0.4)}
    )
    edges = {"valign": "top", "border": 1, "border_color": LIGHT.line}
    body = book.add_format(
        edges | {"text_wrap": True, "num_format": "@", "quote_prefix": True}
    )  # text stays text when a cell is edited
    time = book.add_format(edges | {"num_format": _TIME})
    day = book.add_format(edges | {"num_format": "yyyy-mm-dd"})
    widths = sheet.widths or (_USUAL,) * len(sheet.columns)
    page.set_row(0, _height(sheet.columns, widths))
    for at, name in enumerate(sheet.columns):
        page.write_string(0, at, _fits(name), head)
        page.set_column(at, at, widths[at])
    for number, row in enumerate(sheet.rows, 1):
        page.set_row(number, _height(row, widths))
        for at, cell in enumerate(row):
            if isinstance(cell, timedelta):
                page.write_number(number, at, cell / _DAY, time)
            elif isinstance(cell, date):
                page.write_datetime(number, at, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 - a day, no moment
            elif isinstance(cell, int):
                page.write_number(number, at, cell, body)
            elif not cell and at in sheet.times:
                page.write_blank(number, at, None, time)
            else:
                page.write_string(number, at, _fits(cell), body)
    for column, words in sheet.picks:
        page.data_validation(1, column, max(1, len(sheet.rows)), column, {"validate": "list", "source": list(words)})
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_margins(left=_MARGIN, right=_MARGIN, top=0.5, bottom=0.6)
    number, _ = _PAPERS[sheet.paper]
    across = sheets_across(sheet.paper, sum(widths))
    page.set_paper(number)
    page.fit_to_pages(across, 0)
    page.print_area(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.repeat_rows(0)
    if across > 1:
        page.repeat_columns(0)
    page.set_footer("&L&A&RPage &P of &N")
    book.close()
    return Artifact(f"{sheet.name}.xlsx", raw.getvalue())


def sheets_across(paper: Paper, characters: int) -> int:
    """How many sheets stand side by side, so that a table of this width, in characters, can be read."""
    _, side = _PAPERS[paper]
    return ceil(characters * _CHARACTER * _SMALLEST / (side - 2 * _MARGIN))


def _fits(text: str) -> str:
    """Text that a cell can hold; a longer one says that it was cut."""
    kept = legal(text.replace("\r\n", "\n").replace("\r", "\n"))
    return kept if _cut(kept, _MOST) == kept else f"{_cut(kept, _MOST - 20)} ... (cut)"


def _cut(text: str, most: int) -> str:
    """The beginning of a text, in at most so many units of UTF-16."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def _height(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """Points for the longest of the cells when wrapped: not every program works this out by itself."""
    lines = [
        sum(-(-max(1, len(part)) // width) for part in str(cell).split("\n")) for cell, width in zip(row, widths, strict=True)
    ]
    return min(_TALLEST, _LINE * max(lines, default=1))


def _tab(title: str) -> str:
    """A name for the sheet's tab: as long as it can be, without those that the format keeps for itself."""
    kept = "".join(c for c in title if c not in "[]:*?/\\" and c.isprintable()).strip(" '")
    return _cut(kept, _TAB).strip(" '") or "Sheet"
