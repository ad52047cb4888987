"""Findings as text, for people: the place, the source line with a caret, the mend, the play."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Sequence

from engine.pack.diagnostics import Finding, Place, Severity, Verdict
from engine.printable import REPLACED, printable

Lines = Callable[[str], Sequence[str]]
"""The lines of a file that findings name."""

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_WIDTH = 110
_NO_CELL = frozenset({"Mn", "Me"})
"""Categories of characters that stand on the one before."""


def render(verdict: Verdict, lines: Lines, *, colour: bool = False, verbose: bool = False) -> str:
    """Every finding, a blank line between two; notes only where `verbose`."""
    shown = [f for f in verdict.findings if verbose or f.severity is not Severity.INFO]
    return "".join(_finding(f, lines, colour) + "\n" for f in shown)


def summary(verdict: Verdict, *, verbose: bool = False) -> str:
    """One line that says what was checked and what was found."""
    what = f"{_many(verdict.files, 'file')}, {_many(verdict.scenarios, 'scenario')}, {_many(verdict.states, 'state')} explored"
    errors, warnings, notes = (verdict.count(s) for s in Severity)
    found = [_many(n, word) for n, word in ((errors, "error"), (warnings, "warning")) if n]
    text = ", ".join(found) or "nothing found"
    if notes:
        text += f", {_many(notes, 'note')}" + ("" if verbose else f" (-v shows {'it' if notes == 1 else 'them'})")
    return f"{text} ({what})"


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def _finding(finding: Finding, lines: Lines, colour: bool) -> str:
    paint = _paint(_COLOURS[finding.severity], colour)
    bold = _paint("1", colour)
    place = bold(_line(finding.place))
    out = [f"{place}: {paint(f'{finding.severity.value}[{finding.code}]')}: {_line(finding.message)}"]
    out += _quote(finding.place, lines, paint)
    for related in finding.related:
        out.append(f"  {_line(related.place)}: {_line(related.message)}")
        out += _quote(related.place, lines, str)
    if finding.play:
        out.append("  a shortest play that gets there:")
        out += _play(finding.play)
    if finding.mend:
        out.append(f"  {bold('mend:')} {_line(finding.mend)}")
    return "\n".join(out) + "\n"


def _line(text: object) -> str:
    """Words of a finding, in which a file may have a part, on one line."""
    return printable(str(text), keep="")


def _play(steps: tuple[str, ...]) -> list[str]:
    width = len(str(len(steps)))
    return [
        line
        for number, step in enumerate(steps, 1)
        for line in textwrap.wrap(_line(step), _WIDTH, initial_indent=f"    {number:>{width}}. ", subsequent_indent="       ")
    ]


def _quote(place: Place, lines: Lines, paint: Callable[[str], str]) -> list[str]:
    text = lines(place.file)
    if place.line > len(text):
        return []
    line, column = text[place.line - 1].replace("\t", " "), place.column - 1
    if not line.strip() and not line[column : column + 1]:
        return []
    start = _window(line, column)
    shown = _fit(line[start:], _WIDTH)
    before = _width(line[start:column])
    marked = _width(line[column : column + place.length])
    length = max(1, min(marked, _width(shown) - before))
    number, clean = str(place.line), printable(shown, REPLACED, keep="")
    return [f"  {number} | {clean}", f"  {' ' * len(number)} | {' ' * before}{paint('^' * length)}"]


def _window(line: str, column: int) -> int:
    """Where to begin a line that is too long, so that the column is seen."""
    if _width(line) <= _WIDTH:
        return 0
    start = column
    while start > 0 and _width(line[start - 1 : column]) <= _WIDTH // 2:
        start -= 1
    return start


def _fit(text: str, cells: int) -> str:
    """The beginning of a text that fits into so many cells."""
    used = 0
    for at, char in enumerate(text):
        used += _width(char)
        if used > cells:
            return text[:at]
    return text


def _width(text: str) -> int:
    return sum(0 if unicodedata.category(c) in _NO_CELL else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _paint(code: str, colour: bool) -> Callable[[str], str]:
    return (lambda text: f"\x1b[{code}m{text}\x1b[0m") if colour else str
