"""A line to write on that says when there is nothing left to rub out."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.widgets import Input


class Line(Input):
    """An input; Backspace in an empty one is a message."""

    @dataclass
    class NothingLeft(Message):
        """Backspace was pressed, and nothing is written."""

    def action_delete_left(self) -> None:
        """Rub out, or say that there is nothing."""
        if self.value:
            super().action_delete_left()
        else:
            self.post_message(self.NothingLeft())
