"""A suggested time that runs. It says when it is over, and nothing else happens."""

from __future__ import annotations

from time import monotonic

from textual.timer import Timer
from textual.widgets import Static

STEP = 5
"""Seconds from one look at the clock to the next: a clock that ticks hurries."""


class Countdown(Static):
    """Hidden until it is started."""

    DEFAULT_CLASSES = "-off"

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._ends = 0.0
        self._seconds = 0
        self._timer: Timer | None = None

    def start(self, seconds: int) -> None:
        """Run from now on."""
        self.stop()
        self._seconds, self._ends = seconds, monotonic() + seconds
        self.remove_class("-off")
        self._timer = self.set_interval(STEP, self._look)
        self._look()

    def stop(self) -> None:
        """Hide it."""
        self.add_class("-off")
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _look(self) -> None:
        left = round((self._ends - monotonic()) / STEP) * STEP
        if left > 0:
            self.update(f"Suggested time: {spoken(self._seconds)}. About {spoken(left)} left.")
        else:
            self.update("The suggested time is over. Take the time that you need.")


def spoken(seconds: int) -> str:
    """E.g. `45 seconds`, `2 minutes`, `1 minute 30 seconds`."""
    minutes, rest = divmod(seconds, 60)
    parts = [f"{count} {unit}{'s' * (count != 1)}" for count, unit in ((minutes, "minute"), (rest, "second")) if count]
    return " ".join(parts) or "0 seconds"
