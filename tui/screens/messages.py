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


class Left(Message):
    """The player leaves this screen."""


class Home(Message):
    """The player wants the library."""


@dataclass
class Failed(Message):
    """Something could not be done. It is said, and nothing else happens."""

    title: str
    reason: str
