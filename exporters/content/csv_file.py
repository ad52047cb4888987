"""Tables that somebody typed, as CSV."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import Path

from engine.errors import UnusableFile, UsageError
from engine.pack.files import read_bytes

_MOST = 2_000_000
"""Bytes of the largest that is read."""


def read_rows(option: str, file: Path, needed: Sequence[str]) -> list[dict[str, str | None]]:
    """The rows of a file that an option names, by column; names of columns in small letters.

    Args:
        option: its name.
        file: in UTF-8.
        needed: columns that the first line must name, in small letters.

    Raises:
        UsageError: it cannot be read, is no CSV, or lacks a column.
    """
    try:
        raw = read_bytes(file, limit=_MOST).removeprefix(codecs.BOM_UTF8)
    except UnusableFile as error:
        raise UsageError(f"--option {option}: {error}") from error
    try:
        text = raw.decode("utf-8")
        first = text.partition("\n")[0]
        # Spreadsheets write semicolons where the comma is the decimal mark.
        mark = ";" if ";" in first and "," not in first else ","
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        reader.fieldnames = [name.strip().casefold() for name in reader.fieldnames or ()]
        rows = list(reader)
    except UnicodeDecodeError as error:
        # Read as anything else, the names in it might come out as other names.
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"line {line} is no CSV in UTF-8: save it as `CSV UTF-8`, so that names keep their accents"
        raise UsageError(f"--option {option}: {file}: {what}") from error
    except csv.Error as error:
        raise UsageError(f"--option {option}: {file}: is no CSV ({error})") from error
    if not set(needed) <= set(reader.fieldnames or ()):
        raise UsageError(f"--option {option}: {file}: the first line must be `{','.join(needed)}`")
    return rows
