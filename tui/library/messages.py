"""What the library tells the app. Light, so that the app need not import a screen to hear from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from engine.play.bundle import Bundle


@dataclass
class Opened(Message):
    """A scenario was picked and found sound."""

    bundle: Bundle


@dataclass
class GoneOn(Message):
    """The player goes on with a kept play."""

    play: str
    """Its id."""


@dataclass
class Reopened(Message):
    """The player wants to see the debrief of a finished play."""

    play: str
    """Its id."""


class ProgressWanted(Message):
    """The player wants to see how they get on."""


class DrillWanted(Message):
    """The player wants what is due, a decision at a time."""


@dataclass
class ClassWanted(Message):
    """An exercise is to be run with a class."""

    scenario: str
    """`pack/id`; empty where it is still to be picked."""
