"""What an author may have meant: lines in the place of others."""

from __future__ import annotations

from typing import NamedTuple

LONGEST = 240
"""Characters of the longest line that a mend shows."""


class Guess(NamedTuple):
    """What may have been meant."""

    line: int
    """The first line that is replaced, from 0."""
    lines: int
    """How many lines are."""
    new: tuple[str, ...]
    """What stands in their place."""
    reason: str
    """What is wrong, in words."""
    advice: str
    """What to do, in words."""
    column: int = 0
    """Where in the line it is wrong, from 0."""
    length: int = 1
    shown: int | None = None
    """The line of `column`, where it is not the first one."""

    @property
    def mend(self) -> str:
        """The advice, with the line where it is one and short."""
        if not self.new:
            many = f"lines {self.line + 1} to {self.line + self.lines}" if self.lines > 1 else f"line {self.line + 1}"
            return self.advice or f"take out {many}"
        advice = self.advice or "mend the line"
        if len(self.new) != 1 or len(self.new[0]) > LONGEST:
            return advice
        where = f", in place of the lines {self.line + 1} to {self.line + self.lines}" if self.lines > 1 else ""
        return f"{advice}{where}: write `{self.new[0]}`"
