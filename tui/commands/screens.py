"""Run an app of screens, and let nothing of how it ended be lost."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from engine.errors import UsageError

if TYPE_CHECKING:
    from tui.base import BaseApp

Result = TypeVar("Result")


def need_terminal(why: str) -> None:
    """Refuse where there is none.

    Raises:
        UsageError: input or output is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(why)


def show(app: BaseApp[Result]) -> Result | None:
    """Run the app to its end; what it answers.

    Raises:
        HotwashError: the app ended by it.
        Exception: any other by which it ended.
        SystemExit: a signal ended it.
    """
    result = app.run()
    if app.failure is not None:
        raise app.failure
    if app.signal is not None:
        # As shells count programs that a signal ended.
        raise SystemExit(128 + app.signal)
    return result
