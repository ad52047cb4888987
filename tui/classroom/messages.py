"""What the screens of a class tell its app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from engine.play.bundle import Bundle
    from sessions.classroom.roster import Setup


@dataclass
class ClassPicked(Message):
    """An exercise was picked and found sound."""

    bundle: Bundle


@dataclass
class ClassSetUp(Message):
    """What is to be settled is settled: the class begins."""

    bundle: Bundle
    setup: Setup


@dataclass
class ClassGoneOn(Message):
    """A class that was begun earlier goes on."""

    play: str
    """Its id."""


class StoryLeft(Message):
    """The hot wash begins."""


class StoryAgain(Message):
    """From the hot wash back into the story."""


@dataclass
class ClassLeft(Message):
    """The instructor leaves."""

    again: bool = False
    """Whether another exercise follows."""
