"""How far a play came, in the one word that lists, reports and data have for it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from engine.play.events import AnyEvent, Closed, Ended


class Completion(StrEnum):
    """How far a play came."""

    FINISHED = "finished"
    """It came to an ending; a class had its hot wash, too, and was closed."""
    BROKEN_OFF = "broken off"
    """It was closed before the story came to an ending."""
    OPEN = "not finished"
    """One can go on with it."""


def completion(mode: str, *, ended: bool, closed: bool) -> Completion:
    """How far a play came.

    Args:
        mode: `solo`, `class`, or `drill`, which ends with its decision.
        ended: whether it ever came to an ending.
        closed: whether it was closed.
    """
    if not (closed or (ended and mode == "solo")):
        return Completion.OPEN
    return Completion.FINISHED if ended or mode == "drill" else Completion.BROKEN_OFF


def completion_of(mode: str, events: Iterable[AnyEvent]) -> Completion:
    """How far a play came, by its events."""
    kinds = {type(event) for event in events}
    return completion(mode, ended=Ended in kinds, closed=Closed in kinds)
