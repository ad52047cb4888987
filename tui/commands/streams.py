"""Standard input, output and errors, made safe for whoever writes to them: one exit for all text of the commands.

What is written to a text stream is cleaned (`printable`) and, where the stream's encoding lacks a character, put into ASCII.
Data for programs goes out as bytes and stays what it is. A stream that was closed before the start is told from an empty one.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

from engine.printable import printable

_LONGEST = 400
"""Characters of a word that a message shows whole."""
_ENDS = 60
"""Characters that are left at either end of a longer one."""


class Outlet:
    """A text stream that shows nothing raw. Everything but `write` and `encoding` is the stream's own."""

    def __init__(self, stream: TextIO, longest: int = sys.maxsize) -> None:
        self.stream = stream
        self._longest = longest
        """Characters of a word that is shown whole."""
        self.speaks = stream.encoding or "utf-8"
        """The stream's own encoding."""

    @property
    def encoding(self) -> str:
        """Never ASCII: what an ASCII stream lacks is seen to here, and must not be seen to by whoever writes."""
        return "utf-8" if codecs.lookup(self.speaks).name == "ascii" else self.speaks

    def write(self, text: str) -> int:
        """Write the text as it can be shown."""
        if len(text) > self._longest:
            text = re.sub(rf"\S{{{self._longest},}}", _cut, text)
        return self.draw(printable(text, keep="\n\t"))

    def draw(self, text: str) -> int:
        """Write text that is clean but for this program's own colours and movements of the cursor."""
        try:
            text.encode(self.speaks)
        except UnicodeEncodeError:
            from tui.glyphs import to_ascii

            text = to_ascii(text)
        return self.stream.write(text)

    def writelines(self, lines: list[str]) -> None:
        """Write each."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def _cut(word: re.Match[str]) -> str:
    return f"{word[0][:_ENDS]}...{word[0][-_ENDS:]}"


class _Closed(io.TextIOBase):
    """Stands for a standard output that was closed before the start: whoever writes to it is told."""

    encoding = "utf-8"

    @property
    def buffer(self) -> _Closed:
        """Bytes fare no better than text."""
        return self

    def write(self, content: str | bytes, /) -> int:
        if content:
            raise OSError(errno.EBADF, "standard output is closed")
        return 0


@contextmanager
def suited() -> Iterator[None]:
    """Safe standard streams while the program runs."""
    before = sys.stdin, sys.stdout, sys.stderr
    _fill_gaps()
    sys.stdin = sys.stdin or io.StringIO()
    if isinstance(sys.stdin, io.TextIOWrapper) and sys.stdin.errors == "strict":
        # What is no text in the encoding of the terminal or pipe is shown as such by whoever asked for it.
        sys.stdin.reconfigure(errors="replace")
    sys.stdout = cast("TextIO", Outlet(sys.stdout or cast("TextIO", _Closed())))
    sys.stderr = cast("TextIO", Outlet(sys.stderr or io.StringIO(), _LONGEST))
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


def _fill_gaps() -> None:
    """No file that is opened later, such as the database, may get the number of a standard stream that was closed."""
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        return
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:  # the lowest free number is given
        pass
    os.close(number)


def say(text: object = "", *, err: bool = False, nl: bool = True, drawn: bool = False) -> None:
    """Write text, or bytes for programs, and flush.

    Args:
        text: text for people; bytes are written as they are.
        err: to standard error.
        nl: whether a line ends after it.
        drawn: it was cleaned already, and what moves the cursor or colours in it is ours.

    Raises:
        OSError: it cannot be written.
    """
    stream = sys.stderr if err else sys.stdout
    if isinstance(text, bytes):
        stream.flush()
        stream.buffer.write(text + b"\n" * nl)
        stream.buffer.flush()
        return
    write = stream.draw if drawn and isinstance(stream, Outlet) else stream.write
    write(f"{text}\n" if nl else str(text))
    stream.flush()


def abandon(stream: TextIO) -> None:
    """What is still to be written there is dropped, so that the interpreter does not stumble over it at its end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
