"""Comments in a file that take findings away: `# hotwash: ignore[HW402] the seat is always named first`.

At the end of a line it speaks of that line; on a line of its own, of the next line that is not a comment.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.pack.diagnostics import Finding, Place
from engine.pack.document import YamlDocument

_COMMENT = re.compile(r"(?:^|\s)(#\s*hotwash:\s*ignore\b\s*(?:\[([^\]]*)\])?[ \t]*(.*))$")


class Suppression(NamedTuple):
    """One such comment."""

    line: int
    """The line of which it speaks, from 1."""
    codes: tuple[str, ...]
    reason: str
    place: Place
    """Where the comment stands."""

    def covers(self, finding: Finding) -> bool:
        """Whether it takes this finding away."""
        return finding.place[:2] == (self.place.file, self.line) and finding.code in self.codes


def suppressions(doc: YamlDocument) -> list[Suppression]:
    """Every such comment of a file."""
    if "hotwash:" not in doc.text:
        return []
    comments = []
    for number, line in enumerate(doc.lines, 1):
        match = _COMMENT.search(line) if "#" in line else None
        if match is None or _inside_text(doc, number, match.start(1)):
            continue
        codes = tuple(c.strip().upper() for c in (match[2] or "").split(",") if c.strip())
        place = Place(doc.name, number, match.start(1) + 1, len(match[1].rstrip()))
        alone = not line[: match.start(1)].strip()
        comments.append(Suppression(_next(doc, number) if alone else number, codes, match[3].strip(), place))
    return comments


def _next(doc: YamlDocument, number: int) -> int:
    """The next line that is neither empty nor a comment."""
    for later in range(number + 1, len(doc.lines) + 1):
        text = doc.lines[later - 1].strip()
        if text and not text.startswith("#"):
            return later
    return number


def _inside_text(doc: YamlDocument, line: int, column: int) -> bool:
    """Whether the place lies inside a quoted or block text, where `#` begins no comment."""
    spans = doc.text_spans()
    return any(start <= (line - 1, column) < end for start, end in spans)
