"""Lines of plain text that fit a width in cells, as terminals count them: a wide character takes two."""

from __future__ import annotations

import re
import textwrap
import unicodedata

_HANG = 4
"""Cells by which lines hang under a lead that would leave no room beside it."""
_SECOND = "\0"
"""Stands for the second cell of a wide character. No text that was cleaned holds it."""
_NO_CELL = frozenset({"Mn", "Me", "Cf"})
_LEAD = re.compile(r"(?P<lead>\s*(?:(?:[-*+!]|\d{1,3}\.|[A-F]\.|[^\W\d_][\w ]{0,20}:)\s+)?)(?P<text>.*)", re.DOTALL)


def cells(text: str) -> int:
    """How many cells a line of text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.category(c) in _NO_CELL else 1 + _wide(c) for c in text)


def wrapped(text: str, width: int, lead: str = "") -> str:
    """`lead`, then the text, in lines of at most `width` cells that hang under its first word.

    A word that is longer than a line is broken. Where the lead leaves too little room beside it, the lines hang under its
    beginning.
    """
    if not text.strip():
        return lead.rstrip()
    if cells(lead) > width // 2:
        indent = re.match(r"\s*", lead)
        hang = min(len(indent[0] if indent else "") + _HANG, width // 2)
        return _fill(lead + text, width, "", " " * hang)
    return _fill(text, width, lead, " " * cells(lead))


def fitted(text: str, width: int) -> str:
    """Text with every line that is longer than `width` cells wrapped; what fits stays as it stands.

    What begins as an item of a list, or as `Heading: `, hangs under its first word.
    """
    return "\n".join(line if cells(line) <= width else _wrapped_line(line, width) for line in text.split("\n"))


def _wrapped_line(line: str, width: int) -> str:
    match = _LEAD.fullmatch(line)
    assert match is not None  # every part of it may be empty
    after = line[len(line.rstrip()) :]
    return wrapped(match["text"].rstrip(), width, match["lead"]) + after[:1]


def _fill(text: str, width: int, first: str, rest: str) -> str:
    if text.isascii() and first.isascii():
        return textwrap.fill(text, width, initial_indent=first, subsequent_indent=rest)
    # A line may be broken between the two cells, so that the character goes one beyond it.
    text, first = _widened(text), _widened(first)
    return textwrap.fill(text, width - (_SECOND in text), initial_indent=first, subsequent_indent=rest).replace(_SECOND, "")


def _widened(text: str) -> str:
    return "".join(char + _SECOND if _wide(char) else char for char in text)


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
