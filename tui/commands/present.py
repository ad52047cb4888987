"""`hotwash present`: the shared screen of a class, in a window of its own."""

from __future__ import annotations

from engine.errors import ExitCode


def run(play: str | None = None, db: str | None = None, ascii_only: bool | None = None) -> ExitCode:
    """Follow until the window is closed."""
    from engine.records import default_path
    from sessions.classroom.following import Following
    from tui.classroom.present_app import PresentApp

    PresentApp(Following(str(db or default_path()), play), ascii_only=ascii_only).run()
    return ExitCode.OK
