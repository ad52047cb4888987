"""The clock of a run: read once, then moved on by a clock that nobody sets."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def steady() -> float:
    """Seconds since some moment. They never go back, and go on while the computer sleeps.

    `time.monotonic` stands still in sleep on Linux and macOS; CLOCK_BOOTTIME there, CLOCK_MONOTONIC here, do not.
    """
    if sys.platform != "win32":  # where neither is there, and `time.monotonic` goes on
        for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
            number = getattr(time, name, None)
            if number is not None:
                return time.clock_gettime(number)
    return time.monotonic()


class RunClock:
    """Time from a moment on. Setting the computer's clock changes nothing of it, so no time of a run goes back or jumps."""

    def __init__(self, start: datetime | None = None, steady: Callable[[], float] = steady) -> None:
        """Begin at `start`, with its zone; at the computer's time where none is given."""
        self._steady = steady
        self._start = start or datetime.now(UTC)
        self._begun = steady()

    def now(self) -> str:
        """UTC, ISO 8601, in milliseconds."""
        passed = timedelta(seconds=self._steady() - self._begun)
        return (self._start + passed).astimezone(UTC).isoformat(timespec="milliseconds")


def zone(at: str) -> int:
    """Minutes by which this computer's calendar is ahead of UTC at a time of its own."""
    offset = datetime.fromisoformat(at).astimezone().utcoffset()
    return round(offset.total_seconds() / 60) if offset is not None else 0


RUN = RunClock()
"""The clock of this run of the program."""


def now() -> str:
    """The time by the clock of this run."""
    return RUN.now()
