"""What the screens of a play alone tell the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from engine.errors import HotwashError
    from engine.play.bundle import Bundle
    from engine.records import Records
    from sessions.play_options import PlayOptions
    from sessions.solo import Solo


@dataclass
class Prepared(Message):
    """What could wait until after the first frame is done, or has failed."""

    records: Records | None
    failure: HotwashError | None


@dataclass
class Begun(Message):
    """The player has read the brief and begins."""

    bundle: Bundle
    options: PlayOptions
    """How the play is to be run."""


@dataclass
class Finished(Message):
    """An ending was reached and read."""

    session: Solo


@dataclass
class Tried(Message):
    """The player tries again from a decision of a play that is over."""

    session: Solo
    """The new play, which is not kept."""


class Home(Message):
    """The player wants the library."""
