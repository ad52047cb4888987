"""Marks that a merge left in a file: lines `<<<<<<<`, `|||||||`, `=======`, `>>>>>>>`, wherever they stand in their line.

They are looked for before anything else is read, since inside a text they would be taken for a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.pack.diagnostics import Place, Problem
from engine.pack.document import LINE_BREAK

MARK = re.compile(r"[ \t]*(<{7}|={7}|>{7}|\|{7})(?: .*)?$")
"""A line that a merge writes. One of `=======` alone is a heading in Markdown."""


def found(name: str, text: str) -> Iterator[Problem]:
    """Each conflict in a file, and each of its marks that stands without the others."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    lines = LINE_BREAK.split(text)
    marks = [(number, match[1][0]) for number, line in enumerate(lines) if (match := MARK.match(line))]
    if {sign for _, sign in marks} <= {"=", "|"}:
        return
    group: list[tuple[int, str]] = []
    for number, sign in marks:
        if sign == "<" and group:
            yield _told(name, lines, group)
            group = []
        group.append((number, sign))
        if sign == ">":
            yield _told(name, lines, group)
            group = []
    if group:
        yield _told(name, lines, group)


def _told(name: str, lines: list[str], group: list[tuple[int, str]]) -> Problem:
    """One conflict, by its marks in the order of the file."""
    first, last = group[0][0], group[-1][0]
    numbers = [str(number + 1) for number, _ in group]
    listed = " and ".join([", ".join(numbers[:-1]), numbers[-1]] if len(numbers) > 1 else numbers)
    line = lines[first]
    column = len(line) - len(line.lstrip())
    place = Place(name, first + 1, column + 1, len(line.rstrip()) - column)
    signs = "".join(sign for _, sign in group)
    if signs in {"<=>", "<|=>"}:
        message = f"a merge conflict left by git, lines {first + 1} to {last + 1}"
        mend = f"keep one of the two sides, and take out the other and the lines {listed}"
        if "|" in signs:
            mend = f"keep one side, the first or the last, and take out the others and the lines {listed}"
    else:
        many = f"lines {listed}" if len(group) > 1 else f"line {listed}"
        message = f"a rest of a merge conflict left by git, {many}"
        mend = f"take out {many}" + (", and one of the two sides" if "=" in signs else "")
    return Problem("syntax", message, place, mend=mend)
