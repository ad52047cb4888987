"""A line to write on that says when there is nothing to rub out."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.widgets import Input


class Line(Input):
    """An input; Backspace in an empty one is a message, and so is Delete where nothing stands behind the cursor."""

    @dataclass
    class NothingLeft(Message):
        """Backspace was pressed, and nothing is written."""

    @dataclass
    class NothingBehind(Message):
        """Delete was pressed, and nothing stands behind the cursor."""

    def action_delete_right(self) -> None:
        """Rub out, or say that there is nothing."""
        if not self.selection.is_empty or not self.cursor_at_end:
            super().action_delete_right()
        else:
            self.post_message(self.NothingBehind())

    def action_delete_left(self) -> None:
        """Rub out, or say that there is nothing."""
        if self.value:
            super().action_delete_left()
        else:
            self.post_message(self.NothingLeft())
