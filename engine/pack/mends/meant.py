"""What a value may have been meant to be, and what stands around it in its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from engine.pack.diagnostics import nearest


class Meant(NamedTuple):
    """What may have been meant."""

    value: Any
    advice: str
    key: str = ""
    """Another key, where the value belongs to that."""


class Around(NamedTuple):
    """What stands around a value in its file."""

    lines: Sequence[str]
    number: int
    """The line of the value's key, from 0."""
    key: str
    stem: str = ""
    """The file's name without `.yaml`."""

    def lesson(self) -> str:
        """The lesson that is tested nearest above the value, or else anywhere."""
        tested = re.compile(r"\btests:\s*\[?\s*([a-z][a-z0-9-]*)")
        above = [m[1] for line in self.lines[: self.number + 1] if (m := tested.search(line))]
        below = [m[1] for line in self.lines[self.number :] if (m := tested.search(line))]
        return (above[-1:] or below[:1] or [""])[0]

    def scene(self, name: str) -> str:
        """The scene of this name, or of the nearest."""
        begin = next((n for n, line in enumerate(self.lines) if line.startswith("scenes:")), len(self.lines))
        known = [m[1] for line in self.lines[begin:] if (m := re.match(r" +([a-z][a-z0-9-]*):\s*$", line))]
        return name if name in known else nearest(name, known) or name


Form: TypeAlias = Callable[[Any, Around], Iterator[Meant]]
"""What was read -> what may have been meant."""


def flat(data: Any) -> str:
    """A value as text on one line."""
    if isinstance(data, bool):
        return str(data).lower()
    if isinstance(data, list):
        return ", ".join(flat(item) for item in data)
    return " ".join(str(data).split())
