"""Names of variables: a fact is one of its own name, and what happened is one that is made and read back here alone."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

_SIGN = ":"
"""No id of a fact has it."""


class History(StrEnum):
    """What a play leaves behind besides facts; each is a flag."""

    CHOSE = "chose"
    """A choice was taken, `scene.choice`: conditions read it."""
    VISITED = "visited"
    """A scene was entered: conditions read it."""
    TAKEN = "taken"
    """A `once` choice, `scene.choice`, is spent."""
    PLAYED = "played"
    """An inject is spent."""

    def of(self, name: str) -> str:
        """The variable that says so of `name`."""
        return f"{self.value}{_SIGN}{name}"


class Happened(NamedTuple):
    """What a variable of history says."""

    what: History
    name: str
    """`scene.choice`, a scene or an inject."""

    @property
    def scene(self) -> str:
        """The scene that it speaks of."""
        return self.name.partition(".")[0]

    @property
    def choice(self) -> str:
        """The choice that it speaks of; empty where it speaks of none."""
        return self.name.partition(".")[2]


def happened(variable: str) -> Happened | None:
    """What a variable says of history; None for a fact."""
    what, sign, name = variable.partition(_SIGN)
    return Happened(History(what), name) if sign else None
