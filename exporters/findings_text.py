"""Findings as text, for people: the place, the source line with a caret, the mend, the play."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Sequence

from engine.checker import Verdict
from engine.diagnostics import Finding, Place, Severity

Lines = Callable[[str], Sequence[str]]
"""The lines of a file that findings name."""

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_WIDTH = 110


def render(verdict: Verdict, lines: Lines, *, colour: bool = False) -> str:
    """Every finding, a blank line between two."""
    return "".join(_finding(f, lines, colour) + "\n" for f in verdict.findings)


def summary(verdict: Verdict) -> str:
    """One line that says what was checked and what was found."""
    what = f"{_many(verdict.files, 'file')}, {_many(verdict.scenarios, 'scenario')}, {_many(verdict.states, 'state')} explored"
    found = [_many(verdict.count(s), s.value) for s in Severity if verdict.count(s)]
    return f"{', '.join(found) if found else 'nothing found'} ({what})"


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def _finding(finding: Finding, lines: Lines, colour: bool) -> str:
    paint = _paint(_COLOURS[finding.severity], colour)
    bold = _paint("1", colour)
    out = [f"{bold(str(finding.place))}: {paint(f'{finding.severity.value}[{finding.code}]')}: {finding.message}"]
    out += _quote(finding.place, lines, paint)
    for related in finding.related:
        out.append(f"  {related.place}: {related.message}")
        out += _quote(related.place, lines, str)
    if finding.play:
        out.append("  a shortest play that gets there:")
        out += _play(finding.play)
    if finding.mend:
        out.append(f"  {bold('mend:')} {finding.mend}")
    return "\n".join(out) + "\n"


def _play(steps: tuple[str, ...]) -> list[str]:
    width = len(str(len(steps)))
    return [
        line
        for number, step in enumerate(steps, 1)
        for line in textwrap.wrap(step, _WIDTH, initial_indent=f"    {number:>{width}}. ", subsequent_indent="       ")
    ]


def _quote(place: Place, lines: Lines, paint: Callable[[str], str]) -> list[str]:
    text = lines(place.file)
    if place.line > len(text):
        return []
    whole = text[place.line - 1]
    line, column = whole.replace("\t", " "), place.column - 1
    if not line.strip() and not line[column : column + 1]:
        return []
    start = max(0, column - _WIDTH // 2) if len(line) > _WIDTH else 0
    shown = _safe(line[start : start + _WIDTH])
    before = _width(line[start:column])
    length = max(1, min(_width(line[column : column + place.length]), _WIDTH - before))
    number = str(place.line)
    return [f"  {number} | {shown}", f"  {' ' * len(number)} | {' ' * before}{paint('^' * length)}"]


def _safe(text: str) -> str:
    """Without anything that could move a terminal's cursor."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def _paint(code: str, colour: bool) -> Callable[[str], str]:
    return (lambda text: f"\x1b[{code}m{text}\x1b[0m") if colour else str
