"""The questions before a debrief goes into a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine.errors import HotwashError
from tui.dialogs.line import LineDialog
from tui.dialogs.notice import Notice
from tui.dialogs.question import Answer, Question

if TYPE_CHECKING:
    from textual.app import App

    from sessions.solo import Solo

TITLE = "Save this debrief"
NO = Answer("no", "Do not save", "n")
ANYWAY = Answer("yes", "Save anyway", "y")
REPLACE = Answer("yes", "Replace it", "y")


async def save(app: App[Any], session: Solo, name: str) -> None:
    """Ask for a name, for a look at what might identify somebody, and before anything is replaced; then save. Needs a worker.

    Where it could not be saved under a name, that name stands there to be mended.
    """
    from tui.solo import saving

    while written := await app.push_screen_wait(LineDialog(TITLE, f"The file's name. {saving.FORMATS}", name)):
        name = written
        try:
            path = saving.place(written)
            found = saving.identifying(session.record.account)
            if found and await app.push_screen_wait(Question("Look at this first", _told(found), (NO, ANYWAY))) != "yes":
                return
            there = path.exists()
            asked = Question("Replace the file?", f"There is a file {path}", (NO, REPLACE))
            if there and await app.push_screen_wait(asked) != "yes":
                continue
            saved = saving.save(session, path, force=there)
        except HotwashError as error:
            await app.push_screen_wait(Notice("This could not be saved.", str(error)))
        else:
            app.push_screen(Notice("Saved", str(saved)))
            return


def _told(found: Sequence[tuple[str, str]]) -> str:
    """What might identify somebody."""
    listed = "\n".join(f"  “{text}”  {mend}" for text, mend in found)
    return f"What you wrote yourself may tell somebody who it was. A prompt to look, never proof:\n\n{listed}"
