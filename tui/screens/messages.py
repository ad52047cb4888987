"""What screens tell the app. Light, so that the app need not import a screen to hear from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from engine.bundle import Bundle
    from engine.errors import HotwashError
    from engine.records import Records
    from tui.solo import Solo


@dataclass
class Opened(Message):
    """A scenario was picked and found sound."""

    bundle: Bundle


@dataclass
class Begun(Message):
    """The player has read the brief and begins."""

    bundle: Bundle


@dataclass
class GoneOn(Message):
    """The player goes on with a kept play."""

    play: str
    """Its id."""


@dataclass
class Finished(Message):
    """An ending was reached and read."""

    session: Solo


@dataclass
class Prepared(Message):
    """What could wait until after the first frame is done, or has failed."""

    records: Records | None
    failure: HotwashError | None


@dataclass
class Tried(Message):
    """The player tries again from a decision of a play that is over."""

    session: Solo
    """The new play, which is not kept."""


@dataclass
class Left(Message):
    """The player leaves this screen."""

    tried: bool = False
    """Whether it was a second try: what lies below comes back."""


class Home(Message):
    """The player wants the library."""


@dataclass
class Reopened(Message):
    """The player wants to see the debrief of a finished play."""

    play: str
    """Its id."""


class ProgressWanted(Message):
    """The player wants to see how they get on."""


@dataclass
class ClassWanted(Message):
    """An exercise is to be run with a class."""

    scenario: str
    """`pack/id`; empty where it is still to be picked."""


@dataclass
class Failed(Message):
    """Something could not be done. It is said, and nothing else happens."""

    title: str
    reason: str
