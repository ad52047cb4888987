"""`hotwash present`: the shared screen of a class, in a window of its own."""

from __future__ import annotations

from pathlib import Path

from engine.errors import ExitCode, PlayError
from tui.commands.progress import kept
from tui.commands.screens import need_terminal, show


def run(play: str | None = None, db: str | None = None, ascii_only: bool | None = None, sign: Path | None = None) -> ExitCode:
    """Follow until the window is closed."""
    need_terminal("the shared screen of a class needs a terminal")
    from engine.records import default_path
    from sessions.classroom.following import Following
    from tui.classroom.present_app import PresentApp

    wanted = None if play is None else _class(db, play)
    show(PresentApp(Following(str(db or default_path()), wanted), ascii_only=ascii_only, sign=sign))
    return ExitCode.OK


def _class(db: str | None, begin: str) -> str:
    """The id of the class that begins so.

    Raises:
        PlayError: none does, or several do.
    """
    records = kept(db)
    rows = []
    if records is not None:
        with records:
            rows = [row for row in records.plays(mode="class") if row.id.startswith(begin.lower())]
    if len(rows) != 1:
        what = f"{len(rows)} classes begin" if rows else "no class that is kept begins"
        raise PlayError(f"{what} with `{begin}`; `hotwash records list` names them")
    return rows[0].id
