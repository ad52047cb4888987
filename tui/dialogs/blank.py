"""Nothing to see: for when somebody walks in."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static


class Blank(Screen[None]):
    """An empty screen. Any key or click brings back what was there, and does nothing else."""

    CSS_PATH = "blank.tcss"

    def compose(self) -> ComposeResult:
        """One faint line."""
        yield Static("Any key brings it back.")

    def on_key(self, event: events.Key) -> None:
        """Bring it back."""
        event.stop()
        self.dismiss()

    def on_click(self) -> None:
        """Bring it back."""
        self.dismiss()
