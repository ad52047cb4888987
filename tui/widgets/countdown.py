"""A suggested time that runs. It says when it is over, and nothing else happens."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widgets import Static

from exporters.wording.numbers import spoken

STEP = 5
"""Seconds from one look at the clock to the next: a clock that ticks hurries."""


class Countdown(Static):
    """Hidden until there is a suggested time."""

    DEFAULT_CLASSES = "-off"

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._left: Callable[[], float | None] = lambda: None
        self._seconds = 0
        self._timer: Timer | None = None

    def wait(self, seconds: int) -> None:
        """Say that so many seconds are suggested, from the moment at which the text is read."""
        self.stop()
        self.update(f"Suggested time: {spoken(seconds)}. It runs when you have read to the end.")
        self.remove_class("-off")

    def run(self, seconds: int, left: Callable[[], float | None]) -> None:
        """Show how much of so many seconds is left; `left` is asked for that, in seconds."""
        self.stop()
        self._seconds, self._left = seconds, left
        self.remove_class("-off")
        self._timer = self.set_interval(STEP, self.look)
        self.look()

    def stop(self) -> None:
        """Hide it."""
        self.add_class("-off")
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def look(self) -> None:
        """Look at the clock."""
        left = round((self._left() or 0.0) / STEP) * STEP
        if left > 0:
            self.update(f"Suggested time: {spoken(self._seconds)}. About {spoken(left)} left.")
        else:
            self.update("The suggested time is over. Take the time that you need.")
