"""What every screen may tell its app."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class Left(Message):
    """The player leaves this screen."""

    tried: bool = False
    """Whether it was a second try: what lies below comes back."""


@dataclass
class Failed(Message):
    """Something could not be done. It is said, and nothing else happens."""

    title: str
    reason: str
