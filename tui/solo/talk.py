"""Somebody at standard input and output."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO

from exporters.content.wrapping import fitted
from tui.glyphs import to_ascii, wanted

WIDTH = 78
"""Characters of a line of text."""
NARROWEST = 20
"""Characters of the shortest lines: what hangs under a number or a mark needs room beside it."""
ANSWER = "Type what is asked for, then Enter.\n"
"""What can be answered, where nothing more is to be said."""
ALWAYS = "  ?  this help\n  q  stop here, as Ctrl-D and Ctrl-C do\n"
"""What can be answered everywhere."""
_STOP = {"q", "quit"}
_HELP = {"?", "help"}
_YES = frozenset({"y", "yes"})
_NO = frozenset({"n", "no"})


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
        known = self._out.isatty() or os.environ.get("COLUMNS")
        self.width = max(NARROWEST, min(WIDTH, shutil.get_terminal_size().columns - 1 if known else WIDTH))

    def say(self, text: str) -> None:
        """Write text, each line wrapped to the terminal's width. What the other side cannot show becomes ASCII."""
        text = fitted(text, self.width)
        try:
            text.encode(self._out.encoding or "utf-8")
        except UnicodeEncodeError:
            text = to_ascii(text)
        self._out.write(to_ascii(text) if self._ascii else text)
        self._out.flush()

    def ask(self, prompt: str, about: str = "") -> str:
        """A line. Where it is `?`, it is told what can be answered, and asked again.

        Args:
            prompt: what is asked for.
            about: what can be answered, in lines.

        Raises:
            PlayerLeft: it was `q`, or there is no more.
        """
        from exporters.play.debrief_text import plain  # whoever says something once need not load it

        while True:
            self.say(prompt)
            line = self._source.readline()
            if not self.there or not line:
                self.say("\n")  # nobody's Enter has ended the prompt's line
            if not line or line.strip().lower() in _STOP:
                raise PlayerLeft
            answer = plain(line).strip()
            if answer.lower() not in _HELP:
                return answer
            self.say(f"{about or ANSWER}{ALWAYS}")

    def agree(self, prompt: str) -> bool:
        """Whether the answer is yes. Enter alone is no."""
        while answer := self.ask(f"{prompt} (y for yes, Enter for no, q to stop): ").lower().rstrip(".!"):
            if answer in _YES | _NO:
                return answer in _YES
            self.say("y or n, please.\n")
        return False
