"""What the line and the ledger of a play are made of."""

from __future__ import annotations

from dataclasses import dataclass

from engine.play.events import Chose, Injected, Overrode, Rolled, Started
from engine.states.step import Action, Landing, State


@dataclass(frozen=True, slots=True)
class ShownScene:
    """A scene as it was shown."""

    state: State
    scene: str
    also: tuple[int, ...]
    """Which of its further paragraphs."""


@dataclass(frozen=True, slots=True)
class LineEntry:
    """A state-changing event on the line, and what it did."""

    event: Chose | Rolled | Overrode | Injected | Started
    before: State
    """State in which it happened; of a roll the state from which was drawn."""
    landings: tuple[Landing, ...]
    """What it could have come to: one landing, or those of a draw that a roll decides."""
    action: Action | None
    """What was done; None for `started`."""
    after: State | None
    """State as the next scene begins; None while a draw is open."""
    shown_scenes: tuple[ShownScene, ...] = ()
    """Scenes shown because of it."""
    pending: Pending | None = None
    """The draw that it leaves open."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A draw that has not fallen."""

    action: Action
    before: State
    """State before the draw's action was taken."""
    landings: tuple[Landing, ...]

    @property
    def total(self) -> int:
        """Sum of the odds."""
        return sum(x.odds for x in self.landings)


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit in the ledger."""

    event: Chose
    state: State
    """State in which it was made."""
    visit: int
    """The how-manieth time the line then stood at that scene's decision, from 1."""
    counts: bool
    """Whether it is the first of its scene and visit, which is the one that is graded."""
