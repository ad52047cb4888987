"""Answers count only when what they answer has been on the screen for a moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.screen import Screen

SECONDS = 0.25
"""How long something has to be on the screen before it can be answered."""


def later(screen: Screen[Any], act: Callable[[], None]) -> None:
    """Do `act` when a moment has passed. The clock of all guards."""
    screen.set_timer(SECONDS, act)


class AnswerGuard:
    """Closed from `close` until the next frame is painted, and `SECONDS` more.

    So a key that was pressed twice cannot answer what nobody has seen.
    """

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._turn = 0
        self.open = False
        """Whether an answer counts."""

    def close(self) -> None:
        """Something new is about to be shown."""
        self._turn += 1
        self.open = False
        turn = self._turn
        self._screen.call_after_refresh(lambda: later(self._screen, partial(self._open, turn)))

    def _open(self, turn: int) -> None:
        """Open, unless something newer was shown meanwhile."""
        if turn == self._turn:
            self.open = True
