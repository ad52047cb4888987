"""Sheets as CSV: RFC 4180, every text quoted, UTF-8 with the mark by which spreadsheets know it.

A text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return would be run as a formula by a spreadsheet. It gets an
apostrophe before it, as OWASP advises (CSV Injection), which stays when the file is read by another program.
"""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

from exporters.content.artifact import Artifact
from exporters.content.sheet import Cell, Sheet, hours_and_minutes

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings of what a spreadsheet may take for a formula; the wide ones in East Asian settings."""


def render(sheet: Sheet) -> Artifact:
    """The sheet as one file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerows([_safe(cell) for cell in row] for row in (sheet.columns, *sheet.rows))
    return Artifact(f"{sheet.name}.csv", text.getvalue().encode("utf-8-sig"))


def _safe(cell: Cell) -> str | int:
    """The cell, with an apostrophe where it would be a formula. NUL cannot stand in CSV."""
    if isinstance(cell, int):
        return cell
    if isinstance(cell, timedelta):
        return hours_and_minutes(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    kept = cell.replace("\0", "")
    return f"'{kept}" if kept.lstrip(" ").startswith(FORMULA) else kept
