"""The app of the shared screen."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sessions.classroom.following import Following
from tui.base import BaseApp, collect
from tui.classroom.present import PresentScreen


class PresentApp(BaseApp[None]):
    """One screen that follows a class."""

    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (20, "-short"), (36, "-tall")]  # noqa: RUF012 - Textual declares them so

    def __init__(self, following: Following, *, ascii_only: bool | None = None, sign: Path | None = None) -> None:
        """As it is run.

        Args:
            following: the class.
            ascii_only: as of `BaseApp`.
            sign: a file to make as soon as something is shown: whoever opened this window waits for it.
        """
        super().__init__(ascii_only=ascii_only)
        self._following = following
        self._sign = sign

    def on_mount(self) -> None:
        """Show it."""
        screen = PresentScreen(self._following)
        self.push_screen(screen)
        screen.call_after_refresh(collect)
        screen.call_after_refresh(self._tell)

    def _tell(self) -> None:
        if self._sign is not None:
            with suppress(OSError):
                self._sign.touch(mode=0o600)
