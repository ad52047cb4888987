"""The app in which what was written in a play that is kept is put right, or taken out."""

from __future__ import annotations

from collections.abc import Callable

from engine.errors import HotwashError, PlayError
from sessions.session import Session
from tui.base import BaseApp, collect
from tui.dialogs.notice import Notice
from tui.dialogs.written_lines import WrittenLines

NOT_KEPT = "This could not be kept. The line stands as it was."


class MendingApp(BaseApp[None]):
    """The written lines of one play."""

    def __init__(self, session: Session, *, ascii_only: bool | None = None) -> None:
        super().__init__(ascii_only=ascii_only)
        self._session = session

    def on_mount(self) -> None:
        """Show them."""
        screen = WrittenLines(self._session, self._do)
        self.push_screen(screen, lambda _: self.exit())
        screen.call_after_refresh(collect)

    async def _do(self, act: Callable[[], object]) -> bool:
        """Act, and say what was refused or could not be kept; whether it was done."""
        try:
            act()
        except PlayError as error:
            self.notify(str(error), markup=False)
        except HotwashError as error:
            self.push_screen(Notice(NOT_KEPT, str(error)))
        else:
            return True
        return False
