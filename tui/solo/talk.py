"""Somebody at standard input and output."""

from __future__ import annotations

import shutil
import sys
from typing import TextIO

from tui.glyphs import to_ascii, wanted

WIDTH = 78
"""Characters of a line of text."""
NARROWEST = 20
"""Characters of the shortest lines: what hangs under a number or a mark needs room beside it."""
_STOP = {"q", "quit"}


class PlayerLeft(Exception):
    """The player left; what was decided is kept."""


class Talk:
    """Somebody who types lines and reads lines."""

    def __init__(self, source: TextIO | None = None, out: TextIO | None = None, *, ascii_only: bool | None = None) -> None:
        """Standard input and output unless others are given; ASCII or not, None leaves that to the surroundings."""
        self._source = source or sys.stdin
        self._out = out or sys.stdout
        self._ascii = wanted() if ascii_only is None else ascii_only
        self.there = self._source.isatty()
        """Whether somebody sits there, rather than a pipe."""
        columns = shutil.get_terminal_size().columns - 1 if self._out.isatty() else WIDTH
        self.width = max(NARROWEST, min(WIDTH, columns))

    def say(self, text: str) -> None:
        """Write text as it stands. What the other side cannot show becomes ASCII."""
        try:
            text.encode(self._out.encoding or "utf-8")
        except UnicodeEncodeError:
            text = to_ascii(text)
        self._out.write(to_ascii(text) if self._ascii else text)
        self._out.flush()

    def ask(self, prompt: str) -> str:
        """A line.

        Raises:
            Left: it was `q`, or there is no more.
        """
        from exporters.play.debrief_text import plain  # whoever says something once need not load it

        self.say(prompt)
        line = self._source.readline()
        if not line or line.strip().lower() in _STOP:
            self.say("\n")
            raise PlayerLeft
        return plain(line).strip()

    def agree(self, prompt: str) -> bool:
        """Whether the answer is yes; anything else is no."""
        return self.ask(f"{prompt} (y for yes, Enter for no, q to stop): ").lower() in {"y", "yes"}
