"""What a scenario is about, beside the list."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from engine.model import Scenario
from tui.widgets.prose import inline, literal


class Preview(Vertical):
    """Title, summary, and who the player is."""

    def compose(self) -> ComposeResult:
        """Empty until something is shown."""
        yield Static(id="title")
        yield Static(id="summary")
        yield Static(id="you")
        yield Static(id="setting")

    def show(self, scenario: Scenario | None) -> None:
        """Show a scenario, or nothing."""
        parts = {"title": "", "summary": "", "you": "", "setting": ""}
        if scenario is not None:
            parts = {
                "title": scenario.title,
                "summary": scenario.summary,
                "you": f"You are: {scenario.you}",
                "setting": f"Where: {scenario.setting}",
            }
        for name, text in parts.items():
            draw = literal if name == "title" else inline
            self.query_one(f"#{name}", Static).update(draw(" ".join(text.split())))
