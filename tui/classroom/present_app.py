"""The app of the shared screen."""

from __future__ import annotations

from sessions.classroom.following import Following
from tui.base import BaseApp, collect
from tui.classroom.present import PresentScreen


class PresentApp(BaseApp[None]):
    """One screen that follows a class."""

    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (20, "-short"), (36, "-tall")]  # noqa: RUF012 - Textual declares them so

    def __init__(self, following: Following, *, ascii_only: bool | None = None) -> None:
        super().__init__(ascii_only=ascii_only)
        self._following = following

    def on_mount(self) -> None:
        """Show it."""
        screen = PresentScreen(self._following)
        self.push_screen(screen)
        screen.call_after_refresh(collect)
